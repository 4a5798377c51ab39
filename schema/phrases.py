"""Texts that can be translated: each remembers its message and its values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import reduce
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import Self, TypeAlias


class Phrase(str):
    """An English text that remembers its message, with placeholders such as `{id}`, and its values.

    Values without a name fill the placeholders in order. Without any value, braces are braces.
    """

    message: str
    values: Mapping[str, Words]

    def __new__(cls, message: str, /, *unnamed: Words, **values: Words) -> Self:  # noqa: D102
        if unnamed:
            names = dict.fromkeys(re.findall(r"\{(\w+)\}", message))
            values |= zip(names, unnamed, strict=True)
        phrase = super().__new__(cls, _filled(message, values, str))
        phrase.message, phrase.values = message, values
        return phrase

    def mapped(self, change: Callable[[str], str]) -> Phrase:
        """Return the phrase with each text in its values changed."""
        return Phrase(self.message, **{n: _mapped(v, change) for n, v in self.values.items()})


Words: TypeAlias = str | int | tuple["Words", ...]


def phrase(text: str) -> Phrase:
    """Return a text as a phrase; one without values is its own message."""
    return text if isinstance(text, Phrase) else Phrase(text)


def worded(words: Words, translate: Callable[[str], str] = str) -> str:
    """Return words in the language to which `translate` maps messages, a tuple with commas."""
    if isinstance(words, tuple):
        return translate(", ").join(worded(word, translate) for word in words)
    if isinstance(words, Phrase):
        return _filled(words.message, words.values, translate)
    return f"{words:,}" if isinstance(words, int) else words


def _filled(message: str, values: Mapping[str, Words], translate: Callable[[str], str]) -> str:
    said = {name: worded(value, translate) for name, value in values.items()}
    return translate(message).format(**said) if said else translate(message)


def _mapped(words: Words, change: Callable[[str], str]) -> Words:
    if isinstance(words, tuple):
        return tuple(_mapped(word, change) for word in words)
    return change(words) if isinstance(words, str) else words


def enumerated(words: tuple[Words, ...]) -> Words:
    """Return words as a phrase: `2.7.0, 2.8.0 and 2.10.0`."""
    *others, last = words
    return Phrase("{others} and {last}", tuple(others), last) if others else last


def alternatives(words: tuple[Words, ...]) -> Words:
    """Return words as a phrase: `2.7.0, 2.8.0 or 2.10.0`."""
    *others, last = words
    return Phrase("{others} or {last}", tuple(others), last) if others else last


def clause(message: str, versions: tuple[str, ...]) -> Words:
    """Return a phrase about versions, empty if there are none."""
    return Phrase(message, versions=enumerated(versions)) if versions else ""


def count(number: int, one: str, several: str) -> str:
    """Return a number with its noun, such as `1,200 files`."""
    return Phrase(one if number == 1 else several, number)


def sentences(*texts: str) -> str:
    """Return sentences as one text, leaving out those that are empty."""
    phrases = (phrase(text) for text in texts if text)
    return reduce(lambda text, then: Phrase("{text} {then}", text, then), phrases)


def read_messages(path: Path) -> GNUTranslations:
    """Read a catalogue of messages, a `.po` file."""
    # Slow, and needed only where there is a catalogue.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return GNUTranslations(compiled)
