"""Report what maintainers should look at: broken links, outdated reviews and other problems.

Run through `make report`, after `make linkcheck`. The report is Markdown for an issue; it is empty
if all is well.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path

from schema.files import write_if_changed
from schema.knowledge_base import KnowledgeBase, read
from schema.problems import excerpt
from schema.records import Place
from schema.rules import REVIEW_WITHIN, Policy

MOST = 15_000
"""Characters of one list. There are at most three, and a GitHub issue holds 65,536."""


def broken_links(text: str) -> Mapping[tuple[str, str], Sequence[str]]:
    """Return the places of broken links by URL and reason. Raise ValueError for another text."""
    links: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for line in text.splitlines():
        try:
            result = json.loads(line)
            # Source of the statuses: Sphinx, `sphinx/builders/linkcheck.py`
            if result["status"] in ("broken", "timeout"):
                reason = str(result["info"]) or str(result["status"])
                place = f"{result['filename']}:{result['lineno']}"
                links[str(result["uri"]), reason].append(place)
        except (ValueError, KeyError, TypeError):
            raise ValueError(f"This is not a result of a link check: {line[:80]!r}.") from None
    return links


def compose(links: Mapping[tuple[str, str], Sequence[str]], base: KnowledgeBase) -> str:
    """Return the report as Markdown."""
    reviews = {
        Place.entry(id).path: card.reviewed_on for id, card in base.catalogue.entries.items()
    }
    outdated = sorted(
        (reviews.get(problem.path, "an unknown date"), problem.path)
        for problem in base.problems
        if problem.code == "stale-review"
    )
    sections = {
        "Broken links": [
            f"- {quoted(url)}: {quoted(reason)}, in {', '.join(map(quoted, sorted(places)[:5]))}"
            for (url, reason), places in sorted(links.items())
        ],
        "Entries with an outdated review, oldest first": [
            f"- [ ] {quoted(path)}: reviewed on {date}" for date, path in outdated
        ],
        "Other problems that `kb validate` reports": [
            f"- {quoted(f'{problem.path}:{problem.line}')}: {problem.code}, "
            f"{quoted(problem.message)}"
            for problem in base.problems
            if problem.code != "stale-review"
        ],
    }
    parts = [(f"## {title}", "", *fitting(items), "") for title, items in sections.items() if items]
    return "\n".join(line for part in parts for line in part)


def fitting(items: Sequence[str]) -> list[str]:
    """Return the items that fit into an issue, and a line that counts the others."""
    fit = sum(end <= MOST for end in accumulate(len(item) + 1 for item in items))
    more = ["", f"… and {len(items) - fit:,} more."] if fit < len(items) else []
    return [*items[:fit], *more]


def quoted(text: str) -> str:
    """Return text as code: what servers and records say must not become a link or a mention."""
    line = excerpt(text, 200).replace("`", "'")
    return f"`{line or ' '}`"


def main(arguments: Sequence[str]) -> int:
    """Write the report. The exit code is 2 if the links have not been checked."""
    parser = argparse.ArgumentParser(prog="report", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("links", type=Path, help="the file output.json of the link check")
    parser.add_argument("report", type=Path, help="the file to write")
    parser.add_argument("--review-within", type=int, default=REVIEW_WITHIN, metavar="DAYS")
    options = parser.parse_args(arguments)
    try:
        links = broken_links(options.links.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        print(f"report: {options.links}: {why} Run 'make linkcheck'.", file=sys.stderr)
        return 2
    text = compose(links, read(Path(), Policy(review_within=options.review_within)))
    write_if_changed(options.report, text)
    print(f"The report is in {options.report}." if text else "There is nothing to report.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
