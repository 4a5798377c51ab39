"""How hypothesis searches, a small knowledge base, the browser, and the site of this repository."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import find
from tests.schema.base import BASE, write

ROOT = Path(__file__).parents[1]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    # Starting a process takes far longer than drawing a page: let the pages of a context share one.
    "--disable-site-isolation-trials",
    "--renderer-process-limit=1",
]

# The same examples in every run, so that a pull request does not fail by chance. To search anew:
# pytest --hypothesis-profile=search
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=2_000)
if settings.get_current_profile_name() == "default":
    settings.load_profile("steady")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a knowledge base without a problem and go there."""
    monkeypatch.chdir(write(tmp_path, BASE))
    monkeypatch.setenv("LC_ALL", "C")
    return tmp_path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, the only one of a worker: Playwright forbids a second."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def our_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this repository in its languages, built by the first worker that asks."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "our-site"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            work = Path(f"{folder}-work")
            # Strictly: a page with a warning fails every test that needs the site.
            options = ("--fresh-env", "--site", work / "html", "--doctrees", work / "doctrees")
            command = (sys.executable, "-m", "tools.build", *options)
            build = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
            if build.returncode:
                pytest.fail(build.stdout + build.stderr)
            (work / "html").rename(folder)
    return folder
