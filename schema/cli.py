"""The `kb` command."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from schema import contract
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
    chosen: dict[Path, list[str]] = {}
    for path in options.paths or [Path()]:
        # Not `resolve`: a record that is a link is to be told, not followed.
        absolute = Path(os.path.abspath(path))  # noqa: PTH100
        if not os.path.lexists(absolute):
            return _misuse(f"There is no file or folder '{printable(str(path))}'.")
        project = next((one for one in (absolute, *absolute.parents) if _is_project(one)), None)
        within = absolute.relative_to(project).as_posix() if project else ""
        if project is None or within.split("/")[0] not in (".", ROOT):
            return _misuse(
                f"'{printable(str(path))}' neither holds a folder '{ROOT}/' nor lies in one. "
                "Run this where the records are, or name their folder."
            )
        chosen.setdefault(project, []).append(within)
    return max([_judge(project, within) for project, within in chosen.items()])


def _is_project(folder: Path) -> bool:
    return os.path.isdir(folder / ROOT)  # noqa: PTH112  False where nobody may look


def _judge(project: Path, within: Sequence[str]) -> int:
    """Judge one knowledge base and tell the problems of the paths within it."""
    report = validate(project)
    told = [problem for problem in report.problems if _concerns(problem, within)]
    prefix = "" if project == Path.cwd() else f"{printable(project.as_posix())}/"
    for problem in told:
        print(f"{prefix}{problem}")
    sys.stdout.flush()
    catalogue = report.catalogue
    if not (report.problems or catalogue.entries or catalogue.tags or catalogue.facets):
        return _misuse(f"There is no record in '{prefix}{ROOT}/'.")
    print(_closing(report, told), file=sys.stderr)
    return PROBLEMS if told else OK


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
