"""Text as search tokens. The site's own script, `faq-tokens.js`, cuts it here, too."""

from functools import lru_cache

from schema.scripts import run

MAX_CACHED = 40
"""Longest word that is cached, in characters: Chinese text has few blanks and rarely repeats."""


def tokenise(text: str) -> list[str]:
    """Return the tokens of a text in their order: lower-case stems without accents.

    An identifier gives its parts and then all of them joined, so that `save_checkpoint`,
    `SaveCheckpoint` and `save checkpoint` meet. A run of Chinese, Japanese or Korean characters
    gives its overlapping pairs, in simplified characters. Signs that are part of a name stay:
    `c++`, `c#`, `2.10`.
    """
    # No token contains a blank, and texts repeat their words: a cache saves most of the time.
    tokens: list[str] = []
    for word in text.replace("\n", " ").split(" "):
        tokens += _cut_cached(word) if len(word) <= MAX_CACHED else _cut(word)
    return tokens


def _cut(word: str) -> list[str]:
    """Return the tokens of a text without blanks."""
    tokens: list[str] = run("FaqTokens.tokenise", word)
    return tokens


_cut_cached = lru_cache(maxsize=1 << 15)(_cut)
