"""`kb stats`: count the records and list what needs attention."""

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
        "Count entries by status and tag, and claims by state; list the oldest reviews, entries "
        "without sources or claims, and unused tags. Exit codes: 0: done; 1: some files have "
        "problems and are not counted."
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the statistics."""
    base = knowledge_base_here()
    statistics = Statistics.of(base)
    if options.format == "json":
        print(statistics.to_json())
    else:
        for line in statistics_lines(statistics, Style.of(sys.stdout)):
            print(line)
    return PROBLEMS if statistics.broken else OK
