"""How hypothesis searches, and the site of this repository, which is built once."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]
BUILD_SECONDS = 900

# The same examples in every run, so that a pull request does not fail by chance. To search anew:
# pytest --hypothesis-profile=search
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=2_000)
if settings.get_current_profile_name() == "default":
    settings.load_profile("steady")


@pytest.fixture(scope="session")
def our_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this repository as HTML, built by the first of the parallel workers that asks."""
    base = tmp_path_factory.getbasetemp()
    parallel = "PYTEST_XDIST_WORKER" in os.environ
    folder = (base.parent if parallel else base) / "our-site"
    work = Path(f"{folder}-work")
    try:
        work.mkdir()
    except FileExistsError:
        deadline = time.monotonic() + BUILD_SECONDS
        while not folder.exists():
            if (work / "failed").exists() or time.monotonic() > deadline:
                raise RuntimeError("another worker could not build the site") from None
            time.sleep(0.05)
        return folder
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-d", work / "doctrees"]
    run = subprocess.run(
        [*command, ROOT, work / "html"],
        capture_output=True,
        text=True,
        timeout=BUILD_SECONDS,
        check=False,
    )
    if run.returncode:
        (work / "failed").touch()
        raise RuntimeError(run.stdout + run.stderr)
    # A rename, so that nobody sees half of it.
    return (work / "html").rename(folder)
