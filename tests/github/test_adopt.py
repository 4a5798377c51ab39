"""Of a pull request only its records are taken, and only if nothing else changes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.github.repository import commit, create, git
from tests.pages import ROOT
from tools import adopt

Edit = Callable[[Path], None]


class Pull:
    """A branch `trusted`, and `change`, a clone of it merged with a pull request."""

    def __init__(self, folder: Path, edit: Edit) -> None:
        self.folder = folder
        self.trusted = create(folder / "trusted")
        (self.trusted / "kb/entries").mkdir(parents=True)
        for path in ("kb/entries/old.yaml", "kb/entries/kept.yaml", "Makefile"):
            (self.trusted / path).write_text("base\n")
        self.base = commit(self.trusted)
        git(folder, "clone", "--quiet", "trusted", "change")
        self.change = folder / "change"
        git(self.change, "switch", "--quiet", "--create", "pull")
        edit(self.change)
        commit(self.change)
        git(self.change, "switch", "--quiet", "main")
        git(self.change, "merge", "--quiet", "--no-ff", "--message", "Merge", "pull")

    def adopt(self) -> tuple[int, str]:
        """Return the exit code and what the step gives to those after it."""
        output = self.folder / "output"
        done = subprocess.run(
            [sys.executable, ROOT / "tools/adopt.py", self.change],
            cwd=self.trusted,
            check=False,
            capture_output=True,
            text=True,
            env={
                **os.environ,
                "GITHUB_OUTPUT": str(output),
                "GITHUB_STEP_SUMMARY": str(self.folder / "summary"),
            },
        )
        self.told = done.stderr
        return done.returncode, output.read_text() if output.exists() else ""

    def records(self) -> dict[str, str]:
        folder = self.trusted / "kb"
        files = (path for path in sorted(folder.rglob("*")) if not path.is_dir())
        return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


BEFORE = {"entries/kept.yaml": "base\n", "entries/old.yaml": "base\n"}


def write(path: str, text: str = "change\n") -> Edit:
    def edit(clone: Path) -> None:
        (clone / path).parent.mkdir(parents=True, exist_ok=True)
        (clone / path).write_text(text)

    return edit


def test_records_come_new_changed_and_deleted(tmp_path: Path) -> None:
    new = ("tags/a/new.yaml", "translations/zh-cn/new.yaml", "entry.schema.json")

    def edit(clone: Path) -> None:
        for path in ("entries/kept.yaml", *new):
            write(f"kb/{path}")(clone)
        (clone / "kb/entries/old.yaml").unlink()

    pull = Pull(tmp_path, edit)
    assert pull.adopt() == (0, "code=false\n")
    assert pull.records() == dict.fromkeys(("entries/kept.yaml", *new), "change\n")
    summary = (tmp_path / "summary").read_text()
    assert "- Changed: `kb/entries/kept.yaml`\n- Deleted: `kb/entries/old.yaml`\n" in summary


@pytest.mark.parametrize(
    "path",
    [
        "Makefile",
        "schema/evil.py",
        "kbx/a.yaml",
        "conftest.py",
        "kb/.gitattributes",
        "kb/.x/a.yaml",
        "kb/README.md",
        "kb/settings.yaml",
        "checks/results.json",
        "kb/Entries/a.yaml",
        "kb/entries/a.yml",
        "kb/tags/a.yaml",
        "kb/entries/a`\n::error::.yaml",
        f"kb/entries/{'d/' * 300}a.yaml",
    ],
    ids=lambda path: path[:30],
)
def test_a_pull_request_that_changes_more_is_left_alone(tmp_path: Path, path: str) -> None:
    def edit(clone: Path) -> None:
        write("kb/entries/kept.yaml")(clone)
        write(path)(clone)

    pull = Pull(tmp_path, edit)
    assert pull.adopt() == (0, "code=true\n")
    assert pull.records() == BEFORE
    assert (pull.trusted / "Makefile").read_text() == "base\n"


def test_a_file_moved_into_the_records_changes_more_than_records(tmp_path: Path) -> None:
    def edit(clone: Path) -> None:
        (clone / "Makefile").rename(clone / "kb/entries/moved.yaml")

    pull = Pull(tmp_path, edit)
    assert pull.adopt() == (0, "code=true\n")
    assert pull.records() == BEFORE


@pytest.mark.parametrize("link", ["kb/entries/link.yaml", "kb/tags", "kb/entries/a b\n::error::"])
def test_a_link_is_refused_and_nothing_is_taken(tmp_path: Path, link: str) -> None:
    def edit(clone: Path) -> None:
        write("kb/entries/kept.yaml")(clone)
        (clone / link).symlink_to("/etc/passwd")

    pull = Pull(tmp_path, edit)
    assert pull.adopt() == (1, "")
    assert "is a link" in pull.told
    assert "\n::" not in pull.told
    assert pull.records() == BEFORE


def test_a_submodule_is_refused(tmp_path: Path) -> None:
    """It is an empty folder on the disk, which no other check sees."""

    def edit(clone: Path) -> None:
        commit = git(clone, "rev-parse", "HEAD").strip()
        (clone / "kb/entries/sub.yaml").mkdir()
        entry = f"160000,{commit},kb/entries/sub.yaml"
        git(clone, "update-index", "--add", "--cacheinfo", entry)

    pull = Pull(tmp_path, edit)
    assert pull.adopt() == (1, "")
    assert "'kb/entries/sub.yaml' is a link or a submodule" in pull.told
    assert pull.records() == BEFORE


def test_records_that_became_a_link_are_not_followed(tmp_path: Path) -> None:
    def edit(clone: Path) -> None:
        git(clone, "rm", "--quiet", "-r", "kb")
        (clone / "kb").symlink_to("/etc")

    pull = Pull(tmp_path, edit)
    assert pull.adopt() == (1, "")
    assert "'kb' is a link" in pull.told
    assert pull.records() == BEFORE


def test_a_record_cannot_be_executed(tmp_path: Path) -> None:
    def edit(clone: Path) -> None:
        write("kb/entries/run.yaml", "#!/bin/sh\n")(clone)
        (clone / "kb/entries/run.yaml").chmod(0o755)

    pull = Pull(tmp_path, edit)
    assert pull.adopt()[0] == 0
    assert not os.access(pull.trusted / "kb/entries/run.yaml", os.X_OK)


def test_the_code_is_that_of_the_merge_when_the_branch_has_moved_on(tmp_path: Path) -> None:
    pull = Pull(tmp_path, write("kb/entries/kept.yaml"))
    write("Makefile", "newer\n")(pull.trusted)
    write("kb/entries/later.yaml", "newer\n")(pull.trusted)
    commit(pull.trusted)
    assert pull.adopt() == (0, "code=false\n")
    assert git(pull.trusted, "rev-parse", "HEAD") == pull.base
    assert (pull.trusted / "Makefile").read_text() == "base\n"
    assert pull.records() == {**BEFORE, "entries/kept.yaml": "change\n"}


def test_a_merge_with_a_commit_that_nobody_accepted_is_refused(tmp_path: Path) -> None:
    """Whoever makes the merge must not choose the code that judges it."""
    pull = Pull(tmp_path, write("kb/entries/kept.yaml"))
    git(pull.change, "checkout", "--quiet", "--orphan", "other")
    write("Makefile", "evil\n")(pull.change)
    commit(pull.change)
    git(pull.change, "branch", "--quiet", "base")
    git(pull.change, "switch", "--quiet", "--create", "more")
    write("kb/entries/kept.yaml", "more\n")(pull.change)
    commit(pull.change)
    git(pull.change, "switch", "--quiet", "base")
    git(pull.change, "merge", "--quiet", "--no-ff", "--message", "Merge", "more")
    assert pull.adopt() == (1, "")
    assert "cannot be checked out" in pull.told
    assert (pull.trusted / "Makefile").read_text() == "base\n"
    assert pull.records() == BEFORE


def test_a_clone_without_the_parents_is_refused(tmp_path: Path) -> None:
    pull = Pull(tmp_path, write("kb/entries/kept.yaml"))
    shallow = f"file://{pull.change}"
    git(tmp_path, "clone", "--quiet", "--depth=1", shallow, "shallow")
    with pytest.raises(adopt.Refused, match="fetch-depth: 2"):
        adopt.changes(tmp_path / "shallow")
