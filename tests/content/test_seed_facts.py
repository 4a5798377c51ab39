"""Each fact of the FAQ that the knowledge base began with is kept, corrected or dropped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.pages import ROOT

PAGE = "feature_advice"
QUESTIONS = [f"{PAGE}-{number:02}" for number in range(1, 23)]
"""The page has 22 questions."""

FIELDS = {"fact", "kept", "corrected", "dropped", "source"}
FACTS = yaml.safe_load(Path(__file__).with_name("seed_facts.yaml").read_text(encoding="utf-8"))
TEXTS = [path.read_text(encoding="utf-8") for path in (ROOT / "kb/entries").glob("*.yaml")]
RECORDS = {
    origin: (record, " ".join(text.split()))
    for text in TEXTS
    for record in [yaml.safe_load(text)]
    for origin in record.get("origin", [])
    if record["status"] == "published"
}
"""The record that answers each question, and its text in one line."""


def problems_of(facts: list[dict[str, str]], record: Any, text: str) -> Iterator[str]:
    """Yield what is wrong with the account of a question's facts."""
    if not facts:
        yield "no facts"
    sources = [source["url"] for source in record["sources"]]
    for fact in facts:
        name = repr(fact.get("fact", fact))
        kept, corrected, dropped = (fact.get(key) for key in ("kept", "corrected", "dropped"))
        if not set(fact) <= FIELDS or "fact" not in fact:
            yield f"{name}: a field has a wrong name or is missing"
        if not kept and not dropped:
            yield f"{name}: neither kept nor dropped"
        if dropped and (kept or corrected):
            yield f"{name}: dropped, yet kept or corrected"
        if corrected and not kept:
            yield f"{name}: corrected, but 'kept' does not say to what"
        if (corrected or dropped) and fact.get("source") not in sources:
            yield f"{name}: corrected or dropped without a source of the entry"
        if kept and " ".join(kept.split()) not in text:
            yield f"{name}: the entry has no {kept!r}"


def test_each_question_has_an_entry_and_facts() -> None:
    assert sorted(FACTS) == QUESTIONS
    assert sorted(origin for origin in RECORDS if origin.startswith(f"{PAGE}-")) == QUESTIONS


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_fact_is_kept_or_explained_below_the_question_as_it_was_asked(question: str) -> None:
    record, text = RECORDS[question]
    assert not list(problems_of(FACTS[question]["facts"], record, text))
    wordings = " ".join([record["question"], *record["phrasings"]]).replace("`", "").casefold()
    assert " ".join(FACTS[question]["asked"].split()).casefold() in wordings
