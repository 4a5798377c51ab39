"""Code has straight quotes, so it still runs when readers copy it."""

import re
from collections.abc import Iterator

from schema.markdown.lint import contents
from schema.models.entry import Entry
from schema.problems import Code, Finding, Phrase, offset_of
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
_LANGUAGES = frozenset({"python", "bash", "json", "toml"})
_PROSE = re.compile(
    r"\"\"\".*?\"\"\"|'''.*?'''|#[^\n]*"
    r"|(?P<open>[\"'])(?:(?!(?P=open))[^\\\n]|\\.)*(?P<close>(?P=open)?)",
    re.DOTALL,
)
"""Strings and comments, in which any character may stand. A string on one line may lack its end."""


def check_record(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report the first typographic quote outside strings and comments in each code block."""
    if not isinstance(record.model, Entry):
        return
    for (line, column), code, language in contents(record.model.answer).code:
        if language in _LANGUAGES and (quote := _QUOTE.search(_PROSE.sub(_blank, code))):
            below, right = offset_of(code, quote.start())
            offset = line + below, column + right
            message = Phrase("In code, '{quote}' is not a quote.", quote[0])
            yield Finding(CODE_QUOTES, ("answer",), message, offset=offset)


def _blank(prose: re.Match[str]) -> str:
    """Return spaces in place of a comment or a string, but a string without an end as it is."""
    if prose["open"] and not prose["close"]:
        return prose[0]
    return re.sub(r"[^\n]", " ", prose[0])
