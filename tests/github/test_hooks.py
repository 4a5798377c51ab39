"""The hooks for pre-commit run, here and as other repositories use them.

With the environment of these tests instead of one of their own, so without the network;
`make hooks-check` also installs them.
"""

from __future__ import annotations

import os
import re
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest

from cli import main as cli
from tests.github.hooks import MANIFEST, knowledge_base, run
from tests.github.repository import commit, git, load
from tests.github.test_workflows import targets
from tests.pages import ROOT
from tests.schema.base import EXAMPLE


def offered(folder: Path) -> list[dict[str, Any]]:
    """Return the hooks of the manifest, run by the Python of the tests."""
    kb = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from cli.main import main; "
    script = folder / "kb.py"
    script.write_text(f"{kb}sys.exit(main())\n")
    hooks: list[dict[str, Any]] = load(MANIFEST)
    for hook in hooks:
        command, *arguments = shlex.split(hook["entry"])
        assert (command, hook["language"]) == ("kb", "python")
        hook["language"] = "system"
        hook["entry"] = shlex.join([sys.executable, str(script), *arguments])
        for name in ("pass_filenames", "always_run", "require_serial"):
            if name in hook:
                hook[name] = hook[name] == "true"
    return hooks


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a repository with records that uses the hooks."""
    monkeypatch.setenv("PRE_COMMIT_HOME", os.fspath(tmp_path / "cache"))
    config = {"repos": [{"repo": "local", "hooks": offered(tmp_path)}]}
    return knowledge_base(tmp_path / "base", config)


def test_good_records_pass_and_other_files_are_left_alone(base: Path) -> None:
    (base / "other.yaml").write_text("a:    1\n")
    commit(base)
    done = run(base, "run", "--all-files")
    assert done.returncode == 0, done.stdout
    assert len(re.findall(r"^kb .*Passed$", done.stdout, re.MULTILINE)) == 2
    assert git(base, "status", "--porcelain") == ""


def test_wrong_records_are_stopped_and_formatted(base: Path) -> None:
    file = base / EXAMPLE
    layout = file.read_text()
    file.write_text(layout.replace("status: published", "status:     'published'"))
    git(base, "add", EXAMPLE)
    git(base, "rm", "--quiet", "kb/tags/hardware/gpu.yaml")
    done = run(base, "run")
    assert done.returncode == 1
    assert re.search(rf"^{EXAMPLE}:\d+:\d+: unknown-tag", done.stdout, re.MULTILINE)
    assert "files were modified by this hook" in done.stdout
    assert file.read_text() == layout


def test_the_hooks_of_this_repository_run_make_targets_that_exist() -> None:
    (repository,) = load(ROOT / ".pre-commit-config.yaml")["repos"]
    assert repository["repo"] == "local"
    for hook in repository["hooks"]:
        command, target = hook["entry"].split()
        assert (command, hook["language"]) == ("make", "system")
        assert target in targets()


def test_a_hook_runs_a_command_that_exists() -> None:
    for hook in load(MANIFEST):
        with pytest.raises(SystemExit) as ended:
            cli.main([*hook["entry"].split()[1:], "--help"])
        assert ended.value.code == 0
