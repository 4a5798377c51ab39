"""What a search finds in the data files of a few entries, and the memory that it takes."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from schema.models.shared import Glossary, Settings, Term
from schema.rules import Policy
from tests.browser.data import Written, data_files, many_entries
from tests.growth import TIMES
from tests.scripts.node import Scripts

ENTRIES = (
    Written("clip", "如何做梯度裁剪？", body="限制范数。"),
    Written("graph", "图模式支持哪些语法？"),
    Written("grad", "梯度为什么是零？", body="模式，支持。"),
    Written("memory", "How do I clip memory?", body="EZ9999: Inner Error!"),
    Written("kernel", "Why does a kernel fail?", body="EZ9999: the kernel is missing."),
    Written("worker", "Why does a worker fail?", body="EZ9998: the worker lost its slot."),
    Written("device", "Ascend 910B装哪个CANN？"),
    Written("stuck", "Why does it stop?", phrasings=("jobs hang", "slow data", "卡住了")),
    Written("pipe", "What ends it?", phrasings=("start BrokenPipeError",), body="TypeError hanc."),
    Written("typed", "What is it?", phrasings=("start TypeError",)),
    Written("jobs", "Jobs hang. Which job hangs later?", body="Jobs hang: jobs hang. 卡住，卡住。"),
)
TERMS = [("gradient clipping", ["梯度裁剪", "梯度截断"]), ("graph mode", ["图模式", "静态图"])]
GLOSSARY = Glossary.model_construct(
    terms=[Term.model_construct(term=term, names={"zh-cn": names}) for term, names in TERMS]
)
POLICY = Policy(settings=Settings.model_construct(stop_words=("Product",)), glossary=GLOSSARY)
FIND = """async (text) => {
  const { entries, missing, misspelled } = await FaqSearch.find(text);
  const cards = await FaqStore.cardsOf(entries);
  return [cards.map(({ id }) => id), missing, [...misspelled.keys()]];
}"""


@pytest.fixture(scope="module")
def scripts() -> Iterator[Scripts]:
    with Scripts("dom", "tokens", "errors", "vocabulary", "rank", "store", "search") as running:
        running.load(data_files(ENTRIES, policy=POLICY))
        yield running


@pytest.mark.parametrize(
    ("query", "first", "missing"),
    [
        ("gradient clipping", {"clip"}, []),
        ("梯度截断怎么做 跑 是什么", {"clip"}, []),
        ("GRAPH_MODE不支持yield", {"graph"}, []),
        ("EZ9999", {"memory", "kernel"}, []),
        ("EZ9997", set(), ["EZ9997"]),
        ("Ascend910B配CANN8.0", {"device"}, []),
        ("昇騰，裝哪個", {"device"}, ["昇騰"]),
        ("hang, jobs", {"stuck"}, []),
        ("卡住了", {"stuck"}, []),
        ("hang jobs data", {"jobs"}, []),
        ("hanq jobs", {"stuck"}, ["hanq"]),  # `hang` is more common than `hanc`
        ("BrokenPipeError in a kernel", {"pipe"}, []),
        ("TypeError in a kernel", {"kernel"}, []),
        ("Product TypeError", {"pipe", "typed"}, []),
    ],
)
def test_finding(scripts: Scripts, query: str, first: set[str], missing: list[str]) -> None:
    ids, unknown, misspelled = scripts.evaluate(FIND, query)
    assert set(ids[: len(first)]) == first
    assert first or not ids
    assert [*unknown, *misspelled] == missing


def test_marks_leave_out_pairs_where_two_words_meet(scripts: Scripts) -> None:
    marks = "async (text) => [...(await FaqSearch.find(text)).terms].sort()"
    assert scripts.evaluate(marks, "支持图模式支持") == ["图模", "支持", "模式"]
    assert scripts.evaluate(marks, "式支") == ["式支"]


def test_a_word_that_only_an_answer_has_is_not_guessed(scripts: Scripts) -> None:
    # It differs from `slow`, a word of a phrasing, by one letter.
    assert scripts.evaluate(FIND, "slot") == [["worker"], [], []]


BASE, SMALL = 10, 200

# A word that all have, one that some have, names, typos (which need all trigrams), long questions.
QUERIES = (
    "question",
    "word_5",
    "anothr way to aks",
    "questoin numbr 77 about wrod",
    "the answer to question 123 in a sentence of a common length about something else",
    "Traceback (most recent call last):\nError 7: cannot open",
)

# The bytes that are held after the queries, compared with those before the first.
HELD = """async (queries) => {
  const before = heap();
  for (const query of queries) {
    const { entries } = await FaqSearch.find(query);
    if (entries.length === 0) throw new Error(query);
    await FaqStore.cardsOf(entries.slice(0, 10));
  }
  return heap() - before;
}"""


def site_of(size: int) -> dict[str, str]:
    """Data of entries whose bodies have rare words and frequent ones, as texts do."""
    random = Random(20_260_101)
    entries = []
    for number, entry in enumerate(many_entries(size)):
        words = [f"x{int(random.paretovariate(1)) % 40_000}" for _ in range(60)]
        error = f"Error {number}: cannot open {words[0]}"
        entries.append(replace(entry, body=" ".join(words), errors=(error,)))
    return data_files(entries)


def held(size: int) -> int:
    with Scripts("dom", "tokens", "errors", "vocabulary", "rank", "store", "search") as scripts:
        scripts.load(site_of(size))
        bytes_held: int = scripts.evaluate(HELD, QUERIES)
        return bytes_held


def test_memory_is_at_most_linear_in_the_entries() -> None:
    base, small, large = (held(size) for size in (BASE, SMALL, SMALL * TIMES))
    ratio = (large - base) / (small - base)
    # Entries share words, so four times as many take 2.8 times the memory. Four more bytes for each
    # pair of entries would make that 8.3.
    assert 1.8 < ratio < 4, (base, small, large)
