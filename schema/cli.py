"""The `kb` command."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from schema import contract
from schema.loading import ROOT
from schema.problems import Problem
from schema.validation import Report, validate

OK, PROBLEMS, MISUSE = 0, 1, 2
"""Exit codes: all well; problems were found; the command could not be carried out."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    options = _parser().parse_args(arguments)
    result: int = options.run(options)
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
    check.set_defaults(run=_validate)
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
    paths: list[Path] = options.paths or [Path()]
    chosen: dict[Path, list[str]] = {}
    for path in paths:
        if not path.exists():
            return _misuse(f"There is no file or folder '{path}'.")
        project = _project_of(path)
        if project is None:
            return _misuse(
                f"'{path}' neither holds a folder '{ROOT}/' nor lies in one. "
                "Run this where the records are, or name their folder."
            )
        chosen.setdefault(project, []).append(
            path.resolve().relative_to(project.resolve()).as_posix()
        )
    found = False
    for project, within in chosen.items():
        report = validate(project)
        shown = [problem for problem in report.problems if _concerns(problem, within)]
        prefix = "" if project.resolve() == Path.cwd() else f"{project.as_posix()}/"
        for problem in shown:
            print(f"{prefix}{problem}")
        print(_closing(report, shown), file=sys.stderr)
        found = found or bool(shown)
    return PROBLEMS if found else OK


def _project_of(path: Path) -> Path | None:
    """Return the nearest folder, from `path` upwards, that holds `kb/`."""
    for folder in (path, *path.absolute().parents):
        if (folder / ROOT).is_dir():
            return folder
    return None


def _concerns(problem: Problem, within: Sequence[str]) -> bool:
    return any(
        path in (".", problem.path) or problem.path.startswith(f"{path}/") for path in within
    )


def _closing(report: Report, shown: Sequence[Problem]) -> str:
    catalogue = report.catalogue
    counted = ", ".join(
        _count(len(cards), *names)
        for cards, names in (
            (catalogue.entries, ("entry", "entries")),
            (catalogue.tags, ("tag", "tags")),
            (catalogue.facets, ("facet", "facets")),
        )
    )
    if not shown:
        return f"No problems: {counted}."
    files = len({problem.path for problem in shown})
    return (
        f"{_count(len(shown), 'problem', 'problems')} in {_count(files, 'file', 'files')}; "
        f"usable: {counted}."
    )


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


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
