"""Our own queries: none of them a copy of what the record says, none wrong by a new record."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from bench.relevance.golden import golden
from bench.relevance.own import own_collection
from tests.pages import ROOT


def bare(text: str) -> str:
    """Return a text without case, punctuation and spaces."""
    return re.sub(r"[\W_]+", "", text).casefold()


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


def test_no_query_is_a_copy() -> None:
    collection = own_collection()
    texts = {bare(text): doc.id for doc in collection.docs for text in (doc.question, *doc.aliases)}
    copies = [f"{query!r} of {texts[bare(query)]}" for query, _ in golden() if bare(query) in texts]
    assert not copies, f"golden.tsv repeats a question or a phrasing: {', '.join(copies)}"
