"""An incremental build leaves what a clean build would, and does no more than it must."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import faq
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sphinx.application import Sphinx

from tests.ext.project import RECORDS, Project, differences, entry, tag
from tests.ext.test_pages import links, soup

ALL_PAGES = frozenset({"index", "all", "recent"}) | {f"kb/{name}" for name in RECORDS}


def test_nothing_is_written_twice(project: Project) -> None:
    assert project.build().written == ALL_PAGES
    again = project.build()
    assert (again.read, again.written) == (frozenset(), frozenset())


def test_body_edit_writes_only_its_page(project: Project) -> None:
    project.build()
    project.put("entries/alpha", entry("Is alpha first?", related=["beta"], answer="New.\n"))
    built = project.build()
    assert built.read == {"kb/entries/alpha"}
    assert built.written == {"kb/entries/alpha"}


def test_question_edit_writes_the_pages_that_show_it(project: Project) -> None:
    project.build()
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


def test_related_entry_gets_the_new_title(project: Project) -> None:
    project.build()
    project.put("entries/alpha", entry("Was alpha first?", related=["beta"]))
    built = project.build()
    assert "kb/entries/beta" in built.written
    assert "Was alpha first?" in built.page("kb/entries/beta")
    assert "Was alpha first?" in built.page("recent")


def test_title_of_a_doc_reference_follows_its_target(project: Project) -> None:
    project.write("recent.rst", "Recent\n======\n\n:doc:`kb/entries/gamma`\n")
    project.build()
    project.put("entries/gamma", {**RECORDS["entries/gamma"], "question": "Is gamma renamed?"})
    assert "Is gamma renamed?" in project.build().page("recent")


def test_deleted_records_leave_no_page(project: Project) -> None:
    project.build()
    project.put("entries/alpha", entry("Is alpha first?"))
    project.delete("entries/gamma")
    built = project.build()
    assert not (built.outdir / "kb/entries/gamma.html").exists()
    assert "gamma" not in built.page("all")
    clean = project.build(fresh=True)
    assert differences(built.tree(), clean.tree()) == []


def test_the_sidebar_follows_the_facets(project: Project) -> None:
    project.build()
    project.put("tags/hardware/index", tag("Hardware", order=3))
    project.put("tags/new/index", tag("New", order=4))
    built = project.build()
    sidebar = soup(built, "all", ".sidebar-tree")
    assert list(links(sidebar)) == ["Export", "Hardware", "New", "All", "Recent"]
    assert differences(built.tree(), project.build(fresh=True).tree()) == []


def test_neighbours_of_a_deleted_facet_are_linked(project: Project) -> None:
    project.build()
    for name in ("tags/export/index", "tags/export/onnx", "entries/gamma"):
        project.delete(name)
    built = project.build()
    assert differences(built.tree(), project.build(fresh=True).tree()) == []


@pytest.mark.parametrize("builders", [("html", "text"), ("text", "html")])
def test_builders_that_share_doctrees_use_the_same_quotes(
    project: Project, builders: tuple[str, str]
) -> None:
    project.write("recent.rst", 'Recent\n======\n\nSome "quotes".\n')
    first, second = builders
    project.build(first)
    assert differences(project.build(second).tree(), project.build(second, fresh=True).tree()) == []


def test_dirhtml_prunes_the_folder_too(project: Project) -> None:
    project.build("dirhtml")
    project.delete("entries/gamma")
    assert not (project.build("dirhtml").outdir / "kb/entries/gamma").exists()


def test_only_pages_of_deleted_documents_are_deleted(project: Project) -> None:
    project.write("own.rst", ":orphan:\n\nOwn\n===\n")
    outdir = project.build().outdir
    (outdir / "extra.html").touch()
    (project.source / "own.rst").unlink()
    project.build()
    assert not (outdir / "own.html").exists()
    assert (outdir / "extra.html").exists()


def test_failed_build_is_made_good(project: Project) -> None:
    project.build()
    project.put("entries/alpha", entry("Was alpha first?", related=["beta"]))

    def fail(app: Sphinx) -> None:
        app.connect("html-page-context", lambda *arguments: 1 / 0)

    with pytest.raises(Exception, match="division by zero"):
        project.build(before=fail)
    built = project.build()
    assert differences(built.tree(), project.build(fresh=True).tree()) == []


def test_interrupted_build_and_a_change_taken_back(project: Project) -> None:
    project.build()
    before = RECORDS["entries/beta"]
    project.put("entries/beta", {**before, "question": "Is beta something else?"})
    _interrupt(project, after=3)
    project.put("entries/beta", before)
    built = project.build()
    assert differences(built.tree(), project.build(fresh=True).tree()) == []


def test_second_builder_sees_a_change_of_the_settings(project: Project) -> None:
    def settings(limit: int) -> dict[str, object]:
        return {"faq_static_limit": limit}

    project.build(config=settings(2))
    project.build("dirhtml", config=settings(2))
    project.build(config=settings(1))
    built = project.build("dirhtml", config=settings(1))
    assert "1 of 3" in built.page("index")


def test_new_code_reads_everything_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.build()
    monkeypatch.setattr(faq, "digest", lambda *folders, suffixes: "1")
    assert project.build().read == ALL_PAGES


def test_settings_that_change_are_everywhere(project: Project) -> None:
    project.put("entries/alpha", entry("Is alpha first?", applies_to=">=2.0"))
    project.write("kb/settings.yaml", "product: Old\n")
    assert "Old &gt;=2.0" in project.build().page("kb/entries/alpha")
    project.write("kb/settings.yaml", "product: New\nfirst_release: 2026-02-01\n")
    built = project.build()
    assert "New &gt;=2.0" in built.page("kb/entries/alpha")
    assert "early-date The date 2026-01-05 is before the first release" in built.warnings
    assert differences(built.tree(), project.build(fresh=True).tree()) == []
    project.write("kb/settings.yaml", "produkt: New\n")
    assert "unknown-field There is no field 'produkt'." in project.build().warnings


def test_contribute_page_that_appears_is_linked(project: Project) -> None:
    config = {"faq_contribute": "contribute"}
    project.build(config=config)
    project.write("contribute.rst", ":orphan:\n\nContribute\n==========\n")
    assert "contribute.html" in project.build(config=config).page("kb/entries/alpha")


@pytest.mark.parametrize(
    "text",
    [
        ":faq:entry:`so it is <gamma>`, :any:`gamma`",
        ":doc:`kb/entries/gamma`, :doc:`so it is <kb/entries/gamma>`",
    ],
)
def test_references_follow_titles_renames_and_deletions(project: Project, text: str) -> None:
    project.write("sub.rst", f":orphan:\n\nSub\n===\n\n{text}\n")
    project.build()
    project.put("entries/gamma", {**RECORDS["entries/gamma"], "question": "Is gamma renamed?"})
    built = project.build()
    assert differences(built.tree(), project.build(fresh=True).tree()) == []
    if "doc" not in text:
        project.delete("entries/gamma")
        project.put("entries/delta", {**RECORDS["entries/gamma"], "former_ids": ["gamma"]})
        built = project.build()
        assert differences(built.tree(), project.build(fresh=True).tree()) == []


@pytest.mark.filterwarnings("ignore:'myst_parser")
def test_markdown_links_follow_a_page_that_is_deleted_and_restored(project: Project) -> None:
    project.write("sub.md", "---\norphan: true\n---\n# Sub\n\n[](own.md) and [more](own.md#part)\n")
    own = project.write("own.md", "---\norphan: true\n---\n# Own\n\n## Part\n")
    project.build()
    own.unlink()
    built = project.build()
    assert differences(built.tree(), project.build(fresh=True).tree()) == []
    project.write("own.md", "---\norphan: true\n---\n# Own page\n\n## Other part\n")
    built = project.build()
    assert differences(built.tree(), project.build(fresh=True).tree()) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("   :hidden:\n", "   :hidden:\n   :caption: More\n"),
        ("   recent\n", "   Lately <recent>\n"),
        ("   recent\n", "   recent\n   Elsewhere <https://example.org>\n"),
    ],
)
def test_every_page_follows_the_sidebar(project: Project, old: str, new: str) -> None:
    project.build()
    index = (project.source / "index.rst").read_text(encoding="utf-8")
    assert old in index
    project.write("index.rst", index.replace(old, new))
    built = project.build()
    assert differences(built.tree(), project.build(fresh=True).tree()) == []


def test_deleting_a_record_that_nothing_lists_is_checked(project: Project) -> None:
    project.put("entries/delta", entry("Delta?", status="draft"))
    project.put("entries/beta", {**RECORDS["entries/beta"], "related": ["delta"]})
    assert project.build().warnings == ""
    project.delete("entries/delta")
    assert "unknown-entry There is no entry 'delta'" in project.build().warnings


def test_pages_that_no_store_knows_are_pruned(project: Project) -> None:
    built = project.build()
    (built.outdir / ".faq-fingerprints.json").unlink()
    project.delete("entries/gamma")
    assert not (project.build().outdir / "kb/entries/gamma.html").exists()


def test_unreadable_store_means_everything_again(project: Project) -> None:
    built = project.build()
    (built.outdir / ".faq-fingerprints.json").write_text("{", encoding="utf-8")
    assert project.build().written == ALL_PAGES


# Any sequence of edits ----------------------------------------------------------------

IDS = ("alpha", "beta", "gamma", "delta")
TAGS = ("hardware/cpu", "hardware/gpu", "export/onnx", "export/mindir")
WORDS = ("Is", "`code`", "Über", "<b>", "*new*", "ONNX")

ids = st.sampled_from(IDS)
questions = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(
    lambda words: " ".join(words) + "?"
)


def _tags(chosen: list[str]) -> dict[str, list[str]]:
    made: dict[str, list[str]] = {}
    for key in chosen:
        made.setdefault(key.split("/")[0], []).append(key.split("/")[1])
    return made


tag_sets = st.lists(st.sampled_from(TAGS), min_size=1, max_size=3, unique=True).map(_tags)


@st.composite
def put_entry(draw: st.DrawFn) -> tuple[str, Callable[[Project], object]]:
    """Write an entry: new or changed in question, tags, relations, date, status or body."""
    id = draw(ids)
    status = draw(st.sampled_from(("published", "published", "draft", "superseded", "withdrawn")))
    others = [other for other in IDS if other != id]
    record = entry(
        draw(questions),
        tags=draw(tag_sets),
        related=draw(st.lists(st.sampled_from(others), max_size=2, unique=True)),
        answer=draw(
            st.sampled_from(("Yes.\n", "See {faq:entry}`alpha` or {faq:tag}`hardware/cpu`.\n"))
        ),
        status=status,
        superseded_by=draw(st.sampled_from(others)) if status == "superseded" else None,
        reason="It was wrong." if status == "withdrawn" else None,
        reviewed_on=draw(st.sampled_from(("2026-01-05", "2026-02-01"))),
        former_ids=draw(st.sampled_from((None, [f"old-{id}"], ["older"]))),
    )
    return f"put {id} {record}", lambda project: project.put(f"entries/{id}", record)


def _delete(name: str) -> Callable[[Project], object]:
    return lambda project: (project.source / f"kb/{name}.yaml").unlink(missing_ok=True)


def _interrupt(project: Project, after: int = 3) -> None:
    seen: list[str] = []

    def fail(app: Sphinx, pagename: str, *rest: object) -> None:
        seen.append(pagename)
        if len(seen) == after:
            raise KeyboardInterrupt

    def connect(app: Sphinx) -> None:
        app.connect("html-page-context", fail)

    with contextlib.suppress(KeyboardInterrupt):
        project.build(before=connect)


deletions = st.sampled_from([f"entries/{id}" for id in IDS] + ["tags/export/onnx"]).map(
    lambda name: (f"delete {name}", _delete(name))
)
tag_edits = st.tuples(st.sampled_from(TAGS), st.sampled_from(("CPU", "Chip & co", "Ωmega"))).map(
    lambda pair: (
        f"tag {pair}",
        lambda project: project.put(f"tags/{pair[0]}", tag(pair[1], aliases=["x"])),
    )
)
facet_edits = st.sampled_from(("Hardware", "Machines")).map(
    lambda label: (f"facet {label}", lambda p: p.put("tags/hardware/index", tag(label, order=1)))
)
broken = ids.map(
    lambda id: (f"break {id}", lambda p: p.write(f"kb/entries/{id}.yaml", "question: [\n"))
)
builds = st.sampled_from(
    (
        ("build dirhtml", lambda p: p.build("dirhtml")),
        ("build text", lambda p: p.build("text")),
        ("build index only", lambda p: p.build(only=["index.rst"])),
        ("build html", lambda p: p.build()),
        ("interrupt", _interrupt),
    )
)
steps = st.one_of(put_entry(), put_entry(), deletions, tag_edits, facet_edits, broken, builds)


@given(st.lists(steps, min_size=2, max_size=8))
@settings(
    max_examples=5 if settings.get_current_profile_name() == "steady" else 100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    # A build takes half a second, so shrinking would take minutes; the plan is printed instead.
    phases=[Phase.explicit, Phase.generate],
)
def test_incremental_equals_clean(plan: list[tuple[str, Callable[[Project], object]]]) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        project = Project(folder)
        project.build()
        project.build("dirhtml")
        for _, step in plan:
            step(project)
        for builder in ("html", "dirhtml"):
            built = project.build(builder)
            clean = project.build(builder, fresh=True)
            assert differences(built.tree(), clean.tree()) == [], [name for name, _ in plan]
    finally:
        shutil.rmtree(folder)
