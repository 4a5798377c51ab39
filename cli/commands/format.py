"""`kb format`: rewrite records in canonical layout."""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from difflib import unified_diff
from itertools import zip_longest
from pathlib import Path
from typing import Literal

from cli.command import Misuse, Refusal, concerns, displayed, knowledge_bases, save
from cli.commands.schema import generate
from cli.layout.formatting import CannotFormat, LayoutFault, format_text
from cli.terminal.console import error, faint, good, progress
from cli.terminal.language import said
from cli.terminal.problems import from_here, show
from schema.files import read_text, reason_of, sweep, write_if_changed
from schema.knowledge_base import read
from schema.phrases import Phrase, count, sentences
from schema.problems import Problem, printable
from schema.records import ROOT, Place, find_records

_Outcome = Literal["changed", "unchanged", "skipped"]


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    scope = "format only these records, or the records in these folders"
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help=scope)
    checking = "write nothing; report the records that would change"
    parser.add_argument("--check", action="store_true", help=checking)
    showing = "like --check, and print what would change"
    parser.add_argument("--diff", action="store_true", help=showing)


def run(options: argparse.Namespace) -> bool:
    """Rewrite records in canonical layout; values and comments stay the same.

    Exit codes: 0: done; 1: a record cannot be formatted or, with --check or --diff, would
    change; 2: nothing to format.
    """
    chosen = knowledge_bases(options.paths)
    check = options.check or options.diff
    outcomes: Counter[_Outcome] = Counter()
    for project, within in chosen.items():
        if not check:
            sweep(project / ROOT)
        problems: list[Problem] = []
        records = [each for each in find_records(project) if concerns(each.path, within)]
        for record in progress("Formatting records")(records):
            outcome, reasons = _format(project, record, options)
            outcomes[outcome] += 1
            problems += reasons
        sys.stdout.writelines(show(from_here(project, sorted(problems))))
        if outcomes["changed"] and not check:
            _add_schemas(project)
    sys.stdout.flush()
    if not outcomes:
        raise Misuse("There is no record to format.")
    files = count(outcomes["changed"], "{count} file", "{count} files")
    message = "{files} reformatted, {others} already formatted."
    if check:
        message = "{files} would be reformatted, {others} already formatted."
    skipped = Phrase("{count} skipped.", outcomes["skipped"]) if outcomes["skipped"] else ""
    hint = "Run 'kb format'." if check and outcomes["changed"] else ""
    result = Phrase(message, files, outcomes["unchanged"])
    print(said(sentences(result, skipped, hint)), file=sys.stderr)
    return not (outcomes["skipped"] or (check and outcomes["changed"]))


def _format(
    project: Path, record: Place | Problem, options: argparse.Namespace
) -> tuple[_Outcome, Sequence[Problem]]:
    """Format a record or show how it would change; return why it was skipped, if it was."""
    if isinstance(record, Problem):
        return "skipped", [record]
    path, name = project / record.path, displayed(project, record.path)
    text, problems = read_text(path, record.path)
    try:
        if text is None:
            raise CannotFormat(problems)
        laid = format_text(record, text)
        if laid == text and path.read_bytes() == text.encode():  # without a byte order mark
            return "unchanged", ()
        if options.check or options.diff:
            pairs = enumerate(zip_longest(text.split("\n"), laid.split("\n")), 1)
            first = next((number for number, (old, new) in pairs if old != new), 1)
            print(f"{name}:{first}: {said('not in canonical layout')}")
            if options.diff:
                _print_diff(name, text, laid)
            return "changed", ()
        if save(project, record.path, laid, text):
            print(name)
            return "changed", ()
    except CannotFormat as refused:
        problems = refused.problems
    except LayoutFault as fault:
        message = "{path} was not changed: {fault}. This is a bug in kb; please report it."
        print(said(Phrase(message, name, str(fault))), file=sys.stderr)
    except OSError as failure:
        message = "{path} was not changed: it cannot be written: {reason}."
        print(said(Phrase(message, name, reason_of(failure))), file=sys.stderr)
    return "skipped", problems


def _add_schemas(project: Path) -> None:
    """Write the JSON Schemas that are missing: the first line of each record names one."""
    with suppress(Refusal):  # then `kb validate` says what is wrong
        texts = generate(read(project))
        for path, text in texts.items():
            if not (project / path).exists():
                write_if_changed(project / path, text)
                print(displayed(project, path))


def _print_diff(name: str, text: str, laid: str) -> None:
    styles = {"-": error, "+": good, "@": faint}
    for line in unified_diff(text.splitlines(), laid.splitlines(), name, name, lineterm=""):
        print(styles.get(line[0], str)(printable(line)))
