"""The knowledge base of the current folder, for commands that show what is in it."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from schema.commands.scope import NoRecords
from schema.library import Library, read_library
from schema.loading import ROOT, project_of
from schema.terminal.progress import progress


def library_here() -> Library:
    """Read the knowledge base in which the current folder lies. Raises NoRecords."""
    project = project_of(Path.cwd())
    if project is None:
        raise NoRecords(f"There is no folder '{ROOT}/' here. Run this where the records are.")
    return read_library(project, progress("Reading records"))


def piped() -> str:
    """Return what comes from standard input; nothing if it is closed."""
    tolerate()
    return sys.stdin.read() if sys.stdin is not None else ""


def tolerate() -> None:
    """Let bytes that are no text on standard input end no command: a log may contain them."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
