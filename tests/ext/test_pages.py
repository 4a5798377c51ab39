"""What a reader sees on the pages of entries, tags and facets."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag

from tests.ext.project import RECORDS, Built, Project, entry, tag


def soup(built: Built, docname: str, selector: str = "article") -> Tag:
    """Return the article, or another part, of a page."""
    part = BeautifulSoup(built.page(docname), "html.parser").select_one(selector)
    assert part
    return part


def links(part: Tag) -> dict[str, str]:
    """Return the links of a part by their text."""
    return {" ".join(a.get_text().split()): str(a["href"]) for a in part.select("a[href]")}


def test_entry_page_has_every_part_in_order(project: Project) -> None:
    project.put(
        "entries/alpha",
        entry(
            "Is `alpha` *first*?",
            summary="Yes, `alpha` is.",
            answer="## Why\n\nBecause.\n",
            tags={"export": ["onnx"], "hardware": ["cpu"]},
            phrasings=["alpha or not", "what about alpha"],
            applies_to=">=2.3",
            sources=[{"url": "https://example.org/a?b=1&c=2", "supports": "All of it."}],
            origin=["feature_advice-04"],
            related=["beta"],
        ),
    )
    built = project.build(config={"faq_repository_url": "https://github.com/o/n"})
    assert built.warnings == ""
    page = soup(built, "kb/entries/alpha")
    crumbs = page.select_one(".faq-crumbs")
    assert crumbs
    assert list(links(crumbs).items()) == [
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
            "Is alpha first?",
            "Yes, alpha is.",
            "Because.",
            "CPU",
            "Also asked as",
            "what about alpha",
            "Related questions",
            "Applies to",
            "MindSpore >=2.3",
            "5 January 2026",
            "All of it.",
            "kb/entries/alpha.yaml",
            "Edit this entry",
            "Permalink",
            "Next in ONNX",
        )
    ]
    assert order == sorted(order)
    everything = links(page)
    assert everything["Edit this entry"] == "https://github.com/o/n/edit/main/kb/entries/alpha.yaml"
    assert everything["All of it."] == "https://example.org/a?b=1&c=2"
    assert everything["Permalink"] == "alpha.html"
    assert everything["Is beta second?"] == "beta.html"
    assert [h.name for h in page.select("h1, h2, h3")][:2] == ["h1", "h2"]
    assert '<meta content="Yes, alpha is." name="description"' in built.page("kb/entries/alpha")


def test_edit_link_leads_to_the_contribute_page_without_a_repository(project: Project) -> None:
    project.write("contribute.md", "---\norphan: true\n---\n# Contribute\n")
    built = project.build(config={"faq_contribute": "contribute"})
    everything = links(soup(built, "kb/entries/alpha"))
    assert everything["How to edit this entry"] == "../../contribute.html"


def test_relation_is_shown_on_both_pages(project: Project) -> None:
    built = project.build()
    for one, other in (("alpha", "Is beta second?"), ("beta", "Is alpha first?")):
        related = soup(built, f"kb/entries/{one}").select_one(".faq-related")
        assert related
        assert other in links(related)


def test_previous_and_next_go_through_the_home_tag_by_alphabet(project: Project) -> None:
    for letter in "xyz":
        project.put(f"entries/{letter}", entry(f"Is {letter} it?", tags={"export": ["onnx"]}))
    built = project.build()
    neighbours = soup(built, "kb/entries/x").select_one(".faq-neighbours")
    assert neighbours
    assert list(links(neighbours).values()) == ["gamma.html", "y.html"]


def test_superseded_entry_leaves_the_listings_and_names_its_successor(project: Project) -> None:
    project.put("entries/beta", entry("Beta?", status="superseded", superseded_by="gamma"))
    built = project.build()
    assert built.warnings == ""
    banner = soup(built, "kb/entries/beta").select_one(".faq-banner")
    assert banner
    assert links(banner) == {"Is gamma third?": "gamma.html"}
    for docname in ("index", "all", "kb/tags/hardware/cpu"):
        assert "Beta?" not in built.page(docname)


def test_banner_names_the_end_of_a_chain(project: Project) -> None:
    project.put("entries/alpha", entry("Alpha?", status="superseded", superseded_by="beta"))
    project.put("entries/beta", entry("Beta?", status="superseded", superseded_by="gamma"))
    banner = soup(project.build(), "kb/entries/alpha").select_one(".faq-banner")
    assert banner
    assert links(banner) == {"Is gamma third?": "gamma.html"}


def test_withdrawn_entry_gives_its_reason_and_is_not_indexed(project: Project) -> None:
    project.put("entries/beta", entry("Beta?", status="withdrawn", reason="It was <b>wrong</b>."))
    built = project.build()
    page = built.page("kb/entries/beta")
    assert "It was &lt;b&gt;wrong&lt;/b&gt;." in page
    assert 'content="noindex"' in page


def test_draft_is_reachable_but_not_listed(project: Project) -> None:
    project.put("entries/beta", entry("Beta?", status="draft"))
    built = project.build()
    assert "This is a draft." in built.page("kb/entries/beta")
    assert "Beta?" not in built.page("all")


def test_tag_page_lists_entries_aliases_and_company(project: Project) -> None:
    page = soup(project.build(), "kb/tags/hardware/cpu")
    assert "Also called: processor" in page.text
    rows = [a.get_text() for a in page.select(".faq-row-question")]
    assert rows == ["Is alpha first?", "Is beta second?", "Is gamma third?"]
    together = page.select_one(".faq-together")
    assert together
    assert [" ".join(a.text.split()) for a in together.select("a")] == [
        "ONNX 1",
        "GPU 1",
    ]


def test_facet_index_counts_published_entries(project: Project) -> None:
    project.put("entries/beta", entry("Beta?", status="draft", tags={"hardware": ["gpu"]}))
    cards = soup(project.build(), "kb/tags/hardware/index").select(".faq-card")
    counts = {" ".join(card.text.split())[:17] for card in cards}
    assert counts == {"CPU 2 questions A", "GPU 0 questions A"}


def test_landing_page_links_every_tag_and_entry_without_a_script(project: Project) -> None:
    page = soup(project.build(), "index")
    targets = set(links(page).values())
    records = {f"kb/{name}.html" for name in RECORDS}
    assert records <= targets


def test_static_list_is_cut_at_the_limit(project: Project) -> None:
    page = soup(project.build(config={"faq_static_limit": 2}), "index")
    assert len(page.select(".faq-row")) == 2
    assert "2 of 3" in page.text


def test_markup_in_a_record_is_text_everywhere(project: Project) -> None:
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
    clean = Project(project.root / "clean").build()
    for docname in ("index", "all", "kb/entries/alpha", "kb/tags/hardware/cpu", "kb/entries/beta"):
        here = BeautifulSoup(built.page(docname), "html.parser")
        there = BeautifulSoup(clean.page(docname), "html.parser")
        assert len(here.find_all("script")) == len(there.find_all("script")), docname
        assert not here.select("b"), docname
        assert "49" not in here.text, docname


def test_every_icon_of_the_theme_is_drawn(project: Project) -> None:
    page = BeautifulSoup(project.build().page("kb/entries/alpha"), "html.parser")
    used = {str(use["href"])[1:] for use in page.select("use")}
    drawn = {str(symbol["id"]) for symbol in page.select("symbol")}
    assert used <= drawn
    assert used


def test_no_id_stands_twice_on_a_page(project: Project) -> None:
    project.put("entries/why", entry("Why?", answer="## Why\n\nSo.\n\n## Alpha\n\nSo.\n"))
    built = project.build()
    for path in built.outdir.rglob("*.html"):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        ids = [str(tag["id"]) for tag in page.select("[id]")]
        assert len(ids) == len(set(ids)), path
