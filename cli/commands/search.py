"""`kb search`: the entries that answer a text, as the finder of the site ranks them."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from cli.options import positive
from cli.outcome import OK, PROBLEMS, Misuse, count
from cli.ranking.documents import collection
from cli.ranking.search import Found, find
from cli.scope import library_here
from cli.standard_input import piped
from cli.terminal.entries import columns, row_lines, wrapped
from cli.terminal.style import Style
from schema.catalogue import TagKey
from schema.library import Library
from schema.markdown.inline import parse_inline, plain
from schema.problems import did_you_mean, excerpt
from schema.records import ROOT, Place

LIMIT = 10
"""How many entries are listed, unless told otherwise."""

NEAREST = 3
"""How many are listed at most if none of them surely answers."""


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.description = (
        "Find entries as the finder of the site does. Exit code 0: found; "
        "1: nothing surely answers; 2: nothing to search."
    )
    parser.add_argument(
        "words",
        nargs="+",
        metavar="WORDS",
        help="a question, some words or an error message; - reads them from standard input",
    )
    parser.add_argument(
        "--limit",
        type=positive,
        default=LIMIT,
        metavar="N",
        help=f"list N at most (default {LIMIT})",
    )
    parser.add_argument(
        "--tag",
        action="append",
        default=[],
        metavar="FACET/TAG",
        help="only entries with this tag; of several in one facet any, of several facets all",
    )
    parser.add_argument(
        "--all", action="store_true", help="also drafts and withdrawn entries, unlike the site"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Search, and list what was found."""
    text = piped() if options.words == ["-"] else " ".join(options.words)
    if not text.strip():
        raise Misuse("There is nothing to search for; write some words.")
    library = library_here()
    if not library.entries:
        raise Misuse(f"There is no usable entry in '{ROOT}/'. Run 'kb validate'.")
    keys = [TagKey(*tag.partition("/")[::2]) for tag in options.tag]
    for key, tag in zip(keys, options.tag, strict=True):
        if key not in library.tags:
            hint = did_you_mean(tag, map(str, library.tags))
            raise Misuse(f"There is no tag '{excerpt(tag)}'. {hint}".rstrip())
    documents = collection(library, every=options.all)
    found = find(documents, text)
    chosen = [
        (ordinal, documents.documents[ordinal].id)
        for ordinal in found.entries
        if _has(library, documents.documents[ordinal].id, keys)
    ][: options.limit]
    if options.format == "json":
        print(_json(library, text, found, chosen))
    else:
        _print(library, text, found, chosen)
    if library.broken:
        one, many = "record has problems and was", "records have problems and were"
        told = f"{count(len(library.broken), one, many)} left out"
        print(f"kb: {told}; run 'kb validate'.", file=sys.stderr)
    return OK if chosen and found.sure else PROBLEMS


def _has(library: Library, id: str, wanted: Sequence[TagKey]) -> bool:
    tags = library.tags_of(id)
    hit = {key.facet for key in wanted if key in tags}
    return all(key.facet in hit for key in wanted)


def _print(library: Library, text: str, found: Found, chosen: Sequence[tuple[int, str]]) -> None:
    style, width = Style.of(sys.stdout), columns()
    if not chosen:
        print(f"Nothing was found for '{excerpt(text)}'.")
        return
    if not found.sure:
        print(f"Nothing surely answers '{excerpt(text)}'. The nearest:\n")
        chosen = chosen[:NEAREST]
    for rank, (ordinal, id) in enumerate(chosen, start=1):
        if rank > 1:
            print()
        lead = f"{rank:>2}. "
        for line in row_lines(library, id, found.terms, width - len(lead), style):
            print(f"{lead}{line}")
            lead = " " * len(lead)
        if fragment := found.fragments.get(ordinal):
            for line in wrapped(f"explains the error: {fragment}", width, lead):
                print(style.good(line))


def _json(library: Library, text: str, found: Found, chosen: Sequence[tuple[int, str]]) -> str:
    results = []
    for rank, (ordinal, id) in enumerate(chosen, start=1):
        entry = library.entries[id]
        results.append(
            {
                "rank": rank,
                "id": id,
                "share": round(found.shares.get(ordinal, 0), 4),
                "error": found.fragments.get(ordinal),
                "question": library.question(id),
                "summary": plain(parse_inline(entry.summary)),
                "status": entry.status.value,
                "tags": [str(key) for key in library.tags_of(id)],
                "path": Place.entry(id).path,
            }
        )
    answer = {"query": text, "sure": found.sure and bool(chosen), "results": results}
    return json.dumps(answer, ensure_ascii=True, indent=2)
