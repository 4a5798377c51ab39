"""The hooks for pre-commit run as other repositories use them.

With the environment of these tests instead of one of their own, so without the network;
`make hooks-check` also installs them.
"""

import os
import re
import shlex
import sys
from pathlib import Path

import pytest

from tests.github.hooks import MANIFEST, knowledge_base, run
from tests.github.repository import commit, git, load
from tests.pages import ROOT
from tests.schema.base import EXAMPLE


def test_hooks_stop_wrong_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRE_COMMIT_HOME", os.fspath(tmp_path / "cache"))
    monkeypatch.setenv("PYTHONPATH", os.fspath(ROOT))
    hooks = load(MANIFEST)
    for hook in hooks:
        command, *arguments = shlex.split(hook["entry"])
        assert (command, hook["language"]) == ("kb", "python")
        hook["language"] = "system"
        hook["entry"] = shlex.join([sys.executable, "-m", "cli", *arguments])
        hook.update(
            {name: hook[name] == "true" for name in hook if hook[name] in ("true", "false")}
        )
    base = knowledge_base(tmp_path / "base", {"repo": "local", "hooks": hooks})
    (base / "other.yaml").write_text("a:    1\n")
    commit(base)
    done = run(base, "--all-files")
    assert done.returncode == 0, done.stdout
    assert len(re.findall(r"^kb .*Passed$", done.stdout, re.MULTILINE)) == 2
    assert git(base, "status", "--porcelain") == ""

    file = base / EXAMPLE
    layout = file.read_text()
    file.write_text(layout.replace("status: published", "status:     'published'"))
    git(base, "add", EXAMPLE)
    git(base, "rm", "--quiet", "kb/tags/hardware/gpu.yaml")
    done = run(base)
    assert done.returncode == 1
    assert re.search(rf"^{EXAMPLE}:\d+:\d+: unknown-tag", done.stdout, re.MULTILINE)
    assert "files were modified by this hook" in done.stdout
    assert file.read_text() == layout
