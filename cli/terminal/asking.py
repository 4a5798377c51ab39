"""Questions to a person at a terminal, on streams, so that a test can answer them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from cli.terminal.style import Style


class Ended(Exception):
    """The input has ended before all was asked."""


class Asker:
    """Asks on one stream and reads the answers from another."""

    def __init__(self, source: TextIO, target: TextIO) -> None:
        self._source = source
        self._target = target
        self.style = Style.of(target)

    def tell(self, text: str = "") -> None:
        """Write a line."""
        self._target.write(f"{text}\n")

    def line(
        self, prompt: str, wrong: Callable[[str], str] = lambda _: "", default: str = ""
    ) -> str:
        """Return one line without blanks at its ends; asks again while something is wrong with it.

        `wrong` returns what is wrong, or an empty string. Raises Ended.
        """
        while True:
            self._target.write(f"{self.style.bold(prompt)} ")
            self._target.flush()
            read = self._source.readline()
            if not read:
                raise Ended
            text = read.strip() or default
            reason = wrong(text)
            if not reason:
                return text
            self.tell(f"  {self.style.warning(reason)}")

    def lines(self, prompt: str, wrong: Callable[[str], str] = lambda _: "") -> tuple[str, ...]:
        """Return lines up to an empty one. Raises Ended."""
        self.tell(self.style.bold(prompt))
        found: list[str] = []
        while text := self.line("  -", wrong):
            found.append(text)
        return tuple(dict.fromkeys(found))

    def yes(self, prompt: str, *, default: bool) -> bool:
        """Return whether the answer is yes. Raises Ended."""

        def wrong(text: str) -> str:
            known = text.casefold() in ("", "y", "yes", "n", "no")
            return "" if known else "Answer y or n."

        answer = self.line(f"{prompt} [{'Y/n' if default else 'y/N'}]", wrong).casefold()
        return answer.startswith("y") if answer else default
