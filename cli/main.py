"""The `kb` command line."""

import argparse
import gc
import io
import os
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from cli.command import OK, PROBLEMS, Misuse, exit_code
from cli.terminal.language import said, terminal_language, translation
from schema.phrases import Phrase, sentences
from schema.problems import did_you_mean, excerpt

COMMANDS: Mapping[str, str] = {
    "validate": "check records and report every problem",
    "search": "find the entries that answer a question or an error message",
    "show": "show an entry",
    "new": "add an entry",
    "translate": "start a translation, show what changed since, or accept it",
    "stats": "count entries by status and tag, and list what needs attention",
    "format": "format records",
    "import": "turn an old FAQ in Markdown or reST into drafts",
    "schema": "write the JSON Schemas",
}
"""The help of each command."""

OWN_WORDS = (
    "usage: ",
    "%(prog)s: error: %(message)s\n",
    "argument %(argument_name)s: %(message)s",
    "the following arguments are required: %s",
    "expected one argument",
    "expected at least one argument",
    "invalid choice: %(value)r (choose from %(choices)s)",
    "invalid %(type)s value: %(value)r",
)
"""What argparse says besides the texts of a parser."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and return the exit code."""
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed, as by `>&-`
            setattr(sys, name, Path(os.devnull).open("r+", encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream, io.TextIOWrapper):
            # A log may have any byte, and the terminal may not be UTF-8.
            stream.reconfigure(errors="replace" if name == "stdin" else "backslashreplace")
    given = sys.argv[1:] if arguments is None else list(arguments)
    return exit_code("kb", lambda: _run(given))


def _run(given: Sequence[str]) -> int:
    options = _parse(given)
    # A growing catalogue has no garbage; looking for it every 10 MB saves a fifth of the time.
    gc.set_threshold(100_000, 50, 100)
    return OK if options.run(options) else PROBLEMS


def _parse(given: Sequence[str]) -> argparse.Namespace:
    """Return the options of a command line. Raise Misuse or SystemExit."""
    parsers, translate = parser(given[:1]), translation(terminal_language())
    for holder, name in texts(parsers):
        setattr(holder, name, translate(getattr(holder, name)))
    # Its own words: argparse itself reads only compiled catalogues.
    argparse._ = translate  # type: ignore[attr-defined]
    if not given:
        parsers.print_help()
        raise SystemExit(OK)
    if not given[0].startswith("-") and given[0] not in COMMANDS:
        hint = did_you_mean(given[0], COMMANDS)
        raise Misuse("There is no command '{name}'.", excerpt(given[0]), hint=hint)
    options, unknown = parsers.parse_known_args(given)
    if unknown:
        command = options.parser
        known = [option for action in command._actions for option in action.option_strings]
        message = Phrase("unknown argument '{name}'.", unknown[0])
        command.error(said(sentences(message, did_you_mean(unknown[0], known))))
    return options


def parser(names: Collection[str] = COMMANDS.keys()) -> argparse.ArgumentParser:
    """Return the parser of the command line, with arguments for these commands only.

    Only these commands are imported, because imports take most of the start time.
    """
    root = argparse.ArgumentParser(
        prog="kb",
        description="Check, find and write the records of a knowledge base.",
        epilog="'kb COMMAND --help' explains a command.",
    )
    root.add_argument("--version", action=_Version, nargs=0, help="print the version")
    commands = root.add_subparsers(metavar="COMMAND", required=True)
    for name, help in COMMANDS.items():
        subparser = commands.add_parser(name, help=help)
        subparser.set_defaults(parser=subparser)
        if name in names:
            module = import_module(f"cli.commands.{'import_' if name == 'import' else name}")
            module.add(subparser)
            subparser.description = " ".join((module.run.__doc__ or "").split())
            subparser.set_defaults(run=module.run)
    return root


def texts(parser: argparse.ArgumentParser) -> Iterator[tuple[object, str]]:
    """Yield where a parser and those of its commands hold texts: objects and their attributes."""
    menus: list[Any] = parser._subparsers._group_actions if parser._subparsers else []
    parts: list[tuple[object, str]] = [
        (parser, "description"),
        (parser, "epilog"),
        *((group, "title") for group in parser._action_groups),
        *((action, "help") for action in parser._actions),
        *((action, "help") for menu in menus for action in menu._choices_actions),
    ]
    yield from ((holder, name) for holder, name in parts if getattr(holder, name))
    for menu in menus:
        for command in menu.choices.values():
            yield from texts(command)


class _Version(argparse.Action):
    def __call__(self, *_: object) -> None:
        from importlib.metadata import packages_distributions, version  # noqa: PLC0415  slow

        print(f"kb {version(packages_distributions()['cli'][0])}")
        raise SystemExit(OK)
