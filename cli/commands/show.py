"""`kb show`: show a whole entry."""

import argparse
import sys
from pathlib import Path

from cli.command import Refusal, chosen_language, displayed, knowledge_base_here
from cli.terminal.entries import entry_lines
from cli.terminal.language import said
from schema.problems import Phrase, did_you_mean, excerpt
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
        message = "'{id}' has problems and cannot be shown. Run 'kb validate {path}'."
        raise Refusal(message, excerpt(id), path)
    if id not in base.entries:
        hint = did_you_mean(wanted, (*base.entries, *base.catalogue.renamed))
        hint = hint or "Look for it with 'kb search'."
        raise Refusal("There is no entry '{id}'.", excerpt(wanted), hint=hint)
    if id != wanted:
        renamed = Phrase("'{old}' is now called '{id}'.", wanted, id)
        print(f"kb: {said(renamed)}", file=sys.stderr)
    base = base.in_language(chosen_language(base, options.language))
    print(*entry_lines(base, id), sep="\n")
    return True
