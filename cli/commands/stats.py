"""`kb stats`: what the knowledge base consists of, and where it wants care."""

from __future__ import annotations

import argparse
import sys

from cli.command import OK, PROBLEMS, knowledge_base_here
from cli.statistics import Statistics
from cli.terminal.console import Style
from cli.terminal.statistics import statistics_lines


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.description = (
        "Count entries by status and tag, and claims by how they stand; tell the oldest reviews, "
        "entries without sources or claims, and tags that no entry has. Exit code 0: done; "
        "1: files with problems are not counted."
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the statistics."""
    base = knowledge_base_here()
    found = Statistics.of(base)
    if options.format == "json":
        print(found.to_json())
    else:
        for line in statistics_lines(found, Style.of(sys.stdout)):
            print(line)
    return PROBLEMS if found.broken else OK
