"""What a reader sees on the pages of entries, tags and facets."""

import pytest
from bs4 import BeautifulSoup, Tag
from faq import parts

from tests.ext.project import Built, Project, entry, tag


def soup(built: Built, docname: str, selector: str = "article") -> Tag:
    """Return the article, or another part, of a page."""
    part = BeautifulSoup(built.page(docname), "html.parser").select_one(selector)
    assert part
    return part


def links(part: Tag) -> dict[str, str]:
    """Return the links of a part by their text."""
    return {" ".join(a.get_text().split()): str(a["href"]) for a in part.select("a[href]")}


def questions(part: Tag) -> list[str]:
    """Return the questions in the lists of a part."""
    return [a.get_text() for a in part.select(".faq-row-question, .faq-titles a")]


def test_entry_page_has_every_part_in_order(site: Built) -> None:
    page = soup(site, "kb/entries/alpha")
    assert list(links(soup(site, "kb/entries/alpha", ".faq-crumbs")).items()) == [
        ("FAQ", "../../index.html"),
        ("Export", "../tags/export/index.html"),
        ("ONNX", "../tags/export/onnx.html"),
    ]
    heading = page.find("h1")
    assert isinstance(heading, Tag)
    assert heading.get_text().startswith("Is alpha first?")
    assert heading.find("code")
    assert heading.find("em")
    order = [
        page.text.index(text)
        for text in (
            "ONNX",
            "Applies to MindSpore 2.3 and later",
            "Yes, alpha is.",
            "Because",
            "Was this helpful?",
            "Related questions",
            "All of it.",
            "5 Jan 2026",
            "Edit this answer",
        )
    ]
    assert order == sorted(order)
    everything = links(page)
    assert (
        everything["Edit this answer"] == "https://github.com/o/n/edit/main/kb/entries/alpha.yaml"
    )
    assert everything["All of it."] == "https://example.org/a?b=1&c=2"
    assert everything["Permalink"] == "alpha.html"
    assert everything["report a mistake"] == (
        "https://github.com/o/n/issues/new?template=an-answer-is-wrong.yml&title=alpha%3A+"
        "&page=https%3A%2F%2Fexample.org%2Ffaq%2Fkb%2Fentries%2Falpha.html"
    )
    assert everything["Is </script> second?"] == "beta.html"
    assert [h.name for h in page.select("h1, h2, h3")][:2] == ["h1", "h2"]
    assert '<meta content="Yes, alpha is." name="description"' in site.page("kb/entries/alpha")


def test_entries_link_to_related_and_newer_ones(site: Built) -> None:
    for id, other in (("alpha", "Is </script> second?"), ("beta", "Is alpha first?")):
        assert other in links(soup(site, f"kb/entries/{id}", ".faq-related"))
    for id in ("midway", "replaced"):
        banner = soup(site, f"kb/entries/{id}", ".faq-banner")
        assert links(banner) == {"Is alpha first?": "alpha.html"}


def test_withdrawn_entry_gives_its_reason_and_is_not_indexed(site: Built) -> None:
    page = site.page("kb/entries/gone")
    assert "It was &lt;b&gt;wrong&lt;/b&gt;." in page
    assert 'content="noindex"' in page


def test_only_published_entries_are_listed(site: Built) -> None:
    assert "This is a draft." in site.page("kb/entries/draft")
    listed = ["Is </script> second?", "Is alpha first?", "Is gamma third?", "Is zeta it?"]
    assert sorted(questions(soup(site, "all"))) == listed
    assert set(questions(soup(site, "index"))) == set(listed)
    assert "Is zeta it?" not in questions(soup(site, "kb/tags/hardware/cpu"))


def test_tag_page_lists_entries_and_aliases(site: Built) -> None:
    page = soup(site, "kb/tags/hardware/cpu")
    assert "Also called: processor" in page.text
    assert questions(page) == ["Is </script> second?", "Is alpha first?", "Is gamma third?"]


def test_a_tag_page_shows_aliases_in_its_own_language(project: Project) -> None:
    names = ["processor", "处理器", "x86-64"]
    project.put("tags/hardware/cpu", tag("CPU", aliases=names))
    project.put("tags/hardware/gpu", tag("GPU", aliases=names, description="关于显卡。"))
    built = project.build()
    assert "Also called: processor, x86-64" in soup(built, "kb/tags/hardware/cpu").text
    assert f"Also called: {', '.join(names)}" in soup(built, "kb/tags/hardware/gpu").text


def test_a_long_tag_page_groups_its_entries(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "LONG", 2)
    project.put("tags/export/zip", tag("Zip", order=1))
    project.put("tags/export/air", tag("AIR"))
    both = {"export": ["zip", "onnx"], "hardware": ["cpu"]}
    project.put("entries/alpha", entry("Is it zipped?", tags=both))
    three = ["one way", "another way", "a third way"]
    project.put("entries/delta", entry("Is zip all?", tags=both, phrasings=three))
    built = project.build()
    page = soup(built, "kb/tags/hardware/cpu")
    headings = [shelf.get_text() for shelf in page.select(".faq-shelf h3")]
    assert headings == ["Zip", "Other questions"]
    assert [link["href"] for link in page.select(".faq-jump a")] == ["#by-zip", "#by-none"]
    assert questions(page) == ["Is zip all?", "Is it zipped?", "Is beta second?", "Is gamma third?"]
    narrower = {
        " ".join(text.split()): to for text, to in links(page.select(".faq-together")[0]).items()
    }
    assert narrower == {"ONNX 3": "../export/onnx.html", "Zip 2": "../export/zip.html"}
    assert not soup(built, "kb/tags/export/zip").select(".faq-shelf")
    for facet in ("export", "hardware"):
        project.delete(f"tags/{facet}/index")
    shelves = soup(project.build(), "kb/tags/hardware/cpu").select(".faq-shelf h3")
    assert [shelf.get_text() for shelf in shelves] == ["Other questions"]


def test_a_very_long_list_closes_what_follows_five_rows_of_a_group(project: Project) -> None:
    project.write("all.rst", "All\n===\n\n.. faq:listing::\n   :group: month\n")
    for at in range(60):
        project.put(f"entries/e{at}", entry(f"B {at:02}?", reviewed_on=f"2026-0{at % 2 + 2}-01"))
    page = soup(project.build(), "all")
    assert len(questions(page)) > 60
    for shelf in page.select(".faq-shelf:has(.faq-rest)"):
        (rest,) = shelf.select(".faq-rest")
        assert [summary.text for summary in rest.select("summary")] == ["Show all 30"]
        assert questions(rest) == questions(shelf)[5:]
    assert len(page.select(".faq-rest")) == 2


def test_the_line_above_an_answer_names_the_rarest_tags(project: Project) -> None:
    for at in range(5):
        project.put(f"tags/export/t{at}", tag(f"Tag {at}"))
    for id, least in (("alpha", 0), ("beta", 3), ("gamma", 1)):
        tags = {"export": [f"t{at}" for at in range(least, 5)], "hardware": ["cpu"]}
        project.put(f"entries/{id}", entry(f"Is {id} it?", tags=tags))
    page = soup(project.build(), "kb/entries/alpha", ".faq-meta")
    shown, rest = page.select(".faq-tags")
    assert list(links(shown)) == ["Tag 1", "Tag 2"]  # the breadcrumb names Tag 0
    assert list(links(rest)) == ["Tag 3", "Tag 4", "CPU"]
    assert "+3 more" in page.text


def test_the_page_of_a_kind_leads_to_the_broader_tag(site: Built) -> None:
    page = soup(site, "kb/tags/hardware/gpu", ".faq-tag")
    assert links(page)["what holds for any CPU"] == "cpu.html"


def test_facet_index_counts_published_entries(site: Built) -> None:
    cards = soup(site, "kb/tags/hardware/index").select(".faq-card")
    counts = {" ".join(card.text.split()).partition(" All")[0] for card in cards}
    assert counts == {"CPU 3 questions", "GPU 1 question"}


def test_the_sidebar_lists_the_facets_in_order_and_no_entries(project: Project) -> None:
    for built in (project.build(), project.build("dirhtml")):
        sidebar = soup(built, "kb/entries/alpha", ".sidebar-tree")
        assert list(links(sidebar)) == ["Hardware", "Export", "All", "Recent"]
        assert not sidebar.select("[aria-current]")
        for page, current in (("cpu", "true"), ("index", "page")):
            link = soup(built, f"kb/tags/hardware/{page}", ".sidebar-tree [aria-current]")
            assert (link.text, link["aria-current"]) == ("Hardware", current)


def test_ids_are_unique_and_every_icon_is_drawn(site: Built) -> None:
    for docname in ("index", "all", "kb/entries/alpha", "kb/tags/hardware/cpu"):
        page = BeautifulSoup(site.page(docname), "html.parser")
        ids = [str(tag["id"]) for tag in page.select("[id]")]
        assert len(ids) == len(set(ids)), docname
        used = {str(use["href"])[1:] for use in page.select("use")}
        assert set() < used <= {str(symbol["id"]) for symbol in page.select("symbol")}


def test_markup_in_a_record_is_text_everywhere(project: Project, site: Built) -> None:
    hostile = '<script>alert(1)</script> & "x" \' {{ 7*7 }} </title><b>'
    project.put("tags/hardware/cpu", tag(hostile[:50], aliases=[hostile[:50]], description=hostile))
    project.put(
        "entries/alpha",
        entry(
            f"{hostile}?",
            phrasings=[f"a {hostile}", "b"],
            summary=f"Fine. {hostile}",
            answer="Fine.\n",
            status="published",
            sources=[{"url": "https://example.org/?a&b", "supports": hostile}],
        ),
    )
    built = project.build()
    assert built.warnings == ""
    for docname in ("index", "all", "kb/entries/alpha", "kb/tags/hardware/cpu", "kb/entries/beta"):
        page = BeautifulSoup(built.page(docname), "html.parser")
        harmless = BeautifulSoup(site.page(docname), "html.parser")
        assert len(page.find_all("script")) == len(harmless.find_all("script")), docname
        assert not page.select("b"), docname
        assert "49" not in page.text, docname


def test_popular_entries_and_errors_to_try(project: Project) -> None:
    project.write("kb/settings.yaml", "popular: [gamma, nowhere, alpha]\n")
    project.write("index.rst", "Test\n====\n\n.. faq:browse::\n   :popular:\n\n   Error: <b>'\n")
    built = project.build()
    assert "unknown-entry There is no entry 'nowhere'." in built.warnings
    shown = links(soup(built, "index", ".faq-start"))
    assert list(shown)[:3] == ["Is gamma third?", "Is alpha first?", "Error: <b>'"]
    assert shown["Error: <b>'"] == "#q=Error%3A%20%3Cb%3E%27"


def test_short_options_stay_on_one_line(project: Project) -> None:
    answer = f"Use `--device_target CPU`, not `--{'x' * 30}` or `plain`.\n"
    project.put("entries/alpha", entry("Does `--alpha` help?", answer=answer))
    page = BeautifulSoup(project.build().page("kb/entries/alpha"), "html.parser")
    kept = {code.text for code in page.select("article .faq-option")}
    assert kept == {"--alpha", "--device_target CPU"}
