"""Texts call things what the glossary calls them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schema.problems import Code, Finding
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
            mask = masked(field, text)
            edits = (
                Edit(
                    start,
                    end,
                    None,
                    f"The glossary avoids '{mask[start:end]}'.",
                    f"Write '{right}'.",
                )
                for start, end, right in _names(mask, names)
                if mask[start:end] != right
            )
            yield from findings(WRONG_TERM, field, text, edits)


def _names(text: str, names: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and preferred name of each name in a text, the longest at each place."""
    lengths, place = sorted(set(map(len, names)), reverse=True), 0
    firsts = {name[0] for name in names}
    while place < len(text):
        fitting = (place + length for length in lengths if text[place : place + length] in names)
        end = next(fitting, 0) if text[place] in firsts else 0
        if end and not (_joined(text, place) or _joined(text, end)):
            yield place, end, names[text[place:end]]
        place = end or place + 1


def _joined(text: str, at: int) -> bool:
    """Return whether a place is inside a Latin word."""
    around = text[max(at - 1, 0) : at + 1]
    return len(around) == 2 and around.isascii() and around.isalnum()
