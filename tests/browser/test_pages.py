"""Every kind of page: accessible, wide enough, and usable without JavaScript."""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from importlib.resources import files
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from schema.models.tag import Color
from tests.browser.conftest import EVERYWHERE, NO_MOUSE, Visits
from tests.browser.data import Written, data_files
from tests.browser.finder import CHUNK, Finder
from tests.browser.model import Data, Picks, counts, listed, tags_of
from tests.browser.test_dialog import Dialog
from tests.browser.test_finding import ERROR, REPOSITORY, SMALL, TAGS

PAGES = {
    "landing": "index.html",
    "entry": "kb/entries/pynative-vs-graph-mode.html",
    "tag": "kb/tags/hardware/ascend.html",
    "facet": "kb/tags/hardware/index.html",
    "all": "docs/all-questions.html",
}
WIDTHS = (360, 768, 1280, 1440)

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RUN = """async ([within, rules]) => (await axe.run(within, {
  resultTypes: ['violations'], preload: false, ...(rules ? { runOnly: rules } : {}),
})).violations"""
COLOR_RULES = ["color-contrast", "link-in-text-block"]
"""The rules that depend on the style, dark or light."""

FRAMES = "() => new Promise((end) => requestAnimationFrame(() => requestAnimationFrame(end)))"

# What sticks out of the article on the right, unless an ancestor scrolls it.
STICKING_OUT = """() => {
  const wide = document.scrollingElement.clientWidth;
  const clipped = (element) => element.closest('article *, article') !== null && (() => {
    for (let at = element.parentElement; at && at.localName !== 'article'; at = at.parentElement) {
      if (getComputedStyle(at).overflowX !== 'visible') return true;
    }
    return false;
  })();
  const wider = [...document.querySelectorAll('article *')]
    .filter((element) => element.getBoundingClientRect().right > wide + 1)
    .filter((element) => element.checkVisibility() && !clipped(element))
    .map((element) => element.outerHTML.slice(0, 100));
  return document.scrollingElement.scrollWidth > wide ? ['the page scrolls', ...wider] : wider;
}"""


def violations(page: Page, within: str, rules: Sequence[str] = ()) -> list[str]:
    return [
        f"{violation['id']} at {node['target']}: {node['failureSummary']}"
        for violation in page.evaluate(RUN, [within, list(rules) or None])
        for node in violation["nodes"]
    ]


def check_width(page: Page, width: int) -> None:
    """Check that nothing scrolls sideways at a width."""
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate(STICKING_OUT) == [], width


def check(page: Page, within: str = "html") -> None:
    """Check that a part of a page is accessible, and that nothing scrolls sideways."""
    for width in WIDTHS:
        check_width(page, width)
    page.evaluate(AXE)
    page.emulate_media(color_scheme="light")
    for width in (360, 1280) if within == "html" else (1280,):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(FRAMES)  # after the first, scripts know what scrolls
        assert violations(page, within) == [], width
    page.emulate_media(color_scheme="dark")
    assert violations(page, within, COLOR_RULES) == []


def remove(page: Page, selector: str) -> None:
    """Remove what is like other elements: judging hundreds of them takes most of a minute."""
    page.locator(selector).evaluate_all("all => all.map((one) => one.remove())")


@pytest.mark.parametrize(
    "path", [*PAGES.values(), f"zh-cn/{PAGES['landing']}", f"zh-cn/{PAGES['entry']}"]
)
def test_pages(visit: Visits, path: str) -> None:
    page = visit.open(path)
    check_width(page, WIDTHS[0])
    remove(page, "article li:nth-child(n+3)")
    check(page)
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    check_width(page, WIDTHS[0])


def test_results_with_filters_and_none(visit: Visits, data: Data, picks: Picks) -> None:
    finder = Finder(visit.open(f"search.html?q={picks.word}"))
    finder.choose(picks.one)
    finder.expect(questions=finder.first(data, picks.word, picks.one))
    expect(finder.page.locator("mark").first).to_be_visible()
    expect(finder.groups).to_have_text("May help")
    check(finder.page, ".faq-browse")
    finder.words.fill("zzyzx qwertz")
    expect(finder.status).to_contain_text("Nothing here about")
    check(finder.page, ".faq-browse")


def test_everything_that_a_row_can_show(visit: Visits) -> None:
    page = visit.open_with(data_files(SMALL, TAGS, REPOSITORY), "search.html")
    finder = Finder(page)
    finder.words.fill(f"convert a trained network for other tools\n{ERROR}{'wide' * 100}\n{ERROR}")
    expect(page.locator(".faq-row-fragment")).to_be_visible()
    finder.more.click()
    expect(page.locator(".faq-row-status")).to_be_visible()
    check(page, ".faq-browse")


def test_every_color_of_a_facet(visit: Visits) -> None:
    tags = [f"{color}/x" for color in Color]
    entries = [Written(tag[:-2], f"Is it {tag}?", tags=(*{tags[0]: 1, tag: 1},)) for tag in tags]
    page = visit.open_with(data_files(entries), f"search.html?{tags[0].replace('/', '=')}")
    badges = Finder(page).rows.locator(".faq-badge")
    dots = "all => all.map((badge) => getComputedStyle(badge, '::before').backgroundColor)"
    assert len(set(badges.evaluate_all(dots))) == len(Color)
    check(page, ".faq-browse")


def test_the_dialog_and_a_copied_link(visit: Visits) -> None:
    page = visit.open(PAGES["entry"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("status")).to_have_text("Copied")
    check(page, ".faq-foot")
    # In dark programs too, only links are underlined.
    lines = page.locator(".highlight span.nn").evaluate_all(
        "all => all.map((one) => getComputedStyle(one).textDecorationLine)"
    )
    assert set(lines) == {"none"}
    dialog = Dialog(page).open()
    dialog.words.fill("export to onnx")
    expect(dialog.questions.first).to_be_visible()
    check(page, "dialog")
    assert dialog.frame.evaluate("box => box.scrollWidth <= box.clientWidth")


def test_the_line_below_the_summary_leads_to_the_claims(visit: Visits) -> None:
    page = visit.open("kb/entries/mindir-export-input.html")
    page.locator(".faq-tested a").click()
    expect(page).to_have_url(f"{page.url.partition('#')[0]}#faq-claims")
    expect(page.locator("#faq-claims tbody tr").first).to_be_in_viewport()
    check(page, ".faq-proof")
    page.get_by_role("link", name="Program").first.click()
    expect(page.locator(":target pre")).to_contain_text("assert ")
    remove(page, "article section + section")
    check(page)


NO_CLIPBOARD = "Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined })"
REFUSED = "Clipboard.prototype.writeText = () => Promise.reject(new DOMException('no'))"


def pasted(page: Page) -> str:
    page.evaluate("document.body.prepend(document.createElement('textarea'))")
    page.locator("body > textarea").focus()
    page.keyboard.press("Control+V")
    return page.locator("body > textarea").input_value()


@EVERYWHERE
def test_copying(visit: Visits, data: Data) -> None:
    uri = data["entries"][0]["uri"]
    page = visit.blank()
    page.goto(f"{visit.base}{uri}?highlight=x#furo-main-content")
    button = page.get_by_role("button", name="Copy link")
    button.focus()
    page.keyboard.press("Enter")
    status = page.locator("article").get_by_role("status")
    expect(status).to_have_text("Copied")
    expect(button).to_be_focused()
    assert pasted(page) == visit.base + uri


@pytest.mark.parametrize("obstacle", [NO_CLIPBOARD, REFUSED])
def test_without_a_clipboard_the_button_is_a_link(visit: Visits, data: Data, obstacle: str) -> None:
    uri = data["entries"][0]["uri"]
    page = visit.blank(**NO_MOUSE)
    page.add_init_script(obstacle)
    page.goto(f"{visit.base}{uri}?highlight=x")
    page.get_by_role("button", name="Copy link").click()
    expect(page).to_have_url(visit.base + uri)


def test_code_can_be_copied_and_scrolled(visit: Visits) -> None:
    page = visit.open("kb/entries/mindir-export-input.html")
    program = page.get_by_role("group", name="Python").first
    code = program.text_content()
    page.get_by_role("button", name="Copy Python").first.click()
    expect(page.locator("article").get_by_role("status")).to_have_text("Copied")
    assert pasted(page) == code
    for width, scrolls in ((360, True), (1280, False)):
        page.set_viewport_size({"width": width, "height": 780})
        expect(page.locator("pre[tabindex]").first).to_be_visible(visible=scrolls)


def test_a_long_line_of_code_fits_on_a_desktop(visit: Visits) -> None:
    page = visit.open("kb/entries/mixed-precision.html", viewport={"width": 1280, "height": 900})
    program = page.locator("article > section > .faq-example pre").first
    program.evaluate("pre => { pre.textContent = 'x'.repeat(92); }")
    assert program.evaluate("pre => pre.scrollWidth <= pre.clientWidth")


RIGHT = """elements => elements.filter((element) => element.checkVisibility())
  .map((element) => Math.round(element.getBoundingClientRect().right))"""


def test_pages_have_one_right_edge(visit: Visits) -> None:
    edges = set()
    for path, parts in (
        ("kb/entries/compile-time.html", "section > :is(.faq-example, .table-wrapper)"),
        ("kb/tags/hardware/index.html", ".faq-summary, .faq-cards"),
        ("kb/tags/hardware/ascend.html", ".faq-summary, .faq-lookup-field input"),
        ("index.html", ".faq-box, .faq-start ul"),
    ):
        page = visit.open(path, viewport={"width": 1440, "height": 900})
        edges.update(page.locator(f"article :is({parts})").evaluate_all(RIGHT))
    assert len(edges) == 1


def test_the_side_of_a_page(visit: Visits) -> None:
    for path, part, beside in (
        ("kb/entries/install-mindspore.html", ".faq-related", True),
        ("kb/entries/mixed-precision.html", ".faq-related", False),  # contents are there
        ("kb/tags/topic/troubleshooting.html", ".faq-jump", True),
    ):
        page = visit.open(path, viewport={"width": 1440, "height": 900})
        (edge, right) = page.locator(f"article, {part}").evaluate_all(RIGHT)
        assert (right > edge) == beside, path


LINES = """(word, width) => {
  word.closest('li, pre').style.width = `${width}px`;
  return word.getClientRects().length;
}"""


def test_no_line_ends_after_the_dashes_of_an_option(visit: Visits) -> None:
    page = visit.open("kb/entries/several-machines.html", viewport={"width": 390, "height": 780})
    for code in ("li code.literal > .pre", "pre .faq-option"):
        word = page.locator(f"article {code}", has_text="--").first
        assert {word.evaluate(LINES, width) for width in range(40, 400, 4)} == {1}


FRAME = """() => [
  '.sidebar-brand', '.sidebar-search', '.content-icon-container .faq-languages',
  '.theme-toggle-content', '.content', '.mobile-header .header-center', '.mobile-header .faq-open',
  '.mobile-header .faq-languages', '.theme-toggle-header',
].map((selector) => {
  const { left, top, width } = document.querySelector(selector).getBoundingClientRect();
  return [selector, left, top, width];
})"""


@pytest.mark.parametrize("edition", ["", "zh-cn/"])
def test_the_frame_is_the_same_on_every_page(visit: Visits, edition: str) -> None:
    def frames(path: str) -> Iterator[object]:
        page = visit.open(edition + path)
        for width in (360, 1024, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            yield page.evaluate(FRAME)

    first = list(frames(PAGES["landing"]))
    for path in (PAGES["entry"], PAGES["tag"], PAGES["all"], "search.html"):
        assert list(frames(path)) == first, path


def test_chinese_guides_have_chinese_headings(visit: Visits) -> None:
    page = visit.open("zh-cn/docs/guides/several-cards.html")
    headings = [re.compile(r"^\d\. .*[\u4e00-\u9fff]")] * 5
    expect(page.locator("article h2:has(a)")).to_have_text(headings)


def test_a_table_without_labels_keeps_its_headings_on_a_phone(visit: Visits) -> None:
    page = visit.open("docs/how-search-works.html", viewport={"width": 360, "height": 780})
    expect(page.locator("thead").first).to_be_visible()


def test_a_row_of_a_table_is_found_by_a_version(visit: Visits) -> None:
    page = visit.open("kb/entries/cann-for-mindspore.html")
    rows = page.locator(".faq-lookup tbody tr:visible")
    expect(rows).to_have_count(8)
    page.get_by_label("Look up").fill("I have CANN 8.1")
    expect(rows).to_have_text(
        [re.compile(r"^2.6.0\s"), re.compile(r"^2.6.0-rc1\s")], use_inner_text=True
    )
    expect(page.get_by_text(re.compile("^2 of [0-9]+$"))).to_be_visible()
    check(page, ".faq-lookup")
    page.get_by_label("Look up").fill("")
    page.get_by_role("button", name=re.compile("^Show all [0-9]+ rows$")).click()
    expect(rows).to_have_count(page.locator(".faq-lookup tbody tr").count())


@pytest.mark.parametrize("path", ["docs/all-questions.html", "kb/tags/topic/troubleshooting.html"])
def test_a_field_finds_the_questions_of_a_long_list(visit: Visits, path: str) -> None:
    page = visit.open(path)
    field = page.get_by_role("searchbox", name="Find in these")
    whole = page.locator(".faq-shelf li a:visible").count()
    found = page.locator(".faq-shelf li a:visible", has_text="Notify wait timeout")
    for text in ("notify wait", "WAIT ei0002.", "timeout"):
        field.fill(text)
        expect(found).to_have_count(1)
        assert page.locator(".faq-shelf li a:visible").count() < whole / 3, text
    check(page, ".faq-lookup")
    found.click()
    page.go_back()
    assert page.locator(".faq-shelf li a:visible").count() < whole / 3
    field.fill("onnx zzz")
    link = page.get_by_role("link", name="Search all questions")
    expect(link).to_have_attribute("href", re.compile(r"search\.html\?q=onnx%20zzz$"))
    field.fill("")
    expect(page.locator(".faq-shelf li a:visible")).to_have_count(whole)


def test_the_group_that_is_read_is_marked_beside_a_long_list(visit: Visits) -> None:
    page = visit.open("docs/all-questions.html", viewport={"width": 1440, "height": 900})
    page.evaluate("document.querySelector('#by-training').scrollIntoView()")
    expect(page.locator(".faq-jump .scroll-current a")).to_contain_text("Training")


def test_chinese_rows_are_found(visit: Visits) -> None:
    page = visit.open("zh-cn/kb/entries/torch-api-equivalents.html")
    for typed, found in (("替换 x.detach.", 0), ("x.detach.", 1)):
        page.locator(".faq-lookup-field input").fill(typed)
        expect(page.locator(".faq-lookup tbody tr:visible")).to_have_count(found)
    page = visit.open("zh-cn/docs/all-questions.html")
    page.locator(".faq-lookup-field input").fill("导出onnx模型")
    expect(page.locator(".faq-titles li:visible").first).to_contain_text("ONNX")


MARKS = "Array.from(CSS.highlights.get('faq-found') ?? [], String)"


@EVERYWHERE
@pytest.mark.parametrize(("text", "word"), [("export to onnx", "ONNX"), (f"{ERROR}\n", "507899")])
def test_an_entry_marks_what_matched_and_leads_back(visit: Visits, text: str, word: str) -> None:
    finder = Finder(visit.open("index.html", **NO_MOUSE))
    finder.words.fill(text)
    page = finder.page
    page.locator(".faq-row", has=page.locator("mark")).first.locator("a").first.click()
    back = page.get_by_role("link", name="Back to results")
    expect(back).to_be_visible()
    assert word in page.evaluate(MARKS)
    assert page.url.endswith(".html")
    page.keyboard.press("Escape")
    assert page.evaluate(MARKS) == []
    back.click()
    expect(Finder(page).words).to_have_value(text.strip())
    assert ("?" in page.url) == (word == "ONNX")


TEXT = "export with 2.7.0: onnx_file, exported, ONNX模型导出时失败，某某的模型已导出, onnx"
MARKS_IN_TEXT = """Array.from(CSS.highlights.get('faq-found') ?? [])
  .filter(({ startContainer }) => document.getElementById('text').contains(startContainer))
  .map(String)"""


def test_only_what_was_typed_is_marked(visit: Visits) -> None:
    page = visit.blank()

    def answer(route: Route) -> None:
        route.fulfill(body=route.fetch().text().replace("</h1>", f"</h1><p id=text>{TEXT}</p>", 1))

    page.route("**/mindir-export-input.html", answer)
    page.goto(f"{visit.base}kb/entries/mindir-export-input.html")
    for typed, marks in (
        (["exports", "to", "2.7"], []),
        (["Export", "onnx"], ["export", "ONNX", "onnx"]),
        (["模型导出到", "失败"], ["模型导出", "失败"]),
        (["怎样的模型导出"], ["模型导出"]),
        (["导出成功"], []),
    ):
        stored = {"page": urlsplit(page.url).path, "words": typed, "results": "search.html"}
        page.evaluate("visit => sessionStorage.setItem('faq-visit', JSON.stringify(visit))", stored)
        page.reload()
        expect(page.get_by_role("link", name="Back to results")).to_be_visible()
        assert page.evaluate(MARKS_IN_TEXT) == marks, typed


def test_without_scripts_all_is_reached_and_no_control_is_dead(visit: Visits, data: Data) -> None:
    page = visit.open("index.html", java_script_enabled=False)
    browse = page.locator(".faq-browse")
    expect(browse.get_by_role("button")).to_have_count(0)
    expect(browse.get_by_role("textbox")).to_have_count(0)
    expect(browse.get_by_text(f"All {data['listed']} questions by tag")).to_be_visible()
    assert {visit.base + tag["address"] for tag in tags_of(data).values()} <= addresses(page)
    numbers = browse.locator("[data-tag] .faq-count").all_text_contents()
    assert numbers == [str(count) for count in counts(data).values()]
    page = visit.open("search.html", java_script_enabled=False)
    expect(page.locator(".faq-cut")).to_contain_text(f"the first {CHUNK} of {data['listed']}")
    for kind in ("entry", "tag", "facet", "all"):
        page = visit.open(PAGES[kind], java_script_enabled=False)
        expect(page.locator("article").get_by_role("button")).to_have_count(0)
        expect(page.locator("article li a[href]:visible").first).to_be_visible()
    assert {visit.base + uri for uri in listed(data)} <= addresses(page)


def addresses(page: Page) -> set[str]:
    """Return where the links of an article lead."""
    hrefs: list[str] = page.locator("article a").evaluate_all("links => links.map(a => a.href)")
    return set(hrefs)


def test_every_link_leads_somewhere(our_site: Path) -> None:
    pages = {path: path.read_text("utf-8") for path in our_site.rglob("*.html")}
    ids = {path: {"", *re.findall(r'\bid="([^"]+)"', text)} for path, text in pages.items()}

    def broken() -> Iterator[tuple[str, str]]:
        for page, text in pages.items():
            for href in set(re.findall(r'<(?:a|link|script)\b[^>]*? (?:href|src)="([^"]*)"', text)):
                address, fragment = urldefrag(urljoin(page.as_uri(), unescape(href)))
                if not address.startswith(our_site.as_uri()) or fragment.startswith("q="):
                    continue
                target = Path(address.removeprefix("file://").partition("?")[0])
                target = target / "index.html" if target.is_dir() else target
                if not target.is_file() or fragment not in ids.get(target, {fragment}):
                    yield page.name, href

    assert len(pages) > 50
    assert list(broken()) == []
