"""What comes from standard input, whatever bytes it is."""

from __future__ import annotations

import io
import sys


def piped() -> str:
    """Return what comes from standard input; nothing if it is closed."""
    tolerate()
    return sys.stdin.read() if sys.stdin is not None else ""


def tolerate() -> None:
    """Let bytes that are no text on standard input end no command: a log may contain them."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
