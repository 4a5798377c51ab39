"""Install the hooks as another repository does, and run them on a record: `make hooks-check`.

pre-commit makes an environment of its own for them, with packages from the network.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

from cli import main as cli
from tests.github.repository import commit, create, load
from tests.pages import ROOT
from tests.schema.base import BASE, EXAMPLE, write

MANIFEST = ROOT / ".pre-commit-hooks.yaml"


def copy_package(folder: Path) -> Path:
    """Copy what the wheel is built from into a folder, without what earlier builds left there."""
    for name in ("schema", "cli", "_ext"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    for name in ("pyproject.toml", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    return folder


def knowledge_base(folder: Path, repository: dict[str, object]) -> Path:
    """Create a repository with formatted records that takes its hooks from a repository."""
    write(create(folder), BASE)
    assert cli.main(["format", str(folder)]) == 0
    config = yaml.safe_dump({"repos": [repository]})
    (folder / ".pre-commit-config.yaml").write_text(config)
    commit(folder)
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run pre-commit in a repository."""
    command = [sys.executable, "-m", "pre_commit", "run", *arguments]
    return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)


def main() -> int:
    """Try the hooks of the working tree; returns 1 and prints what pre-commit says if one fails."""
    hooks = [{"id": hook["id"]} for hook in load(MANIFEST)]
    with tempfile.TemporaryDirectory() as name:
        # pre-commit clones a commit; what is not committed yet is tried too.
        offered = copy_package(create(Path(name) / "offered"))
        shutil.copy(MANIFEST, offered)
        repository = {"repo": str(offered), "rev": commit(offered), "hooks": hooks}
        folder = knowledge_base(Path(name) / "base", repository)
        good = run(folder, "--all-files", "--verbose")
        write(folder, {EXAMPLE: BASE[EXAMPLE].replace("status: published", "status: finished")})
        bad = run(folder, "--all-files", "kb-validate")
    print(good.stdout, good.stderr, bad.stdout, bad.stderr, sep="\n")
    if good.returncode == 0 and bad.returncode == 1 and "kb/" in bad.stdout:
        print("The hooks install, pass a good record and stop a wrong one.")
        return 0
    print("The hooks do not work as they should; above is what pre-commit printed.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
