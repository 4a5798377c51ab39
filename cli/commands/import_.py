"""`kb import`: draft records of an old FAQ."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from cli.command import OK, PROBLEMS, Misuse, count
from cli.importing import (
    Import,
    import_files,
    is_address,
    read_folder,
    to_json,
    to_text,
    warnings_of,
    write,
)
from schema.files import create, reason_of
from schema.knowledge_base import read
from schema.problems import printable
from schema.records import project_of

MAX_WARNINGS = 100
"""Number of warnings that are printed; the JSON report has all."""


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.description = (
        "Make draft records of the questions in Markdown and reStructuredText files, and report "
        "what was carried over, changed, and left out. No file is overwritten. "
        "Exit code 0: done; 1: no question was found; 2: nothing could be written."
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="an old FAQ")
    parser.add_argument(
        "--to", type=Path, required=True, metavar="DIR", help="the folder for the drafts"
    )
    parser.add_argument("--dry-run", action="store_true", help="write no record, only report")
    parser.add_argument(
        "--report", type=Path, metavar="FILE", help="write the whole report to FILE, as JSON"
    )
    parser.add_argument(
        "--base-url",
        default="",
        metavar="URL",
        help="https address at which the files are published: the source of the drafts, and "
        "the base of relative links",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Import the files."""
    folder = Path(os.path.abspath(options.to))  # noqa: PTH100
    for problem in _problems(options, folder):
        raise Misuse(problem)
    try:
        result = _import(options, folder)
    except OSError as error:
        raise Misuse(_failure("read", options.to, error)) from None
    _print(result)
    try:
        written = [] if options.dry_run else write(result.drafts, folder)
    except (FileExistsError, ValueError) as error:
        raise Misuse(f"No draft is written. {error}") from None
    except OSError as error:
        failure = _failure("write to", options.to, error)
        raise Misuse(f"No draft is written. {failure}") from None
    drafts = count(len(written), "draft", "drafts")
    if failure := _write_report(options.report, result):
        raise Misuse(f"{failure} Wrote {drafts} nevertheless." if written else failure)
    if written:
        print(f"Wrote {drafts} to {printable(str(options.to))}.")
    return OK if result.drafts else PROBLEMS


def _import(options: argparse.Namespace, folder: Path) -> Import:
    project = project_of(folder)
    return import_files(
        options.files,
        read(project).catalogue if project else None,
        date.today(),
        base_url=options.base_url,
        existing=read_folder(folder),
    )


def _write_report(file: Path | None, result: Import) -> str:
    """Write the whole report, or say how to get it; return why it cannot be written."""
    if file is None:
        print("For every piece that was changed or left out: --dry-run --report FILE.")
        return ""
    try:
        create(file, to_json(result))
    except OSError as error:
        return _failure("write", file, error)
    return ""


def _print(result: Import) -> None:
    print(to_text(result), end="")
    warnings = warnings_of(result)
    for warning in warnings[:MAX_WARNINGS]:
        print(warning, file=sys.stderr)
    if (rest := len(warnings) - MAX_WARNINGS) > 0:
        more = count(rest, "more warning", "more warnings")
        print(f"{more}; use --report FILE to see all.", file=sys.stderr)


def _problems(options: argparse.Namespace, folder: Path) -> Iterator[str]:
    """Yield what is wrong with the options, as far as that can be known beforehand."""
    address, report = options.base_url, options.report
    if address and not is_address(address):
        yield f"'{printable(address)}' is not an https address; --base-url needs one."
    if report is not None and os.path.lexists(report):
        yield f"'{printable(str(report))}' exists already; name another file."
    if report is not None and not os.path.isdir(report.parent):  # noqa: PTH112  never raises
        yield f"'{printable(str(report.parent))}' is not a folder; create it or name another file."
    project = project_of(folder)
    for path in (folder, *folder.parents):
        if path == project:
            break
        name = printable(str(path))
        if os.path.islink(path) and (path == folder or project):  # noqa: PTH114
            yield f"'{name}' is a link, and no record behind it is read; name a real folder."
        if not os.path.isdir(path) and os.path.lexists(path):  # noqa: PTH112
            yield f"'{name}' is not a folder; name another one for the drafts."


def _failure(verb: str, path: Path, error: OSError) -> str:
    return f"Cannot {verb} '{printable(str(path))}': {reason_of(error)}."
