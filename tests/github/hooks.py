"""Install the hooks as another repository does, and run them on a record: `make hooks-check`.

pre-commit makes an environment of its own for them, with packages from the network.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import yaml

from tests import examples
from tests.github.repository import commit, create, load
from tests.pages import ROOT
from tests.schema.base import EXAMPLE

MANIFEST = ROOT / ".pre-commit-hooks.yaml"


def copy_package(folder: Path) -> Path:
    """Copy what the wheel is built from into a folder, without what earlier builds left there."""
    for name in ("schema", "cli", "_ext"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    for name in ("pyproject.toml", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    return folder


def knowledge_base(folder: Path, config: object) -> Path:
    """Create a repository with a small knowledge base and a configuration of pre-commit."""
    create(folder)
    examples.write_base(folder)
    subprocess.run(
        [sys.executable, "-m", "cli", "format", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    commit(folder)
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run pre-commit in a repository."""
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=folder,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def break_record(folder: Path) -> None:
    """Give the example a status that does not exist."""
    file = folder / EXAMPLE
    file.write_text(file.read_text().replace("status: published", "status: finished"))


def main(arguments: Sequence[str]) -> int:
    """Try the hooks of the working tree; returns 1 and prints what pre-commit says if one fails."""
    hooks = [{"id": hook["id"]} for hook in load(MANIFEST)]
    with tempfile.TemporaryDirectory() as name:
        # pre-commit clones a commit; what is not committed yet is tried too.
        offered = copy_package(create(Path(name) / "offered"))
        shutil.copy(MANIFEST, offered)
        config = {"repos": [{"repo": str(offered), "rev": commit(offered), "hooks": hooks}]}
        folder = knowledge_base(Path(name) / "base", config)
        good = run(folder, "run", "--all-files", "--verbose")
        break_record(folder)
        bad = run(folder, "run", "--all-files", "kb-validate")
    print(good.stdout, bad.stdout, sep="\n")
    if good.returncode == 0 and bad.returncode == 1 and "kb/" in bad.stdout:
        print("The hooks install, pass a good record and stop a wrong one.")
        return 0
    print("The hooks do not work as they should; above is what pre-commit printed.")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
