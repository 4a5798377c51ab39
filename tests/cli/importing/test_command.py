"""`kb import` with bad options: one sentence each, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli import main as cli
from cli.command import MISUSE
from cli.commands import import_

TEXT = "# T\n\n## Q: what?\n\nyes [bread](b.md)\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text(TEXT)
    (tmp_path / "file").write_text("mine")
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
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
def test_a_bad_option_is_reported_before_anything_is_done(
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
def test_a_full_disk_is_reported(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(import_, what, fail)
    assert cli.main(["import", "a.md", "--to", "new", "--report", "r.json"]) == MISUSE
    err = capsys.readouterr().err
    assert "no space left on device." in err
    assert "No draft is written." in err
    assert not (folder / "new").exists()
