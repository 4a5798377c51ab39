"""Two entries do not ask the same, in their questions or in a phrasing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import NamedTuple

from schema.catalogue import Card, Catalogue, EntryCard, phrase_key
from schema.likeness import SHAPING, Key, Spellings, Wording, alike, same_content, tokens_of
from schema.markdown.inline import plain
from schema.problems import Finding, excerpt
from schema.records import Place

MAX_MEMBERS = 60
"""With how many entries of the same content one is compared, more than it can be distinct from."""

MAX_TOLD = 1_000
"""How many entries with a question that another one asks are told: each file is read again."""


class Asker(NamedTuple):
    """An entry and what it asks."""

    card: EntryCard
    kin: str
    """The entry to which those that supersede each other lead."""
    wording: Wording


@dataclass(slots=True)
class Group:
    """Entries whose questions have the same content, and the groups that are spelled like it."""

    members: list[Asker] = field(default_factory=list)
    near: list[Group] = field(default_factory=list)


def check(catalogue: Catalogue, broken: frozenset[str]) -> Iterator[tuple[Card, Finding]]:
    """Report questions that ask the same, shared phrasings, and distinctions without a need."""
    askers = {
        id: Asker(card, catalogue.successor(id) or id, Wording.of(plain(card.question)))
        for id, card in catalogue.entries.items()
        if card.standing
    }
    yield from islice(_similar(list(askers.values())), MAX_TOLD)
    yield from islice(_shared(list(askers.values())), MAX_TOLD)
    yield from _needless(catalogue, askers, broken)


def _similar(askers: Sequence[Asker]) -> Iterator[tuple[Card, Finding]]:
    index = Spellings()
    groups: dict[Key, Group] = {}
    for asker in askers:
        wording = asker.wording
        if not wording.key:
            continue
        group = groups.get(wording.key)
        if group is None:
            group = groups[wording.key] = _placed(wording, index, groups)
        members = chain(group.members, *(near.members for near in group.near))
        for other in islice(members, 2 * MAX_MEMBERS):
            if _ask_the_same(asker, other):
                yield asker.card, _finding(asker.card, other.card)
                break
        # One of each kin will do: the others of it are no duplicates of each other.
        known = (member.kin for member in group.members)
        if len(group.members) < MAX_MEMBERS and asker.kin not in known:
            group.members.append(asker)


def _placed(wording: Wording, index: Spellings, groups: Mapping[Key, Group]) -> Group:
    """Return a new group, with those before it that differ from it in spelling only."""
    group = Group()
    for other in index.candidates(wording):
        if same_content(wording, other):
            group.near.append(groups[other.key])
            groups[other.key].near.append(group)
    index.add(wording)
    return group


def _ask_the_same(one: Asker, other: Asker) -> bool:
    return (
        one.kin != other.kin
        and other.card.id not in one.card.distinct_from
        and one.card.id not in other.card.distinct_from
        and alike(one.wording, other.wording)
    )


def _finding(card: EntryCard, other: EntryCard) -> Finding:
    here, there = plain(card.question), plain(other.question)
    message = f"The entry '{other.id}' asks the same: '{excerpt(there)}'."
    shared, _ = _parted(here, there)
    differing = [*_parted(here, there)[1], *_parted(there, here)[1]]
    words = f"Both are about {_listed(shared)}"
    words += f"; only {_listed(differing)} differ. " if differing else ". "
    hint = "Make one entry of the two, or say in the question what sets it apart; "
    hint += f"if a reviewer found that they ask for two things, add 'distinct_from: [{other.id}]'."
    return Finding("similar-question", ("question",), message, words + hint)


def _parted(text: str, other: str) -> tuple[list[str], list[str]]:
    """Return the words of a text about which the other is too, and those that it lacks."""
    theirs = set(tokens_of(other))
    shared, lacking = [], []
    for word in dict.fromkeys(text.split()):
        tokens = set(tokens_of(word))
        if not tokens <= theirs:
            lacking.append(word)
        elif tokens - SHAPING:
            shared.append(word)
    return shared, lacking


def _listed(words: Sequence[str]) -> str:
    shown = [f"'{excerpt(word.strip('?!.,;:()'), 30)}'" for word in words[:8]]
    return ", ".join(shown) if shown else "the same"


def _shared(askers: Sequence[Asker]) -> Iterator[tuple[Card, Finding]]:
    """Yield phrasings that are the question or a phrasing of another entry, word by word."""
    owners: dict[int, Asker] = {}
    questions: dict[int, Asker] = {}
    for asker in askers:
        questions.setdefault(phrase_key(asker.wording.tokens), asker)
    for asker in askers:
        for place, key in enumerate(asker.card.phrasings):
            other = questions.get(key) or owners.setdefault(key, asker)
            if key and other.kin != asker.kin:
                asks = excerpt(plain(other.card.question))
                message = f"The entry '{other.card.id}' is asked for in the same words: '{asks}'."
                hint = (
                    "Keep them where they are answered, or add words that only this entry answers."
                )
                yield asker.card, Finding("shared-phrasing", ("phrasings", place), message, hint)


def _needless(
    catalogue: Catalogue, askers: Mapping[str, Asker], broken: frozenset[str]
) -> Iterator[tuple[Card, Finding]]:
    for id, card in catalogue.entries.items():
        for place, other in enumerate(card.distinct_from):
            if other == id or other not in catalogue.entries or Place.entry(other).path in broken:
                continue  # the rules on references tell
            one, two = askers.get(id), askers.get(other)
            if one and two and one.kin != two.kin and alike(one.wording, two.wording):
                continue
            message = f"Nobody would take this question for that of the entry '{other}'."
            hint = "Remove the id: it belongs here only while the two questions are alike."
            yield (
                card,
                Finding("needless-distinction", ("distinct_from", place), message, hint),
            )
