"""The `kb` command line."""

from __future__ import annotations

import argparse
import contextlib
import gc
import io
import os
import sys
from collections.abc import Iterator, Sequence

from schema.commands import format_, import_, new, schema_, search, show, stats, validate
from schema.commands.outcome import PROBLEMS, misuse

OBJECTS_BETWEEN = 100_000
"""New objects after which the youngest are looked through: about 10 MB."""

COMMANDS = (validate, search, show, new, stats, format_, import_, schema_)
"""The modules of the commands, as `kb --help` lists them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # the terminal may not be UTF-8
    options = _parser().parse_args(arguments)
    try:
        with _collecting_seldom():
            result: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough, as in `kb validate | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEMS
    except OSError as error:
        return misuse(f"{error}.")
    return result


@contextlib.contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Look for garbage seldom: a growing catalogue has none, and looking takes up to a fifth."""
    usual = gc.get_threshold()
    gc.set_threshold(OBJECTS_BETWEEN, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kb", description="Check, find and write the records of the knowledge base."
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add(commands)
    return parser
