"""Drafts go into a folder all or none, and never over a file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cli.importing import Draft, Import, Report, ids_in, write

MADE = Import((Draft("a", "question: ä\n"), Draft("b", "x\n")), Report((), ()), (), ())


def listed(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_drafts_are_written(tmp_path: Path) -> None:
    folder = tmp_path / "kb" / "entries"
    assert write(MADE, folder) == (folder / "a.yaml", folder / "b.yaml")
    assert (folder / "a.yaml").read_bytes() == "question: ä\n".encode()
    assert listed(folder) == ["a.yaml", "b.yaml"]
    assert ids_in(folder) == {"a", "b"}
    assert ids_in(tmp_path / "none") == frozenset()


def test_nothing_is_written_if_a_file_exists(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text("mine")
    with pytest.raises(FileExistsError, match=r"b\.yaml"):
        write(MADE, tmp_path)
    assert listed(tmp_path) == ["b.yaml"]
    assert (tmp_path / "b.yaml").read_text() == "mine"


def test_a_link_that_leads_nowhere_is_a_file_too(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileExistsError):
        write(MADE, tmp_path)
    assert not (tmp_path / "elsewhere").exists()


def test_a_file_that_comes_in_between_undoes_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = os.link

    def late(source: Path, target: Path) -> None:
        if target.name == "b.yaml":
            target.write_text("mine")
        link(source, target)

    monkeypatch.setattr(os, "link", late)
    with pytest.raises(FileExistsError):
        write(MADE, tmp_path)
    assert listed(tmp_path) == ["b.yaml"]
    assert (tmp_path / "b.yaml").read_text() == "mine"


def test_file_systems_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(source: Path, target: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    write(MADE, tmp_path)
    assert listed(tmp_path) == ["a.yaml", "b.yaml"]


@pytest.mark.parametrize("id", ["../a", "a/b", "", "A", ".a"])
def test_an_id_that_is_none_is_refused(tmp_path: Path, id: str) -> None:
    with pytest.raises(ValueError, match="cannot be an id"):
        write(Import((Draft(id, "x"),), Report((), ()), (), ()), tmp_path / "out")
    assert not (tmp_path / "out").exists()
