"""References to entries and tags, and the checks that need all records."""

from __future__ import annotations

import re

from sphinx.util.inventory import InventoryFile

from tests.ext.project import RECORDS, Project, entry
from tests.schema.base import validate

PAGE = """\
:orphan:

Page
====

:faq:entry:`alpha`, :faq:entry:`that one <beta>`, :faq:tag:`hardware/cpu`, :faq:tag:`hardware`,
:faq:entry:`older`, :any:`gamma`
"""


def test_roles_link_to_entries_tags_and_facets(project: Project) -> None:
    project.put("entries/alpha", entry("Is alpha `first`?", former_ids=["older"]))
    project.write("page.rst", PAGE)
    built = project.build()
    assert built.warnings == ""
    page = built.page("page")
    for address, text in (
        ("kb/entries/alpha.html", "<span>Is alpha <code"),
        ("kb/entries/beta.html", "that one"),
        ("kb/tags/hardware/cpu.html", "<span>CPU</span>"),
        ("kb/tags/hardware/index.html", "<span>Hardware</span>"),
        ("kb/entries/gamma.html", "<span>Is gamma third?</span>"),
    ):
        assert f'href="{address}"' in page
        assert text in page
    assert page.count('href="kb/entries/alpha.html"') == 2


def test_roles_work_in_markdown_and_in_answers(project: Project) -> None:
    project.write("page.md", "---\norphan: true\n---\n# Page\n\n{faq:entry}`alpha`\n")
    project.put("entries/beta", entry("Beta?", answer="See {faq:tag}`export/onnx`.\n"))
    built = project.build()
    assert built.warnings == ""
    assert 'href="kb/entries/alpha.html"' in built.page("page")
    assert 'href="../tags/export/onnx.html"' in built.page("kb/entries/beta")


def test_dangling_reference_is_located_and_names_the_nearest(project: Project) -> None:
    project.write("page.rst", ":orphan:\n\nPage\n====\n\n:faq:entry:`alhpa`\n")
    answer = "Fine.\n\nSee {faq:tag}`hardware/cpuu`.\n"
    path = project.put("entries/beta", entry("Beta?", answer=answer))
    line = path.read_text().splitlines().index("  See {faq:tag}`hardware/cpuu`.") + 1
    column = len("  See ") + 1
    warnings = project.build().warnings
    assert (
        "page.rst:6: WARNING: unknown-entry There is no entry 'alhpa'. Did you mean 'alpha'?"
        in warnings
    )
    assert (
        f"beta.yaml:{line}:{column}: WARNING: unknown-tag There is no tag 'hardware/cpuu'. "
        "Did you mean 'hardware/cpu'" in warnings
    )
    assert "[faq.unknown-tag]" in warnings


def test_what_is_only_a_warning_to_the_command_fails_no_build(project: Project) -> None:
    """Else a site that nobody touched could not be built any more one day."""
    project.put("entries/alpha", entry("Is alpha first?", reviewed_on="2021-01-05"))
    built = project.build()
    assert built.warnings == ""
    assert re.search(r"kb/entries/alpha\.yaml:\d+:14: stale-review ", built.told)


def test_problems_are_those_of_the_command(project: Project) -> None:
    project.put("entries/beta", entry("Beta?", tags={"hardware": ["cpuu"]}, related=["alfa"]))
    project.write("kb/entries/alpha.yaml", "question: Is it\nstatus: nope\n")
    project.write("kb/entries/notes.yml", "A file that is no record.\n")
    project.write("checks/no-such-entry.py", "def holds():\n    assert True\n")
    warnings = project.build().warnings

    problems = [one for one in validate(project.source).problems if one.severity == "error"]
    assert len(problems) > 8
    assert {"unexpected-file", "unclaimed-check"} <= {problem.code for problem in problems}
    for problem in problems:
        place = f"{project.source}/{problem.path}:{problem.line}:{problem.column}: WARNING: "
        assert f"{place}{problem.code} {problem.message}" in warnings, problem


def test_broken_record_has_a_page_that_says_so(project: Project) -> None:
    project.write("kb/entries/alpha.yaml", "question: [\n")
    built = project.build()
    assert "This record has errors" in built.page("kb/entries/alpha")
    assert "alpha" not in built.page("all")


def test_bytes_that_are_no_record_end_in_a_located_warning(project: Project) -> None:
    contents = [b"question: \xff\n", b"a" * 300_000, b"", b"\xef\xbb\xbf", b"\x00"]
    for number, content in enumerate(contents):
        (project.source / f"kb/entries/bytes-{number}.yaml").write_bytes(content)
    warnings = project.build().warnings
    for number in range(len(contents)):
        assert re.search(rf"entries/bytes-{number}\.yaml:1:\d+: WARNING: [a-z0-9-]+ ", warnings)


def test_inventory_has_entries_tags_and_former_ids(project: Project) -> None:
    project.put("entries/alpha", entry("Is alpha first?", former_ids=["older"]))
    raw = (project.build().outdir / "objects.inv").read_bytes()
    data = InventoryFile.loads(raw, uri="").data
    assert data["faq:entry"]["alpha"].uri == "kb/entries/alpha.html"
    assert data["faq:entry"]["alpha"].display_name == "Is alpha first?"
    assert data["faq:entry"]["older"].uri == "kb/entries/alpha.html"
    assert data["faq:tag"]["hardware/cpu"].uri == "kb/tags/hardware/cpu.html"
    assert data["faq:tag"]["hardware"].uri == "kb/tags/hardware/index.html"


def test_listing_options(project: Project) -> None:
    project.put("entries/alpha", entry("Is alpha first?", reviewed_on="2026-03-01"))
    text = """
    :orphan:

    Page
    ====

    .. faq:listing::
       :tags: hardware/cpu, hardware/gpu export/onnx
       :sort: reviewed
       :group: month
       :limit: 5
    """
    project.write("page.rst", "\n".join(line[4:] for line in text.splitlines()))
    built = project.build()
    assert built.warnings == ""
    assert "Is gamma third?" in built.page("page")
    assert "Is alpha first?" not in built.page("page")
    assert "January 2026" in built.page("page")


def test_wrong_options_are_located_problems(project: Project) -> None:
    options = {
        "tags": ":tags: cpu",
        "sort": ":sort: size",
        "group": ":group: colour",
        "limit": ":limit: -1",
        "unknown": ":colour: red",
        "letters-by-date": ":group: letter\n   :sort: reviewed",
        "months-by-question": ":group: month\n   :sort: question",
    }
    head = ":orphan:\n\nPage\n====\n\n"
    for name, option in options.items():
        project.write(f"{name}.rst", f"{head}.. faq:listing::\n   {option}\n")
    project.write("two.rst", f"{head}.. faq:browse::\n\n.. faq:browse::\n")
    warnings = project.build().warnings
    for name in options:
        assert f"{name}.rst:6: ERROR:" in warnings
    assert "two.rst:8: ERROR:" in warnings


def test_unknown_tag_in_a_listing_is_a_located_warning(project: Project) -> None:
    project.write(
        "page.rst", ":orphan:\n\nPage\n====\n\n.. faq:listing::\n   :tags: hardware/cpuu\n"
    )
    assert (
        "page.rst:6: WARNING: unknown-tag There is no tag 'hardware/cpuu'. "
        "Did you mean 'hardware/cpu'" in project.build().warnings
    )


def test_inventory_keeps_one_line_an_entry(project: Project) -> None:
    project.put("entries/alpha", entry("Is it?&#10;genindex std:label -1 evil.html#x Evil?"))
    raw = (project.build().outdir / "objects.inv").read_bytes()
    data = InventoryFile.loads(raw, uri="").data
    assert data["std:label"]["genindex"].uri == "genindex.html"
    assert data["faq:entry"]["alpha"].uri == "kb/entries/alpha.html"


def test_missing_home_tag_of_two_entries_is_no_traceback(project: Project) -> None:
    project.delete("tags/hardware/cpu")
    assert "unknown-tag" in project.build().warnings


def test_former_id_never_takes_the_place_of_an_entry(project: Project) -> None:
    project.put("entries/gamma", {**RECORDS["entries/gamma"], "former_ids": ["alpha"]})
    project.write("page.rst", ":orphan:\n\nPage\n====\n\n:faq:entry:`alpha`\n")
    built = project.build()
    assert "former-id-taken" in built.warnings
    assert 'href="kb/entries/alpha.html"' in built.page("page")
    assert "Is alpha first?" in built.page("kb/entries/alpha")


def test_records_behind_a_linked_folder_are_not_read(project: Project) -> None:
    outside = project.root / "outside"
    outside.mkdir()
    (outside / "cred.yaml").write_text("label: secret\ndescription: token\n", encoding="utf-8")
    (project.source / "kb/tags/evil").symlink_to(outside, target_is_directory=True)
    built = project.build()
    assert "kb/tags/evil:1:1: WARNING: unexpected-file" in built.warnings
    assert not (built.outdir / "kb/tags/evil").exists()
