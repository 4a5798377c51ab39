"""All records of a knowledge base as they are, for commands that show rather than judge them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from schema.catalogue import Catalogue, EntryCard, FacetCard, TagCard, TagKey, alphabetical, tag_key
from schema.evidence import FACET, NO_EVIDENCE, Evidence
from schema.finder.answers import answer_text, with_examples
from schema.finder.collection import Collection, Document, tokens_of
from schema.finder.words import EntryWords, Tokens
from schema.inline import parse_inline, plain
from schema.loading import Place, find_records, read_record, read_text
from schema.models import Entry, Status
from schema.problems import Problem
from schema.proving import Prover

Track = Callable[[Sequence[Place | Problem]], Iterable[Place | Problem]]


class Library:
    """The records of a project that can be used whole, and the paths of those that cannot."""

    def __init__(
        self,
        project: Path,
        entries: Mapping[str, Entry],
        tags: Iterable[TagCard | FacetCard],
        broken: Sequence[str],
        evidence: Mapping[str, Evidence] | None = None,
    ) -> None:
        self.project = project
        self.entries = entries
        self._evidence = evidence or {}
        self.broken = tuple(broken)
        self._vocabulary = tuple(tags)
        self.tags = {card.key: card for card in self._vocabulary if isinstance(card, TagCard)}

    @cached_property
    def catalogue(self) -> Catalogue:
        """All records side by side. A search does without: it takes longer than to rank them."""
        cards = (
            EntryCard.of(id, entry, evidence=self.evidence(id).tags)
            for id, entry in self.entries.items()
        )
        return Catalogue.of((*cards, *self._vocabulary))

    def evidence(self, id: str) -> Evidence:
        """Return what the claims of an entry rest on."""
        return self._evidence.get(id, NO_EVIDENCE)

    def answer(self, id: str) -> str:
        """Return the Markdown of an answer with the examples of checks that it shows."""
        return with_examples(self.entries[id].answer, self.evidence(id).examples)

    def question(self, id: str) -> str:
        """Return the question of an entry as plain text."""
        return plain(parse_inline(self.entries[id].question))

    def tags_of(self, id: str) -> tuple[TagKey, ...]:
        """Return the tags of an entry as they are written, and those that its claims earn it."""
        tags = self.entries[id].tags
        earned = (tag_key(FACET, tag) for tag in self.evidence(id).tags)
        written = (tag_key(facet, tag) for facet, named in tags.items() for tag in named)
        return (*written, *earned)

    def present_id(self, id: str) -> str:
        """Return what an id is called now: itself, unless it is a former id of an entry."""
        return id if id in self.entries else self.catalogue.renamed.get(id, id)

    def collection(self, *, every: bool = False) -> Collection:
        """Return what the finder of the site knows, or every entry, drafts and withdrawn ones too.

        Published entries come first, alphabetical by question, then the others by id: where two
        entries score the same, the finder of the site keeps this order.
        """
        names = {
            key: tuple(t for name in (tag.label, *tag.aliases) for t in tokens_of(name))
            for key, tag in self.tags.items()
            if key.facet != FACET
        }
        questions = {
            id: self.question(id)
            for id, entry in sorted(self.entries.items())
            if every or entry.status in (Status.PUBLISHED, Status.SUPERSEDED)
        }

        def order(id: str) -> tuple[bool, tuple[str, str]]:
            listed = self.entries[id].status is Status.PUBLISHED
            return not listed, alphabetical(questions[id], id) if listed else (id, "")

        ids = sorted(questions, key=order)
        return Collection(self._document(id, questions[id], names) for id in ids)

    def _document(self, id: str, question: str, names: Mapping[TagKey, Tokens]) -> Document:
        entry = self.entries[id]
        body = "\n".join((answer_text(entry.summary), answer_text(self.answer(id)), *entry.errors))
        words = EntryWords(
            tokens_of(question),
            tuple(tokens_of(phrasing) for phrasing in entry.phrasings),
            tokens_of(body),
        )
        tags = tuple(token for key in self.tags_of(id) for token in names.get(key, ()))
        return Document(id, words, tags, entry.errors, self._successor(id))

    def _successor(self, id: str) -> str | None:
        """Follow `superseded_by` to its end; None where it ends nowhere or runs in a circle."""
        way = {id}
        here = id
        while (following := self.entries[here].superseded_by) is not None:
            if following in way or following not in self.entries:
                return None
            way.add(following)
            here = following
        return here if here != id else None


def read_library(project: Path, track: Track = iter) -> Library:
    """Read all records below `kb/`; no rule judges them. `track` may watch how far the work is."""
    vocabulary: list[TagCard | FacetCard] = []
    entries: dict[str, Entry] = {}
    evidence: dict[str, Evidence] = {}
    broken: list[str] = []
    prover = Prover(project)
    for place in track(tuple(find_records(project))):
        if isinstance(place, Problem):
            continue
        text, _ = read_text(project / place.path, place.path)
        record = read_record(place, text)[0] if text is not None else None
        if record is None or not record.whole:
            broken.append(place.path)
        elif isinstance(record.model, Entry):
            entries[place.id] = record.model
            if record.model.verified:
                evidence[place.id] = prover.of(place.id, record.model)
        elif not isinstance(card := record.card, EntryCard):
            vocabulary.append(card)
    return Library(project, entries, vocabulary, broken, evidence)
