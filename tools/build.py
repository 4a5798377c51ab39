"""Check the records and build the site in one process: `make html` and `make check`.

`html` builds the site only from records without errors. `check` also checks their layout and the
JSON Schemas, and builds the site in any case: a reviewer wants to look at it.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from sphinx.cmd.build import main as sphinx

from cli import main as cli

DOCTREES = Path("_build/doctrees")


def main(arguments: Sequence[str]) -> int:
    """Run all checks, also after one that fails, and build the site. Return the highest exit code.

    Options are those of `kb validate`.
    """
    parser = argparse.ArgumentParser(prog="build", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("goal", choices=("html", "check"))
    parser.add_argument("--jobs", default="auto", help="the number of Sphinx processes")
    parser.add_argument("--site", type=Path, default="_build/html", help="the folder to write")
    known, options = parser.parse_known_args(arguments)
    print("Checking the records", flush=True)
    commands = [["validate", *options]]
    if known.goal == "check":
        commands += [["format", "--diff"], ["schema", "--check"]]
    code = max([cli.main(command) for command in commands])
    if code and known.goal == "html":
        return code
    print("Building the site", flush=True)
    strict = ("--nitpicky", "--fail-on-warning", "--keep-going", "--quiet")
    folders = ("--doctree-dir", str(DOCTREES), ".", str(known.site))
    if failed := sphinx(["--builder", "html", *strict, "--jobs", known.jobs, *folders]):
        # An unchanged page does not repeat its warnings, so nothing may build upon this.
        shutil.rmtree(DOCTREES, ignore_errors=True)
        return max(code, failed)
    index = known.site / "index.html"
    print(f"Built. Open either of these:\n  {index}\n  {index.resolve().as_uri()}")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
