"""Small git repositories, and YAML files of this one."""

import os
import subprocess
from pathlib import Path
from typing import Any

import yaml

_AUTHOR = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_NAME": "A" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_EMAIL": "a@example.org" for who in ("AUTHOR", "COMMITTER")},
}


def load(file: Path) -> Any:
    """Return a YAML file with `on` as it is written: YAML 1.1 would take it for a truth value."""
    return yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", folder, *arguments]
    environment = {**os.environ, **_AUTHOR}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return done.stdout.strip()


def commit(folder: Path, message: str = "Change") -> str:
    """Commit everything in a folder; returns the commit."""
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)
    return git(folder, "rev-parse", "HEAD")


def create(folder: Path) -> Path:
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    return folder
