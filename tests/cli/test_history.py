"""Problems of changes since a revision."""

from datetime import date
from pathlib import Path

import pytest

from cli.command import Misuse
from cli.history import compare
from tests.github.repository import commit, create, git
from tests.schema.base import BASE, EXAMPLE, TODAY, entry, found, validate, with_fields, write

OLD = "reviewed_on: 2026-01-01\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give the test a repository whose commit `main` holds a knowledge base below a folder."""
    project = create(tmp_path / "repository") / "docs"
    write(project, {**BASE, EXAMPLE: entry(f"former_ids: [older]\n{OLD}")})
    commit(project)
    return project


def since(
    project: Path, base: str = "main", today: date = TODAY
) -> list[tuple[str, int, int, str]]:
    catalogue = validate(project, today).catalogue
    return found(compare(project, base, catalogue, today))


def test_an_entry_that_is_deleted_leaves_its_ids_with_no_address(project: Path) -> None:
    (project / EXAMPLE).unlink()
    gone = (EXAMPLE, 1, 1, "vanished-entry")
    assert since(project) == [gone, gone], "its own id and the former one"


def test_a_renamed_entry_keeps_its_ids(project: Path) -> None:
    """`git mv` alone is not enough, and a commit hides nothing."""
    new = (project / EXAMPLE).rename(project / "kb/entries/new.yaml")
    assert len(since(project)) == 1
    git(project, "switch", "--quiet", "--create", "change")
    commit(project)
    assert len(since(project)) == 1
    new.write_text(entry(f"former_ids: [example, older]\n{OLD}"), encoding="utf-8")
    assert since(project) == []


def test_a_review_of_today_covers_a_second_change_of_today(project: Path) -> None:
    write(project, {"kb/entries/other.yaml": entry("answer: No.\n")})
    assert since(project) == [], "it was reviewed today already"
    ((*_, code),) = since(project, today=date(2026, 12, 24))
    assert code == "unreviewed-change"


@pytest.mark.parametrize(
    ("change", "column", "code"),
    [
        ("status: draft\n", 9, "unpublished-entry"),
        ("status: superseded\nsuperseded_by: x\n", 9, "unpublished-entry"),
        ("question: Does it never run on GPUs?\n", 11, "changed-question"),
        ("former_ids: [young]\n", 13, "vanished-entry"),
        ("reviewed_on: 2025-01-01\nanswer: No.\n", 14, "unreviewed-change"),
        (f"{OLD}answer: No.\n", 14, "unreviewed-change"),
        ("reviewed_on: 2026-11-22\nanswer: No.\n", 0, None),
        ("former_ids: [young, older]\n", 0, None),
        ("question: does it run on GPUs!\n", 0, None),
        ("# a\n", 0, None),
        ("summary: [a, b]\n", 0, None),
    ],
)
def test_a_change_that_breaks_an_address_or_a_review_is_reported(
    change: str, column: int, code: str | None, project: Path
) -> None:
    text = with_fields(entry(f"former_ids: [older]\n{OLD}"), change)
    line = text[: text.index(change)].count("\n") + 1
    write(project, {EXAMPLE: text})
    assert since(project) == [(EXAMPLE, line, column, code)] * (code is not None)
    commit(project)
    assert since(project, "HEAD") == [], "it was so before"


def test_a_changed_answer_under_another_id_needs_a_review_too(project: Path) -> None:
    (project / EXAMPLE).unlink()
    renamed = entry(f"former_ids: [example, older]\n{OLD}answer: No.\n")
    write(project, {"kb/entries/new.yaml": renamed})
    ((path, *_, code),) = since(project)
    assert (path, code) == ("kb/entries/new.yaml", "unreviewed-change")


def test_a_file_without_a_page_cannot_vanish(project: Path) -> None:
    """Its name can contain control characters."""
    odd = project / "kb/entries/\x1b[31mred.yaml"
    odd.write_text(entry(OLD), encoding="utf-8")
    commit(project)
    odd.unlink()
    assert since(project) == []


def test_later_commits_of_others_do_not_count(project: Path) -> None:
    git(project, "switch", "--quiet", "--create", "change")
    git(project, "switch", "--quiet", "main")
    write(project, {"kb/entries/later.yaml": entry(OLD)})
    commit(project)
    git(project, "switch", "--quiet", "change")
    assert since(project) == []


def test_a_broken_record_causes_no_traceback(project: Path) -> None:
    write(project, {EXAMPLE: "x", "kb/entries/odd\n\u0101.yaml": "\0"})
    assert since(project) == []
    commit(project)
    (project / "kb/entries/odd\n\u0101.yaml").unlink()
    write(project, {EXAMPLE: entry(OLD)})
    assert since(project) == []


@pytest.mark.parametrize("base", ["nowhere", "", "-x", "--output=x", "main:docs", "a b\n", "\0"])
def test_an_unknown_revision_is_reported(base: str, project: Path) -> None:
    before = sorted(project.rglob("*"))
    with pytest.raises(Misuse, match="There is no revision '"):
        since(project, base)
    assert sorted(project.rglob("*")) == before


def test_a_missing_repository_is_reported(tmp_path: Path) -> None:
    with pytest.raises(Misuse, match="not a git repository"):
        since(write(tmp_path, BASE))


def test_a_revision_without_a_common_commit_is_reported(project: Path) -> None:
    git(project, "switch", "--quiet", "--orphan", "other")
    commit(write(project, BASE))
    with pytest.raises(Misuse, match="no common commit"):
        since(project)


def test_missing_git_is_reported(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Misuse, match="Git is not installed"):
        since(project)
