"""`kb import`: draft records of an old FAQ."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

from schema.commands.outcome import OK, PROBLEMS, count, misuse
from schema.importing import ids_in, import_files, to_json, to_text, write
from schema.loading import project_of
from schema.problems import printable
from schema.validation import validate


def add(commands: Any) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "import",
        help="make draft records of an old FAQ in Markdown or reST",
        description="Make draft records of the questions in Markdown and reST files, and report "
        "what was carried over, changed and left out. No file is overwritten. "
        "Exit code 0: done; 1: no question was found; 2: nothing could be written.",
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="an old FAQ")
    parser.add_argument(
        "--to", type=Path, required=True, metavar="DIR", help="the folder for the drafts"
    )
    parser.add_argument("--dry-run", action="store_true", help="write no record, only report")
    parser.add_argument(
        "--report", type=Path, metavar="FILE", help="write the whole report there, as JSON"
    )
    parser.add_argument(
        "--base-url",
        default="",
        metavar="URL",
        help="https address at which the files are published: the source of the drafts, and "
        "where relative links lead",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Import the files."""
    if options.report and os.path.lexists(options.report):
        return misuse(f"'{printable(str(options.report))}' is there already; name another file.")
    folder = Path(os.path.abspath(options.to))  # noqa: PTH100
    project = project_of(folder)
    catalogue = validate(project).catalogue if project else None
    made = import_files(
        options.files,
        catalogue,
        date.today(),
        base_url=options.base_url,
        taken=ids_in(folder),
    )
    print(to_text(made.report), end="")
    for warning in made.warnings:
        print(warning, file=sys.stderr)
    if options.report:
        options.report.write_text(to_json(made.report), encoding="utf-8", newline="\n")
    if not made.drafts:
        return PROBLEMS
    if not options.dry_run:
        try:
            written = write(made, folder)
        except (FileExistsError, ValueError) as error:
            return misuse(f"{error}")
        print(f"Wrote {count(len(written), 'draft', 'drafts')} to {printable(str(options.to))}.")
    return OK
