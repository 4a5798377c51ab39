"""Find a Chromium for the browser tests, or install one.

Run as a script before the tests, it prints the path of the browser. The tests themselves call
``find`` only, so that parallel workers never install at the same time.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

VARIABLE = "KB_CHROMIUM"
COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
)
START_SECONDS = 30
INSTALL_SECONDS = 600

PRINT_PLAYWRIGHT_PATH = """\
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


class ChromiumError(RuntimeError):
    """There is no browser to test with; the message says how to get one."""


def find() -> Path | None:
    """Return the first installed Chromium or Chrome that starts, or None.

    Raises:
        ChromiumError: KB_CHROMIUM is set, but does not name such a browser.
    """
    if named := os.environ.get(VARIABLE):
        if not _starts(Path(named)):
            raise ChromiumError(f"{VARIABLE} is {named!r}, which is not a browser that starts")
        return Path(named)
    return next(filter(_starts, _candidates()), None)


def ensure() -> Path:
    """Return the path of a browser, installing one if there is none.

    Raises:
        ChromiumError: nothing was found, and no way to install one worked.
    """
    if found := find():
        return found
    report = []
    for command in _installers():
        shown = " ".join(command)
        print(f"No Chromium found: running {shown}", file=sys.stderr, flush=True)
        _, output = _run(command, INSTALL_SECONDS)
        report.append(f"$ {shown}\n{output}")
        if found := find():
            return found
    advice = (
        "The browser tests need Chromium or Chrome. Do one of these, then run the tests again:\n"
        "  - install it: `apt-get install chromium` as root on Debian, or your system's package\n"
        "  - run `python -m playwright install --with-deps chromium` in the environment\n"
        f"  - set {VARIABLE} to the path of one that is installed\n"
        "What was tried:"
    )
    raise ChromiumError("\n".join([advice, *report]))


def _candidates() -> Iterator[Path]:
    for command in COMMANDS:
        if path := shutil.which(command):
            yield Path(path)
    yield from map(Path, PLACES)
    # In a process of its own: Playwright cannot be started twice in one, and a test may have.
    succeeded, output = _run([sys.executable, "-c", PRINT_PLAYWRIGHT_PATH], START_SECONDS)
    if succeeded:
        yield Path(output.strip())


def _starts(path: Path) -> bool:
    if not path.is_file():
        return False
    # Chrome on Windows answers --version by opening a window.
    return sys.platform == "win32" or _run([str(path), "--version"], START_SECONDS)[0]


def _installers() -> Iterator[list[str]]:
    yield [sys.executable, "-m", "playwright", "install", "chromium"]
    # Debian's package brings the shared libraries that Playwright's download may lack.
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        yield ["apt-get", "update"]
        yield ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]


def _run(command: list[str], seconds: float) -> tuple[bool, str]:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    # A file, not a pipe: a grandchild that outlives the time limit would keep a pipe open.
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
        try:
            status = subprocess.run(
                command,
                check=False,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=environment,
                timeout=seconds,
            ).returncode
            note = "" if status == 0 else f"exit status {status}\n"
        except subprocess.TimeoutExpired:
            status, note = 1, f"stopped after {seconds} seconds\n"
        except OSError as error:
            status, note = 1, f"{error}\n"
        output.seek(0)
        return status == 0, output.read() + note


if __name__ == "__main__":
    try:
        print(ensure())
    except ChromiumError as error:
        sys.exit(str(error))
