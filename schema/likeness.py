"""Texts that say the same in other words: candidates from an index, then a look at each."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Self

from rapidfuzz.distance import OSA

from schema.finder.tokens import tokenise

MAX_COMPARED = 100
"""With how many others one text is compared: those that share its rarest tokens."""

LONG = 7
"""Letters from which one more, one less, another or two swapped are a spelling, not a word.

`backup` and `backlog` are two words, `optimiser` and `optimizer` one.
"""

Key = frozenset[str]

_CAMEL = re.compile(r"\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\b")

SHAPING = frozenset(
    tokenise(
        "a an the i we you he they me us my our your his their it its this that these those there "
        "one do does did doing is are was were be been being am can could will would may might "
        "shall in on at of for to from into by with and as any some also too please possible able "
        "if so then mindspore"
    )
)
"""Tokens that shape a question and do not say what it is about.

The name of the product is one of them: every question is about it. Words that ask for something
else are none: `how`, `why`, `without`, `not`, `or`, `only`, `must`.
"""

DIRECTIONS = frozenset({"after", "befor", "from", "into", "not", "over", "than", "to", "without"})
"""Tokens by which the order of words matters: from ONNX to MindIR is not the way back."""


@lru_cache(maxsize=1 << 16)
def tokens_of(text: str) -> tuple[str, ...]:
    """Return the tokens of a short text; several rules ask for those of the same one.

    `MindSpore` is one word, as it is to readers who type it in small letters.
    """
    if not text.islower():
        text = _CAMEL.sub(lambda found: found[0].lower(), text)
    return tuple(tokenise(text))


@dataclass(frozen=True, slots=True)
class Wording:
    """What a question is about: its tokens, and those that are left without shaping words."""

    tokens: tuple[str, ...]
    content: tuple[str, ...]
    key: Key

    @classmethod
    def of(cls, text: str) -> Self:
        """Return the wording of a text; one of shaping words alone is about these."""
        tokens = tokens_of(text)
        content = tuple(token for token in tokens if token not in SHAPING) or tokens
        return cls(tokens, content, frozenset(content))

    def after(self, direction: str) -> Set[str]:
        """Return the tokens to which a direction leads."""
        found = set()
        for at, token in enumerate(self.tokens):
            if token == direction:
                rest = (token for token in self.tokens[at + 1 :] if token not in SHAPING)
                found.add(next(rest, ""))
        return found


def alike(one: Wording, other: Wording) -> bool:
    """Return whether two questions ask the same, as far as that is certain.

    They have the same content, in whatever order, inflection, spelling or joining of words; and
    no direction in them leads elsewhere. A single word that differs keeps them apart.
    """
    return same_content(one, other) and not opposed(one, other)


def opposed(one: Wording, other: Wording) -> bool:
    """Return whether a direction leads to one thing here and to another there."""
    shared = DIRECTIONS.intersection(one.tokens).intersection(other.tokens)
    return any(one.after(way).isdisjoint(other.after(way)) for way in shared)


def same_content(one: Wording, other: Wording) -> bool:
    """Return whether the content of two questions differs in spelling at most."""
    here, there = set(one.key - other.key), set(other.key - one.key)
    _take_joined(here, there, other.content)
    _take_joined(there, here, one.content)
    if not (here or there):
        return True
    return len(here) == len(there) == 1 and spelled_alike(*here, *there)


def _take_joined(here: set[str], there: set[str], content: Sequence[str]) -> None:
    """Take `dataset` away on one side and `data` and `set` on the other."""
    if here:
        for first, second in pairwise(content):
            if first + second in here:
                here.remove(first + second)
                there.difference_update((first, second))


def spelled_alike(one: str, other: str) -> bool:
    """Return whether two long words begin alike and differ by one letter.

    The first letter counts because it turns a word into its opposite: `asynchronous`.
    """
    long = min(len(one), len(other)) >= LONG and one.isalpha() and other.isalpha()
    return long and one[0] == other[0] and OSA.distance(one, other, score_cutoff=1) <= 1


class RareTokens:
    """An index of keys by their rarest tokens.

    Two keys of which most is common share one of the rarest tokens of each: the more may differ,
    the more of these must be looked up. Time grows with the keys, not with their pairs.
    """

    def __init__(self, keys: Iterable[Key]) -> None:
        self._spread = Counter(token for key in keys for token in key)
        self._by_token: defaultdict[str, list[Key]] = defaultdict(list)

    def _rarest(self, key: Key, differing: int) -> list[str]:
        """Return one token more than may differ: not all of them can."""
        ordered = sorted(key, key=lambda token: (self._spread[token], token))
        return ordered[: differing + 1]

    def add(self, key: Key, differing: int) -> None:
        """Note a key; as many of its tokens may be missing in those that are like it."""
        for token in self._rarest(key, differing):
            self._by_token[token].append(key)

    def candidates(self, key: Key, differing: int) -> Iterator[Key]:
        """Yield the keys noted before that may be like this one, each once, not too many."""
        found: dict[Key, None] = {}
        for token in self._rarest(key, differing):
            room = MAX_COMPARED - len(found)
            found.update(dict.fromkeys(self._by_token.get(token, ())[:room]))
        yield from found
