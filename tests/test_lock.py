"""Merging what pip resolves on several Pythons into one constraints file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tools import lock


def test_a_release_common_to_all_needs_no_marker() -> None:
    assert lock.merge({(3, 11): {"furo": "1"}, (3, 12): {"furo": "1"}}) == ["furo==1"]


def test_a_package_that_only_some_have_needs_no_marker() -> None:
    assert lock.merge({(3, 11): {"furo": "1"}, (3, 12): {}}) == ["furo==1"]


def test_markers_cover_every_python_once() -> None:
    resolved = {
        (3, 13): {"Sphinx": "9.2"},
        (3, 12): {"Sphinx": "9.1"},
        (3, 11): {"Sphinx": "9.0"},
        (3, 10): {"Sphinx": "9.0"},
    }
    assert lock.merge(resolved) == [
        'Sphinx==9.0 ; python_version < "3.12"',
        'Sphinx==9.1 ; python_version >= "3.12" and python_version < "3.13"',
        'Sphinx==9.2 ; python_version >= "3.13"',
    ]


def test_names_are_sorted_without_regard_to_case() -> None:
    assert lock.merge({(3, 11): {"pytest": "1", "PyYAML": "1", "attrs": "1"}}) == [
        "attrs==1",
        "pytest==1",
        "PyYAML==1",
    ]


def test_what_only_checks_of_claims_need_has_a_file_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One package has one release in both, so that they can be used together."""

    def resolve(python: str, requirements: Sequence[str], pinned: lock.Pins) -> lock.Pins:
        if any(line.startswith("mindspore") for line in requirements):
            assert pinned == {"packaging": "26.3", "pytest": "9.2.0"}
            return {"mindspore": "2.10.0", "packaging": "26.3", "pytest": "9.2.0", "six": "1"}
        assert pinned == {}
        return {"packaging": "26.3", "pytest": "9.2.0"}

    (tmp_path / "pyproject.toml").write_text(
        '[project]\ndependencies = ["packaging"]\n[project.optional-dependencies]\n'
        'test = ["pytest"]\nverify = ["mindspore", "pytest"]\n'
    )
    monkeypatch.setattr(lock, "ROOT", tmp_path)
    monkeypatch.setattr(lock, "version_of", lambda python: (3, 11))
    monkeypatch.setattr(lock, "resolve", resolve)
    lock.main(["python3.11"])

    def pins(name: str) -> list[str]:
        lines = (tmp_path / name).read_text(encoding="utf-8").splitlines()
        return [line for line in lines if line and not line.startswith("#")]

    assert pins("constraints.txt") == ["packaging==26.3", "pytest==9.2.0"]
    assert pins("constraints-verify.txt") == ["mindspore==2.10.0", "six==1"]


def test_the_committed_files_pin_no_package_twice() -> None:
    usual, more = (
        {line.partition("==")[0] for line in (lock.ROOT / name).read_text().splitlines()}
        for name in ("constraints.txt", "constraints-verify.txt")
    )
    assert "mindspore" in more
    assert {name for name in usual & more if name and not name.startswith("#")} == set()
