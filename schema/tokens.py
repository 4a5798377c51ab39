"""Text as search tokens. The site's own script, `faq-tokens.js`, cuts it here, too."""

import json
from functools import cache, lru_cache
from typing import Any

import quickjs  # type: ignore[import-untyped]
from snowballstemmer import stemmer  # type: ignore[import-untyped]

from schema.messages import finder_script

MAX_CACHED = 40
"""Longest word that is cached, in characters: Chinese text has few blanks and rarely repeats."""

_STEMMER = "class EnglishStemmer { stemWord(word) { return stemmed(word); } }"
"""Stands in for the stemmer that Sphinx has for browsers."""

_CUT = "(text) => FaqTokens.tokenise(JSON.parse(text)).join(' ')"


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
    return list(filter(None, _function()(json.dumps(word)).split(" ")))


_cut_cached = lru_cache(maxsize=1 << 15)(_cut)


@cache
def _function() -> Any:
    context = quickjs.Context()
    context.add_callable("stemmed", stemmer("english").stemWord)
    return context.eval("\n".join((_STEMMER, finder_script("tokens"), _CUT)))
