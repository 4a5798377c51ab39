"""`kb schema`: write the JSON Schemas of the records."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from cli.command import OK, PROBLEMS
from schema import json_schema as contract
from schema import vocabulary
from schema.knowledge_base import read
from schema.records import project_of


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.description = (
        "Generate the JSON Schemas from the models, and the schema that lists the tags from the "
        "records below kb/tags/; write the files that changed."
    )
    modes = parser.add_mutually_exclusive_group()
    modes.add_argument(
        "--check", action="store_true", help="write nothing; exit with 1 if outdated"
    )
    modes.add_argument(
        "--print", action="store_true", help="write nothing; print the schemas of the models"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write, check or print the schemas."""
    if options.print:
        for text in contract.generate().values():
            print(text, end="")
        return OK
    project = project_of(Path.cwd())
    try:
        ours = vocabulary.generate(read(project)) if project is not None else {}
    except vocabulary.BrokenTags as error:
        print(f"kb: {error}", file=sys.stderr)
        return PROBLEMS
    folder = project or Path()
    if options.check:
        return _check(contract.stale(), contract.differing(folder, ours))
    changed = [f"schema/{name}" for name in contract.write()]
    changed += contract.update(folder, ours)
    for name in changed:
        print(f"Wrote {name}.")
    if not changed:
        print("All schemas are up to date.")
    return OK


def _check(of_models: Sequence[str], of_tags: Sequence[str]) -> int:
    for name in of_models:
        print(f"schema/{name} differs from the models. Run 'kb schema'.", file=sys.stderr)
    for path in of_tags:
        print(f"{path} differs from the models or the tags. Run 'kb schema'.", file=sys.stderr)
    return PROBLEMS if of_models or of_tags else OK
