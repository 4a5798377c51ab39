"""An incremental build leaves what a clean build would, and does no more than it must."""

import contextlib
import os
from collections.abc import Callable, Mapping
from typing import Any

import faq
import pytest
from sphinx.application import Sphinx

from tests.ext.project import INDEX, RECORDS, Built, Project, differences, entry, tag

ALL_PAGES = frozenset({"index", "all", "recent"}) | {f"kb/{name}" for name in RECORDS}


def test_an_edit_writes_the_pages_that_show_it(project: Project) -> None:
    assert project.build().written == ALL_PAGES
    again = project.build()
    assert (again.read, again.written) == (frozenset(), frozenset())
    project.put("entries/alpha", entry("Is alpha first?", related=["beta"], answer="New.\n"))
    built = project.build()
    assert built.read == built.written == {"kb/entries/alpha"}
    project.put("entries/gamma", entry("Is gamma new?", tags={"export": ["onnx"]}))
    built = project.build()
    assert built.read == {"kb/entries/gamma"}
    assert built.written == {
        "kb/entries/gamma",
        "kb/tags/export/onnx",  # lists it
        "kb/tags/hardware/cpu",  # listed it
        "kb/tags/hardware/index",  # counted it
        "all",
        "index",
        "recent",
    }


def question(id: str, text: str) -> Callable[[Project], object]:
    """Return an edit that changes the question of an entry."""
    return lambda project: project.put(
        f"entries/{id}", {**RECORDS[f"entries/{id}"], "question": text}
    )


def page(text: str, name: str = "recent.rst") -> Callable[[Project], object]:
    """Return an edit that writes a page."""
    return lambda project: project.write(name, text)


def replaced(old: str, new: str) -> Callable[[Project], object]:
    """Return an edit that replaces text of the landing page."""
    assert old in INDEX
    return page(INDEX.replace(old, new), "index.rst")


def deleted(*names: str) -> Callable[[Project], object]:
    """Return an edit that deletes source files."""
    return lambda project: [(project.source / name).unlink() for name in names]


def renamed(project: Project) -> None:
    """Rename the entry gamma to delta."""
    project.delete("entries/gamma")
    project.put("entries/delta", {**RECORDS["entries/gamma"], "former_ids": ["gamma"]})


def facets(project: Project) -> None:
    """Reorder the facets and add one."""
    project.put("tags/hardware/index", tag("Hardware", order=3))
    project.put("tags/new/index", tag("New", order=4))


def assert_clean(project: Project, config: Mapping[str, Any] | None = None) -> Built:
    """Return the next build; assert that it leaves what a build in empty folders does."""
    built = project.build(config=config)
    assert differences(built.tree(), project.build(config=config, fresh=True).tree()) == []
    return built


OWN = "---\norphan: true\n---\n# Own\n\n## Part\n"
LINKS = "---\norphan: true\n---\n# Sub\n\n[](own.md) and [more](own.md#part)\n"
ROLES = "Recent\n======\n\n:faq:entry:`so it is <gamma>`, :any:`gamma`\n"
DOCS = "All\n===\n\n:doc:`kb/entries/gamma`, :doc:`so it is <kb/entries/gamma>`\n"
REFERRING = entry("Is beta second?", answer="See {faq:entry}`gamma` and {faq:tag}`export/onnx`.\n")
WITHDRAWN = entry("Is alpha first?", status="withdrawn", reason="It was wrong.")
SUPERSEDED = {"status": "superseded", "superseded_by": "gamma"}
OLDER = {**RECORDS["entries/alpha"], "former_ids": ["old", "older"]}

PLANS: dict[str, tuple[Callable[[Project], object], ...]] = {
    "records": (
        question("alpha", "Was alpha first?"),
        deleted("kb/entries/gamma.yaml"),
        lambda p: p.put("entries/alpha", entry("Is alpha first?")),
        deleted("kb/tags/export/index.yaml", "kb/tags/export/onnx.yaml"),
    ),
    "facets and former ids": (
        facets,
        lambda p: p.put("entries/alpha", OLDER),
        lambda p: p.put("entries/alpha", {**OLDER, "former_ids": ["older"]}),
    ),
    "references": (
        lambda p: (page(ROLES)(p), page(DOCS, "all.rst")(p), p.put("entries/beta", REFERRING)),
        question("gamma", "Is gamma renamed?"),
        renamed,
    ),
    "pages": (
        lambda p: (p.write("own.md", OWN), p.write("sub.md", LINKS)),
        deleted("own.md"),
        page(OWN.replace("Own", "Own page").replace("Part", "Other part"), "own.md"),
        deleted("own.md", "sub.md"),
    ),
    "landing page": (
        replaced("   :hidden:\n", "   :hidden:\n   :caption: More\n"),
        replaced("   recent\n", "   Lately <recent>\n"),
        replaced("   recent\n", "   recent\n   Elsewhere <https://example.org>\n"),
    ),
    "statuses": (
        lambda p: p.put("entries/alpha", WITHDRAWN),
        lambda p: p.put("entries/beta", {**RECORDS["entries/beta"], **SUPERSEDED}),
        lambda p: p.write("kb/entries/gamma.yaml", "question: [\n"),
    ),
    "other builds": (
        lambda p: (page('Recent\n======\n\nSome "quotes".\n')(p), p.build("text")),
        lambda p: (question("beta", "Was beta second?")(p), p.build("dirhtml")),
        lambda p: (question("beta", "Is it beta?")(p), p.build(only=["index.rst"])),
    ),
}
"""Edits, after each of which the site is compared with that of a clean build."""


@pytest.mark.filterwarnings("ignore:'myst_parser")
@pytest.mark.parametrize("plan", PLANS)
def test_pages_follow_edits(project: Project, plan: str) -> None:
    project.build()
    for edit in PLANS[plan]:
        edit(project)
        assert_clean(project)


def test_failed_build_is_made_good(project: Project) -> None:
    project.build()
    project.put("entries/alpha", entry("Was alpha first?", related=["beta"]))

    def fail(app: Sphinx) -> None:
        app.connect("html-page-context", lambda *arguments: 1 / 0)

    with pytest.raises(Exception, match="division by zero"):
        project.build(before=fail)
    assert_clean(project)


def test_second_builder_sees_a_change_of_the_settings(project: Project) -> None:
    old, new = (
        {"faq_repository_url": f"https://example.org/{name}", "html_title": name}
        for name in ("old", "new")
    )
    project.build(config=old)
    project.build("dirhtml", config=old)
    assert [name for name in project.build(config=new).tree() if name.endswith(".bak")] == []
    assert "example.org/new" in project.build("dirhtml", config=new).page("kb/entries/alpha")


def test_new_code_reads_everything_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.build()
    monkeypatch.setattr(faq, "digest", lambda project: 1)
    assert project.build().read == ALL_PAGES


def test_settings_that_change_are_everywhere(project: Project) -> None:
    project.put("entries/alpha", entry("Is alpha first?", applies_to=">=2.0"))
    project.write("kb/settings.yaml", "product: Old\n")
    assert "Old 2.0 and later" in project.build().page("kb/entries/alpha")
    project.write("kb/settings.yaml", "product: New\nfirst_release: 2026-02-01\n")
    built = project.build()
    assert "New 2.0 and later" in built.page("kb/entries/alpha")
    assert "impossible-review The date 2026-01-05 is before the first release" in built.warnings
    assert_clean(project)
    project.write("kb/settings.yaml", "produkt: New\n")
    assert "unknown-field There is no field 'produkt'." in project.build().warnings


def test_deleting_a_record_that_nothing_lists_is_checked(project: Project) -> None:
    project.put("entries/delta", entry("Delta?", status="draft"))
    project.put("entries/beta", {**RECORDS["entries/beta"], "related": ["delta"]})
    built = project.build()
    assert built.warnings == ""
    (built.outdir / "extra.html").touch()
    project.delete("entries/delta")
    assert "unknown-entry There is no entry 'delta'" in project.build().warnings
    assert not (built.outdir / "kb/entries/delta.html").exists()
    assert (built.outdir / "extra.html").exists()


def test_a_file_in_place_of_a_newer_one_is_read(project: Project) -> None:
    project.build()
    beta, alpha = (project.source / f"kb/entries/{id}.yaml" for id in ("beta", "alpha"))
    os.utime(beta, (0, 0))
    beta.replace(alpha)
    assert_clean(project)


def test_unreadable_store_means_everything_again(project: Project) -> None:
    path = project.build().outdir / ".faq-fingerprints.json"
    project.delete("entries/gamma")
    for store in ("", "{"):
        path.write_text(store, encoding="utf-8")
        built = project.build()
        assert built.written == ALL_PAGES - {"kb/entries/gamma"}
        assert not (built.outdir / "kb/entries/gamma.html").exists()


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


@pytest.mark.parametrize(
    ("event", "count", "config"),
    [
        ("env-get-outdated", 1, {"html_title": "New"}),
        ("html-page-context", 3, {"html_theme_options": {"announcement": "New"}}),
        ("build-finished", 1, {"html_title": "New"}),
    ],
)
def test_killed_build_after_a_change_of_settings(
    project: Project, event: str, count: int, config: Mapping[str, Any]
) -> None:
    project.build()
    kill(project, event, count, config)
    assert_clean(project, config)


def test_killed_build_and_a_change_taken_back(project: Project) -> None:
    project.write("recent.rst", 'Recent\n======\n\nSome "quotes" and :faq:entry:`alpha`.\n')
    project.build()
    kill(project, "env-updated", 1, {"smartquotes": False})
    project.put("entries/alpha", entry("Is alpha new?"))  # so that its page is written
    assert_clean(project)
    question("beta", "Is beta something else?")(project)
    kill(project, "html-page-context", 3)
    project.put("entries/beta", RECORDS["entries/beta"])
    assert_clean(project)


def test_older_template_is_noticed(project: Project) -> None:
    project.write("templates/page.html", '{% extends "!page.html" %}')
    config = {"templates_path": ["templates"]}
    built = project.build(config=config)
    template = project.write("templates/page.html", '{% extends "!page.html" %}{# changed #}')
    assert built.written
    os.utime(template, (0, 0))
    assert project.build(config=config).written == built.written


def test_truncated_files_are_replaced(project: Project) -> None:
    clean = project.build(fresh=True).tree()
    outdir = project.build().outdir
    for name, size in (
        ("html/.buildinfo", 0),
        ("doctrees/environment.pickle", 60),
        ("doctrees/kb/entries/beta.doctree", 0),
        ("doctrees/kb/entries/beta.doctree", 60),
    ):
        path = outdir.parent / name
        path.write_bytes(path.read_bytes()[:size])
        (outdir / "kb/entries/beta.html").unlink()
        assert differences(project.build().tree(), clean) == [], (name, size)
