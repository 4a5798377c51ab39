"""A summary answers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schema.likeness import SHAPING, tokens_of
from schema.models import Entry
from schema.policy import Policy
from schema.problems import Finding
from schema.records import Record
from schema.tokens import tokenise

_CHOOSING = frozenset(
    tokenise(
        "am is are was were do does did can could will would shall should may might must has have "
        "had which whose who or"
    )
)
"""Words of questions that can be answered in their own words: `Graph mode is faster`."""

_SILENT = SHAPING.union(tokenise("how what why when where"))
"""Tokens that say nothing, in a summary."""


def check(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report a summary in which nothing stands that the question does not say."""
    if not isinstance(record.model, Entry):
        return
    entry = record.model
    asked = tokens_of(entry.question)
    if not _restates(entry.summary, frozenset(asked)):
        return
    clauses = (tokens_of(clause)[:1] for clause in re.split(r"[,:;]", entry.question))
    answers = (
        "or" in asked or "which" in asked or any(_CHOOSING.issuperset(c) for c in clauses if c)
    )
    if answers and not entry.summary.endswith(("?", "\uff1f")):
        return
    message = "The summary says nothing that the question does not say."
    yield Finding(
        "summary-restates",
        ("summary",),
        message,
        "Write the answer in a sentence; 'Yes: …' will do.",
    )


def _restates(summary: str, asked: frozenset[str]) -> bool:
    """Return whether a text says something, and nothing new."""
    told, known = False, _SILENT.union(asked)
    for word in summary.split():  # nearly every one is through after a word or two
        tokens = tokens_of(word)
        if not known.issuperset(tokens):
            return False
        told = told or not _SILENT.issuperset(tokens)
    return told
