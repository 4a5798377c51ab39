"""Write what the maintainers should look at: links that fail, and records that ask for a look.

Run through ``make report``, after ``make linkcheck``. The report is Markdown for an issue. It is
empty if there is nothing to tell.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from schema.knowledge_base import KnowledgeBase, read
from schema.problems import Problem, printable
from schema.records import Place
from schema.rules import REVIEW_WITHIN, Policy

FAILING = ("broken", "timeout")
"""What a link that does not open is called; source: Sphinx, `sphinx/builders/linkcheck.py`."""

MOST = 15_000
"""Characters of one list; there are three, and an issue of GitHub holds 65,536."""

WIDTH = 200
"""Characters of what is quoted in an item."""


class Unreadable(Exception):
    """The results of the link check cannot be read; says what to do."""


class Link(NamedTuple):
    """A link that does not open, and where it stands."""

    uri: str
    reason: str
    path: str
    line: int


def failing_links(lines: Iterable[str]) -> list[Link]:
    """Return the links that do not open, from the lines of Sphinx' `output.json`."""
    found = []
    for line in lines:
        try:
            result = json.loads(line)
            if result["status"] in FAILING:
                reason = str(result["info"]) or str(result["status"])
                found.append(
                    Link(str(result["uri"]), reason, str(result["filename"]), int(result["lineno"]))
                )
        except (ValueError, KeyError, TypeError):
            raise Unreadable(f"is not what the link check writes: {line[:80]!r}") from None
    return sorted(found)


def compose(links: Sequence[Link], base: KnowledgeBase) -> str:
    """Return the report as Markdown; empty if there is nothing to tell."""
    reviewed = {
        Place.entry(card.id).path: card.reviewed_on for card in base.catalogue.entries.values()
    }
    stale = [problem for problem in base.problems if problem.code == "stale-review"]
    stale.sort(key=lambda problem: (reviewed.get(problem.path, ""), problem.path))
    others = [problem for problem in base.problems if problem.code != "stale-review"]
    sections = (
        ("Links that do not open", tuple(_links(links))),
        ("Entries whose review is out of date, the oldest first", tuple(_stale(stale, reviewed))),
        ("What else `kb validate` tells", tuple(map(_other, others))),
    )
    return "\n".join(line for title, items in sections for line in _section(title, items))


def _section(title: str, items: Sequence[str]) -> Iterator[str]:
    if not items:
        return
    ends = accumulate(len(item) + 1 for item in items)
    fitting = sum(end <= MOST for end in ends)
    yield from (f"## {title}", "", *items[:fitting])
    if fitting < len(items):
        yield f"- … and {len(items) - fitting:,} more"
    yield ""


def _links(links: Iterable[Link]) -> Iterator[str]:
    places: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for link in links:
        places[link.uri, link.reason].append(f"{link.path}:{link.line}")
    for (uri, reason), where in places.items():
        yield f"- {quoted(uri)}: {quoted(reason)}, in {', '.join(map(quoted, where[:5]))}"


def _stale(problems: Iterable[Problem], reviewed: Mapping[str, str]) -> Iterator[str]:
    for problem in problems:
        yield f"- [ ] {quoted(problem.path)}: reviewed on {reviewed.get(problem.path, 'no day')}"


def _other(problem: Problem) -> str:
    return (
        f"- {quoted(f'{problem.path}:{problem.line}')}: {problem.code}, {quoted(problem.message)}"
    )


def quoted(text: str) -> str:
    """Return text as code: what servers and records say must not become a link or a mention."""
    shown = printable(" ".join(text.split())).replace("`", "'")
    return f"`{shown[: WIDTH - 1]}…`" if len(shown) > WIDTH else f"`{shown or ' '}`"


def main(arguments: Sequence[str]) -> int:
    """Write the report; exit code 2 if the links have not been checked."""
    parser = argparse.ArgumentParser(prog="report", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("links", type=Path, help="the file output.json of the link check")
    parser.add_argument("report", type=Path, help="the file to write")
    parser.add_argument(
        "--review-within",
        type=int,
        default=REVIEW_WITHIN,
        metavar="DAYS",
        help="days for which a review holds (%(default)s)",
    )
    options = parser.parse_args(arguments)
    try:
        links = failing_links(options.links.read_text(encoding="utf-8").splitlines())
    except OSError as error:
        print(f"report: {options.links}: {error.strerror}. Run 'make linkcheck'.", file=sys.stderr)
        return 2
    except Unreadable as error:
        print(f"report: {options.links} {error}. Run 'make linkcheck'.", file=sys.stderr)
        return 2
    text = compose(links, read(Path(), Policy(review_within=options.review_within)))
    options.report.parent.mkdir(parents=True, exist_ok=True)
    options.report.write_text(text, encoding="utf-8", newline="\n")
    print(f"{options.report} is written." if text else "There is nothing to report.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
