"""What search engines, feed readers, browsers and link previews are told."""

import json
import re
from xml.etree import ElementTree as XML

from bs4 import BeautifulSoup

from tests.ext.project import SITE_CONFIG, Built, Project, entry

BASE = "https://example.org/faq/"
WRITTEN = ("robots.txt", "sitemap.xml", "_static/opensearch.xml", "feeds/export.onnx.xml")


def read_xml(site: Built, name: str) -> XML.Element:
    """Return a file without its namespace."""
    text = (site.outdir / name).read_text(encoding="utf-8")
    return XML.fromstring(re.sub(r' xmlns="[^"]*"', "", text))


def test_feeds_and_sitemap_date_entries_by_their_review(site: Built) -> None:
    feed = read_xml(site, "feeds/export.onnx.xml")
    assert [element.tag for element in feed][:4] == ["id", "title", "updated", "author"]
    assert feed.findtext("title") == "A & B: ONNX"
    assert feed.findtext("updated") == "2026-03-01T00:00:00Z"
    links = {link.get("rel"): link.get("href") for link in feed.findall("link")}
    assert links == {
        "self": f"{BASE}feeds/export.onnx.xml",
        "alternate": f"{BASE}kb/tags/export/onnx.html",
    }
    rows = [(row.findtext("id"), row.findtext("updated")) for row in feed.findall("entry")]
    assert rows[0] == (f"{BASE}kb/entries/zeta.html", "2026-03-01T00:00:00Z")
    assert len(read_xml(site, "feeds/all.xml").findall("entry")) == 4
    days = {url.findtext("loc"): url.findtext("lastmod") for url in read_xml(site, "sitemap.xml")}
    assert days[f"{BASE}kb/entries/zeta.html"] == days[f"{BASE}index.html"] == "2026-03-01"
    assert days[f"{BASE}kb/tags/hardware/cpu.html"] == "2026-01-05"
    assert not {f"{BASE}{name}.html" for name in ("search", "404", "kb/entries/draft")} & {*days}
    assert f"Sitemap: {BASE}sitemap.xml" in (site.outdir / "robots.txt").read_text()
    search = read_xml(site, "_static/opensearch.xml")
    assert search.findtext("ShortName") == "A & B"
    url = search.find("Url")
    assert url is not None
    assert url.get("template") == f"{BASE}search.html?q={{searchTerms}}"


def test_absolute_addresses_need_the_address_of_the_site(project: Project) -> None:
    project.write("search.rst", ":orphan:\n\nSearch\n======\n")
    project.put("entries/gamma", entry("Gamma?", tags={"export": ["onnx"]}))
    assert project.build(config=SITE_CONFIG).outdir
    assert [name for name in WRITTEN if not (project.root / "build/html" / name).exists()] == []
    (project.source / "search.rst").unlink()
    project.delete("entries/gamma")
    built = project.build(config=SITE_CONFIG)
    assert [(built.outdir / name).exists() for name in WRITTEN] == [True, True, False, False]
    assert "sidebar-search" not in built.page("kb/entries/alpha")
    built = project.build()
    assert [name for name in WRITTEN if (built.outdir / name).exists()] == []
    assert not re.search("opensearch|feeds/|og:url", built.page("kb/tags/hardware/cpu"))


def test_the_head_says_what_the_page_shows(site: Built) -> None:
    texts = {
        "kb/entries/alpha": "Yes, alpha is.",
        "kb/tags/hardware/cpu": "All about CPU.",
        "index": "",
    }
    for docname, text in texts.items():
        page = BeautifulSoup(site.page(docname), "html.parser")
        named = {str(m.get("name") or m.get("property")): m for m in page.select("meta")}
        assert named["og:url"]["content"] == f"{BASE}{docname}.html"
        assert len(page.select("meta[name=viewport]")) == 1
        if text:
            assert named["description"]["content"] == named["og:description"]["content"] == text
            assert text in page.article.text  # type: ignore[union-attr]
    page = BeautifulSoup(site.page("kb/entries/alpha"), "html.parser")
    data = json.loads(page.select_one('script[type="application/ld+json"]').text)  # type: ignore[union-attr]
    assert data["mainEntity"][0]["name"] == "Is alpha first?"
    for docname in ("kb/entries/gone", "kb/entries/draft", "index"):
        assert "ld+json" not in site.page(docname)
    feeds = re.findall('href="([^"]*feeds/[^"]*)"', site.page("kb/tags/export/onnx"))
    assert feeds == ["../../../feeds/all.xml", "../../../feeds/export.onnx.xml"]


def test_the_page_for_lost_readers_works_in_any_folder(site: Built) -> None:
    page = site.page("404")
    addresses = set(re.findall(r'\b(?:href|src|action)="([^"#][^"]*)"', page))
    assert {one for one in addresses if not one.startswith(("/faq/", "https://"))} == set()
    assert 'action="/faq/search.html"' in page
    assert 'data-content_root="/faq/' in page


def test_pages_load_only_what_they_need(site: Built) -> None:
    loaded = {
        docname: set(re.findall(r'_static/([^"?]*)\?v=', site.page(docname)))
        for docname in ("kb/entries/beta", "own", "index")
    }
    common = {"faq.bundle.css", "faq.bundle.js"}
    answers = {"faq-entry.bundle.css", "faq-entry.bundle.js"}
    assert loaded["kb/entries/beta"] == {*common, *answers}
    assert loaded["index"] == {*common, "faq-finder.bundle.css"}
    design = {"sphinx-design.min.css", "styles/furo-extensions.css", "design-tabs.js"}
    assert loaded["own"] == {
        *(*common, *answers, *design, "faq-code.bundle.css", "faq-reference.bundle.css")
    }
    names = ("faq-reference", "faq")
    styles = [(site.outdir / f"_static/{name}.bundle.css").read_text("utf-8") for name in names]
    assert ".field-list" in styles[0]
    assert [".guilabel{" in style for style in styles] == [True, False]
