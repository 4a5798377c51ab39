"""What the domain knows of each document, sent back by parallel readers without what they inherit.

A parallel reader of Sphinx is a fork that pickles its whole environment to send it back, with all
that was read before it. The main process unpickles that once for every chunk, 45 times at 10,000
entries, and looks only at the chunk. Cards are the largest part of it that is ours.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TypeVar

_V = TypeVar("_V")


class DocTable(dict[str, _V]):
    """A dictionary by document name; pickled in a fork, it holds what the fork has set."""

    def __init__(self, items: Iterable[tuple[str, _V]] = ()) -> None:
        super().__init__(items)
        self._main = os.getpid()
        self._set_here: set[str] = set()

    def __setitem__(self, docname: str, value: _V) -> None:
        super().__setitem__(docname, value)
        self._set_here.add(docname)

    def __reduce__(self) -> tuple[type[DocTable[_V]], tuple[list[tuple[str, _V]]]]:
        forked = os.getpid() != self._main
        names = sorted(self._set_here & self.keys()) if forked else list(self)
        return DocTable, ([(name, self[name]) for name in names],)
