"""Kill builds at random moments, after random edits, and compare what follows with clean builds.

    python -m bench.kills --rounds 60

Each round edits a copy of this project, kills one or two builds, builds once more, and compares
every output file with that of a build in empty folders. A difference ends the command with exit
code 1, after the edits that led to it. The seed is printed: with `--seed`, the edits are the same
again; the moments of the kills depend on the machine.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
COPIED = ("conf.py", "index.rst", "search.rst", "docs", "kb", "checks", "schema", "_ext")

Edit = Callable[[Path, random.Random], None]


def _append(pattern: str, text: str) -> Edit:
    """Return an edit that adds a line to one of the files that match a pattern."""

    def edit(project: Path, choice: random.Random) -> None:
        path = choice.choice(sorted(project.glob(pattern)))
        with path.open("a", encoding="utf-8") as file:
            file.write(text.format(choice.randrange(1000)) + "\n")

    return edit


def _replace(pattern: str, old: str, new: str) -> Edit:
    """Return an edit that replaces text in one of the files that match a pattern."""

    def edit(project: Path, choice: random.Random) -> None:
        path = choice.choice(sorted(project.glob(pattern)))
        text = path.read_text(encoding="utf-8")
        changed = re.sub(old, new.format(choice.randrange(1000)), text, count=1, flags=re.M)
        path.write_text(changed, encoding="utf-8")

    return edit


def _toggle(pattern: str) -> Edit:
    """Return an edit that deletes one of the files that match, or restores a deleted one."""

    def edit(project: Path, choice: random.Random) -> None:
        path = project / choice.choice(sorted(ROOT.glob(pattern))).relative_to(ROOT)
        if path.exists():
            path.unlink()
        else:
            shutil.copy(ROOT / path.relative_to(project), path)

    return edit


EDITS: dict[str, Edit] = {
    "title of the site": _append("conf.py", 'html_title = "Title {0}"'),
    "option of the theme": _append("conf.py", 'html_theme_options["announcement"] = "News {0}"'),
    "context of templates": _append("conf.py", 'html_context = {{"n": {0}}}'),
    "quotation marks": _append("conf.py", "smartquotes = {0} > 500"),
    "repository": _append("conf.py", 'faq_repository_url = "https://example.org/{0}"'),
    "style": _append("_ext/faq/static/*.css", "/* {0} */"),
    "script": _append("_ext/faq/finder/scripts/*.js", "// {0}"),
    "template": _append("_ext/faq/rendering/templates/*.html", "<!-- {0} -->"),
    "theme": _append("_ext/faq/theme/sidebar/*.html", "<!-- {0} -->"),
    "code": _append("_ext/faq/parts.py", "# {0}"),
    "page": _append("docs/*/*.md", "\nLine {0}."),
    "answer": _replace("kb/entries/*.yaml", r"^answer: \|\n", "answer: |\n  Line {0}.\n\n"),
    "summary": _replace("kb/entries/*.yaml", r"^summary: >-\n", "summary: >-\n  Case {0}.\n"),
    "settings record": _replace("kb/settings.yaml", r"^product: .*", "product: Product {0}"),
    "order of facets": _replace("kb/tags/*/index.yaml", r"^order: .*", "order: {0}"),
    "label": _replace("kb/tags/*/*.yaml", r"^label: .*", "label: Label {0}"),
    "results": _replace("checks/results/*.json", r'"digest": "[0-9a-f]+"', '"digest": "{0:016x}"'),
    "deleted entry": _toggle("kb/entries/*.yaml"),
    "deleted tag": _toggle("kb/tags/*/*.yaml"),
    "deleted page": _toggle("docs/*/*.md"),
}


def build(project: Path, output: Path, jobs: int) -> subprocess.Popen[bytes]:
    """Start a build in a process group, with its doctrees beside the output folder."""
    options = ("--quiet", "--jobs", str(jobs), "--doctree-dir", str(output.with_suffix(".d")))
    return subprocess.Popen(
        [sys.executable, "-m", "sphinx", *options, str(project), str(output)],
        cwd=project,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def finish(process: subprocess.Popen[bytes]) -> None:
    """Wait for a build. Raise RuntimeError with what it printed if it failed."""
    _, errors = process.communicate()
    if process.returncode:
        raise RuntimeError(errors.decode("utf-8", "replace")[-3000:])


def tree(folder: Path) -> dict[Path, bytes]:
    """Return the content of every file by its path in the folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder): path.read_bytes() for path in files}


def run_round(project: Path, output: Path, choice: random.Random, longest: float) -> list[str]:
    """Edit, kill and build. Return a line for each kill, then one for each file that differs."""
    report = []
    for _ in range(choice.choice((1, 1, 2))):
        names = choice.sample(sorted(EDITS), choice.choice((1, 1, 2)))
        for name in names:
            EDITS[name](project, choice)
        process = build(project, output, choice.choice((1, 2)))
        moment = choice.uniform(0, longest)
        time.sleep(moment)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        report.append(f"  {' and '.join(names)}, killed after {moment:.2f} s")
    finish(build(project, output, 2))
    clean = output.with_name("clean")
    for folder in (clean, clean.with_suffix(".d")):
        shutil.rmtree(folder, ignore_errors=True)
    finish(build(project, clean, 2))
    incremental, expected = tree(output), tree(clean)
    different = sorted(
        name for name in {*incremental, *expected} if incremental.get(name) != expected.get(name)
    )
    return report + [f"  differs: {name}" for name in different]


def main() -> int:
    """Run the rounds; return 1 after the first that leaves another site than a clean build."""
    parser = argparse.ArgumentParser(prog="python -m bench.kills", description=__doc__)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    options = parser.parse_args()
    choice = random.Random(options.seed)
    print(f"Seed: {options.seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        project, output = Path(folder, "project"), Path(folder, "html")
        project.mkdir()
        for name in COPIED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, project / name)
            else:
                shutil.copy(ROOT / name, project / name)
        start = time.monotonic()
        finish(build(project, output, 2))
        longest = time.monotonic() - start
        for number in range(1, options.rounds + 1):
            report = run_round(project, output, choice, longest)
            stale = any(line.startswith("  differs") for line in report)
            print(f"Round {number}: {'stale' if stale else 'clean'}", *report, sep="\n", flush=True)
            if stale:
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
