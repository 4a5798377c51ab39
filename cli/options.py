"""Values of options that several commands take."""

from __future__ import annotations

import argparse


def positive(text: str) -> int:
    """Return the whole number, 1 or more, that a text is. Raises ArgumentTypeError."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("it must be a whole number, 1 or more")
    return int(text)
