"""The check that CONTRIBUTING.md shows is one."""

from __future__ import annotations

import yaml

from schema.evidence.checks import parse_checks
from schema.models import Claim
from tests.pages import section


def test_the_check_that_contributors_see_is_that_of_the_claim() -> None:
    shown = section("CONTRIBUTING.md", "Check a claim")
    (code,) = (fence.text for fence in shown.fences if fence.language == "python")
    (check,) = parse_checks(code).values()
    (claim,) = yaml.safe_load(shown.yaml)["claims"]
    assert Claim.model_validate(claim).check == check.name
    assert "Proof" in check.program
    assert "Proof" not in check.example
    assert f"{{check}} {check.name}" in shown.text
