"""How a command ends, and the words for it."""

from __future__ import annotations

OK, PROBLEMS, MISUSE = 0, 1, 2
"""Exit codes: all well; problems were found; the command could not be carried out."""


class Misuse(Exception):
    """A command cannot be carried out; the message says why, and what to do."""


def count(number: int, one: str, many: str) -> str:
    """Return a number with its noun, such as `1,200 entries`."""
    return f"{number:,} {one if number == 1 else many}"
