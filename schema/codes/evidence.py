"""Problems with the checks of claims and with their results."""

from schema.problems import Code

CHECKS = """\
# checks/example.py, the whole file
from checks import mutant


@mutant("2 + 2", "2 + 3")
def it_adds():
    total = 2 + 2

    # Proof
    assert total == 4
"""


def results(**outcomes: str) -> str:
    """Return a results file for these checks as an example; `v2_10_0` stands for 2.10.0."""
    lines = (
        f'"{version[1:].replace("_", ".")}": {{"outcome": "{outcome}", "date": "2026-11-22", '
        '"platform": "CPU", "digest": "6bf5bf6536a29abf"}'
        for version, outcome in outcomes.items()
    )
    listed = ",\n".join(lines)
    return (
        "# checks/results/example.json, the whole file\n"
        f'{{"results": {{"it_adds": {{\n{listed}\n}}}}}}\n'
    )


def checked(fields: str = "", **outcomes: str) -> str:
    """Return an example: an entry with a claim, its check and results, and with these fields."""
    claim = "" if "claims:" in fields else "claims: [{claim: It adds., check: it_adds}]\n"
    return claim + fields + CHECKS + results(**(outcomes or {"v2_10_0": "passed"}))


BAD_RESULTS = Code(
    "bad-results",
    "The results of the checks cannot be read. Only `make verify` writes `checks/results/`.",
    "Restore the file from git. Otherwise delete it and run `make verify ENTRY=<id>`: results for "
    "other versions are lost.",
    bad=checked() + "# checks/results/example.json, the whole file\n¦{}}\n",
    good=checked(),
)
UNCLAIMED_CHECK = Code(
    "unclaimed-check",
    "A check or its results belong to no claim: no claim names the function, or no entry has the "
    "file's id.",
    "Add the claim that it checks, or delete it.",
    bad=f"claims: ¦[]\n{CHECKS}",
    good="related: []\n",
)
