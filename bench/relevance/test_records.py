"""Tests of the records made of a collection: valid whatever it holds, and nothing left out."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bench.relevance.collection import Collection, Doc
from bench.relevance.records import DOTS, LONGEST_RUN, UNTAGGED, write_project
from schema import knowledge_base
from schema.markdown.inline import Piece, parse_inline, plain
from schema.rules import Policy
from schema.source import HIDDEN
from schema.tokens import tokenise
from schema.types import MAX_ANSWER, MAX_ITEMS

PLAIN = Doc("d1", "How do I install it?", "Use pip.", ("setup",), ("get it", "where to begin"))
LONG = " ".join(f"word{number}" for number in range(600))

HOSTILE = {
    "plain": PLAIN,
    "html": replace(PLAIN, question="Why <script>alert(1)</script>?", answer="<b>x</b> <!-- y"),
    "markup": replace(
        PLAIN,
        question="Add *one* line to **each** *.py and __init__.py, a\\*b?",
        answer="# One\n\n===\n[x](javascript:y) ![z](q)\n{raw}`a`\n\n:::{note}\nb\n:::\n&nbsp;",
        aliases=("*a* `b`", "- [x] <c>"),
        tags=("a: b", "# not", "[x]", "*y", "yes", "null", "'", '"', "1"),
    ),
    "backticks": replace(
        PLAIN,
        question="`` ` ``` what is `this",
        answer="```\n~~~~\n`````` x\n",
        aliases=("`", "``"),
    ),
    "directive": replace(PLAIN, answer="```{include} /etc/passwd\n```\n```{faq:listing}\n```"),
    "long question": replace(PLAIN, question=LONG[:5_000]),
    "one long word": replace(PLAIN, question="x" * 5_000, aliases=("y" * 500, "z" * 201)),
    "long markup": replace(PLAIN, question="*_`" * 100),
    "exactly full": replace(PLAIN, question="q" * 199 + "?", aliases=("a" * 200, "b" * 200)),
    "full without a mark": replace(PLAIN, question=f"{'q' * 190} {'r' * 9}"),
    "several lines": replace(
        PLAIN, question=" How\n\tis\r\n it?\u3000", aliases=("a\nb", "c\r\rd")
    ),
    "full-width mark": replace(PLAIN, question="如何重启训练？", tags=("训练", "部署")),
    "no answer": replace(PLAIN, answer=""),
    "blank answer": replace(PLAIN, answer=" \n\t\x00\u200b"),
    "no aliases": replace(PLAIN, aliases=()),
    "one alias": replace(PLAIN, aliases=("d1",)),
    "thirty aliases": replace(PLAIN, aliases=tuple(f"alias {number}" for number in range(30))),
    "long aliases": replace(PLAIN, aliases=(LONG, f"{LONG} once more", LONG[:1_000])),
    "repeated aliases": replace(PLAIN, aliases=("a", " a ", PLAIN.question, "", "\x07", "a")),
    "no tags": replace(PLAIN, tags=()),
    "many tags": replace(PLAIN, tags=tuple(f"tag {number}" for number in range(70))),
    "equal slugs": replace(PLAIN, tags=("C#", "C++", "c", "C", "c ", "index", "Index")),
    "long tags": replace(PLAIN, tags=(LONG[:300], LONG[:301])),
    "control characters": replace(
        PLAIN,
        question="A\x00b\x1b[31m c\u202ed\u200b\ufeff?",
        answer="a\x07\x85b\u2028c\u2029\ud800d\r\ne\x0bf\x7f\ufffe",
        aliases=("\u200e", "g\u00adh", "\U000e0041i"),
        tags=("j\u200bk", "\x00"),
    ),
    "invisible question": replace(PLAIN, question="\u200b"),
    "emoji": replace(PLAIN, question="Is it \U0001f600\ufe0f \U0001f468\u200d\U0001f469?"),
    "awkward id": replace(PLAIN, id="../../Ä b\n" + "c" * 300),
    "id of signs": replace(PLAIN, id="???"),
    "long answer": replace(PLAIN, answer=f"{LONG}\n" * 9),
    "quotes": replace(PLAIN, question="\"a\" 'b' \\ \\n %?", answer='"\\u0041\\\n---\n...\n'),
}


EDITORIAL = {
    *("fence-language", "garbled-text", "half-width-punctuation", "no-words", "product-name"),
    *("repeated-phrasing", "shared-phrasing", "similar-question", "similar-tags", "spaced-script"),
    *("stale-review", "summary-restates", "unused-tag"),
}
"""Problems that an author would mend; a collection is measured as it is."""


def written(folder: Path, *docs: Doc) -> dict[str, dict[str, Any]]:
    """Write docs, make sure that there is no problem, and return the records by document id."""
    ids = write_project(Collection("hostile", docs, (), {}), folder / "project")
    report = knowledge_base.read(folder / "project", Policy())
    assert {problem.code for problem in report.problems} <= EDITORIAL
    assert set(report.catalogue.entries) == set(ids)
    assert sorted(ids.values()) == sorted(doc.id for doc in docs)
    return {doc: read(folder / f"project/kb/entries/{entry}.yaml") for entry, doc in ids.items()}


def read(path: Path) -> dict[str, Any]:
    record: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return record


def letters(*texts: str) -> Counter[str]:
    """Return how often each visible character is there."""
    return Counter("".join(HIDDEN.sub(" ", "".join(texts)).split()))


def given_letters(doc: Doc) -> Counter[str]:
    """Return the characters of a document, without repeated aliases and tags."""

    def once(texts: tuple[str, ...]) -> set[str]:
        return {" ".join(HIDDEN.sub(" ", text).split()) for text in texts}

    (question,) = once((doc.question,))
    aliases = once(doc.aliases) - {question, f"{question}?"}
    return letters(question, doc.answer, *aliases, *once(doc.tags))


def told_letters(record: Mapping[str, Any], folder: Path) -> Counter[str]:
    """Return the characters that the finder is told of an entry, but for its summary."""
    tags = [f"project/kb/tags/topic/{slug}.yaml" for slug in record["tags"]["topic"]]
    labels = [read(folder / path)["label"] for path in tags]
    return letters(question(record), *record["phrasings"], answer(record), *labels)


def question(record: Mapping[str, Any]) -> str:
    """Return what readers see of a question."""
    return plain(parse_inline(record["question"]))


def answer(record: Mapping[str, Any]) -> str:
    """Return what readers see of an answer, which has to be one block of plain text."""
    (block,) = MarkdownIt().parse(record["answer"])
    assert (block.type, block.info) == ("fence", "text")
    return block.content


def check(folder: Path, doc: Doc) -> None:
    """Nothing of a document is lost, and what is added is dots, a tag or a question mark."""
    record = written(folder, doc)[doc.id]
    had, has = given_letters(doc), told_letters(record, folder)
    assert not had - has
    assert set(has - had) <= {"?", DOTS, *UNTAGGED}


@pytest.mark.parametrize("doc", HOSTILE.values(), ids=HOSTILE)
def test_hostile_document(tmp_path: Path, doc: Doc) -> None:
    check(tmp_path, doc)


TEXT = st.text(max_size=300)


@settings(max_examples=40, deadline=None)
@given(st.builds(Doc, TEXT, TEXT, TEXT, st.tuples(TEXT), st.tuples(TEXT, TEXT, TEXT)))
def test_any_document(doc: Doc) -> None:
    shown = replace(doc, answer=re.sub(f"`{{{LONGEST_RUN},}}", "", doc.answer))
    with tempfile.TemporaryDirectory() as folder:
        check(Path(folder), shown)


def test_all_documents_together(tmp_path: Path) -> None:
    docs = [replace(doc, id=f"{doc.id}/{name}") for name, doc in HOSTILE.items()]
    assert len(written(tmp_path, *docs)) == len(HOSTILE)


def test_plain_document(tmp_path: Path) -> None:
    assert written(tmp_path, PLAIN)["d1"] == {
        "question": "How do I install it?",
        "phrasings": ["get it", "where to begin"],
        "summary": DOTS,
        "answer": "```text\nUse pip.\n```\n",
        "tags": {"topic": ["setup"]},
        "status": "published",
        "reviewed_on": "2026-01-01",
    }


def test_long_question_goes_on_in_the_answer(tmp_path: Path) -> None:
    record = written(tmp_path, replace(PLAIN, question=LONG))["d1"]
    before, _, rest = answer(record).rstrip("\n").partition("\n\n")
    assert before == "Use pip."
    assert f"{question(record).removesuffix('?')} {rest}" == LONG


def test_one_word_that_is_too_long_is_cut(tmp_path: Path) -> None:
    record = written(tmp_path, replace(PLAIN, question="x" * 250, answer=""))["d1"]
    assert question(record) == "x" * 199 + "?"
    assert answer(record) == "x" * 51 + "\n"


def test_markup_in_a_question_is_text(tmp_path: Path) -> None:
    text = "Why does `a*b*` mean **this** in \\*.py?"
    record = written(tmp_path, replace(PLAIN, question=text))["d1"]
    assert parse_inline(record["question"]) == (Piece("text", text),)


@pytest.mark.parametrize(
    ("text", "written_text"),
    [("How", "How?"), ("How?", "How?"), ("如何？", "如何？"), (" How\n so", "How so?")],
)
def test_question_ends_with_a_question_mark(tmp_path: Path, text: str, written_text: str) -> None:
    assert written(tmp_path, replace(PLAIN, question=text))["d1"]["question"] == written_text


@pytest.mark.parametrize(
    ("aliases", "phrasings"),
    [
        ((), [DOTS, 2 * DOTS]),
        (("get it",), ["get it", DOTS]),
        ((DOTS,), [DOTS, 2 * DOTS]),
        ((2 * DOTS,), [2 * DOTS, DOTS]),
        (("a", " a ", "How do I install it?", "b"), ["a", "b"]),
        (("How do I install it?", ""), [DOTS, 2 * DOTS]),
    ],
)
def test_phrasings(tmp_path: Path, aliases: tuple[str, ...], phrasings: list[str]) -> None:
    assert written(tmp_path, replace(PLAIN, aliases=aliases))["d1"]["phrasings"] == phrasings


def test_aliases_without_room_go_into_the_answer(tmp_path: Path) -> None:
    aliases = tuple(f"alias {number}" for number in range(30))
    record = written(tmp_path, replace(PLAIN, aliases=aliases))["d1"]
    assert tuple(record["phrasings"]) == aliases[:20]
    assert tuple(answer(record).split("\n\n")) == ("Use pip.", *aliases[20:29], "alias 29\n")


def test_answer_of_nothing_is_dots(tmp_path: Path) -> None:
    assert answer(written(tmp_path, replace(PLAIN, answer=" \x00\n"))["d1"]) == f"{DOTS}\n"


def test_what_fills_up_has_no_words() -> None:
    assert tokenise(f"{DOTS}? {2 * DOTS}") == []


def test_endless_backticks_are_cut_short(tmp_path: Path) -> None:
    record = written(tmp_path, replace(PLAIN, answer="a" + "`" * 60_000 + "b"))["d1"]
    assert answer(record) == "a" + "`" * LONGEST_RUN + "b\n"


def test_endless_answer_is_cut_short(tmp_path: Path) -> None:
    record = written(tmp_path, replace(PLAIN, answer="\U0001f600\n" * 60_000))["d1"]
    assert len(record["answer"]) == MAX_ANSWER


def test_ids_are_slugs_that_differ(tmp_path: Path) -> None:
    docs = [replace(PLAIN, id=id) for id in ("A b", "a-B", "训练", "a_b", "../" + "c" * 90)]
    project = tmp_path / "project"
    ids = write_project(Collection("ids", tuple(docs), (), {}), project)
    assert ids == {
        "a-b": "A b",
        "a-b-2": "a-B",
        "entry2": "训练",
        "a-b-3": "a_b",
        "c" * 60: docs[-1].id,
    }
    assert {path.stem for path in (project / "kb/entries").iterdir()} == set(ids)


def test_tags_with_equal_slugs_stay_apart(tmp_path: Path) -> None:
    docs = [
        replace(PLAIN, id="a", tags=("C", "index")),
        replace(PLAIN, id="b", tags=("c#", "C", "C ")),
        replace(PLAIN, id="c", tags=("训练",)),
        replace(PLAIN, id="d", tags=()),
        replace(PLAIN, id="e", tags=()),
    ]
    records = written(tmp_path, *docs)
    tags = {doc: record["tags"]["topic"] for doc, record in records.items()}
    assert tags == {
        "a": ["c", "index-2"],
        "b": ["c-2", "c"],
        "c": ["tag3"],
        "d": [UNTAGGED],
        "e": [UNTAGGED],
    }
    paths = (tmp_path / "project/kb/tags/topic").glob("*.yaml")
    labels = {path.stem: read(path)["label"] for path in paths if path.stem != "index"}
    assert labels == {
        "c": "C", "index-2": "index", "c-2": "c#", "tag3": "训练", UNTAGGED: UNTAGGED,
    }  # fmt: skip


def test_tags_without_room_go_into_the_answer(tmp_path: Path) -> None:
    tags = (LONG[:90], *(f"t{number}" for number in range(MAX_ITEMS)))
    record = written(tmp_path, replace(PLAIN, tags=tags))["d1"]
    assert len(record["tags"]["topic"]) == MAX_ITEMS
    label = read(tmp_path / f"project/kb/tags/topic/{record['tags']['topic'][0]}.yaml")["label"]
    _, rest, last = answer(record).split("\n\n")
    assert f"{label} {rest}" == tags[0]
    assert last == f"{tags[-1]}\n"


def test_a_folder_is_not_written_twice(tmp_path: Path) -> None:
    written(tmp_path, PLAIN)
    with pytest.raises(FileExistsError):
        written(tmp_path, PLAIN)
