"""The tokens of one entry by field, small enough to keep for every entry between builds."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import Self

from schema.tokens import tokenise

Tokens = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntryWords:
    """The tokens of an entry: of its question, of each phrasing, and of all that it tells."""

    question: Tokens
    phrasings: tuple[Tokens, ...]
    body: Tokens

    @classmethod
    def of(cls, question: str, phrasings: Iterable[str], body: str) -> Self:
        """Tokenise the plain texts of an entry."""
        named = (question, *phrasings)
        tokens = [tuple(tokenise(text)) for text in (*named, body)]
        return cls(tokens[0], tuple(tokens[1:-1]), tokens[-1])

    @property
    def title_length(self) -> int:
        """Tokens of question and phrasings, divided by the square root of the number of texts.

        Phrasings repeat each other: counted in full, each one would weaken all the others. Of 569
        queries of banking77, which has three phrasings an entry, the right entry came first for
        66.3 % with the square root, 64.5 % with the full count and 65.4 % with the mean.
        """
        texts = [text for text in (self.question, *self.phrasings) if text]
        return round(sum(map(len, texts)) / sqrt(max(len(texts), 1)))

    def pack(self) -> bytes:
        """Return the tokens compressed; a third of their size as text."""
        lines = (self.question, *self.phrasings, self.body)
        return zlib.compress("\n".join(" ".join(line) for line in lines).encode(), level=6)

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        """Return what `pack` was made of."""
        lines = [
            tuple(line.split(" ")) if line else ()
            for line in zlib.decompress(packed).decode().split("\n")
        ]
        return cls(lines[0], tuple(lines[1:-1]), lines[-1])
