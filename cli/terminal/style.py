"""Colours of a terminal, where it has them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Self, TextIO


@dataclass(frozen=True, slots=True)
class Style:
    """Colours, or none; each method returns text in one of them."""

    coloured: bool

    @classmethod
    def of(cls, stream: TextIO) -> Self:
        """Return the style for a stream: colours on a terminal only, and not where unwanted.

        Source of the variable: https://no-color.org.
        """
        wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        return cls(wanted and stream.isatty())

    def _in(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.coloured and text else text

    def bold(self, text: str) -> str:
        """For what a reader looks for first."""
        return self._in("1", text)

    def faint(self, text: str) -> str:
        """For what only goes along."""
        return self._in("2", text)

    def error(self, text: str) -> str:
        """For what must change."""
        return self._in("31;1", text)

    def warning(self, text: str) -> str:
        """For what asks for a look."""
        return self._in("33;1", text)

    def good(self, text: str) -> str:
        """For what helps."""
        return self._in("32", text)
