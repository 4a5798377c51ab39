"""An entry with a claim, its check, and a file with the results of that check."""

from collections.abc import Mapping

from schema.evidence.checks import parse_checks
from schema.evidence.results import Outcome, Result, Results, dump_results
from tests.schema.base import EXAMPLE, entry

CHECKS = "checks/example.py"
RESULTS = "checks/results/example.json"

CLAIM = "It runs on GPUs."
PROGRAM = """\
import json

from checks import mutant


@mutant("dumps", "loads")
def it_runs():
    told = json.dumps("1")

    # Proof
    assert told == '"1"'
"""


def result(outcome: Outcome = Outcome.PASSED, digest: str = "", reason: str = "") -> Result:
    """Return a result of the check `it_runs` as it is, or of another text of it."""
    known = digest or parse_checks(PROGRAM)["it_runs"].digest(CLAIM)
    return Result(
        outcome=outcome,
        date="2026-11-22",  # type: ignore[arg-type]  # validated from text
        platform="CPU, Linux x86_64, Python 3.11",
        digest=known,
        reason=reason or None,
    )


def results_file(**results: Result) -> str:
    """Return a results file with results of `it_runs`; `v2_10_0` is MindSpore 2.10.0."""
    named = {name[1:].replace("_", "."): one for name, one in results.items()}
    return dump_results(Results(results={"it_runs": named}))


CHECKED: Mapping[str, str] = {
    EXAMPLE: entry(f"claims: [{{claim: {CLAIM}, check: it_runs}}]\n"),
    CHECKS: PROGRAM,
    RESULTS: results_file(v2_10_0=result()),
}
"""Files in which nothing is wrong."""
