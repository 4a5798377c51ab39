"""Questions of readers, some of which have no answer here: what the finder says of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

PATH = Path(__file__).with_name("honesty.tsv")
"""Questions with the entry that answers them, or `-`; written before any of them was tried."""

LEVELS = (
    "async (texts) => Promise.all(texts.map(async (text) => (await FaqSearch.find(text)).level))"
)


class Shares(NamedTuple):
    """Shares from 0 to 1."""

    false_best: float
    """Questions without an answer for which the finder claims a best match."""
    helped: float
    """Questions with an answer for which the finder doesn't say that nothing was found."""


def questions() -> list[tuple[str, str]]:
    """Return the questions, each with the id of its entry or `-`."""
    _, *lines = PATH.read_text(encoding="utf-8").splitlines()
    return [(query, entry) for query, _, entry in (line.partition("\t") for line in lines)]


def shares(pairs: Sequence[tuple[str, str]], levels: Sequence[str]) -> Shares:
    """Judge the levels that the finder gave to the questions."""
    given = [(entry != "-", level) for (_, entry), level in zip(pairs, levels, strict=True)]
    return Shares(
        fmean(level == "best" for answerable, level in given if not answerable),
        fmean(level != "none" for answerable, level in given if answerable),
    )
