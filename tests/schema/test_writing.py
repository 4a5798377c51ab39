"""A file is the old one or the new one, whatever happens while it is written."""

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from schema.files import Changed, replace, sweep
from schema.problems import Problem
from schema.records import find_records
from schema.source import MAX_BYTES
from tests.pages import ROOT
from tests.schema.base import BASE, write


def listed(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give the test a file in a folder of its own."""
    path = tmp_path / "a.yaml"
    path.write_text("old\n")
    return path


def test_a_file_gets_its_new_text_and_keeps_its_permissions(file: Path) -> None:
    file.chmod(0o640)
    large = "é" * MAX_BYTES  # beyond what a record may have
    replace(file, large, "old\n")
    assert file.read_bytes() == large.encode()
    replace(file, "new\n", large)
    assert file.read_text() == "new\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert listed(file.parent) == ["a.yaml"]


def test_a_change_at_the_last_moment_is_seen(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sync = os.fsync

    def late(handle: int) -> None:
        sync(handle)
        file.write_text("saved meanwhile\n")

    monkeypatch.setattr(os, "fsync", late)
    with pytest.raises(Changed):
        replace(file, "new\n", "old\n")
    assert file.read_text() == "saved meanwhile\n"


def test_a_file_that_has_changed_or_is_gone_is_left_alone(file: Path) -> None:
    with pytest.raises(Changed):
        replace(file, "new\n", "older\n")
    assert file.read_text() == "old\n"
    assert listed(file.parent) == ["a.yaml"]
    file.unlink()
    with pytest.raises(Changed):
        replace(file, "new\n", "old\n")
    assert listed(file.parent) == []


def test_a_link_is_not_written_through(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to(file)
    with pytest.raises(Changed):
        replace(link, "new\n", "old\n")
    assert link.is_symlink()
    assert file.read_text() == "old\n"


def test_what_is_left_of_a_kill_is_no_record_and_is_swept(tmp_path: Path) -> None:
    write(tmp_path, BASE)
    remains = tmp_path / "kb/entries/.kb-0123456789abcdef.tmp"
    fresh = tmp_path / "kb/entries/.kb-0123456789abcdee.tmp"
    for path in (remains, fresh):
        path.write_text("half")
    assert not [each for each in find_records(tmp_path) if isinstance(each, Problem)]
    os.utime(remains, (0, 0))
    sweep(tmp_path / "kb")
    assert (remains.exists(), fresh.exists()) == (False, True)


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_a_kill_leaves_each_file_old_or_new(tmp_path: Path) -> None:
    """The files are large, so that a write in place would be caught half done."""
    answer = "".join(f"  line {number} of the answer\n" for number in range(2_000))
    old = f"answer: |\n{answer}question: Is it?\n"
    names = [f"e{number:03}" for number in range(16)]
    write(tmp_path, {f"kb/entries/{name}.yaml": old for name in names})
    command = [sys.executable, "-m", "cli", "format", str(tmp_path)]
    caught = 0
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    for delay in (0, 0.03, 0.08):
        process = subprocess.Popen(command, cwd=ROOT, **pipes)
        assert process.stdout is not None
        process.stdout.read(1)  # the first file is written
        time.sleep(delay)
        process.kill()
        process.communicate()
        texts = {n: (tmp_path / f"kb/entries/{n}.yaml").read_text() for n in names}
        done = {name for name, text in texts.items() if text != old}
        for name in done:
            assert texts[name].endswith(f"question: Is it?\nanswer: |\n{answer}")
        caught += 0 < len(done) < len(names)
    assert caught, "no kill came in the middle of the work"
