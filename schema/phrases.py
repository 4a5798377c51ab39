"""Sentences for readers, kept apart from their language: each a message and its values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Phrase:
    """An English message with placeholders such as `{version}`, and their values."""

    message: str
    values: Mapping[str, Words]

    def __init__(self, message: str, **values: Words) -> None:
        object.__setattr__(self, "message", message)
        object.__setattr__(self, "values", values)

    def __str__(self) -> str:
        return worded(self)


def read_messages(path: Path) -> GNUTranslations:
    """Read a catalogue of messages, a `.po` file."""
    # Where checks run, Babel is not installed.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return GNUTranslations(compiled)


Words: TypeAlias = str | int | Phrase | tuple["Words", ...]


def enumerated(words: tuple[Words, ...]) -> Words:
    """Return words as a phrase: `2.7.0, 2.8.0 and 2.10.0`."""
    *others, last = words
    return Phrase("{others} and {last}", others=tuple(others), last=last) if others else last


def clause(message: str, versions: tuple[str, ...]) -> Words:
    """Return a phrase about versions, empty if there are none."""
    return Phrase(message, versions=enumerated(versions)) if versions else ""


def worded(words: Words, translate: Callable[[str], str] = str) -> str:
    """Return words in the language to which `translate` maps messages, a tuple with commas."""
    if isinstance(words, tuple):
        return translate(", ").join(worded(word, translate) for word in words)
    if isinstance(words, int):
        return str(words)
    if isinstance(words, Phrase):
        values = {name: worded(value, translate) for name, value in words.values.items()}
        return translate(words.message).format(**values)
    return words
