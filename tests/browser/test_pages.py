"""Every kind of page: quiet, wide enough, and usable without JavaScript."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from urllib.parse import urldefrag, urljoin

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import EVERYWHERE, Contexts, Visits
from tests.browser.model import Data, counts, listed, tags_of

WIDTHS = (360, 768, 1280, 1440)
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")

PAGES = {
    "landing": "index.html",
    "entry": "kb/entries/pynative-vs-graph-mode.html",
    "tag": "kb/tags/hardware/ascend.html",
    "facet": "kb/tags/hardware/index.html",
    "all": "docs/all-questions.html",
    "search": "search.html",
}

# What sticks out of the article on the right, unless an ancestor scrolls it.
STICKING_OUT = """() => {
  const wide = document.scrollingElement.clientWidth;
  const clipped = (element) => element.closest('article *, article') !== null && (() => {
    for (let at = element.parentElement; at && at.localName !== 'article'; at = at.parentElement) {
      if (getComputedStyle(at).overflowX !== 'visible') return true;
    }
    return false;
  })();
  const found = [...document.querySelectorAll('article *')]
    .filter((element) => element.getBoundingClientRect().right > wide + 1 && !clipped(element))
    .map((element) => element.outerHTML.slice(0, 100));
  return document.scrollingElement.scrollWidth > wide ? ['the page scrolls', ...found] : found;
}"""

LINKS = "links => links.map(link => link.href)"


@pytest.mark.parametrize("kind", PAGES)
def test_nothing_scrolls_sideways(visit: Visits, kind: str) -> None:
    page = visit.open(PAGES[kind])
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate(STICKING_OUT) == [], (width, scheme)


@pytest.mark.parametrize("scripts", [True, False])
def test_in_programs_only_links_are_underlined(visit: Visits, scripts: bool) -> None:
    page = visit.open(PAGES["entry"], java_script_enabled=scripts)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        names = page.locator(".highlight span.nn")
        assert names.count() > 0
        lines = names.evaluate_all(
            "all => all.map((one) => getComputedStyle(one).textDecorationLine)",
        )
        assert set(lines) == {"none"}


@pytest.mark.parametrize("kind", PAGES)
def test_links_lead_somewhere(visit: Visits, site: Path, kind: str) -> None:
    page = visit.open(PAGES[kind])
    for link in page.locator("a[href]").evaluate_all(LINKS):
        if not link.startswith(visit.base):
            continue
        path, fragment = urldefrag(link.removeprefix(visit.base))
        target = site / path.partition("?")[0]
        assert target.is_file(), link
        if fragment:
            assert f'id="{fragment}"' in target.read_text(encoding="utf-8"), link


@EVERYWHERE
@pytest.mark.parametrize("path", ["index.html", "search.html"])
def test_without_scripts_everything_is_listed(visit: Visits, data: Data, path: str) -> None:
    page = visit.open(path, java_script_enabled=False)
    browse = page.locator(".faq-browse")
    expect(browse.get_by_role("button")).to_have_count(0)
    expect(browse.get_by_role("textbox")).to_have_count(0)
    expect(browse.get_by_role("status")).to_have_text(f"{data['listed']} questions")
    expect(browse.locator(".faq-row")).to_have_count(data["listed"])
    hrefs = [link.get_attribute("href") or "" for link in browse.get_by_role("link").all()]
    shown = {urljoin(page.url, href) for href in hrefs}
    uris = listed(data) + [tag["address"] for tag in tags_of(data).values()]
    assert {visit.base + uri for uri in uris} <= shown
    for key, count in counts(data).items():
        item = browse.locator(f'[data-tag="{key}"]')
        expect(item.locator(".faq-count")).to_have_text(str(count))


@pytest.mark.parametrize("kind", ["entry", "tag", "facet", "all"])
def test_without_scripts_pages_have_no_dead_controls(visit: Visits, kind: str) -> None:
    page = visit.open(PAGES[kind], java_script_enabled=False)
    expect(page.locator("article").get_by_role("button")).to_have_count(0)
    expect(page.locator("article li a[href]").first).to_be_visible()


@EVERYWHERE
def test_the_icon_is_there(contexts: Contexts, base: str) -> None:
    page = contexts.new().new_page()
    page.goto(f"{base}index.html")
    icon = page.locator("link[rel~=icon]").get_attribute("href")
    assert icon
    width = page.evaluate(
        """async (href) => {
            const image = new Image();
            image.src = href;
            await image.decode();
            return image.width;
        }""",
        icon,
    )
    assert width > 0
