"""`kb schema`: the JSON Schemas of the records."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from schema import contract
from schema.commands.outcome import OK, PROBLEMS


def add(commands: Any) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "schema",
        help="write the JSON Schemas of the records",
        description="Generate the JSON Schemas from the models and write those that changed.",
    )
    modes = parser.add_mutually_exclusive_group()
    modes.add_argument("--check", action="store_true", help="write nothing; 1 if one is stale")
    modes.add_argument("--print", action="store_true", help="write nothing; print them")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write, check or print the schemas."""
    if options.print:
        for text in contract.generate().values():
            print(text, end="")
        return OK
    if options.check:
        stale = contract.stale()
        for name in stale:
            print(f"schema/{name} differs from the models. Run 'kb schema'.", file=sys.stderr)
        return PROBLEMS if stale else OK
    changed = contract.write()
    for name in changed:
        print(f"Wrote schema/{name}.")
    if not changed:
        print("All schemas are up to date.")
    return OK
