"""Each fact of the FAQ that the knowledge base began with is kept, corrected or dropped."""

from pathlib import Path

import pytest
import yaml

from tests.pages import ROOT

PAGE = "feature_advice"
QUESTIONS = [f"{PAGE}-{number:02}" for number in range(1, 23)]
"""The page has 22 questions."""

FIELDS = {"fact", "kept", "corrected", "dropped", "source"}
FACTS = yaml.safe_load(Path(__file__).with_name("seed_facts.yaml").read_text(encoding="utf-8"))
RECORDS = {
    origin: (record, " ".join(text.split()))
    for path in (ROOT / "kb/entries").glob("*.yaml")
    if "\norigin:" in (text := path.read_text(encoding="utf-8"))  # few; to read all takes seconds
    for record in [yaml.safe_load(text)]
    for origin in record["origin"]
    if record["status"] == "published"
}
"""The record that answers each question, and its text in one line."""


def test_each_question_has_an_entry_and_facts() -> None:
    assert sorted(FACTS) == QUESTIONS
    assert sorted(origin for origin in RECORDS if origin.startswith(f"{PAGE}-")) == QUESTIONS


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_fact_is_kept_or_explained_below_the_question_as_it_was_asked(question: str) -> None:
    record, text = RECORDS[question]
    sources = [source["url"] for source in record["sources"]]
    assert FACTS[question]["facts"]
    for fact in FACTS[question]["facts"]:
        kept, corrected, dropped = (fact.get(key) for key in ("kept", "corrected", "dropped"))
        assert {"fact"} <= set(fact) <= FIELDS, fact
        assert bool(kept) != bool(dropped), f"neither kept nor dropped, or both: {fact}"
        assert kept or not corrected, f"'kept' does not say what was corrected: {fact}"
        assert fact.get("source") in sources or not (corrected or dropped), f"no source: {fact}"
        assert " ".join((kept or "").split()) in text, f"the entry has no {kept!r}"
    wordings = " ".join([record["question"], *record["phrasings"]]).replace("`", "").casefold()
    assert " ".join(FACTS[question]["asked"].split()).casefold() in wordings
