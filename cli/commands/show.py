"""`kb show`: show a whole entry."""

import argparse
import sys
from pathlib import Path

from cli.command import Refusal, chosen_language, displayed, knowledge_base_here
from cli.terminal.entries import entry_lines
from schema.problems import did_you_mean, excerpt
from schema.records import Place


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("id", metavar="ID", help="the id of the entry, a former id, or its file")
    parser.add_argument("--language", metavar="L", help="show it in this language if it can be")


def run(options: argparse.Namespace) -> bool:
    """Show an entry: question, answer, tags, sources, related questions.

    Exit codes: 0: shown; 1: the entry does not exist or has problems.
    """
    base = knowledge_base_here()
    wanted = Path(options.id).stem if options.id.endswith(".yaml") else options.id
    id = wanted if wanted in base.entries else base.catalogue.renamed.get(wanted, wanted)
    if Place.entry(id).path in base.broken:
        path = displayed(base.project, Place.entry(id).path)
        hint = f"Run 'kb validate {path}'."
        raise Refusal(f"'{excerpt(id)}' has problems and cannot be shown. {hint}")
    if id not in base.entries:
        hint = did_you_mean(wanted, (*base.entries, *base.catalogue.renamed))
        hint = hint or "Look for it with 'kb search'."
        raise Refusal(f"There is no entry '{excerpt(wanted)}'. {hint}")
    if id != wanted:
        print(f"kb: '{wanted}' is now called '{id}'.", file=sys.stderr)
    base = base.in_language(chosen_language(base, options.language))
    for line in entry_lines(base, id):
        print(line)
    return True
