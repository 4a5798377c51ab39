"""The results of checks, by product version.

Those of an entry are kept in `checks/results/<id>.json`, which only `make verify` writes. A digest
ties a result to one text of a claim and its check; once either changes, it no longer counts.
"""

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal

from packaging.version import Version
from pydantic import Field, ValidationError

from schema.problems import excerpt
from schema.types import CheckName, Day, Label, Line, Release, StrictModel

FOLDER = "checks/results"
"""The folder of the results files, relative to the project."""

MAX_OUTPUT = 2_000
"""Longest output of an example, in characters: some 25 lines."""


class Outcome(StrEnum):
    """How a run of a check ended."""

    PASSED = "passed"
    FAILED = "failed"
    SURVIVED = "survived"
    """It passed, but so did one of its mutants, so it proves nothing."""
    NOT_RUNNABLE = "not-runnable"
    """It needs something that the machine lacks."""


class Result(StrictModel):
    """The result of one check with one version of the product."""

    outcome: Outcome
    date: Day
    platform: Line
    """Such as `CPU, Linux x86_64, Python 3.11`."""
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
    """That of the claim and the check, see `schema.evidence.checks.Check.digest`."""
    reason: Line | None = None
    """Why it did not pass."""
    packages: dict[Label, Release] = Field({})
    """Versions of further packages that it ran with, such as `numpy`."""
    output: Annotated[str | None, Field(max_length=MAX_OUTPUT)] = None
    """What its example prints."""


class Results(StrictModel):
    """The results of the checks of one entry, by check."""

    format: Literal[1] = 1
    results: dict[CheckName, dict[Release, Result]] = Field({})

    def of(self, check: str) -> Mapping[str, Result]:
        """Return the results of a check by product version, oldest version first."""
        results = self.results.get(check, {})
        return {version: results[version] for version in sorted(results, key=Version)}


def path_of(id: str) -> str:
    """Return the path of the results file of an entry, relative to the project."""
    return f"{FOLDER}/{id}.json"


class BadResults(Exception):
    """The text holds no results; the message says why."""


def parse_results(text: str) -> Results:
    """Return the results that a text holds. Raise `BadResults` for any other text."""
    try:
        return Results.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        message = f"{where}: {first['msg']}" if where else first["msg"]
        raise BadResults(excerpt(message, 160)) from None


def dump_results(results: Results) -> str:
    """Return the text of a results file, sorted so that equal results are equal bytes."""
    data = {
        name: {
            version: result.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
            for version, result in results.of(name).items()
        }
        for name in sorted(results.results)
    }
    return json.dumps({"format": results.format, "results": data}, indent=2) + "\n"


def merge(earlier: Results, version: str, new: Mapping[str, Result]) -> Results:
    """Add new results of one version, by check, to the earlier ones of an entry.

    Results of checks without a new one are dropped. A check that cannot run here does not replace
    a result of the same claim and program from another machine.
    """
    merged: dict[str, dict[str, Result]] = {}
    for name, result in new.items():
        merged[name] = dict(earlier.of(name))
        known = merged[name].get(version)
        is_same = known is not None and result.digest == known.digest
        if not (is_same and result.outcome is Outcome.NOT_RUNNABLE):
            merged[name][version] = result
    return Results(results=merged)
