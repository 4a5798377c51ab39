"""`kb schema`: write the JSON Schemas of the records."""

import argparse
import sys

from cli.command import knowledge_base_here
from cli.json_schemas import generate, update
from cli.terminal.language import said
from schema.files import has_text
from schema.phrases import Phrase


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    modes = parser.add_mutually_exclusive_group()
    checking = "write nothing; report schemas that are out of date"
    modes.add_argument("--check", action="store_true", help=checking)
    modes.add_argument("--print", action="store_true", help="write nothing; print the schemas")


def run(options: argparse.Namespace) -> bool:
    """Write the JSON Schemas of the records to kb/.

    Editors find the tags of this knowledge base there. Exit code 1: with --check a schema is
    out of date.
    """
    base = knowledge_base_here()
    texts = generate(base)
    if options.print:
        print(*texts.values(), sep="", end="")
        return True
    if options.check:
        stale = [path for path, text in texts.items() if not has_text(base.project / path, text)]
        for path in stale:
            print(said(Phrase("{path} is out of date. Run 'kb schema'.", path)), file=sys.stderr)
        return not stale
    changed = update(base.project, texts)
    for path in changed:
        print(said(Phrase("Wrote {path}.", path)))
    if not changed:
        print(said("All schemas are up to date."))
    return True
