"""Build random answers of allowed Markdown: `kb validate` and the build must agree on each.

`python -m bench.answers --count 1000` counts the answers that pass `kb validate` but make the build
warn, stop or work for more than 2 s on one page, and ends with exit code 1 if there are any.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import indent

from sphinx.application import Sphinx

from bench.author import Author
from schema.knowledge_base import read
from schema.rules import Policy
from tests.ext.project import Project, dump, entry
from tests.schema.base import TODAY

BATCH = 250
MAX_SECONDS = 2.0
_SUMMARY = "Markdown of all kinds in an order that nobody would choose."


def main() -> int:
    """Build batches of answers, print each disagreement, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.answers")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0, help="that of the first answer")
    options = parser.parse_args()
    passed = faults = 0
    for start in range(options.seed, options.seed + options.count, BATCH):
        seeds = range(start, min(start + BATCH, options.seed + options.count))
        with tempfile.TemporaryDirectory() as folder:
            project = Project(Path(folder))
            good = put_answers(project, seeds)
            passed += len(good)
            for fault in _faults(project, good):
                faults += 1
                print(fault, flush=True)
    print(f"{options.count} answers, {passed} pass kb validate, {faults} of them fail in the build")
    return 1 if faults else 0


def put_answers(project: Project, seeds: Iterable[int]) -> set[str]:
    """Write an entry for each seed, and delete those with problems; return the others' ids."""
    ids = {f"seed-{seed}": Author(seed).answer() for seed in seeds}
    for id, answer in ids.items():
        question = f"What does `{id}` say?"
        phrasings = [f"tell me {id}", f"{id} in short"]
        record = dump(entry(question, phrasings=phrasings, summary=_SUMMARY, answer=None))
        project.write(f"kb/entries/{id}.yaml", f"{record}answer: |2\n{indent(answer, '  ')}")
    problems = read(project.source, Policy(TODAY)).problems
    broken = {Path(problem.path).stem for problem in problems if problem.severity == "error"}
    for id in broken & ids.keys():
        project.delete(f"entries/{id}")
    return ids.keys() - broken


def _faults(project: Project, ids: set[str]) -> Iterator[str]:
    """Build the answers; yield what is wrong with each."""
    seconds: defaultdict[str, float] = defaultdict(float)
    started: dict[str, float] = {}

    def begin(_app: Sphinx, name: str, *_: object) -> None:
        started[name] = time.process_time()

    def end(_app: Sphinx, name: str) -> None:
        seconds[name] += time.process_time() - started[name]

    def watch(app: Sphinx) -> None:
        app.connect("source-read", begin)
        app.connect("doctree-read", lambda app, _tree: end(app, app.env.current_document.docname))
        app.connect("doctree-resolved", lambda app, _tree, name: begin(app, name))
        app.connect("html-page-context", lambda app, name, *_: name in started and end(app, name))

    try:
        built = project.build(before=watch)
    except Exception as error:
        yield f"the build stops: {type(error).__name__}: {error}"
        return
    yield from (line for line in built.warnings.splitlines() if line)
    for name, taken in seconds.items():
        if taken > MAX_SECONDS:
            yield f"{name} takes {taken:.1f} s"


if __name__ == "__main__":
    sys.exit(main())
