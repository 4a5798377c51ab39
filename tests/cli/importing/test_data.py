"""Real FAQs of other projects, where a folder of them is at hand."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from cli.importing import Import, import_files
from tests.cli.importing.helpers import check_books, missing, other_problems
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
def made(files: list[Path]) -> Import:
    return import_files(files, None, TODAY)


def test_every_file_yields_questions(made: Import, files: list[Path]) -> None:
    assert len(made.report.files) == len(files)
    assert all(file.questions or file.warnings for file in made.report.files)
    found = {Path(file.path).relative_to(DATA).as_posix(): file for file in made.report.files}
    assert {name: found[name].questions for name in EXPECTED if name in found} == {
        name: count for name, count in EXPECTED.items() if name in found
    }


def test_marked_questions_of_mindspore(made: Import) -> None:
    styles: Counter[str] = Counter()
    for file in made.report.files:
        if "/mindspore/" in file.path:
            styles.update(file.styles)
    assert sum(count for style, count in styles.items() if style.startswith("'Q:'")) == 242


def test_nothing_is_lost(made: Import, files: list[Path]) -> None:
    check_books(made)
    assert [f"{path}: {one}" for path in files for one in missing(made, path)] == []


def _links_and_images(text: str) -> Counter[str]:
    """Count what a Markdown parser finds; definitions of the whole text may stand behind it."""
    found: Counter[str] = Counter()
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        found.update(child.type for child in token.children or ())
        found["image"] += sum(
            inner.type == "image"
            for child in token.children or ()
            for inner in child.children or ()
            if child.type == "link_open"
        )
    return Counter({"link": found["link_open"], "image": found["image"]})


def test_links_and_images_are_in_a_draft_or_in_the_report(made: Import) -> None:
    for file in made.report.files:
        if file.format != "Markdown":
            continue
        text = Path(file.path).read_text(encoding="utf-8")
        lines = text.split("\n")
        total = _links_and_images(text)
        left: Counter[str] = Counter(one.kind for one in file.left_out if "within" in one.reason)
        for fate in made.ledger:
            if fate.path == file.path and not fate.record and fate.kind != "definition":
                left.update(_links_and_images("\n".join(lines[fate.first - 1 : fate.last])))
        for kind in ("link", "image"):
            assert total[kind] == file.carried.get(kind, 0) + left[kind], (file.path, kind)


def test_drafts_have_no_problems_but_the_stated_ones(made: Import) -> None:
    assert other_problems(made) == []
