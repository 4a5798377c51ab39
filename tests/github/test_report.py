"""The weekly report names what to look at, and nothing in it can do something."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from tests.schema.base import BASE, EXAMPLE, OTHER, write
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
    "`@everyone`",
    "\n\n# Title\n\n- [x] done",
    "<img src=x onerror=alert(1)>",
    "[click](https://evil.example)",
    "::set-output name=a::b",
    "\x1b[31m\x00\u202e",
]


def run(project: Path, links: list[dict[str, Any]], *options: str) -> str:
    (project / "output.json").write_text("".join(f"{json.dumps(link)}\n" for link in links))
    assert report.main(["output.json", "out/report.md", *options]) == 0
    return (project / "out/report.md").read_text(encoding="utf-8")


def test_a_broken_link_is_listed_once_with_all_its_places(project: Path) -> None:
    fine = [{**FAILING, "status": status} for status in ("working", "redirected", "unchecked")]
    assert run(project, fine) == ""
    elsewhere = {**FAILING, "filename": "docs/b.md", "lineno": 9}
    timeout = {**FAILING, "status": "timeout", "uri": "https://slow.example", "info": ""}
    text = run(project, [elsewhere, timeout, FAILING])
    assert text.count("https://example.org/gone") == 1
    assert "`docs/b.md:9`, `kb/entries/a.yaml:3`" in text
    assert "`https://slow.example`: `timeout`" in text


def test_outdated_reviews_come_oldest_first_and_then_other_problems(project: Path) -> None:
    for day, path in (("2021-05-05", EXAMPLE), ("2020-05-05", OTHER)):
        text = BASE[path].replace("reviewed_on: 2026-11-22", f"reviewed_on: {day}")
        write(project, {path: text, "kb/stray.txt": ""})
    text = run(project, [], "--review-within", "30")
    items = re.findall(r"^- \[ \] `(.*)`: reviewed on (.*)$", text, re.MULTILINE)
    assert items[:2] == [(OTHER, "2020-05-05"), (EXAMPLE, "2021-05-05")]
    assert "`kb/stray.txt:1`: unexpected-file" in text
    assert "reviewed on" not in run(project, [], "--review-within", "36500")


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
    listed = text.count("https://example.org/")
    assert listed > 50
    assert f"… and {300 - listed} more." in text


@pytest.mark.parametrize("text", ["[]\n", "nonsense\n", '{"status": "broken"}\n', None])
def test_missing_or_unreadable_results_are_an_error(
    project: Path, text: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    if text is not None:
        (project / "output.json").write_text(text)
    assert report.main(["output.json", "report.md"]) == 2
    assert "Run 'make linkcheck'" in capsys.readouterr().err
    assert not (project / "report.md").exists()
