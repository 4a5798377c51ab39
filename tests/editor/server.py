"""The YAML language server, which the editors' extensions run; npm installs it.

Run as a script before the tests, it installs the server. The tests themselves call ``command``
only, so that parallel workers never install at the same time.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent / "npm"
MODULES = FOLDER / "node_modules"
PACKAGE = "yaml-language-server"
ENTRY = MODULES / PACKAGE / "bin" / PACKAGE

OLDEST_NODE = 18
INSTALL_SECONDS = 300
START_SECONDS = 30

MISSING = (
    f"There is no npm with Node.js {OLDEST_NODE} or newer, so what editors show is NOT tested. "
    "Install Node.js, then run 'make editor'."
)


class InstallError(RuntimeError):
    """The server could not be installed; the message says why."""


def command() -> list[str] | None:
    """Return the command that starts the installed server without a network, None if it is not.

    It is not where another release than that of the lock file is installed.
    """
    node = shutil.which("node")
    if node is None or _version(MODULES / ".package-lock.json") != _version(
        FOLDER / "package-lock.json"
    ):
        return None
    return [node, "--require", str(FOLDER / "offline.cjs"), str(ENTRY), "--stdio"]


def ensure() -> bool:
    """Install the server if it is not installed; returns False where there is no npm.

    Raises:
        InstallError: npm is there, but cannot install it.
    """
    npm = shutil.which("npm")
    if npm is None or not _new_enough():
        return False
    if command() is not None:
        return True
    print(f"Installing {PACKAGE} with npm", file=sys.stderr, flush=True)
    install = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    try:
        run = subprocess.run(
            install,
            cwd=FOLDER,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=INSTALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise InstallError(f"'npm ci' took more than {INSTALL_SECONDS} seconds.") from None
    if run.returncode:
        raise InstallError(f"'npm ci' failed in {FOLDER}:\n{run.stdout.strip()}")
    if command() is None:
        raise InstallError(f"'npm ci' has not installed {PACKAGE} in {FOLDER}.")
    return True


def _new_enough() -> bool:
    node = shutil.which("node")
    if node is None:
        return False
    run = subprocess.run(
        [node, "--version"], capture_output=True, text=True, timeout=START_SECONDS, check=False
    )
    found = re.match(r"v(\d+)\.", run.stdout)
    return found is not None and int(found[1]) >= OLDEST_NODE


def _version(lock: Path) -> str | None:
    try:
        packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    except FileNotFoundError:
        return None
    version: str = packages[f"node_modules/{PACKAGE}"]["version"]
    return version


def main() -> int:
    """Install the server; returns the exit code."""
    try:
        print(f"{PACKAGE} is installed." if ensure() else MISSING, file=sys.stderr)
    except InstallError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
