"""Why a check did not pass, on one line that says nothing of the machine it ran on."""

from __future__ import annotations

import re

from schema.evidence.checks import Mutant
from schema.problems import excerpt
from schema.types import MAX_LINE
from tools.verify.programs import Ending, How

_START = r"(?<![\w./:~-])"
_PATH = re.compile(rf"{_START}/(?:[^\s/:'\"`,;()\[\]]+/)+(?=[^\s/:'\"`,;()\[\]]*)")
"""The folders of an absolute path; an address has a host before them."""

_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,16}\b")
"""A place in memory, which is another at every run."""


def reason_of(ending: Ending, time_limit: float) -> str:
    """Return why a program did not complete."""
    match ending.how:
        case How.LATE:
            said = f"It took longer than {time_limit:g} s."
        case How.KILLED:
            said = f"It was ended by {ending.error}."
        case How.VANISHED:
            said = f"It ended its process in its midst, with {ending.error}."
        case How.SKIPPED:
            said = _line(ending.message) or "It says that it cannot run here."
        case _ if line := _line(ending.message):
            said = f"{ending.error}: {line}"
        case _ if ending.statement:
            said = f"{ending.error} at '{ending.statement}'"
        case _:
            said = ending.error
    return excerpt(_anywhere(said, ending.places), MAX_LINE) or "It gave no reason."


def turn_reason(turn: Mutant, ending: Ending, time_limit: float, more: int = 0) -> str:
    """Return why a turned version proves nothing; `more` is how many others do not either."""
    if ending.how is How.COMPLETED:
        why = "it passes as well"
    else:
        why = f"it ends for another reason: {reason_of(ending, time_limit)}"
    others = f" ({more} more)" if more else ""
    return excerpt(f"Turned to '{excerpt(turn.new, 50)}'{others} {why}", MAX_LINE)


def _line(message: str) -> str:
    """Return the first line of a message that says something."""
    lines = (line.strip() for line in message.splitlines())
    return next((line for line in lines if re.search(r"\w", line)), "")


def _anywhere(text: str, places: tuple[str, ...]) -> str:
    """Return text as any machine would say it."""
    for place in sorted(places, key=len, reverse=True):
        if len(place) > 1:
            text = re.sub(rf"{_START}{re.escape(place)}(/|\b|$)", "", text)
    return _ADDRESS.sub("0x…", _PATH.sub("…/", text))
