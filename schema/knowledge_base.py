"""The knowledge base of a project: the only code that reads all records and applies all rules."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, groupby, islice
from pathlib import Path
from typing import Self, cast

from schema.cards import Card, TagCard, TagKey, tags_of
from schema.catalogue import Catalogue
from schema.codes.files import ORPHAN_TRANSLATION, TOO_MANY_PROBLEMS
from schema.evidence.claims import Evidence, EvidenceReader
from schema.facts import EntryFacts
from schema.field_errors import read_model
from schema.files import read_text
from schema.markdown.inline import parse_inline, plain
from schema.markdown.text import expanded
from schema.models import Original
from schema.models.entry import Entry
from schema.models.shared import Glossary, Settings, Table
from schema.problems import Finding, Phrase, Problem
from schema.records import MODELS, Place, Record, find_records, find_shared, name_problems
from schema.rules import Policy, check_catalogue, check_record
from schema.source import Source, parse_source
from schema.translations import edition, names_of

MAX_PROBLEMS = 100
"""Most problems reported for one file."""


@dataclass(frozen=True)
class Member:
    """One record file of the knowledge base."""

    place: Place
    problems: tuple[Problem, ...]
    """Problems that need only this file and its evidence, by position."""
    usable: bool = False
    """Whether the record has only what its author wrote."""
    record: Record | None = None
    """The record without its source positions; None if no rule can judge it, or it wasn't kept."""
    judged: Card | None = None
    """The card of a record that a policy judged."""

    @cached_property
    def card(self) -> Card | None:
        """The card of the record, even if the record is unusable."""
        return self.judged or (self.record.card if self.record else None)


Group = Sequence[Place]
"""The file of a record, followed by those of its translations."""

Members = Sequence[Member]
Spread = Callable[[Callable[[Group], Members], Sequence[Group]], Iterable[Members]]
"""Applies a function to groups, in order, as `map` does."""


@dataclass(frozen=True)
class KnowledgeBase:
    """All records of a project, and all their problems."""

    evidence_reader: EvidenceReader
    policy: Policy
    applies_rules: bool
    """Whether the records were judged by the rules, not only read."""
    members: Mapping[str, Member]
    """By path; a translation follows what it translates."""
    stray: tuple[Problem, ...]
    """A problem for each file and folder below `kb/` that is not where a record belongs."""
    language: str = ""
    """The language that was asked for, in which its words are where they are translated."""

    @property
    def project(self) -> Path:
        """The folder that holds `kb/`."""
        return self.evidence_reader.project

    @property
    def settings(self) -> Settings:
        """What the knowledge base is about."""
        return self.policy.settings

    # All records --------------------------------------------------------------------

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """The usable entries by id."""
        return {id: record.model for id, record in self.records.items()}  # type: ignore[misc]

    @cached_property
    def records(self) -> Mapping[str, Record]:
        """The records of the usable entries, by id."""
        return {
            member.place.id: member.record
            for member in self.members.values()
            if member.usable and member.record and member.place.kind == "entry"
        }

    @cached_property
    def tags(self) -> Mapping[TagKey, TagCard]:
        """The usable tags, with their names in all languages."""
        tags = {}
        for member in self.members.values():
            if member.place.kind != "tag" or not member.usable:
                continue  # before its card, which is slow for an entry
            if isinstance(card := member.card, TagCard):
                others = self.translations.get(member.place, {}).values()
                names = chain(card.names, *(names_of(each.model) for each in others))
                tags[card.key] = replace(card, names=tuple(dict.fromkeys(names)))
        return tags

    @cached_property
    def translations(self) -> Mapping[Place, Mapping[str, Record]]:
        """The usable translations of each record, by language."""
        found: defaultdict[Place, dict[str, Record]] = defaultdict(dict)
        for member in self.members.values():
            if member.usable and member.record and (original := member.place.original):
                found[original][member.place.language] = member.record
        return found

    @cached_property
    def catalogue(self) -> Catalogue:
        """The cards of the usable records. A search avoids it, because building it takes longer."""
        cards = (member.card for member in self.members.values() if member.usable)
        return Catalogue.of(card for card in cards if card is not None)

    @cached_property
    def broken(self) -> tuple[str, ...]:
        """The paths of the records that are not usable."""
        return tuple(sorted(path for path, member in self.members.items() if not member.usable))

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem by position; without a policy, those that make records unusable."""
        found = [problem for member in self.members.values() for problem in member.problems]
        if not self.applies_rules:
            return tuple(sorted((*found, *self.stray)))
        cards = [card for member in self.members.values() if (card := member.card)]
        broken = frozenset(m.place for m in self.members.values() if m.card is None)
        # What refers to a record with problems is not wrong for that.
        catalogue = Catalogue.of(cards) if self.broken else self.catalogue
        found += judge_all(catalogue, broken, self.stray, self.evidence_reader, self.policy)
        return tuple(sorted(found))

    @cached_property
    def _tables(self) -> Mapping[str, str]:
        """The tables as Markdown, by id."""
        language = self.language or self.settings.languages[0]
        return {id: table.markdown(language) for id, table in self.policy.tables.items()}

    # One record ---------------------------------------------------------------------

    def answer(self, id: str) -> str:
        """Return the Markdown of an answer with its examples and tables."""
        return expanded(self.entries[id].answer, self.records[id].evidence.examples, self._tables)

    def facts(self, id: str) -> EntryFacts:
        """Return the facts about an entry that its page and the terminal display."""
        path, entry = self.records[id].source.path, self.entries[id]
        return EntryFacts.of(path, entry, self.records[id].evidence, self.settings)

    def question(self, id: str) -> str:
        """Return the question of an entry as plain text."""
        return plain(parse_inline(self.entries[id].question))

    def tags_of(self, id: str) -> tuple[TagKey, ...]:
        """Return the tags of an entry, in order."""
        return tags_of(self.entries[id])

    def in_language(self, language: str) -> Self:
        """Return the knowledge base with its words in a language, where they are translated."""
        shown = {}
        for place, words in self.translations.items():
            member = self.members.get(place.path)
            if language in words and member and member.usable and member.record:
                record = edition(member.record, words, language, self.settings)
                shown[place.path] = replace(member, record=record, judged=None)
        return replace(self, members={**self.members, **shown}, language=language)

    # What it would be ---------------------------------------------------------------

    def member(self, place: Place, text: str) -> Member:
        """Return the member that a file would be if it had this text."""
        original = self.members.get(place.original.path) if place.original else None
        policy = self.policy if self.applies_rules else None
        basis = original.record if original else None
        record, problems = judge_text(place, text, self.evidence_reader, policy, basis)
        if record is None:
            return Member(place, problems)
        # Made at once, because the tokens that the rules made are still cached.
        card = record.card if self.applies_rules else None
        record = replace(record, source=Source.unknown(place.path))
        return Member(place, problems, record.whole, record, card)


def read(
    project: Path, policy: Policy | None = None, *, spread: Spread = map, cards_only: bool = False
) -> KnowledgeBase:
    """Read all records below `kb/`, and apply the rules if there is a policy.

    The policy takes the settings of the project. `spread` may use several processes. If all that
    is wanted are problems and the catalogue, `cards_only` saves a third of the memory.
    """
    evidence = EvidenceReader(project)
    complete, shared = read_shared(evidence, policy)
    files = tuple(find_records(project))
    stray = tuple(each for each in files if isinstance(each, Problem))
    members = {member.place.path: member for member in shared if member.place in files}
    base = KnowledgeBase(evidence, complete, policy is not None, members, stray)

    def read_group(group: Group) -> Members:
        # Rules compare a translation with the parsed answer of the record before it.
        for place in group:
            text, problems = read_text(project / place.path, place.path)
            members[place.path] = (
                Member(place, problems) if text is None else base.member(place, text)
            )
        found = [members[place.path] for place in group]
        return [replace(each, record=None) for each in found] if cards_only else found

    places = [each for each in files if isinstance(each, Place) and each.path not in members]
    places.sort(key=lambda place: (place.original or place).path)
    groups = [tuple(group) for _, group in groupby(places, lambda each: each.original or each)]
    for group in spread(read_group, groups):
        members.update((member.place.path, member) for member in group)
    return base


def read_shared(
    evidence: EvidenceReader, policy: Policy | None = None
) -> tuple[Policy, tuple[Member, ...]]:
    """Return a policy with the settings, the glossary and the tables of a project, and their files.

    What is wrong in them is left out. The rules are applied only if there is a policy.
    """
    complete, members = policy or Policy(), []
    tables: dict[str, Table] = {}
    for place in find_shared(evidence.project):
        if os.path.lexists(evidence.project / place.path):
            record, problems = judge_file(place, evidence, policy and complete)
            usable = record is not None and record.whole
            members.append(Member(place, problems, usable, record))
            match record and record.model:
                case Settings() as settings:
                    complete = replace(complete, settings=settings)
                case Glossary() as glossary:
                    complete = replace(complete, glossary=glossary)
                case Table() as table if usable:
                    tables[place.id] = table
    return replace(complete, tables=tables), tuple(members)


def judge_file(
    place: Place, evidence: EvidenceReader, policy: Policy | None, original: Record | None = None
) -> tuple[Record | None, tuple[Problem, ...]]:
    """Read one record file, and judge its text as `judge_text` does."""
    text, problems = read_text(evidence.project / place.path, place.path)
    return (None, problems) if text is None else judge_text(place, text, evidence, policy, original)


def judge_text(
    place: Place,
    text: str,
    evidence: EvidenceReader,
    policy: Policy | None,
    original: Record | None = None,
) -> tuple[Record | None, tuple[Problem, ...]]:
    """Read the text of one record and apply the rules that need no other record. Never raise.

    Return the record, or None if no rule can judge any of it, and its problems by position.
    Only a record that is `whole` can be used. Without a policy no rule is applied. `original` is
    what a translation translates, if that can be read.
    """
    basis = cast("Original", original.model) if original and original.whole else None
    named = (*name_problems(place), *_orphaned(place, evidence.project))
    source, unreadable = parse_source(text, place.path)
    problems, record = {*named, *unreadable}, None
    if source is not None:
        model, findings, whole = read_model(MODELS[place.kind], source.data)
        if model is not None:
            supported = evidence.read(place.id, model) if isinstance(model, Entry) else Evidence()
            record = Record(place, model, source, whole and not named, supported, basis)
        if record is not None and policy is not None:
            findings += islice(check_record(record, policy), MAX_PROBLEMS + 1)
        problems.update(map(source.locate, findings))
    ordered = sorted(problems)
    if len(ordered) > MAX_PROBLEMS:
        rest = ordered[MAX_PROBLEMS]
        message = Phrase("Only the first {most} problems are shown.", MAX_PROBLEMS)
        end = TOO_MANY_PROBLEMS.problem(rest.path, message, line=rest.line, column=rest.column)
        ordered[MAX_PROBLEMS:] = [end]
    return record, tuple(ordered)


def _orphaned(place: Place, project: Path) -> Iterator[Problem]:
    """Yield a problem for a translation of a record that doesn't exist."""
    if place.original and not os.path.lexists(project / place.original.path):
        message = Phrase("There is no record {path} to translate.", place.original.path)
        yield ORPHAN_TRANSLATION.problem(place.path, message)


def judge_translations(
    place: Place, original: Record | None, evidence: EvidenceReader, policy: Policy
) -> Iterator[tuple[str, Record | None, tuple[Problem, ...]]]:
    """Yield language, record and problems of each translation of a record."""
    for translation in map(place.translation, policy.settings.languages):
        if os.path.lexists(evidence.project / translation.path):
            yield translation.language, *judge_file(translation, evidence, policy, original)


def judge_all(
    catalogue: Catalogue,
    broken: frozenset[Place],
    stray: Iterable[Problem],
    evidence: EvidenceReader,
    policy: Policy,
) -> Sequence[Problem]:
    """Return the problems that no record has alone.

    The catalogue has the cards of all records, even of those that are not usable; `broken` are the
    places of records without a card, and `stray` the problems of files that are no records.
    """
    ids = {*catalogue.entries, *(place.id for place in broken if place.kind == "entry")}
    problems = [*stray, *evidence.problems(), *evidence.stray(ids)]
    by_place: defaultdict[Place, list[Finding]] = defaultdict(list)
    for card, finding in check_catalogue(catalogue, broken, policy):
        by_place[Place.of_card(card)].append(finding)
    for place, findings in by_place.items():
        # Positions of all records would cost more memory than the records; problems are few.
        text, _ = read_text(evidence.project / place.path, place.path)
        source = parse_source(text, place.path)[0] if text is not None else None
        source = source or Source.unknown(place.path)  # the file has changed since
        problems += map(source.locate, findings)
    return sorted(problems)
