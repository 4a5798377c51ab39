"""The ledger: the results of checks of claims, by product version.

It is the file `checks/results.json`, written by `make verify` and by nothing else. A result vouches
for one text of a claim and its check, by a digest; after a change it says nothing any more.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from packaging.version import Version
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from schema.problems import excerpt
from schema.types import CheckName, Day, Line, Release, Slug

PATH = "checks/results.json"
"""Where the ledger is, in a project."""

MAX_BYTES = 16 * 1024 * 1024
"""The size that a ledger may have: some 30,000 results of two versions."""


class Outcome(StrEnum):
    """How a run of a check ended."""

    PASSED = "passed"
    FAILED = "failed"
    SURVIVED = "survived"
    """It passed, but nothing shows that it can fail: it proves nothing."""
    NOT_RUNNABLE = "not-runnable"
    """It needs what the machine lacks."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Result(_Model):
    """What came of one check with one version of the product."""

    outcome: Outcome
    date: Day
    platform: Line
    """Such as `CPU, Linux x86_64, Python 3.11`."""
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
    """That of the claim and the check, see `schema.evidence.checks.Check.digest`."""
    reason: Annotated[Line | None, Field()] = None
    """Why it did not pass."""


Results = Mapping[str, Result]
"""Results of one check by version of the product, the oldest version first."""


class Ledger(_Model):
    """All results by entry and check."""

    format: Literal[1] = 1
    results: dict[Slug, dict[CheckName, dict[Release, Result]]] = {}

    def of(self, id: str, check: str) -> Results:
        """Return the results of a check by version, the oldest version first."""
        found = self.results.get(id, {}).get(check, {})
        return {version: found[version] for version in sorted(found, key=Version)}

    @cached_property
    def versions(self) -> tuple[str, ...]:
        """All versions of the product with a result, the oldest first."""
        found = {v for checks in self.results.values() for one in checks.values() for v in one}
        return tuple(sorted(found, key=Version))


class BadLedger(Exception):
    """The text is no ledger; says why."""


def parse_ledger(text: str) -> Ledger:
    """Return the ledger that a text holds; raises BadLedger."""
    try:
        return Ledger.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        told = f"{where}: {first['msg']}" if where else first["msg"]
        raise BadLedger(excerpt(told, 160)) from None


def dump_ledger(ledger: Ledger) -> str:
    """Return the text of a ledger: sorted, so that the same results are the same bytes."""
    results = {
        id: {
            name: {
                version: result.model_dump(mode="json", exclude_none=True)
                for version, result in ledger.of(id, name).items()
            }
            for name in sorted(ledger.results[id])
        }
        for id in sorted(ledger.results)
    }
    return json.dumps({"format": ledger.format, "results": results}, indent=2) + "\n"


def merge(
    ledger: Ledger,
    version: str,
    found: Mapping[tuple[str, str], Result],
    known: Iterable[tuple[str, str]],
) -> Ledger:
    """Return a ledger with new results of one version, by entry and check.

    Of what it had, results of checks that are not `known` any more are left out; all others stay. A
    check that cannot be run here does not take the place of one that was run elsewhere.
    """
    results: dict[str, dict[str, dict[str, Result]]] = {}
    for id, name in known:
        by_version = dict(ledger.of(id, name))
        new, old = found.get((id, name)), by_version.get(version)
        if new is not None and not (old is not None and _says_less(new, old)):
            by_version[version] = new
        if by_version:
            results.setdefault(id, {})[name] = by_version
    return Ledger(results=results)


def _says_less(new: Result, old: Result) -> bool:
    """Tell whether a check was not run now and was before, with the same claim and program."""
    return new.outcome is Outcome.NOT_RUNNABLE and new.digest == old.digest
