"""`kb format`: rewrite records in canonical layout."""

from __future__ import annotations

import argparse
import codecs
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import unified_diff
from itertools import zip_longest
from pathlib import Path

from cli.command import OK, PROBLEMS, Misuse, concerns, count, knowledge_bases, shown_before
from cli.layout.formatting import NotKept, Refused, format_text
from cli.terminal.console import Style, progress
from cli.terminal.problems import show
from schema.files import Changed, read_text, reason_of, replace, sweep
from schema.json_schema import BrokenTags, generate, update
from schema.knowledge_base import read
from schema.problems import Problem, printable
from schema.records import ROOT, Place, find_records


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.description = (
        "Rewrite records in canonical layout; values and comments stay the same. "
        "Exit codes: 0: done; 1: a record cannot be formatted or, with --check or --diff, would "
        "change; 2: nothing to format."
    )
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="format only these records, or the records in these folders",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; report the records that would change",
    )
    parser.add_argument(
        "--diff", action="store_true", help="like --check, and print what would change"
    )
    parser.set_defaults(run=run)


@dataclass(slots=True)
class _Tally:
    """The number of records by outcome."""

    changed: int = 0
    canonical: int = 0
    left: int = 0
    problems: list[Problem] = field(default_factory=list)


def run(options: argparse.Namespace) -> int:
    """Format the records of the paths, or check that they are formatted."""
    chosen = knowledge_bases(options.paths)
    check = options.check or options.diff
    whole = _Tally()
    for project, within in chosen.items():
        tally = _format_all(project, within, options)
        for text in show(
            project, shown_before(project), sorted(tally.problems), Style.of(sys.stdout)
        ):
            sys.stdout.write(text)
        whole.changed += tally.changed
        whole.canonical += tally.canonical
        whole.left += tally.left
    sys.stdout.flush()
    if not (whole.changed or whole.canonical or whole.left):
        raise Misuse("There is no record to format.")
    print(_closing(whole, check=check), file=sys.stderr)
    return PROBLEMS if whole.left or (check and whole.changed) else OK


def _format_all(project: Path, within: Sequence[str], options: argparse.Namespace) -> _Tally:
    if not (options.check or options.diff):
        sweep(project / ROOT)
    tally = _Tally()
    before = shown_before(project)
    places = [place for place in find_records(project) if concerns(place.path, within)]
    for place in progress("Formatting records")(places):
        if isinstance(place, Problem):
            tally.problems.append(place)
            tally.left += 1
        else:
            _format_one(project, place, f"{before}{place.path}", tally, options)
    if tally.changed and not (options.check or options.diff):
        _add_schemas(project)
    return tally


def _add_schemas(project: Path) -> None:
    """Write the JSON Schemas that are missing: the first line of each record names one."""
    with suppress(BrokenTags):  # then `kb validate` says what is wrong
        texts = generate(read(project))
        missing = {path: text for path, text in texts.items() if not (project / path).exists()}
        for path in update(project, missing):
            print(printable(f"{shown_before(project)}{path}"))


def _format_one(
    project: Path, place: Place, name: str, tally: _Tally, options: argparse.Namespace
) -> None:
    path = project / place.path
    text, problems = read_text(path, place.path)
    try:
        if text is None:
            raise Refused(problems)
        laid = format_text(place, text)
        if laid == text and not _has_mark(path):
            tally.canonical += 1
            return
        if options.check or options.diff:
            print(f"{printable(name)}:{_first_difference(text, laid)}: not in canonical layout")
            if options.diff:
                _print_diff(printable(name), text, laid)
        else:
            replace(path, laid, text)
            print(printable(name))
        tally.changed += 1
    except Refused as refused:
        tally.problems += refused.problems
        tally.left += 1
    except Changed:
        _leave(name, "somebody else has just saved it. Run this again", tally)
    except NotKept as fault:
        reason = f"{fault} in its layout. This is a bug in kb; please report it with the file"
        _leave(name, reason, tally)
    except OSError as error:
        _leave(name, f"it cannot be written: {reason_of(error)}", tally)


def _leave(name: str, reason: str, tally: _Tally) -> None:
    print(f"{printable(name)} was not changed: {reason}.", file=sys.stderr)
    tally.left += 1


def _print_diff(name: str, text: str, laid: str) -> None:
    style = Style.of(sys.stdout)
    styles = {"-": style.error, "+": style.good, "@": style.faint}
    for line in unified_diff(text.splitlines(), laid.splitlines(), name, name, lineterm=""):
        print(styles.get(line[0], str)(printable(line)))


def _first_difference(text: str, laid: str) -> int:
    """Return the number of the first line that differs, from 1."""
    if text == laid:
        return 1  # a byte order mark, which is not part of the text
    pairs = zip_longest(text.split("\n"), laid.split("\n"))
    differing = (number for number, (ours, other) in enumerate(pairs, 1) if ours != other)
    return min(next(differing), text.count("\n") + 1)


def _has_mark(path: Path) -> bool:
    """Return whether a file that has been read begins with a byte order mark."""
    with path.open("rb") as file:
        return file.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8


def _closing(tally: _Tally, *, check: bool) -> str:
    if check:
        closing = f"{count(tally.changed, 'file is', 'files are')} not in canonical layout"
        closing += f", {tally.canonical:,} {'is' if tally.canonical == 1 else 'are'}"
    else:
        closing = f"Formatted {count(tally.changed, 'file', 'files')}"
        closing += f", {tally.canonical:,} already {'was' if tally.canonical == 1 else 'were'}"
    if tally.left:
        closing += f", {tally.left:,} {'is' if tally.left == 1 else 'are'} left alone"
    return f"{closing}." + (" Run 'kb format'." if check and tally.changed else "")
