"""`kb import`: draft records of an old FAQ."""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from cli.command import OK, PROBLEMS, Misuse, count
from cli.importing import import_files, is_address, to_json, to_text, warnings_of
from schema.files import create, reason_of, sweep
from schema.knowledge_base import read
from schema.problems import printable
from schema.records import project_of
from schema.types import ID_PATTERN


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
    for problem in _problems(options.base_url, folder, project):
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
    drafts = [draft for file in files for draft in file.drafts]
    texts = {draft.id: draft.text for draft in drafts if not draft.exists}
    try:
        if options.report:
            create(options.report, to_json(files))
    except OSError as error:
        raise Misuse(f"No draft is written. {_failure('write', options.report, error)}") from None
    print(to_text(files), end="")
    for warning in warnings_of(files):
        print(warning, file=sys.stderr)
    try:
        if texts and not options.dry_run:
            write(texts, folder)
            print(f"Wrote {count(len(texts), 'draft', 'drafts')} to {printable(str(options.to))}.")
    except (OSError, ValueError) as error:
        raise Misuse(f"No draft is written. {_failure('write to', options.to, error)}") from None
    if not options.report:
        print("For every piece that was changed or left out: --dry-run --report FILE.")
    return OK if drafts else PROBLEMS


def write(texts: Mapping[str, str], folder: Path) -> None:
    """Write records by id as `<id>.yaml`: all of them, or none.

    Raise FileExistsError if a file exists, another OSError if one cannot be written, and
    ValueError if an id is invalid.
    """
    if wrong := [id for id in texts if not re.search(ID_PATTERN, id)]:
        raise ValueError(f"these are not ids: {wrong}")
    paths = {folder / f"{id}.yaml": text for id, text in texts.items()}
    if existing := [path.name for path in paths if os.path.lexists(path)]:
        raise FileExistsError(f"these files already exist: {', '.join(existing[:5])}")
    folder.mkdir(parents=True, exist_ok=True)
    sweep(folder)
    with contextlib.ExitStack() as undo:
        for path, text in paths.items():
            create(path, text)
            undo.callback(path.unlink, missing_ok=True)
        undo.pop_all()


def read_folder(folder: Path) -> dict[str, str]:
    """Return the texts of the records in a folder by id; empty if the folder does not exist."""
    paths = (path for path in folder.glob("*.yaml") if path.is_file())
    return {path.stem: path.read_text(encoding="utf-8", errors="replace") for path in paths}


def _problems(address: str, folder: Path, project: Path | None) -> Iterator[str]:
    """Yield what is wrong with the options, as far as that can be known beforehand."""
    if address and not is_address(address):
        yield f"'{printable(address)}' is not an https address; --base-url needs one."
    for path in (folder, *folder.parents):
        if path == project:
            break
        name = printable(str(path))
        if os.path.islink(path) and (path == folder or project):  # noqa: PTH114
            yield f"'{name}' is a link, and no record behind it is read; name a real folder."
        if not os.path.isdir(path) and os.path.lexists(path):  # noqa: PTH112
            yield f"'{name}' is not a folder; name another one for the drafts."


def _failure(verb: str, path: Path, error: OSError | ValueError) -> str:
    return f"Cannot {verb} '{printable(str(path))}': {reason_of(error)}."
