"""Problems with the YAML of a file."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from schema.problems import Code, Phrase, excerpt, printable

YAML_SYNTAX = Code(
    "yaml-syntax",
    "A file is not valid YAML. The hint names the usual cause.",
    "Compare the indentation, colons and quotes near here with another record.",
    bad="summary: No¦: none.\n",
    good='summary: "No: none."\n',
)
YAML_EMPTY = Code(
    "yaml-empty",
    "A file has no content.",
    "Write the record, or delete the file if it was never published.",
    bad="# kb/tags/hardware/gpu.yaml, the whole file\n¦# nothing yet\n",
    good="# kb/tags/hardware/gpu.yaml, the whole file\nlabel: GPU\ndescription: Graphics cards.\n",
)
YAML_DOCUMENTS = Code(
    "yaml-documents",
    "A file holds more than one YAML document.",
    "Keep one record per file: remove the `---` line and what follows.",
    bad="related: []\n¦---\nrelated: [other]\n",
    good="related: [other]\n...\n",
)
YAML_ALIAS = Code(
    "yaml-alias",
    "A file uses a YAML anchor (`&`) or alias (`*`).",
    "Write the value out. Put text that starts with `&` or `*` in quotes.",
    bad="related: ¦&x [other]\n",
    good="related: [other]\n",
)
YAML_TAG = Code(
    "yaml-tag",
    "A value or key has a YAML tag (`!`).",
    "Remove the tag. Put text that starts with `!` in quotes.",
    bad="summary: ¦!!str 42\n",
    good='summary: "42"\n',
)
YAML_KEY = Code(
    "yaml-key",
    "A key is a list, a mapping or an alias.",
    "Write a field name. Put text that starts with `[`, `{` or `*` in quotes.",
    bad="¦[summary]: x\n",
    good="summary: x\n",
)
YAML_DUPLICATE_KEY = Code(
    "yaml-duplicate-key",
    "A mapping has the same key twice.",
    "Keep one of the two.",
    bad="summary: Yes.\n¦summary: No.\n",
    good="summary: Yes.\n",
)
YAML_DEPTH = Code(
    "yaml-depth",
    "Lists and mappings are nested more than 8 levels deep.",
    "Remove the extra brackets or indentation: a record needs three levels.",
    bad="related: [[[[[[[¦[other]]]]]]]]\n",
    good="related: [other]\n",
)
YAML_AMBIGUOUS = Code(
    "yaml-ambiguous",
    "Unquoted `yes`, `no`, `on` or `off` is ambiguous: a truth value to some YAML readers, a word "
    "to others.",
    "Put the word in quotes.",
    bad="phrasings: [is it so, ¦no]\n",
    good='phrasings: [is it so, "no"]\n',
)
HIDDEN_CHARACTER = Code(
    "hidden-character",
    "A text contains an invisible character: a control or zero-width character, or one that "
    "changes the direction of the text.",
    "Delete it. Such characters often come along when text is copied from a web page.",
    bad='summary: ¦"Ye\\u200bs."\n',
    good='summary: "Yes."\n',
)

NO_COLON = "could not find expected ':'"
NEVER_CLOSED = ("found unexpected end of stream", "found unexpected document indicator")

_HINTS = (
    (
        "mapping values are not allowed",
        "Put the text in quotes if it contains `: `, or add the `:` that is missing before it.",
    ),
    ("cannot start any token", "Put the text in quotes, and indent with spaces, not tabs."),
    ("did not find expected key", "Check the indentation, and quotes inside quoted text."),
    (
        NO_COLON,
        "Write `name: ` if a field starts here; if this belongs to the text above, indent it.",
    ),
    *((reason, "This quote is never closed.") for reason in NEVER_CLOSED),
    ("',' or", "A bracket before this is never closed, or a comma is missing."),
    ("block scalar", "Put the text in quotes, because it starts with `|` or `>`."),
    ("escape", "Write `\\\\` for a backslash, or put the text in 'single' quotes."),
    ("alias", "Put the text in quotes, because it starts with `*`."),
    ("anchor", "Put the text in quotes, because it starts with `&`."),
    ("tag", "Put the text in quotes, because it starts with `!`."),
    ("directive", "Remove the line that starts with `%`."),
    ("incompatible YAML", "Remove the line that starts with `%`."),
)
"""Hints for parts of PyYAML's reasons."""

_CONFLICT = re.compile(r"<{7} |={7}$|>{7} ")
_BLOCK = re.compile(r"( *)(?:- +)?[\w-]+: *[|>][+-]? *(?:#.*)?$")
_FIELD = re.compile(r" *(?:- +)?([\w-]+):(?= |$)")
_WIDE_COLON = re.compile("[a-z_]+\uff1a")
_TYPOGRAPHIC = re.compile("(?:: +|- +|\\[|, *)([\u2018-\u201f])")


class Mistake(NamedTuple):
    """Where invalid YAML goes wrong, from 1, why, and what to do about it."""

    line: int
    column: int
    reason: str
    hint: str


def diagnose(lines: Sequence[str], line: int, column: int, reason: str) -> Mistake:
    """Return the likely mistake, given where and for what reason PyYAML stopped."""
    for number, row in enumerate(lines, 1):
        if _CONFLICT.match(row):
            hint = "Git left a merge conflict here: keep the right version, and delete the marks."
            return Mistake(number, 1, reason, hint)
        if colon := _WIDE_COLON.match(row):
            hint = "Write `:` and a space after the field name, not a full-width colon."
            return Mistake(number, colon.end(), reason, hint)
    if mistake := _deep_first_line(lines[:line]):
        return mistake
    row = lines[line - 1] if line <= len(lines) else ""
    sign, quote, field = row[column - 1 : column], _TYPOGRAPHIC.search(row), _FIELD.match(row)
    if quote and "cannot start any token" not in reason:
        hint = Phrase("`{quote}` is not a quote in YAML. Write `\"` or `'`.", quote[1])
    elif "tab character" in reason or ("cannot start any token" in reason and sign == "\t"):
        hint = "Indent with spaces: this is a tab."
    elif "cannot start any token" in reason and sign:
        hint = Phrase("Put the text in quotes, because it starts with '{sign}'.", printable(sign))
    elif field and field.end() == column and "mapping values are not allowed" in reason:
        message = "If '{name}' is a field, indent it like the field above; if not, use quotes."
        hint = Phrase(message, excerpt(field[1]))
    else:
        hint = next((hint for part, hint in _HINTS if part in reason), "")
    return Mistake(line, column, reason, hint)


def _deep_first_line(lines: Sequence[str]) -> Mistake | None:
    """Return the mistake of a block whose first line is indented deeper than a later one."""
    block, first, deepest = None, 0, 0
    for number, row in enumerate(lines, 1):
        indentation = len(row) - len(row.lstrip(" "))
        if block and row.strip():
            outside = len(block[1])
            if not first:
                first, deepest = number, indentation
            if outside < indentation < deepest:
                reason = Phrase("the first line of a text is indented deeper than the others")
                hint = "Indent this line by {n} spaces, like the text below it."
                return Mistake(first, deepest + 1, reason, Phrase(hint, indentation))
            if indentation <= outside:
                block = None
        if not block and (block := _BLOCK.match(row)):
            first = 0
    return None
