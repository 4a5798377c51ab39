"""The fields of drafts, their ids, and how they are written."""

import json
import os
from pathlib import Path

import pytest

from cli.command import MISUSE
from cli.commands import import_
from cli.commands.import_ import read_folder, write
from cli.importing.model import Block
from cli.importing.pipeline import MAX_BYTES, import_files, question_line, summary_of
from cli.importing.report import to_json, to_text, warnings_of
from tests.cli.conftest import Kb
from tests.cli.importing.helpers import drafts, imported
from tests.schema.base import BASE, TODAY, validate
from tests.schema.base import write as write_base

TWO = "# Boats\n\n## Q: a?\n\nA: b\n\n## Q: c?\n\nA: d\n"


@pytest.mark.parametrize(
    ("source", "question", "todo"),
    [
        ("How to row", "How to row?", False),
        ("3. Where is it?", "Where is it?", False),
        ("What now?.", "What now?", False),
        ("The boat leaks.", "The boat leaks.", True),
        ("`no oar` is displayed", "`no oar` is displayed", False),
        ("Who? " + "x" * 200 + "?", "Who? " + "x" * 200 + "?", True),
    ],
)
def test_only_slips_are_fixed(tmp_path: Path, source: str, question: str, todo: bool) -> None:
    assert question_line(source) == question
    [draft] = drafts(imported(tmp_path, {"a.md": f"## Q: {source}\n\nyes\n"}))
    assert any(each.field == "question" for each in draft.todo) == todo


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("See [the `x` page](https://x.org/a_(b)) *now*.", "See the `x` page now."),
        ("Use `__init__` or a_b_c.", "Use `__init__` or a_b_c."),
        (
            f"It is v1.2, e.g. {'more ' * 30}so. {'Words. ' * 40}",
            f"It is v1.2, e.g. {'more ' * 30}so.",
        ),
        ("word " * 58 + "`a. b` end.", ""),
        (f"Word. {'word ' * 48}``export. {'A' * 40}=b`` and no end", "Word."),
        ("---", ""),
    ],
)
def test_a_summary_is_the_first_sentences(paragraph: str, expected: str) -> None:
    assert summary_of([Block("paragraph", 1, "", text=paragraph)]) == expected


def test_origin_source_and_date(tmp_path: Path) -> None:
    _, draft = drafts(imported(tmp_path, {"boats.md": TWO}, base_url="https://x.org/docs"))
    assert draft.text.endswith(
        "reviewed_on: 2026-11-22\nsources:\n"
        "  - url: https://x.org/docs/boats.md\n    supports: Boats\norigin: [boats-02]\n"
    )
    assert "\nsources:" not in drafts(imported(tmp_path, {"b.md": TWO}))[0].text


def test_folders_distinguish_sources_of_one_name(tmp_path: Path) -> None:
    result = imported(tmp_path, {"a/faq.md": TWO, "b/FAQ.md": TWO, "b/Other Page.md": TWO})
    origins = [draft.fields.origin for draft in drafts(result)[::2]]
    assert origins == ["a_faq-01", "b_faq-01", "other_page-01"]


def test_tags_and_ids_come_from_the_knowledge_base(tmp_path: Path) -> None:
    base = validate(write_base(tmp_path / "base", BASE))
    text = "## Q: Will it run on a GPU?\n\nA: x\n\n## Q: Example?\n\nx\n"
    first, second = drafts(imported(tmp_path, {"a.md": text}, base))
    assert "hardware: [gpu]" in first.text
    assert second.id == "example-2", "'example' is taken"


def test_a_file_named_by_a_number_has_drafts_with_valid_ids(tmp_path: Path) -> None:
    [draft] = drafts(imported(tmp_path, {"1.md": "## 为什么？\n\n因为。\n"}))
    write({draft.id: draft.text}, tmp_path / "entries")
    assert draft.id == "page-1-01"


def test_an_interrupted_import_goes_on_where_it_ended_in_any_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts, folder = {"a.md": "## Q: a b?\n\nx\n\n## Q: a b?\n\ny\n"}, tmp_path / "entries"
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    _, second = drafts(imported(tmp_path, texts))
    monkeypatch.setenv("LC_ALL", "C")
    write({second.id: second.text.replace("2026-11-22", "2026-11-20")}, folder)
    result = imported(tmp_path, texts, existing=read_folder(folder))
    assert [(draft.id, draft.exists) for draft in drafts(result)] == [
        ("a-b", False),
        ("a-b-2", True),
    ]
    assert "An earlier import wrote 1 of these drafts" in to_text(result)


def test_the_report_is_json_and_text(tmp_path: Path) -> None:
    result = imported(tmp_path, {"a.md": "# T\n\n## Q: a?\n\n[bread](c.md)\n\n<br/>\n"})
    [file] = json.loads(to_json(result))
    assert list(file["notes"][0].values()) == [1, "left-out", "title", "the title", "# T"]
    assert file["drafts"][0]["style"] == "'Q:' in a heading of level 2"
    text = to_text(result)
    assert "1 question found." in text
    assert "left out: 1 title (the title)" in text
    assert "'# To do:': answer 1, phrasings 1, status 1, tags 1." in text


@pytest.mark.parametrize(
    "title", ["../../x", "/etc/passwd", "..", "a\\b", "nul", "$(x)", "{}", "'\"", "%2e%2e"]
)
def test_titles_cannot_lead_out_of_the_folder(tmp_path: Path, title: str) -> None:
    texts = {"a.md": f"## Q: {title}?\n\nA: no\n", "b__c.rst": f"{title}?\n{'-' * 20}\n\nno\n"}
    result = imported(tmp_path, texts)
    folder = tmp_path / "out"
    write({draft.id: draft.text for draft in drafts(result)}, folder)
    assert len(list(folder.iterdir())) == 2


def test_files_that_cannot_be_read_are_reported(tmp_path: Path) -> None:
    large, pipe, odd = tmp_path / "large.md", tmp_path / "pipe.md", tmp_path / "odd.rst"
    odd.write_text(".. class:: a\n\n .. target-notes::\n")  # docutils fails
    large.write_bytes(b"a" * (MAX_BYTES + 1))
    os.mkfifo(pipe)
    result = import_files([tmp_path / "none.md", tmp_path, large, pipe, odd], None, TODAY)
    reasons = [warning.partition("cannot be read: ")[2] for warning in warnings_of(result)]
    assert "Losing" in reasons.pop()
    assert [reason.partition(" or a device")[0] for reason in reasons] == [
        "no such file or directory.",
        "it is a folder",
        "it has more than 1,000,000 bytes; split it.",
        "it is a folder",
    ]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(TWO)
    (tmp_path / "link.md").symlink_to(path)
    result = import_files([path, path, tmp_path / "link.md"], None, TODAY)
    assert len(drafts(result)) == 2


def test_drafts_are_written_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {"a": "question: ä\n", "b": "x\n"}
    folder = tmp_path / "kb" / "entries"
    write(texts, folder)
    assert (folder / "a.yaml").read_bytes() == "question: ä\n".encode()
    (folder / "a.yaml").unlink()
    with pytest.raises(FileExistsError, match=r"b\.yaml"):
        write(texts, folder)
    assert read_folder(folder) == {"b": "x\n"}

    link = os.link

    def late(source: Path, target: Path) -> None:
        if target.name == "b.yaml":
            target.write_text("mine")
        link(source, target)

    monkeypatch.setattr(os, "link", late)
    with pytest.raises(FileExistsError):
        write(texts, tmp_path / "late")
    assert read_folder(tmp_path / "late") == {"b": "mine"}


@pytest.mark.parametrize("id", ["../a", "a/b", "", "A", ".a"])
def test_an_invalid_id_raises_an_error(tmp_path: Path, id: str) -> None:
    with pytest.raises(ValueError, match="not ids"):
        write({id: "x"}, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text(TWO)
    (tmp_path / "file").write_text("mine")
    (tmp_path / "real").mkdir()
    (tmp_path / "nowhere").symlink_to("nothing")
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / "kb").symlink_to(tmp_path / "real")
    (tmp_path / "base" / "kb").mkdir(parents=True)
    (tmp_path / "base" / "kb" / "entries").symlink_to(tmp_path / "real")
    return tmp_path


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--to file", "file' is not a folder"),
        ("--to nowhere", "nowhere' is not a folder"),
        ("--to file/x/y", "file/x/y': not a directory"),
        ("--to linked/kb/entries", "'kb' is a link"),
        ("--to base/kb/entries", "'kb/entries' is a link"),
        ("--to new --report none/r.json", "'none/r.json': no such file or directory"),
        ("--to new --report file", "'file': file exists"),
        ("--to new --report nowhere", "'nowhere': file exists"),
        ("--to new --base-url http://x.org", "'http://x.org' is not an https address"),
    ],
)
def test_a_bad_option_is_reported_at_once(folder: Path, kb: Kb, options: str, message: str) -> None:
    before = sorted(folder.rglob("*"))
    code, out, err = kb("import", "a.md", *options.split())
    assert (code, out) == (MISUSE, "")
    assert message in err
    assert err.count("\n") == 1
    assert sorted(folder.rglob("*")) == before
    assert (folder / "file").read_text() == "mine"


@pytest.mark.parametrize("what", ["write", "create"])
def test_a_full_disk(folder: Path, kb: Kb, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(import_, what, fail)
    code, _, err = kb("import", "a.md", "--to", "new", "--report", "r.json")
    assert code == MISUSE
    assert "no space left on device." in err
    assert "No draft was written." in err
    assert not (folder / "new").exists()
