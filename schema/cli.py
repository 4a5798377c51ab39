"""The `kb` command."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from schema import contract
from schema.formats import FORMATS
from schema.importing import ids_in, import_files, to_json, to_text, write
from schema.loading import ROOT
from schema.problems import Problem, printable
from schema.validation import Report, validate

OK, PROBLEMS, MISUSE = 0, 1, 2
"""Exit codes: all well; problems were found; the command could not be carried out."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # the terminal may not be UTF-8
    options = _parser().parse_args(arguments)
    try:
        result: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough, as in `kb validate | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEMS
    except OSError as error:
        return _misuse(f"{error}.")
    return result


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kb", description="Check and describe the records of the knowledge base."
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    check = commands.add_parser(
        "validate",
        help="check all records and tell every problem",
        description="Check all records. Prints every problem as file:line:column: code message. "
        "Exit code 0: no problem; 1: problems; 2: nothing to check.",
    )
    check.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="tell only the problems of these records; a folder that holds kb/ is checked whole",
    )
    check.add_argument(
        "--format",
        choices=FORMATS,
        default="text",
        help="text for people (default), or json, github (annotations) or sarif for machines",
    )
    check.set_defaults(run=_validate)
    bring = commands.add_parser(
        "import",
        help="make draft records of an old FAQ in Markdown or reST",
        description="Make draft records of the questions in Markdown and reST files, and report "
        "what was carried over, changed and left out. No file is overwritten. "
        "Exit code 0: done; 1: no question was found; 2: nothing could be written.",
    )
    bring.add_argument("files", nargs="+", type=Path, metavar="FILE", help="an old FAQ")
    bring.add_argument(
        "--to", type=Path, required=True, metavar="DIR", help="the folder for the drafts"
    )
    bring.add_argument("--dry-run", action="store_true", help="write no record, only report")
    bring.add_argument(
        "--report", type=Path, metavar="FILE", help="write the whole report there, as JSON"
    )
    bring.add_argument(
        "--base-url",
        default="",
        metavar="URL",
        help="https address at which the files are published: the source of the drafts, and "
        "where relative links lead",
    )
    bring.set_defaults(run=_import)
    schema = commands.add_parser(
        "schema",
        help="write the JSON Schemas of the records",
        description="Generate the JSON Schemas from the models and write those that changed.",
    )
    modes = schema.add_mutually_exclusive_group()
    modes.add_argument("--check", action="store_true", help="write nothing; 1 if one is stale")
    modes.add_argument("--print", action="store_true", help="write nothing; print them")
    schema.set_defaults(run=_schema)
    return parser


def _validate(options: argparse.Namespace) -> int:
    chosen: dict[Path, list[str]] = {}
    for path in options.paths or [Path()]:
        # Not `resolve`: a record that is a link is to be told, not followed.
        absolute = Path(os.path.abspath(path))  # noqa: PTH100
        if not os.path.lexists(absolute):
            return _misuse(f"There is no file or folder '{printable(str(path))}'.")
        project = _project_of(absolute)
        within = absolute.relative_to(project).as_posix() if project else ""
        if project is None or within.split("/")[0] not in (".", ROOT):
            return _misuse(
                f"'{printable(str(path))}' neither holds a folder '{ROOT}/' nor lies in one. "
                "Run this where the records are, or name their folder."
            )
        chosen.setdefault(project, []).append(within)
    judged = [_judge(project, within) for project, within in chosen.items()]
    told = [problem for one in judged for problem in one.told]
    # Line by line, so that a reader who has seen enough ends it early.
    sys.stdout.writelines(FORMATS[options.format](told).splitlines(keepends=True))
    sys.stdout.flush()
    for one in judged:
        print(one.closing, file=sys.stderr)
    return max(one.code for one in judged)


def _project_of(path: Path) -> Path | None:
    """Return the nearest folder with records that an absolute path is or lies in."""
    folders = (path, *path.parents)
    # Not `is_dir`, which raises where nobody may look.
    return next((one for one in folders if os.path.isdir(one / ROOT)), None)  # noqa: PTH112


class _Judged(NamedTuple):
    code: int
    told: tuple[Problem, ...]
    closing: str


def _judge(project: Path, within: Sequence[str]) -> _Judged:
    """Judge one knowledge base; told are the problems of the paths within it."""
    report = validate(project)
    prefix = "" if project == Path.cwd() else f"{project.as_posix()}/"
    catalogue = report.catalogue
    if not (report.problems or catalogue.entries or catalogue.tags or catalogue.facets):
        closing = f"kb: There is no record in '{printable(prefix)}{ROOT}/'."
        return _Judged(MISUSE, (), closing)
    told = tuple(
        replace(problem, path=f"{prefix}{problem.path}")
        for problem in report.problems
        if _concerns(problem, within)
    )
    return _Judged(PROBLEMS if told else OK, told, _closing(report, told))


def _concerns(problem: Problem, within: Sequence[str]) -> bool:
    return any(
        path in (".", problem.path) or problem.path.startswith(f"{path}/") for path in within
    )


def _closing(report: Report, told: Sequence[Problem]) -> str:
    elsewhere = len(report.problems) - len(told)
    also = f" ({elsewhere:,} elsewhere)" if elsewhere else ""
    counted = ", ".join(_counts(report))
    if not told:
        return f"No problems{also}: {counted}."
    files = _count(len({problem.path for problem in told}), "file", "files")
    return f"{_count(len(told), 'problem', 'problems')} in {files}{also}; usable: {counted}."


def _counts(report: Report) -> Iterator[str]:
    catalogue = report.catalogue
    yield _count(len(catalogue.entries), "entry", "entries")
    yield _count(len(catalogue.tags), "tag", "tags")
    yield _count(len(catalogue.facets), "facet", "facets")


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _import(options: argparse.Namespace) -> int:
    if options.report and os.path.lexists(options.report):
        return _misuse(f"'{printable(str(options.report))}' is there already; name another file.")
    folder = Path(os.path.abspath(options.to))  # noqa: PTH100
    project = _project_of(folder)
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
            return _misuse(f"{error}")
        print(f"Wrote {_count(len(written), 'draft', 'drafts')} to {printable(str(options.to))}.")
    return OK


def _schema(options: argparse.Namespace) -> int:
    if options.print:
        for text in contract.generate().values():
            print(text, end="")
        return OK
    if options.check:
        stale = contract.stale()
        for name in stale:
            print(f"schema/{name} differs from the models. Run 'kb schema'.", file=sys.stderr)
        return PROBLEMS if stale else OK
    changed = contract.write()
    for name in changed:
        print(f"Wrote schema/{name}.")
    if not changed:
        print("All schemas are up to date.")
    return OK


def _misuse(message: str) -> int:
    print(f"kb: {message}", file=sys.stderr)
    return MISUSE
