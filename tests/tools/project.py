"""A small knowledge base whose claims have checks, which need no MindSpore."""

from pathlib import Path

from schema.evidence.checks import Check, parse_checks, path_of
from tests.schema.base import BASE, ENTRY, EXAMPLE, write

ID = Path(EXAMPLE).stem

PASSING = """
@mutant("n = 1", "n = 2")
def one_is_one():
    n = 1
    assert n == 1
"""


def check(text: str) -> Check:
    """Return the only check in a text."""
    (check,) = parse_checks(text).values()
    return check


def write_base(project: Path, **checks: str) -> Path:
    """Write a knowledge base whose example has these checks, each with a claim."""
    claims = "".join(f"  - claim: It is so that {name}.\n    check: {name}\n" for name in checks)
    text = f"{ENTRY}claims:\n{claims}" if claims else ENTRY
    write(project, {**BASE, EXAMPLE: text})
    write_checks(project, *checks.values())
    return project


def write_checks(project: Path, *checks: str, id: str = ID) -> None:
    """Write the file of checks of an entry."""
    write(project, {path_of(id): "\n".join(("from checks import mutant\n", *checks))})


def passing(name: str) -> str:
    """Return a check that passes and can fail."""
    return PASSING.replace("one_is_one", name)
