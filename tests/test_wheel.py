"""The wheel is all that another product's knowledge base needs."""

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.finder import Finder
from tests.github.hooks import MANIFEST, copy_package
from tests.github.repository import load
from tests.schema.base import asking, write

ENTRIES = {
    "descale": ("How do I descale the boiler?", "limescale; white crust", "care"),
    "backflush": ("How do I backflush the group head?", "blind basket; clean the group", "care"),
    "grind-size": ("Which grind size gives a slow shot?", "too fast; runs like water", "brewing"),
}
FILES = {
    "conf.py": 'project = "Brewmatic"\nextensions = ["faq"]\nhtml_theme = "furo"\n',
    "index.rst": "Brewmatic\n=========\n\n.. faq:browse::\n\n.. faq:toctree::\n",
    "search.rst": ":orphan:\n\nSearch\n======\n\n.. faq:browse::\n",
    "kb/settings.yaml": "product: Brewmatic\nnames: [Brewmatic, USB]\n",
    "kb/tags/theme/index.yaml": "label: Theme\ndescription: What a question is about.\n",
}
for id, (question, phrasings, tag) in ENTRIES.items():
    record = asking(question, *phrasings.split("; ")).replace("hardware: [gpu]", f"theme: [{tag}]")
    FILES[f"kb/entries/{id}.yaml"] = record
    FILES[f"kb/tags/theme/{tag}.yaml"] = f"label: {tag.title()}\ndescription: All about {tag}.\n"


def run(folder: Path, *command: str | Path) -> str:
    """Return what a command prints; fail unless it succeeds."""
    done = subprocess.run(
        command,
        cwd=folder,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        # Nothing of this repository: neither its folder nor its environment.
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}"
    return done.stdout


@pytest.fixture(scope="module")
def bin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the tests an environment with the wheel, and with the packages of this one beside it."""
    folder = tmp_path_factory.mktemp("wheel")
    source = copy_package(folder / "source")
    uv = (Path(sys.executable).with_name("uv"), "--quiet", "--offline")
    here = ("--no-build-isolation", "--python", sys.executable)
    run(source, *uv, "build", "--wheel", *here, "--out-dir", folder)
    run(folder, *uv, "venv", "--python", sys.executable, "env")
    python = folder / "env/bin/python"
    run(folder, *uv, "pip", "install", "--no-deps", "--python", python, *folder.glob("*.whl"))
    (packages,) = folder.glob("env/lib/python*/site-packages")
    (packages / "beside.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    return python.parent


def test_a_base_about_another_product(bin: Path, tmp_path: Path, browser: Browser) -> None:
    base, site = write(tmp_path / "base", FILES), tmp_path / "site"
    printed = ""
    for hook in load(MANIFEST):
        records = base.glob("kb/*/**/*.yaml") if "pass_filenames" not in hook else ()
        command, *arguments = hook["entry"].split()
        printed += run(base, bin / command, *arguments, *records)
    printed += run(base, bin / "kb", "search", "limescale")
    printed += run(base, bin / "python", "-m", "sphinx", "-W", "-q", ".", site)
    assert "No problems: 3 entries, 2 tags, 1 facet." in printed
    assert "Snowball" in (site / "_static/LICENSES.txt").read_text(encoding="utf-8")
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    finder = Finder(page)
    finder.words.fill("white crust in the boiler")
    finder.expect(questions=["kb/entries/descale.html"])
    page.close()
    assert "mindspore" not in printed.lower()
    for file in (path for path in site.rglob("*") if path.is_file()):
        assert b"mindspore" not in file.read_bytes().lower(), file
