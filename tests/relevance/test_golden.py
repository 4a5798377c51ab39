"""Our own queries: none of them a copy of what the record says, none wrong by a new record."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from tests.pages import ROOT
from tests.relevance.collection import Collection
from tests.relevance.golden import HEADER, PATH, GoldenError, golden, lacking
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


def test_entries_without_queries_are_named() -> None:
    pairs = [("a", "one"), ("b", "one"), ("c", "one"), ("d", "two")]
    assert lacking(pairs, ["two", "one", "three"]) == {"three": 0, "two": 1}


def test_a_change_of_records_makes_no_query_wrong(tmp_path: Path) -> None:
    """A contributor who adds, renames or withdraws an entry need not know of the queries."""
    renamed, withdrawn = golden()[0][1], golden()[-1][1]
    shutil.copytree(ROOT / "kb", tmp_path / "kb")
    entries = tmp_path / "kb/entries"
    text = (entries / f"{renamed}.yaml").read_text(encoding="utf-8")
    (entries / f"{renamed}.yaml").unlink()
    new = f"{text}former_ids: [{renamed}]\n"
    (entries / "new-name.yaml").write_text(new, encoding="utf-8")
    other = entries / f"{withdrawn}.yaml"
    gone = other.read_text("utf-8").replace("status: published", "status: withdrawn\nreason: Gone.")
    other.write_text(gone, encoding="utf-8")
    pairs = golden(project=tmp_path)
    ids = {entry for _, entry in pairs}
    assert "new-name" in ids
    assert not {renamed, withdrawn} & ids


def test_no_query_is_a_copy(collection: Collection) -> None:
    texts = {bare(text): doc.id for doc in collection.docs for text in (doc.question, *doc.aliases)}
    copies = [f"{query!r} of {texts[bare(query)]}" for query, _ in golden() if bare(query) in texts]
    assert not copies, f"golden.tsv repeats a question or a phrasing: {', '.join(copies)}"


def test_the_collection_asks_every_query(collection: Collection) -> None:
    entries = [next(iter(collection.relevant[query.id])) for query in collection.queries]
    texts = [query.text for query in collection.queries]
    assert list(zip(texts, entries, strict=True)) == list(golden())


def test_the_collection_has_the_text_of_the_records(collection: Collection) -> None:
    doc = collection.docs[0]
    record = yaml.safe_load((ROOT / f"kb/entries/{doc.id}.yaml").read_text(encoding="utf-8"))
    assert bare(doc.question) == bare(record["question"])
    assert list(map(bare, doc.aliases)) == list(map(bare, record["phrasings"]))
    assert doc.tags
    assert bare(record["answer"].split("\n")[0])[:40] in bare(doc.answer)


def test_unknown_entry(copy: Path) -> None:
    copy.write_text(f"{HEADER}\nhow\tnowhere\n", encoding="utf-8")
    assert failure(copy) == ":2: there is no entry 'nowhere': correct the id"


@pytest.mark.parametrize("line", ["how", "\tx", "a\tx\t1"])
def test_wrong_line(copy: Path, line: str) -> None:
    copy.write_text(f"{HEADER}\n\n{line}\n", encoding="utf-8")
    assert failure(copy) == ":3: write a query, a tab and the id of an entry"


def test_query_that_is_there_twice(copy: Path, lines: list[str]) -> None:
    again = f" {lines[1].upper()}".partition("\t")[0]
    copy.write_text("\n".join([*lines, f"{again}\t{golden()[0][1]}"]), encoding="utf-8")
    assert failure(copy) == f":{len(lines) + 1}: the query of line 2 again: remove one of them"


def test_no_header(copy: Path, lines: list[str]) -> None:
    copy.write_text("\n".join(lines[1:]), encoding="utf-8")
    assert failure(copy) == f":1: the header is missing: begin with {HEADER!r}"


def test_no_file(copy: Path) -> None:
    assert failure(copy).startswith(": the queries cannot be read: ")
