"""A terminal: styles, progress and questions."""

import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar
from unicodedata import east_asian_width

from cli.command import Misuse
from cli.terminal.language import said
from schema.phrases import sentences

_T = TypeVar("_T")


def _styled(code: str, text: str) -> str:
    """Return text in a style at a terminal, unless `NO_COLOR` is set; see https://no-color.org."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return f"\x1b[{code}m{text}\x1b[0m" if text and wanted and sys.stdout.isatty() else text


bold = partial(_styled, "1")
"""What a reader looks for first."""
faint = partial(_styled, "2")
"""Secondary text."""
error = partial(_styled, "31;1")
warning = partial(_styled, "33;1")
good = partial(_styled, "32")
"""A hint or a match."""


def cells(text: str) -> int:
    """Return the number of columns that a text takes: two for a Han character."""
    return sum(1 + (east_asian_width(char) in "WF") for char in text)


def dump(value: object) -> str:
    """Return a value as JSON; records and paths in it can't control a terminal or a workflow."""
    return json.dumps(value, indent=2, ensure_ascii=True).replace("##[", "##\\u005b") + "\n"


def progress(task: str) -> Callable[[Sequence[_T]], Iterable[_T]]:
    """Return a function that passes items through and shows a progress bar on a terminal.

    The bar appears after a second, so that it does not flash up for short work.
    """

    def track(items: Sequence[_T]) -> Iterator[_T]:
        start = time.monotonic()
        previous = -1
        for number, item in enumerate(items):
            percent = 100 * number // len(items)
            if percent != previous and time.monotonic() - start > 1:
                previous = percent
                bar = f"{'#' * (percent // 5):<20}"
                counts = f"{percent:3}% ({number:,}/{len(items):,})"
                print(f"\r{said(task)} [{bar}] {counts}", end="", file=sys.stderr, flush=True)
            yield item
        if previous >= 0:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)  # clear the line

    return track if sys.stderr.isatty() else iter


def ask(prompt: str, read: Callable[[str], _T], default: str = "") -> _T:
    """Ask for a line until `read` accepts it, and return what it makes of it.

    `read` gets the line with single spaces between its words, and raises Misuse with the reason
    why it is invalid. Raise EOFError if the input ends.
    """
    while True:
        print(bold(said(prompt)), end=" ", flush=True)  # `input` may write to standard error
        try:
            return read(" ".join(input().split()) or default)
        except Misuse as error:
            print(f"  {warning(said(error.reason))}")


def ask_all(prompt: str, read: Callable[[str], str]) -> tuple[str, ...]:
    """Return the different lines before an empty one. Raise EOFError if the input ends."""
    print(bold(said(prompt)))
    answers: dict[str, None] = {}
    while text := ask("  -", read):
        answers[text] = None
    return tuple(answers)


def agree(prompt: str, *, default: bool) -> bool:
    """Return whether the answer is yes. Raise EOFError if the input ends."""

    def read(text: str) -> bool:
        if text.casefold() not in ("y", "yes", "n", "no"):
            raise Misuse("Answer y or n.")
        return text.casefold().startswith("y")

    keys, answer = ("[Y/n]", "y") if default else ("[y/N]", "n")
    return ask(sentences(prompt, keys), read, answer)
