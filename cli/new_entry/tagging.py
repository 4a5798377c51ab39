"""Tags proposed for a text: those whose names occur in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from schema.catalogue import Catalogue, TagKey
from schema.tokens import tokenise

MAX_TAGS = 6
"""How many tags are proposed at most; a person is to choose."""

LEAST = 3
"""How often a name must occur in the answer if it is not in the question."""


class Tagger:
    """Knows the names of all tags by their first token."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._names: defaultdict[str, set[tuple[tuple[str, ...], TagKey]]] = defaultdict(set)
        self._order = {key: place for place, key in enumerate(catalogue.tags)}
        for key, tag in catalogue.written.items():
            for name in (tag.label, *tag.aliases):
                if tokens := tuple(tokenise(name)):
                    self._names[tokens[0]].add((tokens, key))

    def propose(self, question: str, answer: str) -> tuple[TagKey, ...]:
        """Return the tags that the question names, then those that the answer names often."""
        asked = self._count(tokenise(question))
        told = self._count(tokenise(answer))
        chosen = {key for key, count in asked.items() if count}
        chosen |= {key for key, count in told.items() if count >= LEAST}

        def rank(key: TagKey) -> tuple[int, int, int]:
            return -asked.get(key, 0), -told.get(key, 0), self._order[key]

        return tuple(sorted(chosen, key=rank)[:MAX_TAGS])

    def _count(self, tokens: Sequence[str]) -> dict[TagKey, int]:
        counts: defaultdict[TagKey, int] = defaultdict(int)
        for place, token in enumerate(tokens):
            found = {
                key
                for name, key in self._names.get(token, ())
                if tuple(tokens[place : place + len(name)]) == name
            }
            for key in found:
                counts[key] += 1
        return counts
