"""Imports of texts, and the check that nothing of them is lost."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from cli.importing import Import, import_files
from cli.importing.decoding import decode
from schema.catalogue import Catalogue
from schema.knowledge_base import judge_text
from schema.records import Place
from tests.schema.base import TODAY

TODO_CODES = {"too-short", "too-long", "empty-field", "not-a-question"}
"""What `kb validate` says of what a person is still to add."""

SOURCE_CODES = {"product-name", "summary-restates"}
"""What it says of the words of a source, which an import leaves as they are."""


def imported(
    folder: Path,
    texts: dict[str, str | bytes],
    catalogue: Catalogue | None = None,
    base_url: str = "",
    taken: tuple[str, ...] = (),
) -> Import:
    """Import texts given by file name."""
    paths = []
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        paths.append(path)
    return import_files(paths, catalogue, TODAY, base_url=base_url, taken=taken)


def records(made: Import) -> dict[str, dict[str, Any]]:
    """Return the fields of the drafts by id."""
    return {draft.id: yaml.safe_load(draft.text) for draft in made.drafts}


def answers(made: Import) -> list[str]:
    """Return the answers of the drafts in their order."""
    return [record["answer"] for record in records(made).values()]


def other_problems(made: Import) -> list[str]:
    """Return the problems of drafts that are not stated to-dos."""
    found = []
    stated = {
        (record.id, todo.field)
        for file in made.report.files
        for record in file.records
        for todo in record.todo
    }
    for draft in made.drafts:
        record, problems = judge_text(Place.entry(draft.id), draft.text, TODAY)
        assert record is not None, draft.text
        lines = draft.text.split("\n")
        for problem in problems:
            above = "\n".join(lines[: problem.line])
            field = re.findall(r"^([a-z_]+):", above, re.M)[-1]
            if problem.code in SOURCE_CODES:
                continue
            if problem.code not in TODO_CODES or (draft.id, field) not in stated:
                found.append(f"{problem}\n{draft.text}")
    return found


_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")
_TAGS = re.compile(
    r"<!--.*?-->|</?(?:font|br|b|i|details|summary|script|code|table|t[rdh]|div|p|img|a|strong|em)\b[^<>]*>",
    re.I | re.S,
)


def words(text: str) -> list[str]:
    """Return the words of a piece of source, without its markup and its addresses."""
    text = _TAGS.sub(" ", text)
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", " ", text)
    text = re.sub(r"\]\(<?[^\s()]*(?:\([^()]*\))?[^\s()]*\)", "] ", text)
    text = re.sub(r"\s*<[^<>`\s]*[^<>`]*>`__?", " ", text)
    text = re.sub(r"<(?:https?://|[\w.-]+@)[^<>]*>|https?://\S+", " ", text)
    text = re.sub(
        r":[\w-]+:(?=`)|:[\w-]+:`[^`]*`|`[^`<]*<[^`>]*>`|^\s*\.\. .*$|^ +:\w+:.*$",
        " ",
        text,
        flags=re.M,
    )
    text = re.sub(r"^(\s*)(?:[0-9]+|#)[.)]\s|^\s*(?:`{3,}|~{3,}|:{3,}).*$", " ", text, flags=re.M)
    text = re.sub(r"^[#*_\s]*(?:Q|A|Question)[0-9]*(?:[:：]| -)", " ", text, flags=re.M)
    text = re.sub(r"^!!! \w+|\[!\w+\]|\{\w+\}(?=`)", " ", text, flags=re.M)
    text = re.sub(r"&\w+;|[_*\\]", "", text)
    return _WORD.findall(text)


def missing(made: Import, path: Path) -> list[str]:
    """Return what is neither in a record nor in the report, judged from the file itself.

    Every line that is not blank must belong to a block of the ledger, and the words of every
    block that is in a record must stand there in their order.
    """
    text = decode(path.read_bytes()).text
    lines = text.split("\n")
    fates = [fate for fate in made.ledger if fate.path == path.as_posix()]
    covered = {n for fate in fates for n in range(fate.first, fate.last + 1)}
    lost = [
        f"line {n}: {line}" for n, line in enumerate(lines, 1) if line.strip() and n not in covered
    ]
    fields = records(made)
    for fate in fates:
        if not fate.record:
            assert fate.reason
            continue
        record = fields[fate.record]
        target = "\n".join([record["question"], *record["phrasings"], record["answer"]])
        source = "\n".join(lines[fate.first - 1 : fate.last])
        at = 0
        stock = _WORD.findall(re.sub(r"[_*\\]", "", target))
        wanted = words(source)
        for word in wanted:
            try:
                at = stock.index(word, at) + 1
            except ValueError:
                lost.append(f"line {fate.first}: '{word}' of {source[:200]!r}")
                break
    return lost


def check_books(made: Import) -> None:
    """Check that the figures of the report are those of the ledger."""
    for file in made.report.files:
        fates = [fate for fate in made.ledger if fate.path == file.path]
        carried = [fate for fate in fates if fate.record]
        left = [fate for fate in fates if not fate.record]
        assert len(fates) == file.blocks == len(carried) + len(left)
        told = {(one.line, one.kind, one.reason) for one in file.left_out}
        assert {(fate.first, fate.kind, fate.reason) for fate in left} <= told
        for kind in ("paragraph", "code", "table"):
            assert sum(fate.leaves.get(kind, 0) for fate in carried) == file.carried.get(kind, 0)
        assert file.carried.get("question", 0) == len(file.records) == file.questions
