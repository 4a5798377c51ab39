"""A phrasing adds words to those that the entry has already."""

from __future__ import annotations

from collections.abc import Iterator

from schema.likeness import Wording, opposed, tokens_of
from schema.models import Entry
from schema.policy import Policy
from schema.problems import Finding, Fix, excerpt
from schema.records import Record

LEAST = 2
"""Phrasings that an entry must keep."""


def check(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report phrasings with the tokens of the question or of an earlier phrasing.

    The fix takes one away, as long as enough remain.
    """
    if not isinstance(record.model, Entry):
        return
    phrasings = record.model.phrasings
    question = record.model.question
    known = {_tokens(question): question}
    left = len(phrasings)
    for place, phrasing in enumerate(phrasings):
        tokens = _tokens(phrasing)
        if not tokens or tokens not in known:
            known[tokens] = phrasing
            continue
        earlier = known[tokens]
        if opposed(Wording.of(earlier), Wording.of(phrasing)):
            continue
        field = "phrasings", place
        fix = Fix(field, None) if left > LEAST else None
        left -= 1
        message = f"It has the words of '{excerpt(earlier)}'; case, order and endings do not count."
        hint = "Take it away." if fix else "Write it in words that the question lacks."
        yield Finding("repeated-phrasing", field, message, hint, fix=fix)


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(sorted(tokens_of(text)))
