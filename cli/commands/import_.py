"""`kb import`: draft records of an old FAQ."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from cli.command import OK, PROBLEMS, Misuse, count
from cli.importing import (
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
    project = project_of(folder)
    for problem in _problems(options, folder, project):
        raise Misuse(problem)
    try:
        files = import_files(
            options.files,
            read(project) if project else None,
            date.today(),
            base_url=options.base_url,
            existing=read_folder(folder),
        )
    except OSError as error:
        raise Misuse(_failure("read", options.to, error)) from None
    print(to_text(files), end="")
    warnings = warnings_of(files)
    for warning in warnings[:MAX_WARNINGS]:
        print(warning, file=sys.stderr)
    if (rest := len(warnings) - MAX_WARNINGS) > 0:
        more = count(rest, "more warning", "more warnings")
        print(f"{more}; use --report FILE to see all.", file=sys.stderr)
    drafts = [draft for file in files for draft in file.drafts]
    texts = {draft.id: draft.text for draft in drafts if not draft.exists}
    if texts and not options.dry_run:
        _write(texts, folder, options.to)
    if options.report is None:
        print("For every piece that was changed or left out: --dry-run --report FILE.")
    else:
        try:
            create(options.report, to_json(files))
        except OSError as error:
            raise Misuse(_failure("write", options.report, error)) from None
    return OK if drafts else PROBLEMS


def _write(texts: Mapping[str, str], folder: Path, shown: Path) -> None:
    try:
        write(texts, folder)
    except FileExistsError as error:
        raise Misuse(f"No draft is written. {error}") from None
    except OSError as error:
        raise Misuse(f"No draft is written. {_failure('write to', shown, error)}") from None
    print(f"Wrote {count(len(texts), 'draft', 'drafts')} to {printable(str(shown))}.")


def _problems(options: argparse.Namespace, folder: Path, project: Path | None) -> Iterator[str]:
    """Yield what is wrong with the options, as far as that can be known beforehand."""
    address, report = options.base_url, options.report
    if address and not is_address(address):
        yield f"'{printable(address)}' is not an https address; --base-url needs one."
    if report is not None and os.path.lexists(report):
        yield f"'{printable(str(report))}' exists already; name another file."
    if report is not None and not os.path.isdir(report.parent):  # noqa: PTH112  never raises
        yield f"'{printable(str(report.parent))}' is not a folder; create it or name another file."
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
