"""What a search finds, with data files of a few entries."""

from collections.abc import Iterator

import pytest

from schema.models import Glossary, Term
from tests.browser.data import Written, data_files
from tests.scripts.node import Scripts

ENTRIES = (
    Written("clip", "如何做梯度裁剪？", body="限制范数。"),
    Written("graph", "图模式支持哪些语法？"),
    Written("grad", "梯度为什么是零？"),
    Written("memory", "How do I clip memory?", body="EZ9999: Inner Error!"),
    Written("kernel", "Why does a kernel fail?", body="EZ9999: the kernel is missing."),
    Written("worker", "Why does a worker fail?", body="EZ9998: the worker is gone."),
    Written("device", "Ascend 910B装哪个CANN？"),
)
TERMS = [("gradient clipping", ["梯度裁剪", "梯度截断"]), ("graph mode", ["图模式", "静态图"])]
GLOSSARY = Glossary.model_construct(
    terms=[Term.model_construct(term=term, names={"zh-cn": names}) for term, names in TERMS]
)
FIND = """async (text) => {
  const { entries, missing, misspelled } = await FaqSearch.find(text);
  const cards = await FaqStore.cardsOf(entries);
  return [cards.map(({ id }) => id), missing, [...misspelled.keys()]];
}"""


@pytest.fixture(scope="module")
def scripts() -> Iterator[Scripts]:
    with Scripts("dom", "tokens", "errors", "vocabulary", "rank", "store", "search") as running:
        running.load(data_files(ENTRIES, glossary=GLOSSARY))
        yield running


@pytest.mark.parametrize(
    ("query", "first", "missing"),
    [
        ("gradient clipping", {"clip"}, []),
        ("梯度截断怎么做", {"clip"}, []),
        ("GRAPH_MODE不支持yield", {"graph"}, []),
        ("用静态图報錯", {"graph"}, []),
        ("EZ9999", {"memory", "kernel"}, []),
        ("EZ9997", set(), ["EZ9997"]),
        ("Ascend910B配CANN8.0", {"device"}, []),
        ("昇騰，裝哪個", {"device"}, ["昇騰"]),
    ],
)
def test_finding(scripts: Scripts, query: str, first: set[str], missing: list[str]) -> None:
    ids, unknown, misspelled = scripts.evaluate(FIND, query)
    assert set(ids[: len(first)]) == first
    assert first or not ids
    assert (unknown, misspelled) == (missing, [])
