"""Tests of reading a collection: what is read, and what each mistake is answered with."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.relevance.collection import Collection, CollectionError, Doc, Query, read_collection

DOC = {"id": "d1", "question": "How to install?", "answer": "Use pip."}
QUERY = {"id": "q1", "text": "install it"}
HEADER = "query_id\tdoc_id\trelevance"
QREL = "q1\td1\t1"


def write(
    folder: Path,
    docs: Sequence[object] = (DOC,),
    queries: Sequence[object] = (QUERY,),
    qrels: Sequence[str] = (HEADER, QREL),
) -> Path:
    """Write a collection; a line of JSON is given as a string, or as what is to become JSON."""
    for name, lines in (("docs.jsonl", docs), ("queries.jsonl", queries), ("qrels.tsv", qrels)):
        texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        (folder / name).write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    return folder


def failure(folder: Path) -> str:
    """Return the message, with only the name of the file left of its path."""
    with pytest.raises(CollectionError) as caught:
        read_collection(folder)
    return str(caught.value).replace(f"{folder}/", "")


def test_round_trip(tmp_path: Path) -> None:
    collection = Collection(
        name="small",
        docs=(
            Doc("d1", "How?", "So.\n\nOr \u2028 so: 重启.", ("a", "b"), ("In what way?",)),
            Doc("d2", "Why?", "", (), ()),
        ),
        queries=(Query("q1", "how"), Query("q2", "why")),
        relevant={"q1": {"d1": 2, "d2": 0}, "q2": {"d2": 1}},
    )
    folder = tmp_path / "small"
    folder.mkdir()
    write(
        folder,
        [json.dumps(vars(doc), ensure_ascii=False) for doc in collection.docs],
        [vars(query) for query in collection.queries],
        [
            HEADER,
            *(
                f"{query}\t{doc}\t{relevance}"
                for query, judged in collection.relevant.items()
                for doc, relevance in judged.items()
            ),
        ],
    )
    assert read_collection(folder) == collection


def test_optional_fields_and_blank_lines(tmp_path: Path) -> None:
    write(tmp_path, docs=["", DOC, ""], qrels=["", HEADER, "", QREL, ""])
    (doc,) = read_collection(tmp_path).docs
    assert doc == Doc("d1", "How to install?", "Use pip.", (), ())


def test_windows_line_ends_and_byte_order_mark(tmp_path: Path) -> None:
    expected = read_collection(write(tmp_path))
    for path in tmp_path.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_collection(tmp_path) == expected


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            '{"id": "d2"',
            "not JSON (Expecting ',' delimiter, column 12): write one JSON object on each line",
        ),
        ("[1]", "a JSON list: write one JSON object on each line"),
        ("null", "a JSON null: write one JSON object on each line"),
        (
            {"id": "d2", "answer": "So."},
            'no "question": add the field, a JSON string',
        ),
        (
            {"question": "How?", "answer": "So."},
            'no "id": add the field, a JSON string',
        ),
        (
            {"id": "d2", "question": "How?"},
            'no "answer": add the field, a JSON string',
        ),
        (
            {"id": 2, "question": "How?", "answer": "So."},
            '"id" is a JSON number: make it a string',
        ),
        (
            {"id": "d2", "question": " ", "answer": "So."},
            '"question" is blank: fill it in',
        ),
        (
            {"id": "d2", "question": "How?", "answer": "So.", "tags": "one"},
            '"tags" is not a list of strings: make it one, or leave the field out',
        ),
        (
            {"id": "d2", "question": "How?", "answer": "So.", "aliases": [1]},
            '"aliases" is not a list of strings: make it one, or leave the field out',
        ),
    ],
)
def test_wrong_doc(tmp_path: Path, line: object, message: str) -> None:
    assert failure(write(tmp_path, docs=[DOC, line])) == f"docs.jsonl:2: {message}"


def test_doc_id_that_is_taken(tmp_path: Path) -> None:
    assert failure(write(tmp_path, docs=[DOC, "", DOC])) == (
        "docs.jsonl:3: the id 'd1' is taken by docs.jsonl:1: give each its own id"
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "why",
            "not JSON (Expecting value, column 1): write one JSON object on each line",
        ),
        ({"id": "q2"}, 'no "text": add the field, a JSON string'),
        ({"id": "q2", "text": ""}, '"text" is blank: fill it in'),
        (QUERY, "the id 'q1' is taken by queries.jsonl:1: give each its own id"),
        (
            {"id": "q2", "text": "why"},
            "no document is relevant for query 'q2': "
            "add one to qrels.tsv with a relevance above 0, or remove the query",
        ),
    ],
)
def test_wrong_query(tmp_path: Path, line: object, message: str) -> None:
    assert failure(write(tmp_path, queries=[QUERY, line])) == f"queries.jsonl:2: {message}"


def test_query_with_no_doc_above_0(tmp_path: Path) -> None:
    assert failure(write(tmp_path, qrels=[HEADER, "q1\td1\t0"])) == (
        "queries.jsonl:1: no document is relevant for query 'q1': "
        "add one to qrels.tsv with a relevance above 0, or remove the query"
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "q9\td1\t1",
            "there is no query 'q9': add it to queries.jsonl, or correct the id",
        ),
        (
            "q1\td9\t1",
            "there is no document 'd9': add it to docs.jsonl, or correct the id",
        ),
        (
            "q1 d1 1",
            "1 columns: write query_id, doc_id, relevance, separated by tabs",
        ),
        (
            "q1\td1\tyes",
            "the relevance is 'yes': write a whole number, 0 or more",
        ),
        (
            "q1\td1\t-1",
            "the relevance is '-1': write a whole number, 0 or more",
        ),
        (
            QREL,
            "'d1' is judged for 'q1' twice: remove one of the lines",
        ),
    ],
)
def test_wrong_judgement(tmp_path: Path, line: str, message: str) -> None:
    assert failure(write(tmp_path, qrels=[HEADER, QREL, line])) == f"qrels.tsv:3: {message}"


@pytest.mark.parametrize("lines", [[], [QREL]])
def test_judgements_without_header(tmp_path: Path, lines: list[str]) -> None:
    assert failure(write(tmp_path, qrels=lines)) == (
        "qrels.tsv:1: the header is missing: "
        "begin with query_id, doc_id, relevance, separated by tabs"
    )


@pytest.mark.parametrize("name", ["docs.jsonl", "queries.jsonl"])
def test_empty_file(tmp_path: Path, name: str) -> None:
    (write(tmp_path) / name).write_bytes(b"\n")
    assert failure(tmp_path) == f"{name}:1: the file is empty: write one JSON object on each line"


@pytest.mark.parametrize("name", ["docs.jsonl", "queries.jsonl", "qrels.tsv"])
def test_missing_file(tmp_path: Path, name: str) -> None:
    (write(tmp_path) / name).unlink()
    assert failure(tmp_path) == (
        f"{name}: No such file or directory: "
        "a collection is a folder with docs.jsonl, queries.jsonl and qrels.tsv"
    )


@pytest.mark.parametrize("name", ["docs.jsonl", "queries.jsonl", "qrels.tsv"])
def test_not_utf_8(tmp_path: Path, name: str) -> None:
    path = write(tmp_path) / name
    path.write_bytes(path.read_bytes() + b"\xff\n")
    lines = path.read_bytes().count(b"\n")
    assert failure(tmp_path) == f"{name}:{lines}: not UTF-8: save the file as UTF-8"
