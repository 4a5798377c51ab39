"""The commands `kb format` and `kb validate --fix`."""

import os
from pathlib import Path

import pytest
import yaml

from cli.commands import format as format_command
from cli.commands.schema import generate
from cli.layout.formatting import LayoutFault, format_text
from schema.knowledge_base import read
from schema.records import Place
from tests.cli.conftest import Kb
from tests.schema.base import BASE, ENTRY, EXAMPLE, OTHER, entry, write


def canonical(path: str, text: str) -> str:
    return format_text(Place.of_path(path), text)


CANONICAL = {path: canonical(path, text) for path, text in BASE.items()}


@pytest.fixture
def project(project: Path) -> Path:
    """Give the test a knowledge base in canonical layout and go there."""
    base = read(write(project, CANONICAL))
    return write(project, generate(base))


def test_the_schema_in_a_first_line_exists(project: Path, kb: Kb) -> None:
    for path in project.glob("kb/*.schema.json"):
        path.unlink()
    write(project, BASE)
    assert kb("format")[0] == 0
    for path in BASE:
        first = (project / path).read_text("utf-8").partition("\n")[0]
        assert ((project / path).parent / first.partition("$schema=")[2]).is_file(), path


def test_a_canonical_record_is_not_touched(project: Path, kb: Kb) -> None:
    before = {path: (project / path).stat().st_ino for path in CANONICAL}
    assert kb("format") == (0, "", f"0 files reformatted, {len(BASE)} already formatted.\n")
    assert kb("format", "--check")[:2] == (0, "")
    assert kb("validate", "--fix")[2].startswith("Fixed 0 problems in 0 files.\n")
    assert {path: (project / path).stat().st_ino for path in CANONICAL} == before


def test_a_record_with_another_layout_is_named_and_written(project: Path, kb: Kb) -> None:
    text = CANONICAL[EXAMPLE].replace("[gpu]", "[ gpu ]")
    line = text[: text.index("[ gpu ]")].count("\n") + 1
    write(project, {EXAMPLE: text, OTHER: ENTRY})
    code, out, err = kb("format", "--check")
    assert (code, err.startswith("2 files would be reformatted")) == (1, True)
    assert [name.rpartition(": ")[0] for name in out.splitlines()] == [
        f"{EXAMPLE}:{line}",
        f"{OTHER}:1",
    ]
    assert (project / EXAMPLE).read_text() == text, "--check writes nothing"
    assert kb("format", EXAMPLE)[:2] == (0, f"{EXAMPLE}\n")
    assert (project / EXAMPLE).read_text() == CANONICAL[EXAMPLE]
    assert (project / OTHER).read_text() == ENTRY, "only the path that was named"
    assert kb("format", "kb/entries")[:2] == (0, f"{OTHER}\n")


@pytest.mark.parametrize("change", ["\r\n", "BOM"])
def test_byte_order_marks_and_line_ends_are_removed(project: Path, kb: Kb, change: str) -> None:
    raw = CANONICAL[EXAMPLE].encode()
    raw = b"\xef\xbb\xbf" + raw if change == "BOM" else raw.replace(b"\n", b"\r\n")
    write(project, {EXAMPLE: raw})
    assert kb("format", "--check")[:2] == (1, f"{EXAMPLE}:1: not in canonical layout\n")
    assert kb("format")[0] == 0
    assert (project / EXAMPLE).read_bytes() == CANONICAL[EXAMPLE].encode()


def test_an_unreadable_file_is_reported_and_the_others_are_formatted(project: Path, kb: Kb) -> None:
    write(project, {EXAMPLE: "summary: 'x\n", OTHER: ENTRY})
    code, out, err = kb("format")
    assert code == 1
    assert out.startswith(f"{OTHER}\n{EXAMPLE}:1:10: yaml-syntax ")
    assert err == f"1 file reformatted, {len(BASE) - 2} already formatted. 1 skipped.\n"
    assert (project / EXAMPLE).read_text() == "summary: 'x\n"


@pytest.mark.parametrize("reason", ["somebody else has just saved it", "a value would change"])
def test_a_file_saved_meanwhile_or_with_a_fault_of_the_layout_is_left_alone(
    project: Path, kb: Kb, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    write(project, {EXAMPLE: ENTRY})

    def slow(place: Place, text: str) -> str:
        (project / EXAMPLE).write_text("mine\n")
        if reason == "a value would change":
            raise LayoutFault(reason)
        return format_text(place, text)

    monkeypatch.setattr(format_command, "format_text", slow)
    code, out, err = kb("format", EXAMPLE)
    assert (code, out) == (1, "")
    assert f"{EXAMPLE} was not changed: {reason}" in err
    assert (project / EXAMPLE).read_text() == "mine\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="an administrator may write everywhere")
def test_a_folder_that_cannot_be_written(project: Path, kb: Kb) -> None:
    write(project, {EXAMPLE: ENTRY})
    (project / "kb/entries").chmod(0o500)
    code, _, err = kb("format")
    (project / "kb/entries").chmod(0o700)
    assert code == 1
    assert "cannot be written: permission denied" in err


def test_safe_fixes_are_made_and_the_other_problems_reported(project: Path, kb: Kb) -> None:
    bad = entry(
        "# about\nsummary: 5 # five\nfoo: 1\n"
        "related:\n  - other\n  # again\n  - other  # twice\n  # end\n"
    )
    write(project, {EXAMPLE: bad, OTHER: entry("reason: 1\n")})
    code, out, err = kb("validate", "--fix", EXAMPLE)
    assert code == 1
    assert "unknown-field There is no field 'foo'." in out
    assert "wrong-type" not in out
    assert err.startswith("Fixed 2 problems in 1 file.\n")
    new = (project / EXAMPLE).read_text()
    data = yaml.safe_load(new)
    assert (data["summary"], data["related"]) == ("5", ["other"])
    for comment in ("# about", "# five", "# again", "# twice", "# end"):
        assert new.count(comment) == 1
    assert "reason: 1\n" in (project / OTHER).read_text(), "only the path that was named"


def test_a_diff_shows_the_change_and_writes_nothing(project: Path, kb: Kb) -> None:
    text = CANONICAL[EXAMPLE].replace("status: published", 'status: "published"')
    write(project, {EXAMPLE: text})
    code, out, _ = kb("format", "--diff")
    assert code == 1
    assert f"--- {EXAMPLE}\n+++ {EXAMPLE}\n@@" in out
    assert '\n-status: "published"\n+status: published\n' in out
    assert (project / EXAMPLE).read_text() == text
