"""Count what a knowledge base holds and list what needs attention."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass

from schema.cards import TagKey
from schema.evidence.claims import ClaimStatus
from schema.knowledge_base import KnowledgeBase
from schema.models import Status

OLDEST = 10
"""Number of oldest reviews to list."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts of published entries; only `statuses` counts all."""

    statuses: dict[str, int]
    tags: dict[str, dict[str, int]]
    """Number of entries by facet and tag, highest first."""
    without_facet: dict[str, tuple[str, ...]]
    """Ids of entries without a tag, by facet."""
    unused_tags: tuple[str, ...]
    """Tags that no entry has, whatever its status."""
    oldest_reviews: tuple[tuple[str, str], ...]
    """Day and id."""
    without_sources: tuple[str, ...]
    claims: dict[str, int]
    """Number of claims by state."""
    without_claims: tuple[str, ...]
    broken: tuple[str, ...]
    """Files with problems, which are not counted."""

    @classmethod
    def of(cls, base: KnowledgeBase) -> Statistics:
        """Count the records of a knowledge base."""
        catalogue = base.catalogue
        cards = list(catalogue.entries.values())
        listed = [card for card in cards if card.listed]
        statuses_of_claims = Counter(status for card in listed for status in card.claims)
        statuses = Counter(card.status for card in cards)
        used = {key for card in cards for key in card.tags}
        reviews = sorted((card.reviewed_on, card.id) for card in listed)
        return cls(
            {status.value: statuses[status] for status in Status},
            {
                facet: _ordered({key: len(catalogue.by_tag.get(key, ())) for key in keys})
                for facet, keys in catalogue.tags_of.items()
            },
            {
                facet: tuple(
                    card.id for card in listed if all(key.facet != facet for key in card.tags)
                )
                for facet in catalogue.facets
            },
            tuple(str(key) for key in catalogue.tags if key not in used),
            tuple(reviews[:OLDEST]),
            tuple(card.id for card in listed if not base.entries[card.id].sources),
            {status.value: statuses_of_claims[status] for status in ClaimStatus},
            tuple(card.id for card in listed if not card.claims),
            base.broken,
        )

    def to_json(self) -> str:
        """Return the numbers as JSON."""
        values = {
            "statuses": self.statuses,
            "tags": self.tags,
            "without_facet": self.without_facet,
            "unused_tags": self.unused_tags,
            "oldest_reviews": [{"id": id, "reviewed_on": day} for day, id in self.oldest_reviews],
            "without_sources": self.without_sources,
            "claims": self.claims,
            "without_claims": self.without_claims,
            "broken": self.broken,
        }
        return json.dumps(values, ensure_ascii=True, indent=2)


def _ordered(counts: dict[TagKey, int]) -> dict[str, int]:
    return {key.tag: n for key, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))}
