"""All cards together: which belong together, and in which order."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from schema.cards import Card, EntryCard, FacetCard, TagCard, TagKey, TranslationCard, digest_of

MOST_RELATED = 4
"""Most related entries of an entry that names fewer than these itself.

Without this limit, a page lists up to 31, and 27 % of the words on the median page are not the
answer; with it, 25 %.
"""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Cards and the groupings that pages need, built once in time linear in the cards."""

    entries: Mapping[str, EntryCard]
    tags: Mapping[TagKey, TagCard]
    facets: Mapping[str, FacetCard]
    translations: Sequence[TranslationCard]
    """The translations of entries, by id and language."""
    listed: tuple[str, ...]
    """Ids of published entries, alphabetical by question."""
    tags_of: Mapping[str, tuple[TagKey, ...]]
    """Tags of each facet, in order. Facets are in order too."""
    by_tag: Mapping[TagKey, tuple[str, ...]]
    """Ids of the published entries of each tag, alphabetical by question."""
    renamed: Mapping[str, str]
    """Current id by former id."""
    vocabulary_digest: str
    """A digest of all tags and facets."""
    _related: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, cards: Iterable[Card]) -> Self:
        """Build the catalogue from cards in any order."""
        cards = tuple(cards)
        entries = {card.id: card for card in cards if isinstance(card, EntryCard)}
        entries = dict(sorted(entries.items()))
        tags = sorted((c for c in cards if isinstance(c, TagCard)), key=lambda c: c.sort_key)
        facets = sorted((c for c in cards if isinstance(c, FacetCard)), key=lambda c: c.sort_key)
        translations = (card for card in cards if isinstance(card, TranslationCard))
        listed = sorted((c for c in entries.values() if c.listed), key=lambda c: c.sort_key)
        by_tag: defaultdict[TagKey, list[str]] = defaultdict(list)
        for card in listed:
            for key in card.tags:
                by_tag[key].append(card.id)
        tags_of: dict[str, list[TagKey]] = {facet.id: [] for facet in facets}
        for tag in tags:
            if tag.key.facet in tags_of:
                tags_of[tag.key.facet].append(tag.key)
        return cls(
            entries=entries,
            tags={tag.key: tag for tag in tags},
            facets={facet.id: facet for facet in facets},
            translations=sorted(translations, key=lambda card: (card.id, card.language)),
            listed=tuple(card.id for card in listed),
            tags_of={facet: tuple(keys) for facet, keys in tags_of.items()},
            by_tag={key: tuple(ids) for key, ids in sorted(by_tag.items())},
            renamed={old: id for id, card in entries.items() for old in card.former_ids},
            vocabulary_digest=digest_of((*facets, *tags)),
            _related=_both_ways(entries),
        )

    def related(self, id: str) -> tuple[str, ...]:
        """Return the published entries that an entry names, then those that name it."""
        return self._related.get(id, ())

    def successor(self, id: str) -> str | None:
        """Return the entry that supersedes another one, if it exists."""
        successor = self.entries[id].superseded_by
        return successor if successor in self.entries and successor != id else None

    def together_with(self, key: TagKey) -> tuple[tuple[TagKey, int], ...]:
        """Return the tags of entries with a given tag, most frequent first, with counts."""
        counts = Counter(
            other for id in self.by_tag.get(key, ()) for other in self.entries[id].tags
        )
        del counts[key]
        return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))

    def select(self, wanted: Sequence[TagKey]) -> tuple[str, ...]:
        """Return the published entries that have, in each facet wanted, at least one wanted tag."""
        if not wanted:
            return self.listed
        facets: defaultdict[str, set[str]] = defaultdict(set)
        for key in wanted:
            facets[key.facet].update(self.by_tag.get(key, ()))
        chosen = set.intersection(*facets.values())
        return tuple(id for id in self.listed if id in chosen)


def _both_ways(entries: Mapping[str, EntryCard]) -> dict[str, tuple[str, ...]]:
    listed = {id: card for id, card in entries.items() if card.listed}
    related: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for id, card in entries.items():
        related[id].update(
            (other, None) for other in card.related if other in listed and other != id
        )
    for id, card in listed.items():
        for other in card.related:
            if other != id and len(related[other]) < MOST_RELATED:
                related[other].setdefault(id)
    return {id: tuple(others) for id, others in related.items()}
