"""Fixtures of the extension's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ext.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A knowledge base of three entries, three tags and two facets."""
    return Project(tmp_path)
