"""Fixtures of the extension's tests."""

from pathlib import Path

import pytest

from tests.ext.project import SITE, SITE_CONFIG, SITE_PAGES, Built, Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A knowledge base of three entries, three tags and two facets."""
    return Project(tmp_path)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site with an entry of each kind, built once for all tests that only read it."""
    project = Project(tmp_path_factory.mktemp("site"), SITE)
    for name, text in SITE_PAGES.items():
        project.write(name, text)
    built = project.build(config=SITE_CONFIG)
    assert built.warnings == ""
    return built
