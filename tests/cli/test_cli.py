"""The `kb` command."""

import json
import os
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from cli import command as cli
from cli.commands.schema import ENTRY_SCHEMA
from schema.records import MODELS
from tests.cli.conftest import Kb
from tests.pages import ROOT
from tests.schema.base import BASE, ENTRY, EXAMPLE, OTHER, entry, other, validate, write

BAD = entry("related: [nowhere]\n")


def shell(command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHON": sys.executable, **environment}
    bash = ["bash", "-c", command]
    return subprocess.run(bash, cwd=cwd, env=environment, capture_output=True, check=False)


def test_problems_go_to_standard_output_but_not_the_last_line(project: Path, kb: Kb) -> None:
    write(project, {EXAMPLE: BAD, OTHER: other("summary: 5\n")})
    assert kb("validate") == (
        cli.PROBLEMS,
        "kb/entries/example.yaml:12:11: unknown-entry There is no entry 'nowhere'.\n"
        "   12 | related: [nowhere]\n"
        "      |           ^\n"
        "    Did you mean 'another' or 'other'?\n"
        "kb/entries/other.yaml:11:10: wrong-type Expected text, found the number 5.\n"
        "   11 | summary: 5\n"
        "      |          ^\n"
        "    Put it in quotes.\n",
        "2 problems in 2 files; usable: 3 entries, 2 tags, 1 facet, 3 translations.\n"
        "[*] 1 fixable with --fix.\n",
    )


@pytest.mark.parametrize(
    ("path", "here", "elsewhere"),
    [
        (".", 2, 0),
        ("kb/tags/../entries", 1, 1),
        ("./kb//entries/example.yaml", 1, 1),
        (OTHER, 0, 2),
        ("kb/tags/hardware", 1, 1),
        ("kb/entries/exam.yaml", 0, 2),
    ],
)
def test_problems_of_a_path(path: str, here: int, elsewhere: int, project: Path, kb: Kb) -> None:
    gpu = "label: GPU\ndescription: ' x'\n"
    exam = entry("question: Is it new?\nphrasings: [alpha beta, gamma delta]\n")
    write(project, {EXAMPLE: BAD, "kb/tags/hardware/gpu.yaml": gpu, "kb/entries/exam.yaml": exam})
    code, out, err = kb("validate", path)
    assert out.count(": unknown-entry") + out.count(": not-one-line") == here
    assert code == (cli.PROBLEMS if here else cli.OK)
    assert (f"({elsewhere} elsewhere)" in err) == bool(elsewhere)


def test_several_paths_are_judged_once(project: Path, kb: Kb) -> None:
    write(project, {EXAMPLE: BAD})
    for paths in ([EXAMPLE, OTHER], [EXAMPLE, EXAMPLE], [".", str(project), "kb"]):
        _, out, err = kb("validate", *paths)
        assert out.count("unknown-entry") == 1
        assert err.count("\n") == 1


def test_several_knowledge_bases_are_distinguished(project: Path, kb: Kb) -> None:
    write(project / "second", {**BASE, EXAMPLE: BAD})
    code, out, err = kb("validate", ".", "second")
    assert code == cli.PROBLEMS
    assert out.startswith("second/kb/entries/example.yaml:12:11: ")
    assert err.count("\n") == 2
    code, out, err = kb("validate", "second", "--format", "github")
    assert code == cli.PROBLEMS
    assert out.startswith(f"::error file=second/{EXAMPLE},line=")
    assert err.startswith("1 problem in 1 file")


@pytest.mark.parametrize("folder", ["kb", "kb/entries", "docs"])
def test_the_knowledge_base_is_found_from_within(
    folder: str, project: Path, monkeypatch: pytest.MonkeyPatch, kb: Kb
) -> None:
    write(project, {EXAMPLE: BAD, "docs/x": ""})
    monkeypatch.chdir(project / folder)
    for arguments in ([str(project)], []):
        code, out, _ = kb("validate", *arguments)
        name = os.path.relpath(project / EXAMPLE)
        assert (code, out.partition(":")[0]) == (cli.PROBLEMS, name)
    assert kb("format", "--check")[0] == cli.PROBLEMS


@pytest.mark.parametrize(
    "path",
    [
        *("nowhere", "kb/entries/nowhere.yaml", "docs", "README.md", "/", "/dev/null"),
        *("x" * 5_000, "a\nb\udcff", f"{EXAMPLE}/x"),
    ],
)
def test_a_path_outside_every_knowledge_base_is_misuse(path: str, project: Path, kb: Kb) -> None:
    """A folder beside `kb/` once had no problems."""
    write(project, {"docs/x": "", "README.md": ""})
    code, out, err = kb("validate", path)
    assert (code, out) == (cli.MISUSE, "")
    assert err.startswith("kb: ")
    assert err.count("\n") == 1
    err.encode()


def test_no_records_are_misuse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kb: Kb) -> None:
    monkeypatch.chdir(tmp_path)
    assert kb("validate")[0] == cli.MISUSE
    (tmp_path / "kb").mkdir()
    assert kb("validate") == (cli.MISUSE, "", "kb: There is no record in 'kb/'.\n")


def test_a_record_that_is_a_link_is_reported(project: Path, kb: Kb) -> None:
    """Resolving the path once led out of the project, and to a traceback."""
    link = project / "kb/entries/link.yaml"
    link.symlink_to("/etc/hostname")
    code, out, _ = kb("validate", "kb/entries/link.yaml")
    assert code == cli.PROBLEMS
    assert out.startswith("kb/entries/link.yaml:1:1: unreadable-file ")
    link.unlink()
    link.symlink_to("nowhere")
    assert kb("validate", str(link))[0] == cli.PROBLEMS


def test_a_linked_project_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kb: Kb) -> None:
    write(tmp_path / "real", {**BASE, EXAMPLE: BAD})
    (tmp_path / "link").symlink_to("real")
    monkeypatch.chdir(tmp_path)
    code, out, _ = kb("validate", f"link/{EXAMPLE}")
    assert (code, out.count("unknown-entry")) == (cli.PROBLEMS, 1)


def test_the_review_period_can_be_set(project: Path, kb: Kb) -> None:
    day = (date.today() - timedelta(days=30)).isoformat()
    write(project, {EXAMPLE: entry(f"reviewed_on: {day}\nrelated: [other, other]\n")})
    for days, codes in (("29", ["stale-review"]), ("30", []), ("9" * 40, [])):
        out = kb("validate", "--review-within", days)[1]
        assert re.findall("stale-review", out) == codes, days
    code, out, err = kb("validate", "--fix", "--review-within", "29", "--strict")
    assert (code, out.count("stale-review"), out.count("duplicate-item")) == (cli.PROBLEMS, 1, 0)
    assert err.startswith("Fixed 1 problem in 1 file.\n")


def test_schemas_are_updated(project: Path, monkeypatch: pytest.MonkeyPatch, kb: Kb) -> None:
    write(project, {"kb/entries/broken.yaml": "question: [\n"})
    monkeypatch.chdir(project / "kb/entries")
    code, _, err = kb("schema", "--check")
    assert (code, err.count("\n")) == (cli.PROBLEMS, len(MODELS))
    assert f"{ENTRY_SCHEMA} is out of date. Run 'kb schema'.\n" in err
    code, out, _ = kb("schema")
    assert (code, f"Wrote {ENTRY_SCHEMA}.\n" in out) == (cli.OK, True)
    assert kb("schema", "--check")[0] == cli.OK
    assert {problem.code for problem in validate(project).problems} == {"yaml-syntax"}
    (project / "kb/tag.schema.json").write_bytes(b"\xff")
    write(project, {"kb/tags/hardware/gpu.yaml": "label: GPUs\ndescription: Processors.\n"})
    assert kb("schema", "--check")[0] == cli.PROBLEMS
    assert [kb("schema")[1].count("Wrote") for _ in range(2)] == [2, 0]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("kb/tags/hardware/gpu.yaml", "label: GPU\n"),
        ("kb/tags/hardware/Big.yaml", BASE["kb/tags/hardware/gpu.yaml"]),
        ("kb/tags/stray.yaml", "a: b\n"),
    ],
)
def test_no_schema_is_made_of_a_broken_tag(path: str, text: str, project: Path, kb: Kb) -> None:
    write(project, {path: text})
    code, _, err = kb("schema")
    assert (code, path in err, "Run 'kb validate'" in err) == (cli.PROBLEMS, True, True)
    assert not (project / ENTRY_SCHEMA).exists()


def test_schemas_follow_no_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kb: Kb) -> None:
    project = write(tmp_path / "project", BASE)
    target = tmp_path / "target"
    target.write_text("mine")
    for name in ("entry.schema.json", ".entry.schema.json.new"):
        (project / "kb" / name).symlink_to(target)
    monkeypatch.chdir(project)
    kb("schema")
    (project / "kb").rename(tmp_path / "outside")
    (project / "kb").symlink_to(tmp_path / "outside")
    (tmp_path / "outside/entry.schema.json").unlink()
    assert kb("schema")[0] == cli.PROBLEMS
    assert target.read_text() == "mine"
    assert not (tmp_path / "outside/entry.schema.json").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("validate --formt=json", "unknown argument '--formt=json'. Did you mean '--format'?"),
        *(
            (f"validate --review-within={days}", "--review-within: enter an integer of 1 or more")
            for days in ("0", "-1", "1.5", "two", "", "²")
        ),
    ],
)
def test_a_wrong_option_is_misuse(arguments: str, message: str, kb: Kb) -> None:
    code, out, err = kb(*arguments.split())
    assert (code, out) == (cli.MISUSE, "")
    assert err.startswith(f"usage: kb {arguments.split(maxsplit=1)[0]}")
    assert message in err


def test_a_mistyped_command_names_the_right_one(kb: Kb) -> None:
    message = "kb: There is no command 'validatee'. Did you mean 'validate'?\n"
    assert kb("validatee") == (cli.MISUSE, "", message)


def test_kb_alone_prints_help_and_knows_its_version(kb: Kb) -> None:
    for arguments, start in (([], "usage: kb"), (["--version"], "kb 0")):
        code, out, _ = kb(*arguments)
        assert (code, out.startswith(start)) == (cli.OK, True)


@pytest.mark.parametrize("closed", ["<&-", ">&-", ">&- 2>&-"])
def test_a_closed_stream_causes_no_traceback(project: Path, closed: str) -> None:
    done = shell(f"$PYTHON -m cli validate {closed}", project)
    assert (done.returncode, b"Traceback" in done.stderr) == (cli.OK, False)


def test_an_interrupt_is_told(project: Path, kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cli.commands.validate.read", interrupted)
    assert kb("validate") == (cli.MISUSE, "", "kb: Stopped.\n")


def test_a_terminal_without_unicode_shows_every_problem(project: Path) -> None:
    write(project, {"kb/entries/Ünï漢.yaml": ENTRY, EXAMPLE: entry("status: é漢😀\n")})
    ascii = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = shell("$PYTHON -m cli validate", project, **ascii)
    assert done.returncode == cli.PROBLEMS
    assert b"Traceback" not in done.stderr
    assert b"'\\xe9\\u6f22\\U0001f600' is not a status." in done.stdout


def test_a_reader_that_has_seen_enough_causes_no_traceback(project: Path) -> None:
    write(project, {f"kb/entries/e{n}.yaml": "" for n in range(1_000)})
    done = shell("$PYTHON -m cli validate | head -n 1; exit ${PIPESTATUS[0]}", project)
    assert done.returncode == cli.PROBLEMS
    assert done.stdout.count(b"\n") == 1
    assert done.stderr in (b"", b"1002 problems in 1,002 files")


OLD = "## Q: Does it run on a phone?\n\nYes.\n\n<br/>\n\n## Q: Is there a price?\n\nNo.\n"


def test_an_old_faq_becomes_drafts(project: Path, kb: Kb) -> None:
    (project / "old.md").write_text(OLD, encoding="utf-8")
    code, out, _ = kb("import", "old.md", "--to", "kb/entries", "--report", "report.json")
    assert code == cli.OK
    assert out.endswith("Wrote 2 drafts to kb/entries.\n")
    drafts = sorted(path.name for path in (project / "kb/entries").glob("*-*.yaml"))
    assert len(drafts) == 2
    report = json.loads((project / "report.json").read_text(encoding="utf-8"))
    assert "<br/>" in [note["text"] for file in report for note in file["notes"]]
    codes = {line.split()[1] for line in kb("validate")[1].splitlines() if line[0] == "k"}
    assert codes <= {"too-short"}, "only what the drafts say is still to do"


def test_a_dry_run_imports_nothing(project: Path, kb: Kb) -> None:
    (project / "old.md").write_text(OLD, encoding="utf-8")
    before = sorted((project / "kb").rglob("*"))
    code, out, err = kb("import", "old.md", "nowhere.md", "--to", "kb/entries", "--dry-run")
    assert (code, "Wrote" in out, "nowhere.md" in err) == (cli.OK, False, True)
    assert kb("import", "nowhere.md", "--to", "kb/entries")[0] == cli.PROBLEMS
    assert sorted((project / "kb").rglob("*")) == before


def test_a_full_disk_harms_no_file(project: Path, monkeypatch: pytest.MonkeyPatch, kb: Kb) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    write(project, {EXAMPLE: entry("summary: 5\n")})
    before = sorted((project / "kb").rglob("*"))
    monkeypatch.setattr("schema.files.os.fsync", full)
    code, _, err = kb("validate", "--fix")
    assert (code, err) == (cli.MISUSE, f"kb: No space left on device: {EXAMPLE}\n")
    assert sorted((project / "kb").rglob("*")) == before
    assert (project / EXAMPLE).read_text() == entry("summary: 5\n")
