"""`make verify` runs the checks, shows their results, and records them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from cli.command import MISUSE, OK, PROBLEMS
from schema.evidence.results import (
    FOLDER,
    Outcome,
    Result,
    Results,
    dump_results,
    parse_results,
    path_of,
)
from tests.pages import ROOT
from tests.schema.base import EXAMPLE
from tests.schema.evidence import result
from tests.tools.project import ID, check, passing, write_base, write_checks
from tools.verify.__main__ import main
from tools.verify.display import compose, lines
from tools.verify.jobs import Job, Trial

FAILING = passing("failing").replace("assert n == 1", "assert n == 3")

Verify = Callable[..., tuple[int, str, str]]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a knowledge base with a check that passes and one that fails, as its folder."""
    monkeypatch.chdir(tmp_path)
    return write_base(tmp_path, one=passing("one"), failing=FAILING)


def results(project: Path, id: str = ID) -> Results:
    return parse_results((project / path_of(id)).read_text(encoding="utf-8"))


def keep(project: Path, *keys: tuple[str, str], id: str = ID) -> None:
    """Write results of these checks and versions."""
    results: dict[str, dict[str, Result]] = {}
    for name, version in keys:
        results.setdefault(name, {})[version] = result()
    (project / FOLDER).mkdir(exist_ok=True)
    (project / path_of(id)).write_text(dump_results(Results(results=results)), encoding="utf-8")


@pytest.fixture
def verify(capsys: pytest.CaptureFixture[str]) -> Verify:
    """Run the checks with a version of the product; return exit code, output and errors."""
    return lambda *arguments, version="2.10.0": (main(arguments, version), *capsys.readouterr())


def test_results_are_shown_and_recorded(project: Path, verify: Verify) -> None:
    code, out, _ = verify("--report", "out/report.md")
    assert code == PROBLEMS
    opening, *lines, total, where = out.splitlines()
    assert opening.startswith("Running 2 checks with MindSpore 2.10.0: CPU, ")
    assert sorted(line[0] for line in lines) == [" ", "✓", "✗"]
    assert any(line.strip() == "AssertionError at 'assert n == 3'" for line in lines)
    assert total.startswith("1 passed, 1 failed; ")
    assert where == f"The results are in {FOLDER}."
    assert "| `example` | `failing` | failed: `" in (project / "out/report.md").read_text()
    kept = results(project)
    assert kept.of("one")["2.10.0"].outcome is Outcome.PASSED
    failed = kept.of("failing")["2.10.0"]
    assert (failed.outcome, failed.date) == (Outcome.FAILED, date.today())
    assert failed.reason == "AssertionError at 'assert n == 3'"
    assert failed.digest == check(FAILING).digest("It is so that failing.")


def test_results_of_other_versions_stay(project: Path, verify: Verify) -> None:
    keep(project, ("one", "2.7.0"), ("one", "2.10.0"), ("gone", "2.7.0"))
    verify()
    kept = results(project)
    assert list(kept.results) == ["failing", "one"]
    assert list(kept.of("one")) == ["2.7.0", "2.10.0"]
    assert kept.of("one")["2.7.0"] == result()
    assert kept.of("one")["2.10.0"] != result()


def test_of_one_entry_only_its_results_are_replaced(project: Path, verify: Verify) -> None:
    """And the traceback is shown."""
    keep(project, ("one", "2.10.0"), id="other")
    keep(project, ("gone", "2.7.0"))
    code, out, _ = verify(ID)
    assert code == PROBLEMS
    assert results(project, "other").of("one") == {"2.10.0": result()}
    assert sorted(results(project).results) == ["failing", "one"]
    assert 'File "program.py", line 2' in out


def test_without_a_check_nothing_is_run_or_written(project: Path, verify: Verify) -> None:
    write_base(project)
    assert verify() == (OK, "", "verify: No claim names a check; nothing was run.\n")
    assert not (project / FOLDER).exists()


def test_before_anything_is_run_all_problems_are_reported(project: Path, verify: Verify) -> None:
    write_checks(project, passing("other"))
    (project / FOLDER).mkdir()
    (project / path_of(ID)).write_text("nonsense")
    code, out, err = verify()
    assert code == PROBLEMS
    for code, times in (("unknown-check", 2), ("unclaimed-check", 1), ("bad-results", 1)):
        assert out.count(f" {code} ") == times
    assert f"{EXAMPLE}:" in out
    assert err == "verify: 4 problems; nothing was run.\n"
    assert (project / path_of(ID)).read_text() == "nonsense"


def test_what_cannot_be_written_is_reported(project: Path, verify: Verify) -> None:
    """Results are not written through a link."""
    code, _, err = verify("--report", f"{EXAMPLE}/report.md")
    assert (code, err.startswith("verify: "), EXAMPLE in err) == (MISUSE, True, True)
    (project / "checks").rename(project / "elsewhere")
    (project / "checks").symlink_to("elsewhere")
    code, _, err = verify()
    assert (code, "'checks' is a link" in err) == (MISUSE, True)
    assert not (project / FOLDER).exists()


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("module: not_installed\n", "no module 'not_installed'. Run 'make verify'."),
        ("languages: [en]\n", "kb/settings.yaml does not say which module"),
    ],
)
def test_without_the_product_the_message_says_what_to_do(
    settings: str, message: str, project: Path, verify: Verify
) -> None:
    (project / "kb/settings.yaml").write_text(settings, encoding="utf-8")
    code, _, err = verify(version=None)
    assert (code, message in err) == (MISUSE, True)


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_kills_what_runs_and_keeps_the_results(project: Path, stop: signal.Signals) -> None:
    note = project / "pid"
    hanging = passing("hanging").replace(
        "    n = 1",
        "    import os, pathlib, time\n"
        f"    pathlib.Path({str(note)!r}).write_text(str(os.getpid()))\n"
        "    time.sleep(3600)\n    n = 1",
    )
    write_base(project, hanging=hanging, one=passing("one"), two=passing("two"))
    keep(project, ("one", "2.7.0"))
    before = (project / path_of(ID)).read_bytes()
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
    _, printed = process.communicate()
    assert process.returncode == MISUSE
    assert printed == f"verify: Stopped. {FOLDER} is unchanged.\n"
    assert (project / path_of(ID)).read_bytes() == before
    with pytest.raises(ProcessLookupError):
        os.kill(int(note.read_text()), 0)


FAILED, LOST = Outcome.FAILED, Outcome.NOT_RUNNABLE


def job(decorator: str = "") -> Job:
    return Job(ID, "It is.", check(f"{decorator}\n{passing('one').strip()}\n"))


def report(job: Job, trial: Result, before: Result, version: str = "2.10.0") -> str:
    """Return the report on one job with an earlier result of 2.10.0, as Markdown."""
    earlier = Results(results={job.check.name: {"2.10.0": before}})
    return compose(f"MindSpore {version}", version, {job: Trial(trial)}, {ID: earlier})


def test_a_traceback_can_do_nothing_to_the_terminal() -> None:
    trial = Trial(result(FAILED, reason="no"), "trace\x1b[31m\nback")
    shown = "".join(lines(job(), trial, trace=True))
    assert "trace\\u001b[31m" in shown


@pytest.mark.parametrize(
    ("outcome", "before", "digest", "rows"),
    [
        (FAILED, Outcome.PASSED, "", ["failed: `no` | 2.10.0 (2026-11-22) |"]),
        (FAILED, Outcome.PASSED, "1" * 16, ["failed: `no` | none |"]),
        (FAILED, FAILED, "", ["failed: `no` | none |"]),
        (LOST, Outcome.PASSED, "", ["not-runnable: `no` | 2.10.0 (2026-11-22) |"]),
        (LOST, LOST, "", []),
        (Outcome.PASSED, FAILED, "", []),
    ],
)
def test_the_report_lists_what_broke_and_what_passed_before(
    outcome: Outcome, before: Outcome, digest: str, rows: list[str]
) -> None:
    text = report(job(), result(outcome, reason="no"), result(before, digest))
    listed = [line for line in text.splitlines() if line.startswith("| `example`")]
    assert listed == [f"| `example` | `one` | {row}" for row in rows]
    assert bool(text) == bool(rows)


def test_the_report_leaves_out_a_check_without_its_packages_and_names_a_new_release() -> None:
    assert report(job('@needs("nothing-of-the-kind")'), result(LOST, reason="no"), result()) == ""
    text = report(job(), result(), result(), version="2.11.0")
    assert text.startswith("## MindSpore 2.11.0 is new\n")


@pytest.mark.parametrize("reason", ["a | b", r"a \| b", "`@x` | #1", "<b>|</b>", "\x1b[31m\u202e"])
def test_what_the_product_says_stays_code_in_its_cell(reason: str) -> None:
    text = report(job(), result(FAILED).model_copy(update={"reason": reason}), result())
    (row,) = (line for line in text.splitlines() if line.startswith("| `example`"))
    html = MarkdownIt("commonmark").enable("table").render(text)
    assert html.count("<td>") == 4
    assert "<b>" not in html
    assert row.isprintable()
