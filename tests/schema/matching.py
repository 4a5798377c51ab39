"""What it means that a fragment occurs, said plainly: rule and browser find it faster."""

from __future__ import annotations

from schema.messages import border


def occurs(fragment: str, text: str) -> bool:
    """Return whether a fragment stands in a text, both normalised, and not as a part of a word.

    `ei0006` is not in `ei00061`. Words are of ASCII, because Chinese has no blanks between its own.
    """
    at = text.find(fragment) if fragment else -1
    while at >= 0 and not (border(text, at) and border(text, at + len(fragment))):
        at = text.find(fragment, at + 1)
    return at >= 0
