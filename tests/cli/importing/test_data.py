"""Real FAQs of other projects, if the variable FAQ_IMPORT_DATA names a folder of them."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from cli.importing import Import, import_files, to_json
from tests.cli.importing.helpers import missing, unstated_problems
from tests.schema.base import TODAY

DATA = os.environ.get("FAQ_IMPORT_DATA", "")

pytestmark = pytest.mark.skipif(not DATA, reason="FAQ_IMPORT_DATA names no folder of FAQs")

EXPECTED = {
    "black/faq.md": 13,
    "ingress-nginx/faq.md": 9,
    "jax/faq.rst": 11,
    "lightgbm/FAQ.rst": 26,
    "mmcv/faq.md": 15,
    "mnn/faq.md": 29,
    "triton-server/faq.md": 10,
    "xgboost/faq.rst": 10,
}


@pytest.fixture(scope="module")
def files() -> list[Path]:
    return sorted(p for p in Path(DATA).rglob("*") if p.suffix in (".md", ".rst"))


@pytest.fixture(scope="module")
def result(files: list[Path]) -> Import:
    return import_files(files, None, TODAY)


def test_every_file_yields_its_questions(result: Import) -> None:
    numbers = {Path(f.path).relative_to(DATA).as_posix(): len(f.drafts) for f in result.files}
    assert {name: numbers[name] for name in EXPECTED if name in numbers} == {
        name: count for name, count in EXPECTED.items() if name in numbers
    }
    assert all(file.drafts or file.notes_of("warning") for file in result.files)


def test_marked_questions_of_mindspore(result: Import) -> None:
    files = [file for file in result.files if "/mindspore/" in file.path]
    styles = Counter(draft.style for file in files for draft in file.drafts)
    assert sum(count for style, count in styles.items() if style.startswith("'Q:'")) == 242


def test_nothing_is_lost(result: Import, files: list[Path]) -> None:
    assert [f"{path}: {loss}" for path in files for loss in missing(result, path)] == []


def test_every_link_and_image_is_in_a_draft_or_in_the_report(
    result: Import, files: list[Path]
) -> None:
    whole = "".join(draft.text for draft in result.drafts) + to_json(result)
    markdown = MarkdownIt("commonmark").enable("table")
    for path in files:
        text = path.read_text(encoding="utf-8") if path.suffix == ".md" else ""
        for token in markdown.parse(text):
            for child in token.children or ():
                address = str(child.attrs.get("href") or child.attrs.get("src") or "")
                assert address.removeprefix("http:").removeprefix("https:") in whole, path


def test_drafts_have_no_unstated_problems(result: Import) -> None:
    assert unstated_problems(result) == []
