"""How far a long piece of work is."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TextIO, TypeVar

PATIENCE = 1.0
"""Seconds before progress is shown: less is over before it is read."""

_T = TypeVar("_T")


def progress(task: str) -> Callable[[Sequence[_T]], Iterable[_T]]:
    """Return a function that hands on the items of a sequence and shows how far they are.

    Only on a terminal, and only once it takes longer than `PATIENCE`.
    """
    return lambda items: _tracked(items, task, sys.stderr) if sys.stderr.isatty() else items


def _tracked(items: Sequence[_T], task: str, stream: TextIO) -> Iterator[_T]:
    begun = time.monotonic()
    shown = -1
    for number, item in enumerate(items):
        percent = 100 * number // len(items)
        if percent != shown and time.monotonic() - begun > PATIENCE:
            shown = percent
            bar = "#" * (percent // 5)
            stream.write(f"\r{task} [{bar:<20}] {percent:3}% ({number:,} of {len(items):,})")
            stream.flush()
        yield item
    if shown >= 0:
        stream.write("\r\x1b[K")  # the line is cleared: what follows says the same and more
        stream.flush()
