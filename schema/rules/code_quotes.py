"""Code has straight quotes, so it still runs when readers copy it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schema.markdown.lint import contents
from schema.models import Entry
from schema.problems import Code, Finding
from schema.records import Record
from schema.rules import Policy

CODE_QUOTES = Code(
    "code-quotes",
    "Code has typographic quotes, which are a syntax error. Word processors and chat programs "
    "insert them. Quotes in comments and in strings are fine.",
    "Write straight quotes: `\"` or `'`.",
    bad="answer: |\n  ```python\n  print(¦“Yes”)\n  ```\n",
    good="answer: |\n  ```python\n  print('“Yes”')  # “No”\n  ```\n",
)

_QUOTE = re.compile("[\u2018-\u201f]")
_LANGUAGES = frozenset({"python", "bash", "json", "yaml", "toml"})
_PROSE = re.compile(
    r"\"\"\".*?\"\"\"|'''.*?'''|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|#[^\n]*", re.DOTALL
)
"""Strings and comments, in which any character may stand."""


def check_record(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report the first typographic quote outside strings and comments in each code block."""
    if not isinstance(record.model, Entry) or not _QUOTE.search(record.model.answer):
        return
    for line, column, code, language in contents(record.model.answer).code:
        blanked = _PROSE.sub(lambda prose: re.sub(r"[^\n]", " ", prose[0]), code)
        quote = _QUOTE.search(blanked) if language in _LANGUAGES else None
        if quote:
            before = code[: quote.start()].split("\n")
            offset = line + len(before) - 1, column + len(before[-1])
            message = f"In code, '{quote[0]}' is not a quote."
            yield Finding(CODE_QUOTES, ("answer",), message, offset=offset)
