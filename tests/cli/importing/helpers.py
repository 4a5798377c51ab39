"""Imports of texts, and the check that nothing of them is lost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from cli.importing import Import, import_files
from cli.importing.decoding import decode
from schema.catalogue import Catalogue
from schema.knowledge_base import judge_text
from schema.records import Place
from schema.rules import Policy
from tests.schema.base import NO_CHECKS, TODAY

TODO_CODES = {"too-short", "too-long", "empty-field", "not-a-question", "left-to-do"}
"""Problems of a draft that it names itself, below a comment `# To do:`."""

SOURCE_CODES = {"product-name", "summary-restates"}
"""Problems of the words of a source, which an import leaves as they are."""


def imported(
    folder: Path,
    texts: Mapping[str, str | bytes],
    catalogue: Catalogue | None = None,
    base_url: str = "",
    existing: Mapping[str, str] | None = None,
) -> Import:
    """Import texts by file name."""
    paths = []
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        paths.append(path)
    return import_files(paths, catalogue, TODAY, base_url=base_url, existing=existing)


def records(result: Import) -> dict[str, dict[str, Any]]:
    return {draft.id: yaml.safe_load(draft.text) for draft in result.drafts}


def answers(result: Import) -> list[str]:
    return [record["answer"].removesuffix("\n") for record in records(result).values()]


def questions(result: Import) -> list[str]:
    return [record["question"] for record in records(result).values()]


def messages(result: Import) -> list[str]:
    """Return all notes of the first file as `line message`."""
    return [f"{note.line} {note.message}" for note in result.files[0].notes]


def unstated_problems(result: Import) -> list[str]:
    """Return the problems of drafts that they do not name themselves."""
    problems = []
    stated = {(draft.id, todo.field) for draft in result.drafts for todo in draft.todo}
    for draft in result.drafts:
        record, judged = judge_text(Place.entry(draft.id), draft.text, NO_CHECKS, Policy(TODAY))
        assert record is not None, draft.text
        lines = draft.text.split("\n")
        for problem in judged:
            above = "\n".join(lines[: problem.line])
            field = re.findall(r"^([a-z_]+):", above, re.M)[-1]
            named = problem.code in TODO_CODES and (draft.id, field) in stated
            if not named and problem.code not in SOURCE_CODES:
                problems.append(f"{problem}\n{draft.text}")
    return problems


_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")
_MARKUP = [
    r"<!--.*?-->",
    r"</?(?:font|br|b|i|details|summary|script|code|table|t[rdh]|div|p|img|a|strong|em)\b[^<>]*>",
    r"!\[[^\]]*\]\([^)]*\)",  # an image
    r"(?<=\])\(<?[^\s()]*(?:\([^()]*\))?[^\s()]*\)",  # the address of a link
    r"\s*<[^<>`\s]*[^<>`]*>(?=`__?)",  # the address of a link in reStructuredText
    r"<(?:https?://|[\w.-]+@)[^<>]*>|https?://\S+",
    r":[\w-]+:`[^`]*<[^`>]*>`|:[\w-]+:(?=`)|^\s*\.\. .*$|^ +:\w+:.*$",  # roles and directives
    r"^\s*(?:[0-9]+|#)[.)]\s|^\s*(?:`{3,}|~{3,}|:{3,}).*$",
    r"^[#*_\s]*(?:Q|A|Question)[0-9]*(?:[:：]| -)",
    r"^!!! \w+|\[!\w+\]|\{\w+\}(?=`)|&\w+;",
]


def words(text: str) -> list[str]:
    """Return the words of a piece of source, without its markup and its addresses."""
    for pattern in _MARKUP:
        text = re.sub(pattern, " ", text, flags=re.M | re.S if "<!--" in pattern else re.M)
    return _WORD.findall(re.sub(r"[_*\\]", "", text))


def missing(result: Import, path: Path) -> list[str]:
    """Return what is neither in a draft nor in the report, judged from the file itself.

    Every line that is not blank must belong to a piece, and the words of every piece in a draft
    must stand there in their order.
    """
    lines = decode(path.read_bytes())[0].split("\n")
    [file] = [file for file in result.files if file.path == path.as_posix()]
    covered = {n for piece in file.pieces for n in range(piece.first, piece.last + 1)}
    lost = [
        f"line {n}: {line}" for n, line in enumerate(lines, 1) if line.strip() and n not in covered
    ]
    fields = records(result)
    for piece in file.pieces:
        if not piece.draft:
            assert piece.reason
            continue
        record = fields[piece.draft]
        text = "\n".join([record["question"], record["answer"]])
        stock = _WORD.findall(re.sub(r"[_*\\]", "", text))
        source = "\n".join(lines[piece.first - 1 : piece.last])
        at = 0
        for word in words(source):
            at = next((n for n in range(at, len(stock)) if stock[n] == word), -1) + 1
            if not at:
                lost.append(f"line {piece.first}: '{word}' of {source[:200]!r}")
                break
    return lost
