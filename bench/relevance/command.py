"""Measure how well the finder answers, how long it takes and what it moves.

Prints the figures as one line of JSON. Shares are from 0 to 1 (``hit1``, ``hit5``, ``mrr10`` and
``zero``), times are of a query asked before, in milliseconds, and sizes are of files as sent, in
kilobytes of 1,000 bytes.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from bench.relevance import browser, leave_out, peers
from bench.relevance.collection import Collection, CollectionError, read_collection
from bench.relevance.golden import LEAST, PATH, GoldenError, golden, lacking
from bench.relevance.measures import Measures, measure
from bench.relevance.own import own_collection
from bench.relevance.records import write_project
from bench.relevance.site import SiteError, build, serve
from bench.scale.sites import REPOSITORY
from schema.knowledge_base import read


@dataclass(frozen=True)
class Figures:
    """What was measured of one site."""

    measures: Measures
    milliseconds: tuple[float, ...]
    moved: browser.Moved
    entries: int

    def as_json(self) -> str:
        """Return the figures as one line."""
        found, moved = self.measures, self.moved
        return json.dumps(
            {
                "hit1": round(found.hit1, 4),
                "hit5": round(found.hit5, 4),
                "mrr10": round(found.mrr10, 4),
                "zero": round(found.zero, 4),
                "p50_ms": round(percentile(self.milliseconds, 50), 2),
                "p95_ms": round(percentile(self.milliseconds, 95), 2),
                "first_query_kb": round(moved.first / 1000, 1),
                "next_query_kb": round(moved.following / 1000, 1),
                "index_kb": round(moved.index / 1000, 1),
                "entries": self.entries,
                "queries": found.queries,
            }
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 2 if the collection is wrong, 1 if it could not be measured."""
    options = _parser().parse_args(arguments)
    try:
        base = None if options.data else read(REPOSITORY)
        collection = own_collection(base) if base else read_collection(options.data)
    except (CollectionError, GoldenError) as error:
        print(error, file=sys.stderr)
        return 2
    if options.leave_out:
        honesty = leave_out.measure(collection, options.leave_out)
        print(json.dumps({name: round(share, 4) for name, share in honesty._asdict().items()}))
        return 0
    try:
        with tempfile.TemporaryDirectory(prefix="faq-relevance-") as folder:
            site, docs = build_site(collection, Path(folder), own=options.data is None)
            figures = measure_site(collection, site, docs)
    except (SiteError, browser.BrowserError, RuntimeError) as error:
        print(error, file=sys.stderr)
        return 1
    if options.peers:
        ours = peers.Row("ours", _version(), figures.measures)
        print(peers.as_text([ours, *peers.table(collection)]), end="\n\n")
    if base:
        for id, count in lacking(
            golden(base.catalogue), (doc.id for doc in collection.docs)
        ).items():
            print(f"{PATH}: '{id}' has {count} queries; add some up to {LEAST}.", file=sys.stderr)
    line = figures.as_json()
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(f"{line}\n", encoding="utf-8", newline="\n")
    print(line)
    return 0


def build_site(
    collection: Collection, folder: Path, *, own: bool
) -> tuple[Path, Mapping[str, str]]:
    """Build the site of a collection; return it and the document's id by entry id."""
    project, site = folder / "source", folder / "html"
    if own:
        project, docs = REPOSITORY, {doc.id: doc.id for doc in collection.docs}
    else:
        docs = dict(write_project(collection, project))
    print(f"building a site of {len(docs):,} entries", file=sys.stderr, flush=True)
    build(project, site)
    return site, docs


def measure_site(collection: Collection, site: Path, docs: Mapping[str, str]) -> Figures:
    """Ask a built site all queries."""
    with serve(site) as server, browser.chromium() as chromium:
        asked = browser.ask(chromium, server, collection.queries)
        moved = browser.weigh(chromium, server, collection.queries, asked.rankings)
    try:
        rankings = {id: [docs[entry] for entry in found] for id, found in asked.rankings.items()}
    except KeyError as error:
        raise browser.BrowserError(f"the finder answers with an unknown entry: {error}") from error
    return Figures(
        measure(rankings, collection.relevant), asked.milliseconds, moved, len(collection.docs)
    )


def percentile(values: Sequence[float], percent: int) -> float:
    """Return the value that so many percent of the values do not exceed, interpolated."""
    if len(values) == 1:
        return values[0]
    return quantiles(values, n=100, method="inclusive")[percent - 1]


def _version() -> str:
    text = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    version: str = tomllib.loads(text)["project"]["version"]
    return version


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.relevance.command", description=__doc__)
    parser.add_argument(
        "--data", type=Path, metavar="FOLDER", help="a collection instead of our own"
    )
    parser.add_argument(
        "--leave-out", type=int, metavar="N", help="measure honesty without every N-th document"
    )
    parser.add_argument("--peers", action="store_true", help="first a table with stock engines")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the line to a file as well")
    return parser


if __name__ == "__main__":
    sys.exit(main())
