"""Questions that ask the same in other words."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Self

from rapidfuzz.distance import OSA

from schema.tokens import tokenise

LONG = 7
"""Letters from which a word with one different letter is the same word, misspelled.

`backup` and `backlog` are two words, `optimiser` and `optimizer` one.
"""

Key = frozenset[str]

_CAMEL = re.compile(r"\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\b")

SHAPING = frozenset(
    tokenise(
        "a an the i we you he they me us my our your his their it its this that these those there "
        "one do does did doing is are was were be been being am can could will would may might "
        "shall in on at of for to from into by with and as any some also too please possible able "
        "if so then"
    )
)
"""Tokens that shape a question but don't say what it is about.

`Settings.shaping` adds the stop words of a knowledge base. Words that change the question are not
among them: `how`, `why`, `without`, `not`, `or`, `only`, `must`.
"""

DIRECTIONS = frozenset(
    tokenise("after before by call calls from in into not on over per than to with without")
)
"""Tokens that make the order of words matter: A to B is not B to A."""


@lru_cache(maxsize=1 << 10)
def tokens_of(text: str) -> tuple[str, ...]:
    """Return the tokens of a short text, in which `PyTorch` is one word, as in lowercase."""
    if not text.islower():
        text = _CAMEL.sub(lambda match: match[0].lower(), text)
    return tuple(tokenise(text))


@dataclass(frozen=True, slots=True)
class Wording:
    """The tokens of a question, and its content: the tokens that say what it is about."""

    tokens: tuple[str, ...]
    content: tuple[str, ...]
    key: Key
    shaping: Key

    @classmethod
    def of(cls, text: str, shaping: Key) -> Self:
        """Return the wording of a text. If all its words shape the question, all are content."""
        tokens = tokens_of(text)
        apart = _apart(tokens)
        content = tuple(token for token in apart if token not in shaping) or apart
        return cls(tokens, content, frozenset(content), shaping)

    def after(self, direction: str) -> Set[str]:
        """Return the content token after each occurrence of a direction."""
        return {
            next((token for token in self.tokens[at + 1 :] if token not in self.shaping), "")
            for at, token in enumerate(self.tokens)
            if token == direction
        }


def alike(first: Wording, second: Wording) -> bool:
    """Return whether two questions certainly ask the same.

    They have the same content, in any order, inflection or spelling, and no direction leads
    elsewhere. One different word keeps them apart.
    """
    return same_content(first, second) and not opposed(first, second)


def opposed(first: Wording, second: Wording) -> bool:
    """Return whether a direction leads to different things in two questions."""
    shared = DIRECTIONS.intersection(first.tokens).intersection(second.tokens)
    return any(first.after(way).isdisjoint(second.after(way)) for way in shared)


def same_content(first: Wording, second: Wording) -> bool:
    """Return whether two questions have the same content, but for a misspelled or a split word."""
    here, there = first.key - second.key, second.key - first.key
    if not (here or there):
        return True
    if len(here) == len(there) == 1:
        return spelled_alike(*here, *there)
    return second.key in _joined(first) or first.key in _joined(second)


def _apart(tokens: Sequence[str]) -> tuple[str, ...]:
    """Return tokens without those that join the parts before them."""
    return tuple(
        token
        for at, token in enumerate(tokens)
        if not token.endswith(tokens[at - 1])  # quickly, of nearly every token
        or all(token != "".join(tokens[start:at]) for start in range(max(at - 6, 0), at - 1))
    )


def _joined(wording: Wording) -> Iterator[Key]:
    """Yield the content with two neighbours as one word: `data set` as `dataset`."""
    for first, second in pairwise(wording.content):
        yield wording.key - {first, second} | {first + second}


def spelled_alike(first: str, second: str) -> bool:
    """Return whether two long words differ by one letter other than the first.

    A different first letter can make an opposite: `asynchronous`.
    """
    long = min(len(first), len(second)) >= LONG and first.isalpha() and second.isalpha()
    return long and first[0] == second[0] and OSA.distance(first, second, score_cutoff=1) <= 1


def forms(wording: Wording) -> set[int]:
    """Return hashes of which two wordings with the same content share one."""
    whole = hash(wording.key)
    joined = map(hash, _joined(wording))
    long = (token for token in wording.key if len(token) >= LONG)
    return {whole, *joined, *(hash((wording.key - {token}, token[0])) for token in long)}
