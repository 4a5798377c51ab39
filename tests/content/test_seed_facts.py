"""Each fact of the FAQ that the knowledge base began with is kept, corrected or dropped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.pages import ROOT

LEDGER = Path(__file__).with_name("seed_facts.yaml")
PAGE = "feature_advice"
QUESTIONS = [f"{PAGE}-{number:02}" for number in range(1, 23)]
"""The page has 22 questions."""

FIELDS = {"fact", "kept", "corrected", "dropped", "source"}

Record = dict[str, Any]


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def squeezed(text: str) -> str:
    """Return a text with single spaces, as its lines may be wrapped differently."""
    return " ".join(text.split())


def texts(value: object) -> Iterator[str]:
    """Yield every string in a YAML value."""
    if isinstance(value, str):
        yield squeezed(value)
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts(item)


def records() -> dict[str, Record]:
    """Return the published record that answers each question of the page."""
    found: dict[str, Record] = {}
    for path in sorted((ROOT / "kb/entries").glob("*.yaml")):
        record = load(path)
        for origin in record.get("origin", []) if record["status"] == "published" else []:
            found[origin] = record
    return found


def problems_of(facts: list[dict[str, str]], record: Record) -> Iterator[str]:
    """Yield what is wrong with the account of a question's facts."""
    if not facts:
        yield "no facts"
    contents = list(texts(record))
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
        if kept and not any(squeezed(kept) in text for text in contents):
            yield f"{name}: the entry has no {kept!r}"


@pytest.fixture(scope="module")
def ledger() -> dict[str, Record]:
    loaded: dict[str, Record] = load(LEDGER)
    return loaded


def test_each_question_has_an_entry_and_facts(ledger: dict[str, Record]) -> None:
    assert sorted(ledger) == QUESTIONS
    origins = [origin for origin in records() if origin.startswith(f"{PAGE}-")]
    assert sorted(origins) == QUESTIONS


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_fact_is_kept_or_explained(question: str, ledger: dict[str, Record]) -> None:
    assert not list(problems_of(ledger[question]["facts"], records()[question]))


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_question_is_found_as_it_was_asked(question: str, ledger: dict[str, Record]) -> None:
    record = records()[question]
    asked = squeezed(ledger[question]["asked"]).casefold()
    wordings = [record["question"], *record["phrasings"]]
    assert any(asked in squeezed(text).replace("`", "").casefold() for text in wordings)


@pytest.mark.parametrize(
    ("fact", "problem"),
    [
        ({"fact": "A"}, "neither kept nor dropped"),
        ({"fact": "A", "kept": "an elephant"}, "the entry has no 'an elephant'"),
        ({"fact": "A", "dropped": "It is wrong."}, "without a source"),
        ({"fact": "A", "kept": "a tensor", "corrected": "It is not."}, "without a source"),
        ({"fact": "A", "dropped": "B", "source": "https://b.c"}, "without a source of the entry"),
        ({"fact": "A", "corrected": "B", "source": "https://a.b"}, "neither kept nor dropped"),
        ({"fact": "A", "kept": "a tensor", "dropped": "B", "source": "https://a.b"}, "yet kept"),
        ({"fact": "A", "kep": "a tensor"}, "a field has a wrong name"),
    ],
)
def test_an_incomplete_account_is_a_problem(fact: dict[str, str], problem: str) -> None:
    record = {"answer": "Export\na  tensor.", "sources": [{"url": "https://a.b"}]}
    assert any(problem in found for found in problems_of([fact], record))
    assert list(problems_of([], record)) == ["no facts"]
    assert not list(problems_of([{"fact": "A", "kept": "Export a tensor"}], record))
