"""Of a pull request only its records are taken, and only if nothing else changes."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.github.repository import commit, create, git
from tests.pages import ROOT
from tests.schema.base import write
from tools import adopt

KEPT, OLD = "kb/entries/kept.yaml", "kb/entries/old.yaml"
BEFORE = dict.fromkeys((KEPT, OLD), "base\n")
"""The records before a pull request."""


def test_a_folder_that_is_no_clone_is_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert adopt.main([str(tmp_path / "none")]) == 1
    assert capsys.readouterr().err.startswith("adopt: fatal: cannot change to ")


class Pull:
    """A branch `trusted`, and `change`, a clone of it merged with a pull request."""

    def __init__(self, folder: Path, edit: Callable[[Path], object]) -> None:
        self.folder = folder
        self.trusted = write(create(folder / "trusted"), {**BEFORE, "Makefile": "base\n"})
        self.base = commit(self.trusted)
        git(folder, "clone", "--quiet", "trusted", "change")
        self.change = folder / "change"
        self.merge(edit)

    def merge(self, edit: Callable[[Path], object]) -> None:
        """Merge another pull request, instead of the one before."""
        git(self.change, "switch", "--quiet", "--detach", self.base)
        edit(self.change)
        pull = commit(self.change)
        git(self.change, "switch", "--quiet", "-C", "main", self.base)
        git(self.change, "merge", "--quiet", "--no-ff", "--message", "Merge", pull)

    def adopt(self) -> tuple[int, str]:
        """Return the exit code and the step's output for those after it."""
        output, summary = self.folder / "output", self.folder / "summary"
        output.unlink(missing_ok=True)
        variables = {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary)}
        done = subprocess.run(
            [sys.executable, ROOT / "tools/adopt.py", self.change],
            cwd=self.trusted,
            check=False,
            capture_output=True,
            text=True,
            env={**os.environ, **variables},
        )
        self.message = done.stderr
        return done.returncode, output.read_text() if output.exists() else ""

    def records(self) -> dict[str, str]:
        files = (path for path in sorted(self.trusted.glob("kb/**/*")) if not path.is_dir())
        return {path.relative_to(self.trusted).as_posix(): path.read_text() for path in files}

    def assert_untouched(self) -> None:
        assert self.records() == BEFORE
        assert (self.trusted / "Makefile").read_text() == "base\n"

    def assert_refused(self, message: str) -> None:
        assert self.adopt() == (1, "")
        assert message in self.message
        assert "\n::" not in self.message
        self.assert_untouched()


def changing(*paths: str) -> Callable[[Path], object]:
    return lambda clone: write(clone, dict.fromkeys((KEPT, *paths), "change\n"))


def test_records_come_new_changed_and_deleted(tmp_path: Path) -> None:
    new = ("kb/entry.schema.json", "kb/tags/a/new.yaml", "kb/translations/zh-cn/new.yaml")
    new += ("kb/translations/zh-cn/tags/a/b.yaml", "kb/tag-translation.schema.json")

    def edit(clone: Path) -> None:
        changing(*new)(clone)
        (clone / OLD).unlink()
        (clone / KEPT).chmod(0o755)

    pull = Pull(tmp_path, edit)
    assert pull.adopt() == (0, "code=false\n")
    assert pull.records() == dict.fromkeys((KEPT, *new), "change\n")
    assert not os.access(pull.trusted / KEPT, os.X_OK), "a record cannot be executed"
    assert f"- Changed: `{KEPT}`\n- Deleted: `{OLD}`\n" in (tmp_path / "summary").read_text()


CODE = (
    "Makefile",
    "kbx/a.yaml",
    "kb/.gitattributes",
    "kb/.x/a.yaml",
    "kb/settings.yaml",
    "checks/results/alpha.json",
    "kb/Entries/a.yaml",
    "kb/entries/a.yml",
    "kb/tags/a.yaml",
    "kb/entries/a`\n::error::.yaml",
    f"kb/entries/{'d/' * 300}a.yaml",
)
"""Paths of files that are not records."""


def test_a_pull_request_that_changes_more_is_left_alone(tmp_path: Path) -> None:
    pull = Pull(tmp_path, lambda clone: (clone / "Makefile").rename(clone / "kb/entries/a.yaml"))
    assert pull.adopt() == (0, "code=true\n")
    for path in CODE:
        pull.merge(changing(path))
        assert pull.adopt() == (0, "code=true\n"), path
        pull.assert_untouched()


@pytest.mark.parametrize("link", ["kb/entries/link.yaml", "kb/tags", "kb/entries/a b\n::error::"])
def test_a_link_is_refused_and_nothing_is_taken(tmp_path: Path, link: str) -> None:
    def edit(clone: Path) -> None:
        changing()(clone)
        (clone / link).symlink_to("/etc/passwd")

    Pull(tmp_path, edit).assert_refused("is a link")


def test_a_submodule_is_refused(tmp_path: Path) -> None:
    """It is an empty folder on the disk, which no other check sees."""

    def edit(clone: Path) -> None:
        (clone / "kb/entries/sub.yaml").mkdir()
        entry = f"160000,{git(clone, 'rev-parse', 'HEAD')},kb/entries/sub.yaml"
        git(clone, "update-index", "--add", "--cacheinfo", entry)

    Pull(tmp_path, edit).assert_refused("'kb/entries/sub.yaml' is a link or a submodule")


def test_records_that_became_a_link_are_not_followed(tmp_path: Path) -> None:
    def edit(clone: Path) -> None:
        git(clone, "rm", "--quiet", "-r", "kb")
        (clone / "kb").symlink_to("/etc")

    Pull(tmp_path, edit).assert_refused("'kb' is a link")


def test_the_code_is_that_of_the_merge_when_the_branch_has_moved_on(tmp_path: Path) -> None:
    pull = Pull(tmp_path, changing())
    write(pull.trusted, {"Makefile": "newer\n", "kb/entries/later.yaml": "newer\n"})
    commit(pull.trusted)
    assert pull.adopt() == (0, "code=false\n")
    assert git(pull.trusted, "rev-parse", "HEAD") == pull.base
    assert (pull.trusted / "Makefile").read_text() == "base\n"
    assert pull.records() == {**BEFORE, KEPT: "change\n"}


def test_a_merge_with_a_commit_that_nobody_accepted_is_refused(tmp_path: Path) -> None:
    """Whoever makes the merge must not choose the code that judges it."""
    pull = Pull(tmp_path, changing())
    git(pull.change, "checkout", "--quiet", "--orphan", "other")
    commit(write(pull.change, {"Makefile": "evil\n"}))
    git(pull.change, "branch", "--quiet", "base")
    git(pull.change, "switch", "--quiet", "--create", "more")
    commit(write(pull.change, {KEPT: "more\n"}))
    git(pull.change, "switch", "--quiet", "base")
    git(pull.change, "merge", "--quiet", "--no-ff", "--message", "Merge", "more")
    pull.assert_refused("cannot be checked out")


def test_a_clone_without_the_parents_is_refused(tmp_path: Path) -> None:
    pull = Pull(tmp_path, changing())
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{pull.change}", "shallow")
    with pytest.raises(adopt.Refused, match="fetch-depth: 2"):
        adopt.changes(tmp_path / "shallow")
