"""A build that is killed, or leaves damaged files, costs the next build time and nothing else."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from typing import Any

import pytest
from sphinx.application import Sphinx

from tests.ext.project import Project, differences, entry


def kill(project: Project, event: str, count: int, config: Mapping[str, Any] | None = None) -> None:
    """Build until an event has occurred this often. Sphinx does not handle the exception."""
    left = [count]

    def stop(*arguments: object) -> None:
        left[0] -= 1
        if not left[0]:
            raise KeyboardInterrupt

    def connect(app: Sphinx) -> None:
        app.connect(event, stop)

    with contextlib.suppress(KeyboardInterrupt):
        project.build(config=config, before=connect)
    assert left == [0], f"The build ended before {event}."


def assert_clean(project: Project, config: Mapping[str, Any] | None = None) -> None:
    """Assert that the next build leaves what a build in empty folders does."""
    incremental = project.build(config=config).tree()
    assert differences(incremental, project.build(config=config, fresh=True).tree()) == []


@pytest.mark.parametrize(
    ("name", "value", "event", "count"),
    [
        ("html_title", "New", "env-get-outdated", 1),
        ("html_title", "New", "html-page-context", 3),
        ("html_theme_options", {"announcement": "New"}, "html-page-context", 3),
        ("faq_static_digest", "new", "build-finished", 1),
    ],
)
def test_killed_build_after_a_change_of_settings(
    project: Project, name: str, value: object, event: str, count: int
) -> None:
    project.build()
    kill(project, event, count, {name: value})
    assert_clean(project, {name: value})


def test_killed_reading_and_a_setting_taken_back(project: Project) -> None:
    project.write("recent.rst", 'Recent\n======\n\nSome "quotes" and :faq:entry:`alpha`.\n')
    project.build()
    kill(project, "env-updated", 1, {"smartquotes": False})
    project.put("entries/alpha", entry("Is alpha new?"))  # so that its page is written
    assert_clean(project)


def test_older_template_is_noticed(project: Project) -> None:
    project.write("templates/page.html", '{% extends "!page.html" %}')
    config = {"templates_path": ["templates"]}
    built = project.build(config=config)
    template = project.write("templates/page.html", '{% extends "!page.html" %}{# changed #}')
    assert built.written
    os.utime(template, (0, 0))
    assert project.build(config=config).written == built.written


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("html/.buildinfo", 0),
        ("doctrees/environment.pickle", 60),
        ("doctrees/kb/entries/beta.doctree", 0),
        ("doctrees/kb/entries/beta.doctree", 60),
    ],
)
def test_truncated_file_is_replaced(project: Project, name: str, size: int) -> None:
    built = project.build()
    path = built.outdir.parent / name
    path.write_bytes(path.read_bytes()[:size])
    page = built.outdir / "kb/entries/beta.html"
    page.unlink()
    assert_clean(project)


def test_no_backup_is_published(project: Project) -> None:
    project.build()
    built = project.build(config={"html_title": "New"})
    assert [name for name in built.tree() if name.endswith(".bak")] == []
