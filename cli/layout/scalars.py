"""Write a text as a YAML scalar that every YAML reader reads as this text.

For how readers resolve plain scalars, see https://yaml.org/type/ (YAML 1.1) and section 10.3.2 of
YAML 1.2.2 (core schema).
"""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from schema.source import HIDDEN

WIDTH = 98
"""Columns at which text is wrapped."""

_NOT_TEXT = re.compile(
    r"""(?: ~ | null | true | false | yes | no | on | off | y | n | = | <<
    | [-+]? (?: 0b[01_]+ | 0o?[0-7_]+ | 0x[0-9a-f_]+ )
    | [-+]? [0-9][0-9_]* (?: :[0-5]?[0-9] )* (?: \.[0-9_]* )? (?: e[-+]?[0-9]+ )?
    | [-+]? \.[0-9][0-9_]* (?: e[-+]?[0-9]+ )?
    | [-+]? \.inf | \.nan
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2} (?: (?: t | [ \t]+ ) [0-9].* )?
    )\Z""",
    re.VERBOSE | re.IGNORECASE,
)
"""Plain scalars that some YAML reader does not read as text."""

_UNSAFE = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`]|\.\.\.|.*(?::(?:\s|\Z)|\s\#|[\t\n\r])", re.DOTALL)
"""Text that needs quotes: it starts with a YAML indicator, or contains `: ` or ` #`."""

_UNSAFE_IN_BRACKETS = re.compile(r"[\[\]{},:?]")
_BETWEEN_WORDS = re.compile(r"(?<=[^ \t]) (?=[^ \t])")


class ScalarLines(NamedTuple):
    """A scalar: the text on the line of its key, and the lines below without indentation."""

    beside: str
    below: tuple[str, ...] = ()


class Spelling(NamedTuple):
    """A number, boolean or null as it is written in the file."""

    text: str


def lay_text(text: str, column: int, indent: int, *, literal: bool = False) -> ScalarLines:
    """Return a text in the style that fits its content.

    `column` is where it would start on the line of its key, `indent` where the lines below start.
    A `literal` text is always written as a block.
    """
    if HIDDEN.search(text) or "\r" in text or not text.strip():
        return ScalarLines(_escaped(text))
    line = text.removesuffix("\n")
    words = _BETWEEN_WORDS.split(line)
    if literal or line != line.strip() or re.search(r"[\n\t]", line):
        return _literal(text) if literal or "\n" in text else ScalarLines(quoted(text))
    if line != text:
        return ScalarLines(">", tuple(_wrapped(words, WIDTH - indent)))
    plain = is_plain(text)
    shown = text if plain else quoted(text)
    # Quotes more than 60 characters apart are hard to see as a pair.
    fits = column + len(shown) <= WIDTH and (plain or len(text) <= 60)
    if fits or len(words) == 1:
        return ScalarLines(shown)
    return ScalarLines(">-", tuple(_wrapped(words, WIDTH - indent)))


def lay_word(text: str) -> str:
    """Return a text for use as a key or in a list in brackets."""
    return text if is_plain(text) and not _UNSAFE_IN_BRACKETS.search(text) else quoted(text)


def is_plain(text: str) -> bool:
    """Return whether every YAML reader reads an unquoted text as this text."""
    return not (
        text != text.strip()
        or not text
        or _UNSAFE.match(text)
        or _NOT_TEXT.match(text)
        or HIDDEN.search(text)
    )


def quoted(text: str) -> str:
    """Return a text in double quotes, or in single quotes if double quotes need escapes."""
    if not HIDDEN.search(text) and not re.search(r"[\n\r\t]", text) and re.search(r'["\\]', text):
        return "'" + text.replace("'", "''") + "'"
    return _escaped(text)


def _escaped(text: str) -> str:
    # A JSON string is YAML too, but JSON has no escapes for characters beyond U+FFFF.
    return HIDDEN.sub(_escape, json.dumps(text, ensure_ascii=False))


def _escape(character: re.Match[str]) -> str:
    code = ord(character[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _literal(text: str) -> ScalarLines:
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    chomping = "-+"[ends > 1] if ends != 1 else ""
    # Without the digit, leading blanks would count as indentation.
    indentation = "2" if text[0] in " \t\n" else ""
    lines = (*body.split("\n"), *[""] * (ends - 1))
    return ScalarLines(f"|{indentation}{chomping}", lines)


def _wrapped(words: list[str], width: int) -> Iterator[str]:
    line = words[0]
    for word in words[1:]:
        if len(line) + 1 + len(word) <= width:
            line += f" {word}"
        else:
            yield line
            line = word
    yield line
