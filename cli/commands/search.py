"""`kb search`: find entries as the finder on the site does."""

import argparse
import sys
from collections.abc import Sequence
from itertools import groupby

from cli.command import Misuse, chosen_language, find_tag, knowledge_base_here, positive
from cli.ranking import Match, Matches, Ranking
from cli.terminal.console import dump, faint, good
from cli.terminal.entries import columns, row_lines, wrapped
from cli.terminal.language import said, translation
from schema.knowledge_base import KnowledgeBase
from schema.markdown.inline import parse_inline, plain
from schema.problems import Phrase, excerpt
from schema.records import ROOT, Place


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    words = "a question, some words or an error message; - reads them from standard input"
    parser.add_argument("words", nargs="+", metavar="WORDS", help=words)
    limit = "list at most N entries (default %(default)s)"
    parser.add_argument("--limit", type=positive, default=10, metavar="N", help=limit)
    narrowing = "only entries with this tag; repeatable: any tag of a facet, in all given facets"
    parser.add_argument("--tag", action="append", default=[], metavar="FACET/TAG", help=narrowing)
    language = "show entries in this language; by default in the query's"
    parser.add_argument("--language", metavar="L", help=language)
    parser.add_argument("--all", action="store_true", help="include drafts and withdrawn entries")
    formats = "text (default) or json"
    parser.add_argument("--format", choices=("text", "json"), default="text", help=formats)


def run(options: argparse.Namespace) -> bool:
    """Find entries as the finder on the site does.

    Exit codes: 0: an entry answers or may help; 1: no entry does; 2: nothing to search.
    """
    text = sys.stdin.read() if options.words == ["-"] else " ".join(options.words)
    if not text.strip():
        raise Misuse("There is nothing to search for. Enter some words.")
    base = knowledge_base_here()
    if not base.entries:
        raise Misuse("There is no usable entry in '{root}/'. Run 'kb validate'.", ROOT)
    keys = {find_tag(name, base.tags) for name in options.tag}
    matches = Ranking(base, every=options.all).search(text)
    base = base.in_language(chosen_language(base, options.language, text))
    facets = {key.facet for key in keys}
    chosen = [
        match
        for match in matches.entries
        if facets == {key.facet for key in keys.intersection(base.tags_of(match.id))}
    ][: options.limit]
    if options.format == "json":
        print(_json(base, text, matches, chosen), end="")
    else:
        _print(base, text, matches, chosen)
    if base.broken:
        message = "Skipped records with problems: {count}. Run 'kb validate'."
        print(f"kb: {said(Phrase(message, len(base.broken)))}", file=sys.stderr)
    return bool(chosen) and matches.level != "none"


def _print(base: KnowledgeBase, text: str, matches: Matches, chosen: Sequence[Match]) -> None:
    blocks, _ = [], translation(base.language)
    if matches.missing:
        words = excerpt(_(", ").join(matches.missing))
        blocks.append(_("Nothing here about {words}.").format(words=words))
    elif not chosen:
        blocks.append(_("No entry matches “{query}”.").format(query=excerpt(text)))
    if matches.level == "none":
        chosen = chosen[:3]
    ranked = enumerate(chosen, start=1)
    for heading, group in groupby(ranked, lambda each: _heading(matches, each[1])):
        blocks.append(faint(_(heading)))
        blocks += (_row(base, matches, rank, match) for rank, match in group)
    print("\n\n".join(blocks))


def _heading(matches: Matches, match: Match) -> str:
    if match.answers:
        return "Matches your error" if match.fragment else "Best match"
    return "Nearest questions" if matches.level == "none" else "May help"


def _row(base: KnowledgeBase, matches: Matches, rank: int, match: Match) -> str:
    lead = f"{rank:>2}. "
    blank, width = " " * len(lead), columns()
    lines = list(row_lines(base, match.id, matches.terms, width - len(lead)))
    if match.fragment:
        _ = translation(base.language)
        text = _("Explains the error: {text}").format(text=match.fragment)
        lines += map(good, wrapped(text, width - len(lead)))
    return lead + f"\n{blank}".join(lines)


def _json(base: KnowledgeBase, text: str, matches: Matches, chosen: Sequence[Match]) -> str:
    results = [
        {
            "rank": rank,
            "id": match.id,
            "answers": match.answers,
            "share": round(match.share, 4),
            "error": match.fragment,
            "question": base.question(match.id),
            "summary": plain(parse_inline(base.entries[match.id].summary)),
            "status": base.entries[match.id].status.value,
            "tags": [str(key) for key in base.tags_of(match.id)],
            "path": Place.entry(match.id).path,
        }
        for rank, match in enumerate(chosen, start=1)
    ]
    level = matches.level if chosen else "none"
    return dump({"query": text, "level": level, "results": results})
