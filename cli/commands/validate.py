"""`kb validate`: all that is wrong with the records."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from cli.command import (
    MISUSE,
    OK,
    PROBLEMS,
    Misuse,
    concerns,
    count,
    knowledge_bases,
    positive,
    shown_before,
)
from cli.fixing import fixable, mend
from cli.formats import FORMATS, Format
from cli.history import NoHistory, compare
from cli.terminal.console import Style, progress
from cli.terminal.problems import show
from schema.catalogue import Catalogue
from schema.files import Changed, sweep
from schema.files import replace as replace_file
from schema.knowledge_base import KnowledgeBase, read
from schema.policy import REVIEW_WITHIN, Policy
from schema.problems import Problem, printable
from schema.records import ROOT


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.description = (
        "Check all records. Prints every problem as file:line:column: code message. "
        "Exit code 0: no problem; 1: problems; 2: nothing to check."
    )
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="tell only the problems of these records; a folder that holds kb/ is checked whole",
    )
    parser.add_argument(
        "--format",
        choices=("text", *FORMATS),
        default="text",
        help="text for people (default), or json, github (annotations) or sarif for machines",
    )
    parser.add_argument(
        "--base",
        metavar="REV",
        help="tell also what must not have changed since this git revision",
    )
    parser.add_argument(
        "--fix",
        action="store_true",
        help="first mend what can be meant in one way only, and write the records",
    )
    parser.add_argument(
        "--review-within",
        type=positive,
        default=REVIEW_WITHIN,
        metavar="DAYS",
        help=f"tell of published entries whose last review is older (default {REVIEW_WITHIN})",
    )
    parser.add_argument(
        "--strict", action="store_true", help="exit code 1 for warnings too, not only for problems"
    )
    parser.set_defaults(run=run)


@dataclass(frozen=True, slots=True)
class _Judged:
    """One knowledge base judged; told are the problems of the paths that were asked for."""

    prefix: str
    base: KnowledgeBase
    problems: tuple[Problem, ...]
    """All of them."""
    told: tuple[Problem, ...]


def run(options: argparse.Namespace) -> int:
    """Judge the knowledge bases of the paths and print their problems."""
    chosen = knowledge_bases(options.paths)
    if options.fix:
        for project, within in chosen.items():
            _fix(project, within, Policy(review_within=options.review_within))
    try:
        judged = [
            _judge(project, within, options.base, options.review_within)
            for project, within in chosen.items()
        ]
    except NoHistory as error:
        raise Misuse(str(error)) from None
    _print(judged, options.format)
    return max(_close(one, options) for one in judged)


def _judge(project: Path, within: Sequence[str], base: str | None, review_within: int) -> _Judged:
    policy = Policy(review_within=review_within)
    judged = read(project, policy, keep_records=False, track=progress("Checking records"))
    problems = judged.problems
    if base is not None:
        since = compare(project, base, judged.catalogue)
        problems = tuple(sorted((*problems, *since)))
    told = tuple(problem for problem in problems if concerns(problem.path, within))
    return _Judged(shown_before(project), judged, problems, told)


def _fix(project: Path, within: Sequence[str], policy: Policy) -> None:
    """Apply the safe fixes, write the records, and report on standard error."""
    base = read(project, policy, keep_records=False, track=progress("Reading records"))
    mended = mend(base, lambda path: concerns(path, within))
    sweep(project / ROOT)
    written = []
    for path, text in mended.texts.items():
        shown = printable(f"{shown_before(project)}{path}")
        try:
            replace_file(project / path, text, mended.seen[path])
            written.append(path)
        except Changed:
            print(f"{shown} is left as it is: it has changed meanwhile.", file=sys.stderr)
    problems = count(sum(mended.counts[path] for path in written), "problem", "problems")
    files = count(len(written), "file", "files")
    print(f"Fixed {problems} in {files}.", file=sys.stderr)


def _print(judged: Sequence[_Judged], format: Format | Literal["text"]) -> None:
    """Write the problems line by line, so that a reader who has seen enough ends it early."""
    if format == "text":
        style = Style.of(sys.stdout)
        for one in judged:
            for text in show(one.base.project, one.prefix, one.told, style):
                sys.stdout.write(text)
    else:
        told = [
            replace(problem, path=f"{one.prefix}{problem.path}")
            for one in judged
            for problem in one.told
        ]
        sys.stdout.writelines(FORMATS[format](told).splitlines(keepends=True))
    sys.stdout.flush()


def _close(judged: _Judged, options: argparse.Namespace) -> int:
    """Print the closing line and return the exit code."""
    catalogue, told = judged.base.catalogue, judged.told
    if not (judged.problems or catalogue.entries or catalogue.tags or catalogue.facets):
        print(f"kb: There is no record in '{printable(judged.prefix)}{ROOT}/'.", file=sys.stderr)
        return MISUSE
    errors = sum(problem.severity == "error" for problem in told)
    found = [count(errors, "problem", "problems")] if errors else []
    if warnings := len(told) - errors:
        found.append(count(warnings, "warning", "warnings"))
    elsewhere = len(judged.problems) - len(told)
    also = f" ({elsewhere:,} elsewhere)" if elsewhere else ""
    counted = ", ".join(_counts(judged.base.catalogue))
    if found:
        files = count(len({problem.path for problem in told}), "file", "files")
        left = " left to fix by hand" if options.fix else ""
        closing = f"{' and '.join(found)} in {files}{left}{also}; usable: {counted}."
    else:
        closing = f"No problems{also}: {counted}."
    print(closing, file=sys.stderr)
    if not options.fix and (fixes := _count_fixable(judged)):
        print(f"[*] {fixes:,} fixable with --fix.", file=sys.stderr)
    return PROBLEMS if errors or (options.strict and warnings) else OK


def _count_fixable(judged: _Judged) -> int:
    """Count the problems that --fix would fix; trying is the only way to know."""
    paths = {problem.path for problem in judged.told if fixable(problem)}
    return mend(judged.base, paths.__contains__).counts.total() if paths else 0


def _counts(catalogue: Catalogue) -> Iterator[str]:
    yield count(len(catalogue.entries), "entry", "entries")
    yield count(len(catalogue.tags), "tag", "tags")
    yield count(len(catalogue.facets), "facet", "facets")
