"""Tests of our own queries: enough for each entry, none of them a copy of what the record says."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.relevance.collection import Collection
from tests.relevance.golden import HEADER, LEAST, PATH, GoldenError, golden
from tests.relevance.own import own_collection


@pytest.fixture(scope="module")
def collection() -> Collection:
    return own_collection()


def bare(text: str) -> str:
    """Return a text without case, punctuation and spaces."""
    return re.sub(r"[\W_]+", "", text).casefold()


def failure(path: Path) -> str:
    with pytest.raises(GoldenError) as caught:
        golden(path)
    return str(caught.value).removeprefix(f"{path}")


@pytest.fixture
def lines() -> list[str]:
    return PATH.read_text(encoding="utf-8").splitlines()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "golden.tsv"


def test_every_entry_has_queries(collection: Collection) -> None:
    counts = Counter(entry for _, entry in golden())
    assert set(counts) == {doc.id for doc in collection.docs}
    assert min(counts.values()) >= LEAST


def test_no_query_is_a_copy(collection: Collection) -> None:
    texts = {bare(text): doc.id for doc in collection.docs for text in (doc.question, *doc.aliases)}
    copies = [f"{query!r} of {texts[bare(query)]}" for query, _ in golden() if bare(query) in texts]
    assert not copies, f"golden.tsv repeats a question or a phrasing: {', '.join(copies)}"


def test_the_collection_asks_every_query(collection: Collection) -> None:
    entries = [next(iter(collection.relevant[query.id])) for query in collection.queries]
    texts = [query.text for query in collection.queries]
    assert list(zip(texts, entries, strict=True)) == list(golden())


def test_the_collection_has_the_text_of_the_records(collection: Collection) -> None:
    (doc,) = (doc for doc in collection.docs if doc.id == "ascend-and-npu")
    assert doc.question == "How do Ascend and NPU relate to each other?"
    assert "is davinci an architecture or a chip" in doc.aliases
    assert "Ascend" in doc.tags
    assert "An NPU is a processor dedicated to" in doc.answer
    assert "the architecture developed by Huawei" in doc.answer


def test_unknown_entry(copy: Path) -> None:
    copy.write_text(f"{HEADER}\nhow\tnowhere\n", encoding="utf-8")
    assert failure(copy) == ":2: the finder knows no entry 'nowhere': correct the id"


@pytest.mark.parametrize("line", ["how", "\tascend-and-npu", "a\tascend-and-npu\t1"])
def test_wrong_line(copy: Path, line: str) -> None:
    copy.write_text(f"{HEADER}\n\n{line}\n", encoding="utf-8")
    assert failure(copy) == ":3: write a query, a tab and the id of an entry"


def test_query_that_is_there_twice(copy: Path, lines: list[str]) -> None:
    again = f" {lines[1].upper()}".partition("\t")[0]
    copy.write_text("\n".join([*lines, f"{again}\tascend-and-npu"]), encoding="utf-8")
    assert failure(copy) == f":{len(lines) + 1}: the query of line 2 again: remove one of them"


def test_too_few_queries(copy: Path, lines: list[str]) -> None:
    kept = [line for line in lines if not line.endswith("\tascend-and-npu")]
    copy.write_text("\n".join([*kept, "a\tascend-and-npu"]), encoding="utf-8")
    assert failure(copy) == ": every entry needs 3 queries or more: ascend-and-npu has 1"


def test_no_header(copy: Path, lines: list[str]) -> None:
    copy.write_text("\n".join(lines[1:]), encoding="utf-8")
    assert failure(copy) == f":1: the header is missing: begin with {HEADER!r}"


def test_no_file(copy: Path) -> None:
    assert failure(copy).startswith(": the queries cannot be read: ")
