"""The `kb` command line."""

from __future__ import annotations

import argparse
import contextlib
import gc
import io
import os
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib import import_module
from typing import NamedTuple

from cli.outcome import MISUSE, PROBLEMS, Misuse

OBJECTS_BETWEEN = 100_000
"""New objects after which the youngest are looked through: about 10 MB."""


class Command(NamedTuple):
    """A command: the module that carries it out, and what it does."""

    module: str
    help: str


COMMANDS: Mapping[str, Command] = {
    "validate": Command("validate", "check all records and tell every problem"),
    "search": Command("search", "find the entries that answer a question or an error message"),
    "show": Command("show", "show an entry"),
    "new": Command("new", "add an entry"),
    "stats": Command("stats", "count entries by status and tag, and tell what wants care"),
    "format": Command("format_", "write the records in their one layout"),
    "import": Command("import_", "make draft records of an old FAQ in Markdown or reST"),
    "schema": Command("schema_", "write the JSON Schemas of the records"),
}
"""The commands by name, as `kb --help` lists them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # the terminal may not be UTF-8
    given = sys.argv[1:] if arguments is None else list(arguments)
    options = parser(given[:1]).parse_args(given)
    try:
        with _collecting_seldom():
            result: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough, as in `kb validate | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEMS
    except KeyboardInterrupt:
        return _told("Stopped.")
    except Misuse as error:
        return _told(str(error))
    except OSError as error:
        return _told(f"{error}.")
    return result


def _told(reason: str) -> int:
    """Say why a command could not be carried out; returns the exit code."""
    print(f"kb: {reason}", file=sys.stderr)
    return MISUSE


@contextlib.contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Look for garbage seldom: a growing catalogue has none, and looking takes up to a fifth."""
    usual = gc.get_threshold()
    gc.set_threshold(OBJECTS_BETWEEN, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def parser(names: Collection[str] = COMMANDS.keys()) -> argparse.ArgumentParser:
    """Return the parser of the command line, with the arguments of the commands that are named.

    Each command is imported only then: most of the time to start goes into imports.
    """
    made = argparse.ArgumentParser(
        prog="kb", description="Check, find and write the records of the knowledge base."
    )
    commands = made.add_subparsers(metavar="COMMAND", required=True)
    for name, command in COMMANDS.items():
        one = commands.add_parser(name, help=command.help)
        if name in names:
            import_module(f"cli.commands.{command.module}").add(one)
    return made
