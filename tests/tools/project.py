"""A small knowledge base whose claims have checks, which need no MindSpore."""

from __future__ import annotations

from pathlib import Path

from schema.evidence.checks import Check, parse_checks, path_of
from tests import examples
from tests.schema.base import ENTRY, EXAMPLE

ID = Path(EXAMPLE).stem

PASSING = """
@mutant("n = 1", "n = 2")
def one_is_one():
    n = 1
    assert n == 1
"""


def check(text: str) -> Check:
    """Return the only check in a text."""
    (found,) = parse_checks(text).values()
    return found


def write(project: Path, **checks: str) -> Path:
    """Write a knowledge base whose example has these checks, each with a claim."""
    examples.write_base(project)
    claims = "".join(f"  - claim: It is so that {name}.\n    check: {name}\n" for name in checks)
    text = f"{ENTRY}claims:\n{claims}" if claims else ENTRY
    (project / EXAMPLE).write_text(text, encoding="utf-8")
    write_checks(project, *checks.values())
    return project


def write_checks(project: Path, *checks: str, id: str = ID) -> None:
    """Write the file of checks of an entry."""
    file = project / path_of(id)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(("from checks import mutant\n", *checks)), encoding="utf-8")


def passing(name: str) -> str:
    """Return a check that passes and can fail."""
    return PASSING.replace("one_is_one", name)
