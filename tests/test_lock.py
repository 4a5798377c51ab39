"""Merging what pip resolves on several Pythons into one constraints file."""

from __future__ import annotations

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
