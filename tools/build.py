"""Build the site in all its languages: `make site`."""

import argparse
import os
import shutil
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from babel.core import get_locale_identifier, parse_locale
from sphinx.cmd.build import main as sphinx

from schema.evidence.claims import EvidenceReader
from schema.knowledge_base import read_shared
from schema.models.shared import Settings

MOST_JOBS = 1000
"""Each is a process; a larger number is a typing error."""


def main(arguments: Sequence[str]) -> int:
    """Build the editions at the same time, and return the highest exit code of Sphinx."""
    parser = argparse.ArgumentParser(prog="build", description=__doc__)
    jobs = "the number of Sphinx processes"
    parser.add_argument("--jobs", default="auto", type=_number, help=jobs)
    parser.add_argument("--fresh-env", action="store_true", help="read every document again")
    parser.add_argument("--site", type=Path, default="_build/html", help="the folder to write")
    parser.add_argument("--doctrees", type=Path, default="_build/doctrees", help="their cache")
    options = parser.parse_args(arguments)
    print("Building the site", flush=True)
    base = read_shared(EvidenceReader(Path()))[0].settings
    each = str(max(1, options.jobs // len(base.languages)))
    extra = ("--jobs", each, *["--fresh-env"] * options.fresh_env)
    build = partial(_build, base, options.site, options.doctrees, extra)
    with ProcessPoolExecutor(min(options.jobs, len(base.languages))) as pool:
        codes = tuple(pool.map(build, base.languages))
    for language in (each for each, code in zip(base.languages, codes, strict=True) if code):
        # An unchanged page does not repeat its warnings, so nothing may build upon this. The first
        # language has the folders of all others in its own, so no build may still be running.
        shutil.rmtree(options.doctrees / base.folder(language), ignore_errors=True)
    if not any(codes):
        index = options.site / "index.html"
        print(f"Built. Open either of these:\n  {index}\n  {index.resolve().as_uri()}")
    return max(codes)


def _number(text: str) -> int:
    """Parse the number of processes; `auto` is one for each core. Raise ArgumentTypeError."""
    if text == "auto":
        return os.cpu_count() or 1
    if not text.isdecimal() or not 1 <= int(text) <= MOST_JOBS:
        raise argparse.ArgumentTypeError(f"enter a number from 1 to {MOST_JOBS}, or auto")
    return int(text)


def _build(base: Settings, site: Path, doctrees: Path, extra: Sequence[str], language: str) -> int:
    """Build the edition in a language with extra options, and return the exit code of Sphinx."""
    folder = base.folder(language)
    locale = get_locale_identifier(parse_locale(language, sep="-"))
    strict = ("--nitpicky", "--fail-on-warning", "--keep-going", "--quiet")
    options = ("--builder", "html", "--define", f"language={locale}", *extra)
    folders = ("--doctree-dir", str(doctrees / folder), ".", str(site / folder))
    return sphinx([*options, *strict, *folders])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
