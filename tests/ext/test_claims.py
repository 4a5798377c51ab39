"""What pages show of claims and their checks, and when they show it anew."""

from pathlib import Path

import pytest

from cli.ranking import Ranking
from schema import knowledge_base
from schema.evidence.checks import parse_checks
from schema.evidence.results import Outcome
from tests.ext.project import Built, Project, entry
from tests.ext.test_freshness import assert_clean
from tests.ext.test_pages import links, soup
from tests.schema.evidence import CLAIM, PROGRAM, result, results_file

CHECKS = "checks/alpha.py"
RESULTS = "checks/results/alpha.json"
CHECK = parse_checks(PROGRAM)["it_runs"]
PAGE = "kb/entries/alpha"
URL = "https://example.org/a"
ENTRY = entry(
    "Is alpha first?",
    answer="Look:\n\n> 1. ```{check} it_runs\n>    ```\n\nDone.\n",
    sources=[{"url": URL, "supports": "All of `it` <b>."}],
    claims=[{"claim": CLAIM, "check": "it_runs"}, {"claim": "It is `fast` <b>.", "source": URL}],
)


def write(project: Project, **outcomes: Outcome) -> Project:
    """Give the entry alpha a claim with a check, and results of the check by version."""
    known = CHECK.digest(CLAIM)
    results = {v: result(outcome, known, "TypeError: <b>") for v, outcome in outcomes.items()}
    project.put("entries/alpha", ENTRY)
    project.write(CHECKS, PROGRAM)
    project.write(RESULTS, results_file(**results))
    return project


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site on which the claim of alpha is checked; only read."""
    project = write(Project(tmp_path_factory.mktemp("claims")), v2_10_0=Outcome.PASSED)
    text = (project.source / RESULTS).read_text(encoding="utf-8")
    project.write(RESULTS, text.replace('"passed",', '"passed", "output": "<b>1</b>",'))
    mark = project.root / "ran"
    project.write(CHECKS, f"X = open({str(mark)!r}, 'w')\n{PROGRAM}")
    built = project.build()
    assert not mark.exists(), "the checks of an entry are never run"
    return built


def test_a_page_shows_claims_results_and_programs(site: Built) -> None:
    assert site.warnings == ""
    page = soup(site, PAGE)
    (line,) = page.select(".faq-tested")
    assert links(line) == {"Partly tested on 2.10.0 (CPU)": "#faq-claims"}
    (proof,) = page.select("details:not([open]):has(> #faq-claims) summary")
    assert proof.get_text() == "Checked 1 of 2 claims"
    checked, sourced = page.select("#faq-claims tbody tr")
    assert [cell.get_text().strip() for cell in checked] == [CLAIM, "Program", "2.10.0"]
    assert sourced.th
    assert sourced.th.get_text() == "It is fast <b>."
    assert links(sourced) == {"All of it <b>.": URL}
    code = page.select(f'#faq-claims a[href="{URL}"] code, .faq-sources a[href="{URL}"] code')
    assert [part.get_text() for part in code] == ["it", "it"]
    # The program has a page of its own.
    assert links(checked) == {"Program": "../checks/alpha.html#it_runs"}
    (program,) = soup(site, "kb/checks/alpha", "#it_runs").select("pre")
    assert program.get_text() == CHECK.program
    assert CHECK.program not in page.get_text()
    assert links(soup(site, "kb/checks/alpha"))["Is alpha first?"] == "../entries/alpha.html"
    # The answer shows the example of the check and what it prints, not its assertions.
    code, output = page.select("blockquote ol li pre")
    assert output.get_text() == "<b>1</b>\n"
    assert code.get_text() == CHECK.example
    assert "assert" not in code.get_text()


def test_the_finder_knows_what_an_answer_shows_of_a_check(site: Built) -> None:
    """On the site and in a terminal, by the same words; by the assertions in neither."""
    words = site.app.env.domains["faq"].documents[PAGE].words  # type: ignore[attr-defined]
    base = knowledge_base.read(Path(site.app.srcdir))
    assert Ranking(base).words["alpha"].pack() == words
    assert "dumps" in base.answer("alpha")
    assert "assert" not in base.answer("alpha")


def test_pages_follow_checks_and_results(project: Project) -> None:
    text = soup(write(project, v2_10_0=Outcome.FAILED).build(), PAGE).get_text()
    assert "One claim of this answer failed in a test." in text
    assert "Failed with MindSpore 2.10.0, 2026-11-22: TypeError: <b>" in text
    for change in (
        lambda: write(project, v2_7_0=Outcome.PASSED, v2_10_0=Outcome.PASSED),
        lambda: project.write(CHECKS, PROGRAM.replace('dumps("1")', 'dumps("1", indent=2)')),
        (project.source / RESULTS).unlink,
        (project.source / CHECKS).unlink,
    ):
        change()
        built = assert_clean(project)
        assert "Done." in soup(built, PAGE).get_text()
        assert built.read == {PAGE}
    assert project.build().read == frozenset()


def test_the_versions_that_an_answer_was_tested_with_are_shown(project: Project) -> None:
    write(project, v2_7_0=Outcome.FAILED, v2_9_0=Outcome.PASSED, v2_10_0=Outcome.PASSED)
    text = " ".join(soup(project.build(), PAGE).get_text().split())
    assert "Partly tested on 2.10.0 and 2.9.0 (CPU)" in text
    assert "Depends on the version" in text
    assert "2.10.0, 2.9.0, not 2.7.0" in text


def test_plain_text_says_the_same(project: Project) -> None:
    built = write(project, v2_10_0=Outcome.PASSED).build("text")
    assert built.warnings == ""
    page = built.page(PAGE)
    for text in ("Is alpha first?", "Reviewed on 2026-01-05", "CPU", "json.dumps"):
        assert text in page
    for text in (CLAIM, "Checked with MindSpore 2.10.0 on CPU", "From source: "):
        assert text in page
    assert "Is beta second?" in built.page("kb/tags/hardware/cpu")
    assert "Is gamma third?" in built.page("index")
