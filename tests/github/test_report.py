"""The weekly report tells what to look at, and nothing that could do something."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from tests import examples
from tests.schema.base import EXAMPLE
from tools import report

FAILING: dict[str, Any] = {
    "filename": "kb/entries/a.yaml",
    "lineno": 3,
    "status": "broken",
    "code": 0,
    "uri": "https://example.org/gone",
    "info": "404 Client Error: Not Found",
}

HOSTILE = [
    "@everyone",
    "#1",
    "`@everyone`",
    "``` \n\n@everyone",
    "\n\n# Title\n\n- [x] done",
    "<img src=x onerror=alert(1)>",
    "[click](https://evil.example)",
    "::set-output name=a::b",
    "\x1b[31m\x00\u202e",
    "${{ github.token }}",
]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a small knowledge base without a problem, as the current folder."""
    examples.write_base(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(project: Path, links: list[dict[str, Any]], *options: str) -> str:
    (project / "output.json").write_text("".join(f"{json.dumps(link)}\n" for link in links))
    assert report.main(["output.json", "out/report.md", *options]) == 0
    return (project / "out/report.md").read_text(encoding="utf-8")


def test_without_anything_to_tell_the_report_is_empty(project: Path) -> None:
    links = [{**FAILING, "status": status} for status in ("working", "redirected", "unchecked")]
    assert run(project, links) == ""


def test_a_link_is_told_once_with_all_its_places(project: Path) -> None:
    elsewhere = {**FAILING, "filename": "docs/b.md", "lineno": 9}
    timeout = {**FAILING, "status": "timeout", "uri": "https://slow.example", "info": ""}
    text = run(project, [elsewhere, timeout, FAILING])
    assert text.count("https://example.org/gone") == 1
    assert "`docs/b.md:9`, `kb/entries/a.yaml:3`" in text
    assert "`https://slow.example`: `timeout`" in text


def test_the_oldest_review_comes_first(project: Path) -> None:
    for day, name in (("2021-05-05", "ascend-and-npu"), ("2020-05-05", "run-on-gpu-and-cpu")):
        file = project / f"kb/entries/{name}.yaml"
        text, changed = re.subn(r"reviewed_on: .*", f"reviewed_on: {day}", file.read_text())
        assert changed == 1
        file.write_text(text)
    items = re.findall(r"^- \[ \] `(.*)`: reviewed on (.*)$", run(project, []), re.MULTILINE)
    assert items == [
        ("kb/entries/run-on-gpu-and-cpu.yaml", "2020-05-05"),
        ("kb/entries/ascend-and-npu.yaml", "2021-05-05"),
    ]


def test_how_long_a_review_holds_can_be_chosen(project: Path) -> None:
    file = project / EXAMPLE
    file.write_text(re.sub(r"reviewed_on: .*", "reviewed_on: 2020-05-05", file.read_text()))
    assert EXAMPLE in run(project, [], "--review-within", "30")
    assert run(project, [], "--review-within", "36500") == ""


def test_other_problems_of_records_are_told(project: Path) -> None:
    (project / "kb/stray.txt").write_text("")
    assert "`kb/stray.txt:1`: unexpected-file" in run(project, [])


@pytest.mark.parametrize("text", HOSTILE)
def test_what_others_wrote_stays_code_on_one_line(project: Path, text: str) -> None:
    shown = run(project, [{**FAILING, "uri": text, "info": text, "filename": text}])
    title, blank, item = shown.splitlines()
    assert (title, blank) == ("## Broken links", "")
    (inline,) = MarkdownIt("commonmark").parseInline(item.removeprefix("- "))
    plain = "".join(child.content for child in inline.children or () if child.type != "code_inline")
    assert re.fullmatch(r": , in ", plain), plain
    assert all(child.type in ("text", "code_inline") for child in inline.children or ())
    assert item.isprintable()


def test_a_report_fits_into_an_issue(project: Path) -> None:
    links = [
        {**FAILING, "uri": f"https://example.org/{number}", "info": "x" * 2_000}
        for number in range(300)
    ]
    text = run(project, links)
    assert len(text.encode()) < report.MOST * 1.1
    told = text.count("https://example.org/")
    assert told > 50
    assert f"… and {300 - told} more." in text


@pytest.mark.parametrize("text", ["[]\n", "{}\n", "nonsense\n", '{"status": "broken"}\n'])
def test_results_that_are_none_are_refused(
    project: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "output.json").write_text(text)
    assert report.main(["output.json", "report.md"]) == 2
    assert "make linkcheck" in capsys.readouterr().err
    assert not (project / "report.md").exists()


def test_links_that_were_not_checked_are_no_good_news(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report.main(["output.json", "report.md"]) == 2
    assert "Run 'make linkcheck'" in capsys.readouterr().err
