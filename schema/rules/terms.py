"""Texts call things what the glossary calls them."""

import re
from collections.abc import Iterator
from functools import lru_cache

from schema.problems import Code, Finding, Phrase
from schema.prose import Edit, findings, masked, texts
from schema.records import Record
from schema.rules import Policy
from schema.translations import language_of

WRONG_TERM = Code(
    "wrong-term",
    "A text uses a name that the glossary says to avoid. Code, phrasings, aliases and error "
    "messages may use it.",
    "Write the name that the glossary prefers.",
    bad="# kb/translations/zh-cn/third.yaml\nsummary: ¦加载权值。\n",
    good="# kb/translations/zh-cn/third.yaml\nsummary: 加载权重、`权值`。\n",
    severity="warning",
)


def check_record(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report names to avoid in the language of a record. Longer names come first."""
    language = language_of(record, policy.settings)
    names = policy.glossary.preferred.get(language, {})
    wrong = [name for name, right in names.items() if name != right]
    for field, text in texts(record):
        if any(name in text for name in wrong):
            matches = _pattern(tuple(names)).finditer(masked(field, text))
            pairs = ((match, names[match[0]]) for match in matches)
            edits = [_edit(match, right) for match, right in pairs if match[0] != right]
            yield from findings(WRONG_TERM, field, text, edits)


@lru_cache(maxsize=8)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return an expression that finds the longest name at each place, but no part of a word."""
    longest_first = map(re.escape, sorted(names, key=len, reverse=True))
    return re.compile(rf"(?a)(?:\b|(?<=\W)|(?=\W))(?:{'|'.join(longest_first)})(?!(?<=\w)\w)")


def _edit(match: re.Match[str], right: str) -> Edit:
    message = Phrase("The glossary avoids '{match}'.", match[0])
    return Edit(match.start(), match.end(), None, message, Phrase("Write '{right}'.", right))
