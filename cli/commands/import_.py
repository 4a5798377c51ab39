"""`kb import`: draft records of an old FAQ."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path

from cli.importing import Import, ids_in, import_files, to_json, to_text, write
from cli.importing.addresses import is_address
from cli.outcome import OK, PROBLEMS, Misuse, count
from schema.failures import reason_of
from schema.knowledge_base import validate
from schema.problems import printable
from schema.records import project_of
from schema.writing import create

MAX_WARNINGS = 100
"""How many warnings are printed; the JSON report has all."""


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.description = (
        "Make draft records of the questions in Markdown and reST files, and report "
        "what was carried over, changed and left out. No file is overwritten. "
        "Exit code 0: done; 1: no question was found; 2: nothing could be written."
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
    folder = Path(os.path.abspath(options.to))  # noqa: PTH100
    wrong = _wrong_address(options.base_url) or _wrong_report(options.report)
    if wrong := wrong or _wrong_folder(folder):
        raise Misuse(wrong)
    try:
        made = _made(options, folder)
    except OSError as error:
        raise Misuse(_cannot("read", options.to, error)) from None
    _tell(made)
    try:
        written = [] if options.dry_run else write(made, folder)
    except (FileExistsError, ValueError) as error:
        raise Misuse(f"No draft is written. {error}") from None
    except OSError as error:
        told = _cannot("write to", options.to, error)
        raise Misuse(f"No draft is written. {told}") from None
    drafts = count(len(written), "draft", "drafts")
    if problem := _report(options.report, made):
        raise Misuse(f"{problem} Wrote {drafts} nevertheless." if written else problem)
    if written:
        print(f"Wrote {drafts} to {printable(str(options.to))}.")
    return OK if made.drafts else PROBLEMS


def _made(options: argparse.Namespace, folder: Path) -> Import:
    project = project_of(folder)
    catalogue = validate(project).catalogue if project else None
    taken = ids_in(folder)
    today = date.today()
    return import_files(options.files, catalogue, today, base_url=options.base_url, taken=taken)


def _report(file: Path | None, made: Import) -> str:
    """Write the whole report, or tell how to have it; returns why it could not be written."""
    if file is not None:
        try:
            create(file, to_json(made.report))
        except OSError as error:
            return _cannot("write", file, error)
    elif any(one.left_out or one.changed for one in made.report.files):
        print("For each piece left out or changed, with its line: --dry-run --report FILE.")
    return ""


def _tell(made: Import) -> None:
    """Print the report, and the warnings for themselves."""
    print(to_text(made.report), end="")
    for warning in made.warnings[:MAX_WARNINGS]:
        print(warning, file=sys.stderr)
    if (rest := len(made.warnings) - MAX_WARNINGS) > 0:
        more = count(rest, "more warning", "more warnings")
        print(f"{more}; the report of --report FILE has them.", file=sys.stderr)


def _wrong_address(address: str) -> str:
    if address and not is_address(address):
        return f"'{printable(address)}' is no https address; --base-url needs one."
    return ""


def _wrong_report(report: Path | None) -> str:
    """Return why the report cannot be written, as far as that is seen beforehand."""
    if report is None:
        return ""
    if os.path.lexists(report):
        return f"'{printable(str(report))}' is there already; name another file."
    if not os.path.isdir(report.parent):  # noqa: PTH112  `is_dir` raises where nobody may look
        return f"'{printable(str(report.parent))}' is no folder; make it, or name another file."
    return ""


def _wrong_folder(folder: Path) -> str:
    """Return why drafts cannot be written to a folder, as far as that is seen beforehand."""
    if os.path.islink(folder):  # noqa: PTH114
        shown = printable(str(folder))
        return f"'{shown}' is a link, behind which no record is read; name the folder itself."
    for one in (folder, *folder.parents):
        if os.path.isdir(one):  # noqa: PTH112
            return ""
        if os.path.lexists(one):
            return f"'{printable(str(one))}' is no folder; name another one for the drafts."
    return ""


def _cannot(verb: str, path: Path, error: OSError) -> str:
    return f"Cannot {verb} '{printable(str(path))}': {reason_of(error)}."
