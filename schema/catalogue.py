"""All records side by side: what belongs together, in which order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from typing import NamedTuple, Self

from schema.evidence.claims import ClaimStatus
from schema.likeness import tokens_of
from schema.markdown.inline import Inline, parse_inline, plain
from schema.markdown.lint import Mention
from schema.models import Color, Entry, Facet, Status, Tag


class TagKey(NamedTuple):
    """Facet and tag, written `hardware/ascend`."""

    facet: str
    tag: str

    def __str__(self) -> str:
        return f"{self.facet}/{self.tag}"


@cache
def tag_key(facet: str, tag: str) -> TagKey:
    """Return the key of a tag: one object for all the cards that name it."""
    return TagKey(facet, tag)


def phrase_key(tokens: Sequence[str]) -> int:
    """Return a number that is the same for all texts with the same tokens, in any process.

    It is 0 for a single token, which names a subject: several entries may have that.
    """
    if len(tokens) < 2:
        return 0
    return int.from_bytes(blake2b(" ".join(tokens).encode(), digest_size=8).digest())


def alphabetical(question: str, id: str) -> tuple[str, str]:
    """Return what questions are sorted by: their text without case or leading punctuation."""
    text = question.casefold()
    return text.lstrip("`'\"([{ ") or text, id


@dataclass(frozen=True, slots=True)
class EntryCard:
    """The part of an entry that other pages show or count; never the answer."""

    id: str
    question: Inline
    summary: Inline
    tags: tuple[TagKey, ...]
    status: Status
    superseded_by: str | None
    reason: str | None
    related: tuple[str, ...]
    former_ids: tuple[str, ...]
    reviewed_on: str
    errors: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    distinct_from: tuple[str, ...] = ()
    phrasings: tuple[int, ...] = ()
    """The keys of the phrasings; their texts would be most of the card."""
    claims: tuple[ClaimStatus, ...] = ()
    """The status of each claim."""
    digest: str = field(default="", compare=False)
    """Changes with what other pages show, so not with the five fields before it."""

    @classmethod
    def of(
        cls,
        id: str,
        entry: Entry,
        mentions: tuple[Mention, ...] = (),
        claims: tuple[ClaimStatus, ...] = (),
    ) -> Self:
        """Return the card of an entry, given the mentions in its answer and its claims' status."""
        tags = [tag_key(facet, tag) for facet, named in entry.tags.items() for tag in named]
        shown = (
            id,
            parse_inline(entry.question),
            parse_inline(entry.summary),
            tuple(tags),
            entry.status,
            entry.superseded_by,
            entry.reason,
            entry.related,
            entry.former_ids,
            entry.reviewed_on.isoformat(),
        )
        judged = (
            entry.errors,
            mentions,
            entry.distinct_from,
            tuple(map(phrase_key, map(tokens_of, entry.phrasings))),
            claims,
        )
        return cls(*shown, *judged, digest=_digest(shown))

    @property
    def listed(self) -> bool:
        """Whether listings show the entry."""
        return self.status is Status.PUBLISHED

    @property
    def findable(self) -> bool:
        """Whether the finder knows the entry."""
        return self.status in (Status.PUBLISHED, Status.SUPERSEDED)

    @property
    def standing(self) -> bool:
        """Whether the entry answers, or is to: all but those withdrawn."""
        return self.status is not Status.WITHDRAWN

    @property
    def home(self) -> TagKey:
        """The tag under which the entry is filed: the first one written."""
        return self.tags[0]

    @property
    def sort_key(self) -> tuple[str, str]:
        """Alphabetical by question, without case or leading punctuation."""
        return alphabetical(plain(self.question), self.id)


@dataclass(frozen=True, slots=True)
class TagCard:
    """A tag as other pages show it."""

    key: TagKey
    label: str
    description: Inline
    aliases: tuple[str, ...]
    order: int

    @classmethod
    def of(cls, key: TagKey, tag: Tag) -> Self:
        """Return the card of a tag."""
        return cls(key, tag.label, parse_inline(tag.description), tag.aliases, tag.order)

    @property
    def sort_key(self) -> tuple[int, str, TagKey]:
        """By order, then label."""
        return self.order, self.label.casefold(), self.key


@dataclass(frozen=True, slots=True)
class FacetCard:
    """A facet as other pages show it."""

    id: str
    label: str
    description: Inline
    order: int
    color: Color = Color.GRAY

    @classmethod
    def of(cls, id: str, facet: Facet) -> Self:
        """Return the card of a facet."""
        return cls(id, facet.label, parse_inline(facet.description), facet.order, facet.color)

    @property
    def sort_key(self) -> tuple[int, str, str]:
        """By order, then label."""
        return self.order, self.label.casefold(), self.id


Card = EntryCard | TagCard | FacetCard


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Cards with the views that pages need, each made once, in time linear in the cards."""

    entries: Mapping[str, EntryCard]
    tags: Mapping[TagKey, TagCard]
    facets: Mapping[str, FacetCard]
    listed: tuple[str, ...]
    """Ids of published entries, alphabetical by question."""
    tags_of: Mapping[str, tuple[TagKey, ...]]
    """Tags of each facet, in order. Facets are in order too."""
    by_tag: Mapping[TagKey, tuple[str, ...]]
    """Ids of the published entries of each tag, alphabetical by question."""
    renamed: Mapping[str, str]
    """Former id to present id."""
    vocabulary_digest: str
    """Changes when any tag or facet does."""
    circular: frozenset[str]
    """Ids from which following `superseded_by` never ends."""
    _places: Mapping[str, int]
    _related: Mapping[str, tuple[str, ...]]
    _ends: Mapping[str, str | None]

    @classmethod
    def of(cls, cards: Iterable[Card]) -> Self:
        """Build the catalogue from cards in any order."""
        entries: dict[str, EntryCard] = {}
        tags: dict[TagKey, TagCard] = {}
        facets: dict[str, FacetCard] = {}
        for card in cards:
            if isinstance(card, EntryCard):
                entries[card.id] = card
            elif isinstance(card, TagCard):
                tags[card.key] = card
            else:
                facets[card.id] = card
        entries = dict(sorted(entries.items()))
        facets = {card.id: card for card in sorted(facets.values(), key=lambda c: c.sort_key)}
        tags = {card.key: card for card in sorted(tags.values(), key=lambda c: c.sort_key)}
        listed = tuple(
            card.id
            for card in sorted(
                (card for card in entries.values() if card.listed), key=lambda c: c.sort_key
            )
        )
        by_tag: defaultdict[TagKey, list[str]] = defaultdict(list)
        places: dict[str, int] = {}
        for id in listed:
            for key in entries[id].tags:
                if key == entries[id].home:
                    places[id] = len(by_tag[key])
                by_tag[key].append(id)
        tags_of: dict[str, list[TagKey]] = {facet: [] for facet in facets}
        for key in tags:
            if key.facet in tags_of:
                tags_of[key.facet].append(key)
        ends, circular = _follow(entries)
        return cls(
            entries=entries,
            tags=tags,
            facets=facets,
            listed=listed,
            tags_of={facet: tuple(keys) for facet, keys in tags_of.items()},
            by_tag={key: tuple(ids) for key, ids in sorted(by_tag.items())},
            renamed={old: id for id, card in entries.items() for old in card.former_ids},
            vocabulary_digest=_digest((*facets.values(), *tags.values())),
            circular=circular,
            _places=places,
            _related=_both_ways(entries),
            _ends=ends,
        )

    def related(self, id: str) -> tuple[str, ...]:
        """Return the published entries that name this one or that it names, its own first."""
        return self._related.get(id, ())

    def neighbours(self, id: str) -> tuple[str | None, str | None]:
        """Return the entries before and after this one within its home tag."""
        place = self._places.get(id)
        if place is None:
            return None, None
        row = self.by_tag[self.entries[id].home]
        before = row[place - 1] if place > 0 else None
        after = row[place + 1] if place + 1 < len(row) else None
        return before, after

    def successor(self, id: str) -> str | None:
        """Follow `superseded_by` to its end; None where it ends nowhere or runs in a circle."""
        end = self._ends.get(id)
        return end if end != id else None

    def together_with(self, key: TagKey) -> tuple[tuple[TagKey, int], ...]:
        """Return the tags that occur together with a tag, most frequent first, with counts."""
        counts = Counter(
            other for id in self.by_tag.get(key, ()) for other in self.entries[id].tags
        )
        del counts[key]
        return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))

    def select(self, wanted: Sequence[TagKey]) -> tuple[str, ...]:
        """Return published entries: several tags of one facet mean either, several facets both."""
        if not wanted:
            return self.listed
        facets: defaultdict[str, set[str]] = defaultdict(set)
        for key in wanted:
            facets[key.facet].update(self.by_tag.get(key, ()))
        chosen = set.intersection(*facets.values())
        return tuple(id for id in self.listed if id in chosen)


def _digest(value: object) -> str:
    return blake2b(repr(value).encode(), digest_size=8).hexdigest()


def _both_ways(entries: Mapping[str, EntryCard]) -> dict[str, tuple[str, ...]]:
    related: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for card in entries.values():
        related[card.id].update(dict.fromkeys(card.related))
    for card in entries.values():
        if card.listed:
            for other in card.related:
                related[other].setdefault(card.id)
    return {
        id: tuple(o for o in others if o != id and o in entries and entries[o].listed)
        for id, others in related.items()
    }


def _follow(entries: Mapping[str, EntryCard]) -> tuple[dict[str, str | None], frozenset[str]]:
    """Return where `superseded_by` ends from each entry, and the ids that lead into a circle.

    An entry without it is its own end. Each step is taken once, however many lead over it.
    """
    ends: dict[str, str | None] = {}
    circular: set[str] = set()
    for id in entries:
        way: dict[str, None] = {}
        here: str | None = id
        while here is not None and here in entries and here not in ends and here not in way:
            way[here] = None
            here = entries[here].superseded_by
        if here in way or here in circular:
            circular.update(way)
        end = next(reversed(way)) if here is None else ends.get(here)
        ends.update(dict.fromkeys(way, end))
    return ends, frozenset(circular)
