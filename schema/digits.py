"""Numbers as text that needs no escaping in JSON and compresses well; `faq-store.js` reads it.

A number is written in base 45, most significant digit first. The last digit of a number is one of
45 characters, any other one of 45 others, so that numbers stand side by side without separators.
"""

from __future__ import annotations

from collections.abc import Iterable

BASE = 45

_CHARACTERS = [chr(code) for code in range(ord("#"), ord("~")) if chr(code) != "\\"]
_LAST = _CHARACTERS[:BASE]
_OTHER = _CHARACTERS[BASE : 2 * BASE]


def write_numbers(numbers: Iterable[int]) -> str:
    """Return natural numbers as text."""
    return "".join(map(_write, numbers))


def write_gaps(ascending: Iterable[int]) -> str:
    """Return ascending numbers as text: the first, then how far each is from the one before."""
    made, last = [], 0
    for number in ascending:
        made.append(_write(number - last))
        last = number
    return "".join(made)


def _write(number: int) -> str:
    digits = _LAST[number % BASE]
    number //= BASE
    while number:
        digits = _OTHER[number % BASE] + digits
        number //= BASE
    return digits
