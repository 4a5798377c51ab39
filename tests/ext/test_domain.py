"""References to entries and tags, the problems that a build reports, and options of directives."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from sphinx.util.inventory import InventoryFile

from tests.ext.project import RECORDS, Built, Project, entry
from tests.ext.test_pages import links, questions, soup
from tests.schema.base import validate

HEAD = ":orphan:\n\nPage\n====\n\n"

OPTIONS: Mapping[str, str] = {
    "tags": ":tags: cpu",
    "group": ":group: colour",
    "limit": ":limit: -1",
    "unknown": ":colour: red",
}
"""Wrong options of a listing, by the page that has them."""


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A build of a knowledge base with all kinds of problems."""
    project = Project(tmp_path_factory.mktemp("faulty"))
    answer = "Fine.\n\nSee {faq:tag}`hardware/cpuu`.\n"
    project.put("entries/alpha", entry("Is alpha first?", reviewed_on="2021-01-05"))
    project.put("entries/beta", entry("Beta?", answer=answer, related=["alfa"]))
    project.put("entries/gamma", {**RECORDS["entries/gamma"], "former_ids": ["alpha"]})
    for id in ("homeless", "homeless-too"):
        project.put(f"entries/{id}", entry(f"Is {id} lost?", tags={"hardware": ["cpuu"]}))
    project.put("entries/lines", entry("Is it?&#10;genindex std:label -1 evil.html#x Evil?"))
    project.write("kb/entries/broken.yaml", "question: Is it\nstatus: nope\n")
    project.write("kb/entries/notes.yml", "A file that is no record.\n")
    project.write("checks/no-such-entry.py", "def holds():\n    assert True\n")
    for number, content in enumerate((b"a: \xff\n", b"a" * 300_000, b"", b"\xef\xbb\xbf", b"\x00")):
        (project.source / f"kb/entries/bytes-{number}.yaml").write_bytes(content)
    project.write("dangling.rst", f"{HEAD}:faq:entry:`alhpa`, :faq:entry:`alpha`\n")
    project.write("listing.rst", f"{HEAD}.. faq:listing::\n   :tags: hardware/cpuu\n")
    project.write("two.rst", f"{HEAD}.. faq:browse::\n\n.. faq:browse::\n")
    for name, option in OPTIONS.items():
        project.write(f"{name}.rst", f"{HEAD}.. faq:listing::\n   {option}\n")
    return project.build()


def test_roles_link_to_entries_tags_and_facets(site: Built) -> None:
    assert list(links(soup(site, "roles")).items())[1:] == [
        ("Is alpha first?", "kb/entries/alpha.html"),  # by its former id too
        ("a<b", "kb/entries/beta.html"),
        ("CPU", "kb/tags/hardware/cpu.html"),
        ("Hardware", "kb/tags/hardware/index.html"),
        ("Is gamma third?", "kb/entries/gamma.html"),
    ]
    assert site.page("roles").count('href="kb/entries/alpha.html"') == 2
    assert 'href="kb/entries/alpha.html"' in site.page("page")  # Markdown
    assert links(soup(site, "kb/entries/alpha"))["ONNX"] == "../tags/export/onnx.html"


def test_inventory_has_entries_tags_and_former_ids(site: Built) -> None:
    data = InventoryFile.loads((site.outdir / "objects.inv").read_bytes(), uri="").data
    assert data["faq:entry"]["alpha"].uri == "kb/entries/alpha.html"
    assert data["faq:entry"]["alpha"].display_name == "Is alpha first?"
    assert data["faq:entry"]["older"].uri == "kb/entries/alpha.html"
    assert data["faq:tag"]["hardware/cpu"].uri == "kb/tags/hardware/cpu.html"
    assert data["faq:tag"]["hardware"].uri == "kb/tags/hardware/index.html"


def test_inventory_keeps_one_line_an_entry(faulty: Built) -> None:
    data = InventoryFile.loads((faulty.outdir / "objects.inv").read_bytes(), uri="").data
    assert data["std:label"]["genindex"].uri == "genindex.html"
    assert data["faq:entry"]["lines"].uri == "kb/entries/lines.html"


def test_listing_options(site: Built) -> None:
    assert questions(soup(site, "listing")) == ["Is alpha first?", "Is gamma third?"]
    assert soup(site, "listing", "h2").text.startswith("January 2026")


def test_dangling_references_and_wrong_options_are_located(faulty: Built) -> None:
    text = (Path(faulty.app.srcdir) / "kb/entries/beta.yaml").read_text(encoding="utf-8")
    line = text.splitlines().index("  See {faq:tag}`hardware/cpuu`.") + 1
    entry_hint = "There is no entry 'alhpa'. Did you mean 'alpha'?"
    tag_hint = "There is no tag 'hardware/cpuu'. Did you mean 'hardware/cpu'"
    warnings = faulty.warnings
    assert f"dangling.rst:6: WARNING: unknown-entry {entry_hint}" in warnings
    assert f"listing.rst:6: WARNING: unknown-tag {tag_hint}" in warnings
    assert f"beta.yaml:{line}:{len('  See ') + 1}: WARNING: unknown-tag {tag_hint}" in warnings
    assert "[faq.unknown-tag]" in warnings
    for name in OPTIONS:
        assert f"{name}.rst:6: ERROR:" in warnings
    assert "two.rst:8: ERROR:" in warnings


def test_problems_are_those_of_the_command(faulty: Built) -> None:
    """Warnings of the command are only information, or an untouched site would fail one day."""
    source = Path(faulty.app.srcdir)
    problems = validate(source).problems
    codes = {problem.code for problem in problems}
    assert {"unexpected-file", "unclaimed-check", "stale-review", "former-id-taken"} <= codes
    for problem in problems:
        place = f"{source}/{problem.path}:{problem.line}:{problem.column}: "
        report = f"{place}WARNING: {problem.code} {problem.message}"
        assert (report in faulty.warnings) == (problem.severity == "error"), problem
    assert re.search(r"kb/entries/alpha\.yaml:\d+:14: stale-review ", faulty.told)


def test_broken_record_has_a_page_that_says_so(faulty: Built) -> None:
    assert "This record has errors" in faulty.page("kb/entries/broken")
    assert "broken" not in soup(faulty, "all").text


def test_former_id_never_takes_the_place_of_an_entry(faulty: Built) -> None:
    assert 'href="kb/entries/alpha.html"' in faulty.page("dangling")
    assert "Is alpha first?" in faulty.page("kb/entries/alpha")


def test_a_question_ends_the_sentence_that_refers_to_it(site: Built) -> None:
    text = soup(site, "page").text
    assert "See Is alpha first?\n" in text
    assert "See it. And on." in text
