"""`kb import` on folders and reports that cannot be: one sentence each, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli import main as cli
from cli.commands import import_
from cli.outcome import MISUSE, OK

TEXT = "# T\n\n## Q: what?\n\nyes [bread](b.md)\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text(TEXT)
    (tmp_path / "file").write_text("mine")
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    (tmp_path / "nowhere").symlink_to("nothing")
    return tmp_path


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--to file", "file' is no folder"),
        ("--to file/x/y", "file' is no folder"),
        ("--to nowhere/x", "nowhere' is no folder"),
        ("--to link", "link' is a link"),
        ("--to new --report none/r.json", "'none' is no folder"),
        ("--to new --report file", "'file' is there already"),
        ("--to new --report nowhere", "'nowhere' is there already"),
        ("--to new --base-url http://x.org", "'http://x.org' is no https address"),
    ],
)
def test_what_cannot_be_written_is_told_before_anything_is_done(
    folder: Path, capsys: pytest.CaptureFixture[str], options: str, message: str
) -> None:
    before = sorted(folder.rglob("*"))
    assert cli.main(["import", "a.md", *options.split()]) == MISUSE
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err
    assert err.count("\n") == 1
    assert sorted(folder.rglob("*")) == before
    assert (folder / "file").read_text() == "mine"


@pytest.mark.parametrize("what", ["write", "create"])
def test_a_disk_that_is_full_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(import_, what, fail)
    assert cli.main(["import", "a.md", "--to", "new", "--report", "r.json"]) == MISUSE
    err = capsys.readouterr().err
    assert "no space left on device." in err
    assert ("No draft is written." in err) == (what == "write")
    assert ("Wrote 1 draft nevertheless." in err) == (what == "create")
    assert not (folder / "r.json").exists()


def test_warnings_are_told_once_and_not_all_of_very_many(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_, "MAX_WARNINGS", 2)
    gone = [f"none{number}.md" for number in range(4)]
    assert cli.main(["import", "a.md", *gone, "--to", "new"]) == OK
    out, err = capsys.readouterr()
    assert "cannot be read" not in out
    assert err.count("cannot be read") == 2
    assert "2 more warnings" in err
    assert "--report FILE" in out
