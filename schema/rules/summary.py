"""A summary answers the question."""

import re
from collections.abc import Iterator

from schema.likeness import tokens_of
from schema.models.entry import Entry
from schema.problems import Code, Finding
from schema.records import Record
from schema.rules import Policy
from schema.tokens import tokenise

SUMMARY_RESTATES = Code(
    "summary-restates",
    "A summary only restates the question. A question that is answered by yes or no, or by one of "
    "its own words, may be answered in its own words.",
    "Write the answer in a sentence; `Yes: …` is enough.",
    bad="question: How does it run on GPUs?\nsummary: ¦It runs on a GPU.\n",
    good="question: How does it run on GPUs?\nsummary: It runs on a GPU by CUDA.\n",
)

_CHOOSING = frozenset(
    tokenise(
        "am is are was were do does did can could will would shall should may might must has have "
        "had which whose who or"
    )
)
"""Words of questions that their own words can answer: `Graph mode is faster`."""

_ASKING = frozenset(tokenise("how what why when where"))
"""Tokens that carry no information in a summary, like those that shape a question."""


def check_record(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report a summary that adds nothing to the question."""
    if not isinstance(record.model, Entry):
        return
    entry = record.model
    asked = tokens_of(entry.question)
    silent = policy.settings.shaping | _ASKING
    if not _restates(entry.summary, frozenset(asked), silent):
        return
    clauses = (tokens_of(clause)[:1] for clause in re.split(r"[,:;]", entry.question))
    answers = (
        "or" in asked or "which" in asked or any(_CHOOSING.issuperset(c) for c in clauses if c)
    )
    if answers and not entry.summary.endswith(("?", "\uff1f")):
        return
    message = "The summary adds nothing to the question."
    yield Finding(SUMMARY_RESTATES, ("summary",), message)


def _restates(summary: str, asked: frozenset[str], silent: frozenset[str]) -> bool:
    """Return whether a summary has content words, and all of them are in the question."""
    content, known = False, silent | asked
    for word in summary.split():  # nearly every summary is settled after a word or two
        tokens = tokens_of(word)
        if not known.issuperset(tokens):
            return False
        content = content or not silent.issuperset(tokens)
    return content
