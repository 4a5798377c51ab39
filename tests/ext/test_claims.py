"""What pages show of claims and their checks, and when they show it anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.ranking import Ranking
from schema import knowledge_base
from schema.evidence.checks import parse_checks
from schema.evidence.results import Outcome
from tests.ext.project import Project, differences, entry
from tests.ext.test_pages import links, soup
from tests.schema.evidence import CLAIM, PROGRAM, RESULTS, result, results_file

CHECKS = "checks/alpha.py"


def record(project: Project, **results: Outcome) -> None:
    """Give the entry alpha a claim with a check, and results of that by version."""
    known = parse_checks(PROGRAM)["it_runs"].digest(CLAIM)
    found = {v: result(outcome, known, "TypeError: <b>") for v, outcome in results.items()}
    project.write(CHECKS, PROGRAM)
    project.write(RESULTS, results_file(**found).replace('"example"', '"alpha"'))


@pytest.fixture
def checked(project: Project) -> Project:
    """A knowledge base in which the claim of alpha is checked."""
    claims = [
        {"claim": CLAIM, "check": "it_runs"},
        {"claim": "It is `fast` <b>.", "source": "https://example.org/a"},
    ]
    project.put(
        "entries/alpha",
        entry(
            "Is alpha first?",
            answer="Look:\n\n> 1. ```{check} it_runs\n>    ```\n\nDone.\n",
            sources=[{"url": "https://example.org/a", "supports": "All of `it` <b>."}],
            claims=claims,
        ),
    )
    record(project, v2_10_0=Outcome.PASSED)
    return project


def test_a_page_shows_claims_results_and_programs(checked: Project) -> None:
    built = checked.build()
    assert built.warnings == ""
    page = soup(built, "kb/entries/alpha")
    checked, sourced = page.select(".faq-claim")
    assert [part.get_text() for part in checked.select("p")] == [
        CLAIM,
        "Checked with MindSpore 2.10.0 on CPU, 2026-11-22",
    ]
    assert checked.select_one("details:not([open]) pre").get_text() == (  # type: ignore[union-attr]
        parse_checks(PROGRAM)["it_runs"].program
    )
    assert sourced.select_one("p").get_text() == "It is fast <b>."  # type: ignore[union-attr]
    assert links(sourced) == {"All of it <b>.": "https://example.org/a"}
    for place in (sourced, page.select_one(".faq-about")):
        assert place.select_one('a[href="https://example.org/a"] code').get_text() == "it"  # type: ignore[union-attr]
    assert links(page)["1 of 2 claims checked with MindSpore 2.10.0"] == "#faq-claims"
    assert page.select_one("#faq-claims h2")


def test_an_answer_shows_the_example_of_its_check_and_not_its_assertions(checked: Project) -> None:
    page = soup(checked.build(), "kb/entries/alpha")
    code = page.select_one("blockquote ol li pre")
    assert code
    assert code.get_text() == parse_checks(PROGRAM)["it_runs"].example
    assert "assert" not in code.get_text()


def test_a_page_shows_that_a_claim_failed(checked: Project) -> None:
    checked.build()
    record(checked, v2_10_0=Outcome.FAILED)
    built = checked.build()
    page = soup(built, "kb/entries/alpha")
    assert "One claim of this answer failed in a test." in page.get_text()
    assert "Failed with MindSpore 2.10.0, 2026-11-22: TypeError: <b>" in page.get_text()
    assert built.read == {"kb/entries/alpha"}


@pytest.mark.parametrize("change", ["results", "check", "no check", "no results"])
def test_pages_follow_checks_and_results(change: str, checked: Project) -> None:
    checked.build()
    match change:
        case "results":
            record(checked, v2_7_0=Outcome.PASSED, v2_10_0=Outcome.PASSED)
        case "check":
            checked.write(CHECKS, PROGRAM.replace('dumps("1")', 'dumps("1", indent=2)'))
        case "no check":
            (checked.source / CHECKS).unlink()
        case "no results":
            (checked.source / RESULTS).unlink()
    built = checked.build()
    assert built.read == {"kb/entries/alpha"}
    assert differences(built.tree(), checked.build(fresh=True).tree()) == []
    assert checked.build().read == frozenset()


def test_the_versions_that_an_answer_was_tested_with_are_shown(checked: Project) -> None:
    record(checked, v2_7_0=Outcome.FAILED, v2_9_0=Outcome.PASSED, v2_10_0=Outcome.PASSED)
    text = " ".join(soup(checked.build(), "kb/entries/alpha").get_text().split())
    assert "Tested withMindSpore 2.9.0 and 2.10.0" in text
    assert "It does not hold with 2.7.0" in text


def test_plain_text_says_the_same(checked: Project) -> None:
    page = checked.build("text").page("kb/entries/alpha")
    for told in (CLAIM, "Checked with MindSpore 2.10.0 on CPU", "From source: ", "json.dumps"):
        assert told in page


def test_the_finder_knows_what_an_answer_shows_of_a_check(checked: Project) -> None:
    """On the site and in a terminal, by the same words; by the assertions in neither."""
    site = checked.build().app.env.domains["faq"].documents["kb/entries/alpha"].words  # type: ignore[attr-defined]
    base = knowledge_base.read(Path(checked.source))
    document = {one.id: one for one in Ranking(base).documents}["alpha"]
    assert document.words.pack() == site
    assert "dumps" in base.answer("alpha")
    assert "assert" not in base.answer("alpha")


def test_a_check_that_is_not_there_leaves_the_page_whole(checked: Project) -> None:
    (checked.source / CHECKS).unlink()
    built = checked.build()
    assert "unknown-check There is no checks/alpha.py." in built.warnings
    assert "Done." in soup(built, "kb/entries/alpha").get_text()


def test_the_checks_of_an_entry_are_never_run(checked: Project) -> None:
    mark = checked.root / "ran"
    text = PROGRAM.replace("import json", f"import json\n\nX = open({str(mark)!r}, 'w')")
    checked.write(CHECKS, text)
    checked.build()
    assert not mark.exists()
