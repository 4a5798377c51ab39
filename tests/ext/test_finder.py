"""The data files of the finder: what is in them, and what an edit costs."""

from __future__ import annotations

import json
import re
from importlib import metadata
from pathlib import Path
from typing import Any

import faq.reading.parser
import pytest

from schema.index import EntryWords
from tests.ext.project import Project, differences, entry

SUPERSEDED = {"status": "superseded", "superseded_by": "alpha"}


def content(outdir: Path, name: str) -> Any:
    """Return the content of a data file."""
    (path,) = (
        path
        for path in (outdir / "_static/finder").iterdir()
        if re.fullmatch(rf"{name}(-[0-9a-f]{{8}})?\.js", path.name)
    )
    text = path.read_text(encoding="utf-8")
    return json.loads(text.removeprefix("FaqStore.receive(").removesuffix(");\n"))


def index_of(project: Project) -> dict[str, Any]:
    index: dict[str, Any] = content(project.build().outdir, "index")
    return index


def test_listed_entries_come_first_then_superseded_ones(project: Project) -> None:
    project.put("entries/aaa", entry("Is this old?", **SUPERSEDED))
    project.put("entries/draft", entry("Is this a draft?", status="draft"))
    project.put("entries/gone", entry("Is it gone?", status="withdrawn", reason="It is wrong."))
    index = index_of(project)
    cards = content(project.build().outdir, "cards-0")
    assert [card[0] for card in cards] == ["alpha", "beta", "gamma", "aaa"]
    assert (index["size"], index["listed"], index["successors"]) == (4, 3, [[3, 0]])


def test_cards_hold_styles_not_markup(project: Project) -> None:
    project.put("entries/beta", entry("Is `</script>` second?", tags={"hardware": ["gpu", "cpu"]}))
    cards = content(project.build().outdir, "cards-0")
    card = next(card for card in cards if card[0] == "beta")
    assert card[1] == [[0, "Is "], [1, "</script>"], [0, " second?"]]
    assert card[3] == ["hardware/gpu", "hardware/cpu"]


def test_terms_come_from_every_field(project: Project) -> None:
    fields = {
        "phrasings": ["zebra way", "other way"],
        "summary": "About giraffes.",
        "answer": "Code:\n\n```python\nsave_checkpoint()\n```\n",
        "errors": ["RuntimeError: walrus is missing"],
    }
    project.put("entries/alpha", entry("Is an ostrich first?", **fields))
    terms = index_of(project)["terms"].split(" ")
    assert {"zebra", "giraff", "savecheckpoint", "walrus", "ostrich", "processor"} <= set(terms)
    assert terms == sorted(terms)


def test_fragments_are_there_only_if_an_entry_has_some(project: Project) -> None:
    assert index_of(project)["errors"] == ""
    project.put("entries/beta", entry("Is beta second?", errors=["RuntimeError: no walrus here"]))
    assert index_of(project)["errors"] != ""
    assert content(project.build().outdir, "errors") == [[1, "RuntimeError: no walrus here"]]
    project.put("entries/beta", entry("Is beta second?"))
    assert index_of(project)["errors"] == ""
    assert list((project.build().outdir / "_static/finder").glob("errors*")) == []


@pytest.mark.parametrize(
    ("url", "ask"),
    [
        (
            "https://github.com/owner/name",
            {
                "address": "https://github.com/owner/name/issues/new?template=ask-a-question.yml",
                "title": "title",
                "text": "question",
            },
        ),
        (
            "https://gitlab.com/owner/name/",
            {
                "address": "https://gitlab.com/owner/name/-/issues/new",
                "title": "issue[title]",
                "text": "issue[description]",
            },
        ),
        ("", {}),
    ],
)
def test_new_questions_go_to_the_repository(
    project: Project, url: str, ask: dict[str, str]
) -> None:
    index = content(project.build(config={"faq_repository_url": url}).outdir, "index")
    assert index["ask"] == ask


def test_new_questions_go_to_the_page_that_tells_how(project: Project) -> None:
    project.write("contribute.rst", ":orphan:\n\nContribute\n==========\n")
    built = project.build("dirhtml", config={"faq_contribute": "contribute"})
    index = content(built.outdir, "index")
    assert index["ask"] == {"address": "contribute/"}
    assert index["address"] == "kb/entries/_/"


def test_an_edit_tokenises_one_entry(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.build()
    seen = []

    class Counting(EntryWords):
        @classmethod
        def of(cls, question: str, *rest: Any) -> Any:
            seen.append(question)
            return EntryWords.of(question, *rest)

    monkeypatch.setattr(faq.reading.parser, "EntryWords", Counting)
    project.put("entries/beta", entry("Is beta changed?"))
    built = project.build()
    assert seen == ["Is beta changed?"]
    assert differences(built.tree(), project.build(fresh=True).tree()) == []
    assert len(seen) == 4


def test_a_body_edit_leaves_the_cards_alone(project: Project) -> None:
    before = index_of(project)
    record = entry("Is alpha first?", related=["beta"], answer="Quite another answer.\n")
    project.put("entries/alpha", record)
    after = index_of(project)
    assert after["cards"] == before["cards"]
    assert after["shards"] != before["shards"]


def test_files_of_earlier_builds_are_deleted(project: Project) -> None:
    folder = project.build().outdir / "_static/finder"
    (folder / "postings-99.js").write_text("old", encoding="utf-8")
    project.put("entries/beta", entry("Is beta changed?"))
    project.build()
    assert sorted(path.name.partition("-")[0] for path in folder.iterdir()) == [
        "cards",
        "index.js",
        "postings",
    ]


def test_search_engines_of_browsers_are_told_where_the_finder_is(project: Project) -> None:
    project.write("search.rst", ":orphan:\n\nSearch\n======\n\n.. faq:browse::\n")
    config = {"html_baseurl": "https://example.org/faq", "html_title": "A & B"}
    built = project.build(config=config)
    text = (built.outdir / "_static/opensearch.xml").read_text(encoding="utf-8")
    assert 'template="https://example.org/faq/search.html?q={searchTerms}"' in text
    assert "<ShortName>A &amp; B</ShortName>" in text
    link = '<link rel="search" type="application/opensearchdescription+xml" title="A &amp; B"'
    assert f'{link} href="../../_static/opensearch.xml">' in built.page("kb/entries/alpha")


def test_without_an_address_there_is_no_description(project: Project) -> None:
    project.write("search.rst", ":orphan:\n\nSearch\n======\n")
    built = project.build()
    assert not (built.outdir / "_static/opensearch.xml").exists()
    assert "opensearch" not in built.page("index")


def test_a_description_goes_with_the_search_page(project: Project) -> None:
    config = {"html_baseurl": "https://example.org/faq"}
    project.write("search.rst", ":orphan:\n\nSearch\n======\n")
    project.build(config=config)
    (project.source / "search.rst").unlink()
    built = project.build(config=config)
    assert not (built.outdir / "_static/opensearch.xml").exists()
    assert "sidebar-search" not in built.page("kb/entries/alpha")


def test_an_epub_has_no_finder(project: Project) -> None:
    assert not (project.build("singlehtml").outdir / "_static/finder").exists()


def test_the_scripts_of_the_finder_are_one_file(project: Project) -> None:
    text = (project.build().outdir / "_static/faq-finder.bundle.js").read_text(encoding="utf-8")
    assert text.startswith("// @ts-check\n'use strict';")
    assert text.index("const FaqDom") < text.index("const FaqStore") < text.index("const FaqFinder")


def test_the_site_contains_the_licenses_of_what_it_ships(project: Project) -> None:
    text = (project.build().outdir / "_static/LICENSES.txt").read_text(encoding="utf-8")
    for package, file in (("snowballstemmer", "COPYING"), ("sphinx-design", "LICENSE")):
        license = metadata.distribution(package).read_text(f"licenses/{file}")
        assert license
        assert license in text
