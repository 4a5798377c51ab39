"""`make verify` runs what there is, shows it, and keeps it in the ledger."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from cli.terminal.console import Style
from schema.evidence.results import PATH, Outcome, Result, Results, dump_results, parse_results
from schema.files import Changed
from tests.pages import ROOT
from tests.schema.base import EXAMPLE
from tests.tools.project import ID, check, passing, write, write_checks
from tools.verify.__main__ import BROKE, MISUSE, OK, main
from tools.verify.judging import Verdict
from tools.verify.plan import Job
from tools.verify.recording import Setting, Unreadable, record
from tools.verify.report import compose
from tools.verify.table import lines, summary

FAILING = passing("failing").replace("assert n == 1", "assert n == 3")

SETTING = Setting("2.10.0", "CPU", "mindspore", "MindSpore 2.10.0")

DIGEST = "0" * 16


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a knowledge base with a check that passes and one that fails, as its folder."""
    monkeypatch.chdir(tmp_path)
    return write(tmp_path, one=passing("one"), failing=FAILING)


def recorded(project: Path) -> Results:
    return parse_results((project / PATH).read_text(encoding="utf-8"))


def result(outcome: Outcome = Outcome.PASSED, digest: str = DIGEST) -> Result:
    values = {"outcome": outcome, "date": "2026-01-01", "platform": "CPU", "digest": digest}
    return Result.model_validate(values)


def keep(project: Path, *keys: tuple[str, str, str]) -> None:
    """Write a ledger with results of these entries, checks and versions."""
    results: dict[str, dict[str, dict[str, Result]]] = {}
    for id, name, version in keys:
        results.setdefault(id, {}).setdefault(name, {})[version] = result()
    (project / PATH).write_text(dump_results(Results(results=results)), encoding="utf-8")


def verify(*arguments: str) -> int:
    return main(arguments, version="2.10.0")


def test_what_came_of_checks_is_shown_and_kept(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify() == BROKE
    opening, *lines, total, where = capsys.readouterr().out.splitlines()
    assert opening.startswith("Running 2 checks of 1 entry with MindSpore 2.10.0: CPU, ")
    assert sorted(line[0] for line in lines) == [" ", "✓", "✗"]
    assert any(line.strip() == "AssertionError at 'assert n == 3'" for line in lines)
    assert total.startswith("1 passed, 1 failed; 1 turned version run; ")
    assert where == f"The results are in {PATH}."
    kept = recorded(project)
    assert kept.of(ID, "one")["2.10.0"].outcome is Outcome.PASSED
    failed = kept.of(ID, "failing")["2.10.0"]
    assert (failed.outcome, failed.date) == (Outcome.FAILED, date.today())
    assert failed.reason == "AssertionError at 'assert n == 3'"
    assert failed.digest == check(FAILING).digest("It is so that failing.")


def test_other_versions_stay_and_checks_that_are_no_more_go(project: Path) -> None:
    keep(project, (ID, "one", "2.7.0"), (ID, "one", "2.10.0"), (ID, "gone", "2.7.0"))
    verify()
    kept = recorded(project)
    assert list(kept.results[ID]) == ["failing", "one"]
    assert list(kept.of(ID, "one")) == ["2.7.0", "2.10.0"]
    assert kept.of(ID, "one")["2.7.0"] == result()
    assert kept.of(ID, "one")["2.10.0"] != result()


def test_of_one_entry_only_its_results_are_replaced(project: Path) -> None:
    keep(project, ("other", "one", "2.10.0"), (ID, "gone", "2.7.0"))
    assert verify(ID) == BROKE
    assert recorded(project).of("other", "one") == {"2.10.0": result()}
    assert sorted(recorded(project).results[ID]) == ["failing", "one"]


def test_of_one_entry_the_traceback_is_shown(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    verify(ID)
    assert 'File "program.py", line 2' in capsys.readouterr().out


def test_without_a_failure_the_exit_code_says_so(project: Path) -> None:
    write(project, one=passing("one"))
    assert verify() == OK


def test_without_a_check_nothing_is_run_or_written(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project)
    assert verify() == OK
    assert capsys.readouterr().err == "verify: No claim names a check; nothing was run.\n"
    assert not (project / PATH).exists()


def test_before_anything_is_run_all_that_is_wrong_is_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_checks(project, passing("other"))
    assert verify() == BROKE
    printed = capsys.readouterr()
    assert printed.out.count("unknown-check") == 2
    assert printed.out.count("unclaimed-check") == 1
    assert f"{EXAMPLE}:" in printed.out
    assert printed.err == "verify: 3 problems; nothing was run.\n"
    assert not (project / PATH).exists()


def test_an_unknown_entry_is_told_with_the_nearest(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify("exmple") == MISUSE
    assert "Did you mean 'example'?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("module: not_installed\n", "no module 'not_installed'. Run 'make verify'."),
        ("languages: [en]\n", "kb/settings.yaml does not say which module"),
    ],
)
def test_without_the_product_it_is_said_what_to_do(
    settings: str, message: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "kb/settings.yaml").write_text(settings, encoding="utf-8")
    assert main([]) == MISUSE
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("text", ["nonsense", '{"format": 2}', '{"results": {"a": 1}}'])
def test_a_results_file_that_cannot_be_read_is_left_alone(
    project: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    (project / PATH).write_text(text)
    assert verify() == MISUSE
    assert "delete it" in capsys.readouterr().err
    assert (project / PATH).read_text() == text


def test_what_others_wrote_meanwhile_stays(project: Path) -> None:
    keep(project, (ID, "one", "2.7.0"))
    record(project, "2.10.0", {(ID, "one"): result()}, None)
    record(project, "2.9.0", {(ID, "one"): result()}, None)
    assert list(recorded(project).of(ID, "one")) == ["2.7.0", "2.9.0", "2.10.0"]


def test_a_results_file_that_changes_at_the_same_moment_is_left_alone(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interfere(path: Path, text: str, seen: str) -> None:
        raise Changed

    keep(project, (ID, "one", "2.7.0"))
    monkeypatch.setattr("tools.verify.recording.replace", interfere)
    with pytest.raises(Unreadable, match="Run this again"):
        record(project, "2.10.0", {(ID, "one"): result()}, None)


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_ends_what_runs_and_keeps_the_results(project: Path, stop: signal.Signals) -> None:
    note = project / "pid"
    hanging = passing("hanging").replace(
        "    n = 1",
        "    import os, pathlib, time\n"
        f"    pathlib.Path({str(note)!r}).write_text(str(os.getpid()))\n"
        "    time.sleep(3600)\n    n = 1",
    )
    write(project, hanging=hanging, one=passing("one"), two=passing("two"))
    keep(project, (ID, "one", "2.7.0"))
    before = (project / PATH).read_bytes()
    code = (
        # A shell ignores it for what it runs in the background.
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from tools.verify.__main__ import main; sys.exit(main([], '2.10.0'))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    for _ in range(2_000):
        if note.exists() and note.read_text():
            break
        time.sleep(0.05)
    process.send_signal(stop)
    _, said = process.communicate()
    assert process.returncode == MISUSE
    assert said == f"verify: Stopped. {PATH} is unchanged.\n"
    assert (project / PATH).read_bytes() == before
    with pytest.raises(ProcessLookupError):
        os.kill(int(note.read_text()), 0)


# The table ----------------------------------------------------------------------------

LONG = Job("a-" * 30 + "a", "It is.", check(passing("n" * 60)))
BAD = Verdict(Outcome.FAILED, "because " * 24, "trace\x1b[31m\nback", 0, 1.25)


def test_lines_fit_their_width() -> None:
    shown = list(lines(LONG, BAD, 79, Style(coloured=False), trace=False))
    assert max(map(len, shown)) < 80
    words = " ".join(" ".join(shown).split())
    assert f"✗ 1.2 s {LONG.id} {LONG.check.name}" in words
    assert words.count("because") == 24


def test_a_traceback_can_do_nothing_to_the_terminal() -> None:
    shown = "".join(lines(LONG, BAD, 79, Style(coloured=False), trace=True))
    assert "trace\\u001b[31m" in shown


def test_the_sum_names_every_outcome_that_occurred() -> None:
    verdicts = [Verdict(outcome, turned=1) for outcome in Outcome]
    told = summary([*verdicts, Verdict(Outcome.PASSED, turned=2)], 61.4, Style(coloured=False))
    assert told == (
        "2 passed, 1 failed, 1 survived being turned round, 1 cannot run here; "
        "6 turned versions run; 61 s."
    )


# The report ---------------------------------------------------------------------------


def job(name: str = "one") -> Job:
    return Job(ID, "It is.", check(passing(name)))


def before(outcome: Outcome, version: str = "2.10.0", digest: str | None = None) -> Results:
    """Return a ledger with one result of the job."""
    one = job()
    kept = result(outcome, one.digest if digest is None else digest)
    return Results(results={one.id: {one.check.name: {version: kept}}})


def test_without_anything_that_broke_the_report_is_empty() -> None:
    found = {job(): Verdict(Outcome.PASSED)}
    assert compose(SETTING, found, before(Outcome.PASSED)) == ""
    assert compose(SETTING, {}, Results()) == ""


def test_the_report_tells_with_what_a_broken_check_passed_before() -> None:
    found = {job(): Verdict(Outcome.FAILED, "ValueError: no")}
    text = compose(SETTING, found, before(Outcome.PASSED))
    row = "| `example` | `one` | failed: `ValueError: no` | 2.10.0 (2026-01-01) |"
    assert row in text.splitlines()
    for other in (before(Outcome.FAILED), before(Outcome.PASSED, digest=DIGEST)):
        assert "| none |" in compose(SETTING, found, other)


def test_a_check_that_cannot_run_any_more_is_told() -> None:
    found = {job(): Verdict(Outcome.NOT_RUNNABLE, "no torch")}
    assert "not-runnable: `no torch`" in compose(SETTING, found, before(Outcome.PASSED))
    assert compose(SETTING, found, before(Outcome.NOT_RUNNABLE)) == ""


@pytest.mark.parametrize(("needed", "told"), [("nothing-of-the-kind", False), ("pytest", True)])
def test_a_check_without_a_package_that_it_needs_is_not_missed(needed: str, told: bool) -> None:
    one = Job(ID, "It is.", check(f'@needs("{needed}")\n{passing("one").strip()}\n'))
    ledger = Results(results={ID: {"one": {"2.9.0": result(digest=one.digest)}}})
    text = compose(SETTING, {one: Verdict(Outcome.NOT_RUNNABLE, "no")}, ledger)
    assert ("`one`" in text) is told


def test_a_release_without_results_is_told() -> None:
    found = {job(): Verdict(Outcome.PASSED)}
    text = compose(
        replace(SETTING, version="2.11.0", release="MindSpore 2.11.0"),
        found,
        before(Outcome.PASSED),
    )
    assert text.startswith("## MindSpore 2.11.0 is new\n")


@pytest.mark.parametrize("reason", ["a | b", r"a \| b", "`@x` | #1", "<b>|</b>", "\x1b[31m\u202e"])
def test_what_mindspore_says_stays_code_in_its_cell(reason: str) -> None:
    found = {job(): Verdict(Outcome.FAILED, reason)}
    (table,) = [
        token.map
        for token in MarkdownIt("commonmark")
        .enable("table")
        .parse(compose(SETTING, found, Results()))
        if token.type == "tbody_open"
    ]
    assert table
    line = compose(SETTING, found, Results()).splitlines()[table[0]]
    html = MarkdownIt("commonmark").enable("table").render(compose(SETTING, found, Results()))
    assert html.count("<td>") == 4
    assert "<b>" not in html
    assert line.isprintable()


def test_a_report_fits_into_an_issue() -> None:
    found = {job(f"n{number}"): Verdict(Outcome.FAILED, "x" * 200) for number in range(2_000)}
    text = compose(SETTING, found, Results())
    assert len(text) < 20_000
    told = text.count("| `example`")
    assert told > 50
    assert f"… and {2_000 - told:,} more." in text
