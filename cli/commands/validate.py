"""`kb validate`: check the records and report every problem."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cli.command import Misuse, concerns, knowledge_bases, path_from_here, positive, save
from cli.fixing import fix_records, is_fixable
from cli.history import compare
from cli.parallel import spread
from cli.terminal.language import said
from cli.terminal.problems import FORMATS, from_here
from schema.files import sweep
from schema.knowledge_base import KnowledgeBase, read
from schema.phrases import Phrase, count, enumerated
from schema.problems import Problem
from schema.records import ROOT
from schema.rules import REVIEW_WITHIN, Policy


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    scope = "report only the problems of these records; a folder with kb/ is checked whole"
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help=scope)
    formats = "text (default), json, github (annotations) or sarif"
    parser.add_argument("--format", choices=FORMATS, default="text", help=formats)
    since = "also report what must not have changed since this Git revision"
    parser.add_argument("--base", metavar="REV", help=since)
    fixing = "apply the safe fixes first, then report the problems that are left"
    parser.add_argument("--fix", action="store_true", help=fixing)
    old = "warn about published entries with an older review (default %(default)s)"
    parser.add_argument(
        "--review-within", type=positive, default=REVIEW_WITHIN, metavar="DAYS", help=old
    )
    parser.add_argument("--strict", action="store_true", help="exit with 1 for warnings too")


@dataclass(frozen=True, slots=True)
class _Result:
    """The problems of one knowledge base, and those of the requested paths."""

    base: KnowledgeBase
    problems: tuple[Problem, ...]
    selected: tuple[Problem, ...]


def run(options: argparse.Namespace) -> bool:
    """Check all records and print every problem as file:line:column: code message.

    Exit codes: 0: no problems; 1: problems; 2: nothing to check.
    """
    results = [_judge(*chosen, options) for chosen in knowledge_bases(options.paths).items()]
    problems = [
        each for result in results for each in from_here(result.base.project, result.selected)
    ]
    sys.stdout.writelines(FORMATS[options.format](problems))  # `kb validate | head` can stop early
    sys.stdout.flush()
    outcomes = [_close(result, options) for result in results]
    return all(outcomes)


def _judge(project: Path, within: Sequence[str], options: argparse.Namespace) -> _Result:
    policy = Policy(review_within=options.review_within)
    if options.fix:
        _fix(project, within, policy)
    base = read(project, policy, spread=spread("Checking records"), cards_only=True)
    since = compare(project, options.base, base.catalogue) if options.base is not None else ()
    problems = tuple(sorted((*base.problems, *since)))
    selected = tuple(problem for problem in problems if concerns(problem.path, within))
    return _Result(base, problems, selected)


def _fix(project: Path, within: Sequence[str], policy: Policy) -> None:
    """Apply the safe fixes, write the records, and report on standard error."""
    base = read(project, policy, spread=spread("Reading records"))
    repairs = fix_records(base, lambda path: concerns(path, within))
    sweep(project / ROOT)
    fixed = [r.fixed for path, r in repairs.items() if save(project, path, r.text, r.original)]
    problems = count(sum(fixed), "{count} problem", "{count} problems")
    files = count(len(fixed), "{count} file", "{count} files")
    print(said(Phrase("Fixed {problems} in {files}.", problems, files)), file=sys.stderr)


def _close(judged: _Result, options: argparse.Namespace) -> bool:
    """Print the closing line and return whether all is well. Raise Misuse without any record."""
    catalogue, selected = judged.base.catalogue, judged.selected
    if not (judged.problems or catalogue.entries or catalogue.tags or catalogue.facets):
        raise Misuse("There is no record in '{path}/'.", path_from_here(judged.base.project, ROOT))
    errors = sum(problem.severity == "error" for problem in selected)
    warnings = len(selected) - errors
    elsewhere = len(judged.problems) - len(selected)
    usable = [
        count(len(catalogue.entries), "{count} entry", "{count} entries"),
        count(len(catalogue.tags), "{count} tag", "{count} tags"),
        count(len(catalogue.facets), "{count} facet", "{count} facets"),
    ]
    if words := sum(m.usable for m in judged.base.members.values() if m.place.original):
        usable.append(count(words, "{count} translation", "{count} translations"))
    result = Phrase("No problems")
    if selected:
        wrong = count(errors, "{count} problem", "{count} problems") if errors else ""
        doubtful = count(warnings, "{count} warning", "{count} warnings") if warnings else ""
        message = "{parts} in {files} left to fix by hand" if options.fix else "{parts} in {files}"
        files = count(len({each.path for each in selected}), "{count} file", "{count} files")
        result = Phrase(message, enumerated(tuple(filter(None, (wrong, doubtful)))), files)
    if elsewhere:
        result = Phrase("{result} ({count} elsewhere)", result, elsewhere)
    message = "{result}; usable: {parts}." if selected else "{result}: {parts}."
    print(said(Phrase(message, result, tuple(usable))), file=sys.stderr)
    # Trying is the only way to know what --fix would fix.
    paths = {problem.path for problem in selected if is_fixable(problem) and not options.fix}
    repairs = fix_records(judged.base, paths.__contains__) if paths else {}
    if fixes := sum(repair.fixed for repair in repairs.values()):
        print(said(Phrase("[*] {count} fixable with --fix.", fixes)), file=sys.stderr)
    return not (errors or (options.strict and warnings))
