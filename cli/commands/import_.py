"""`kb import`: draft records of an old FAQ."""

import argparse
import contextlib
import os
import re
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from cli.command import Misuse, reject_links
from cli.importing.html import is_address
from cli.importing.pipeline import import_files
from cli.importing.report import to_json, to_text, warnings_of
from cli.terminal.language import said
from schema.files import create, reason_of, sweep
from schema.knowledge_base import read
from schema.phrases import Phrase, count
from schema.records import project_of
from schema.types import ID_PATTERN


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="an old FAQ")
    folder = "the folder for the drafts"
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help=folder)
    parser.add_argument("--dry-run", action="store_true", help="only report; write no records")
    whole = "write the full report to FILE as JSON"
    parser.add_argument("--report", type=Path, metavar="FILE", help=whole)
    address = (
        "https address where the files are published: the source of the drafts and the "
        "base of relative links"
    )
    parser.add_argument("--base-url", default="", metavar="URL", help=address)


def run(options: argparse.Namespace) -> bool:
    """Turn the questions in Markdown and reStructuredText files into draft records.

    Reports what was carried over, changed, and left out. Never overwrites a file. Exit codes:
    0: done; 1: no questions found; 2: nothing could be written.
    """
    folder, address = Path(os.path.abspath(options.to)), options.base_url  # noqa: PTH100
    project = project_of(folder)
    if address and not is_address(address):
        raise Misuse("--base-url '{url}' is not an https address.", address)
    if project:
        reject_links(project, os.path.relpath(folder / "id", project))
    if os.path.lexists(folder) and not folder.is_dir():
        raise Misuse("'{path}' is not a folder; choose another one.", str(options.to))
    try:
        base = read(project) if project else None
        files = import_files(
            options.files, base, date.today(), base_url=address, existing=read_folder(folder)
        )
        drafts = [draft for file in files for draft in file.drafts]
        texts = {draft.id: draft.text for draft in drafts if not draft.exists}
        if options.report:
            create(options.report, to_json(files))
        if texts and not options.dry_run:
            write(texts, folder)
    except OSError as error:
        message, path = "No draft was written. Cannot use '{path}': {reason}.", error.filename
        raise Misuse(message, str(path or options.to), reason_of(error)) from None
    print(to_text(files), end="")
    for warning in warnings_of(files):
        print(warning, file=sys.stderr)
    if not options.report:
        print(said("To list every change and omission, add --dry-run --report FILE."))
    if texts and not options.dry_run:
        drafted = count(len(texts), "{count} draft", "{count} drafts")
        print(said(Phrase("Wrote {drafts} to {folder}.", drafted, str(options.to))))
    return bool(drafts)


def write(texts: Mapping[str, str], folder: Path) -> None:
    """Write records by id as `<id>.yaml`: all of them, or none.

    Raise FileExistsError if a file exists, another OSError if one cannot be written, and
    ValueError if an id is invalid.
    """
    if wrong := [id for id in texts if not re.search(ID_PATTERN, id)]:
        raise ValueError(f"these are not ids: {wrong}")
    paths = {folder / f"{id}.yaml": text for id, text in texts.items()}
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
