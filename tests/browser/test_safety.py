"""Hostile data and a strict content security policy."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Visits
from tests.browser.finder import Finder, replace_data
from tests.browser.model import Data, Picks, matches

ATTACKS = [
    "<img src=x onerror='hacked=1'>",
    "<script>hacked=1</script>",
    "\"><svg onload='hacked=1'>",
    "</ul><iframe src='javascript:hacked=1'></iframe>",
    "javascript:hacked=1",
    "&lt;b&gt; &amp; ${hacked=1} {{hacked}}",
]


def hostile() -> Data:
    """Data in which every text is an attack."""

    def tag(id: str, text: str) -> Data:
        return {"id": id, "label": text, "aliases": ATTACKS, "uri": text}

    facets = [
        {"id": "__proto__", "label": ATTACKS[0], "tags": [tag("polluted", ATTACKS[1])]},
        {"id": ATTACKS[2], "label": ATTACKS[1], "tags": [tag(text, text) for text in ATTACKS]},
    ]
    entries = [
        {
            "uri": text,
            "question": [[style, text] for style in (0, 1, 2, 3, 9, -1)],
            "summary": text,
            "phrasings": ATTACKS,
            "tags": ["__proto__/polluted", *(f"{ATTACKS[2]}/{text}" for text in ATTACKS)],
        }
        for text in ATTACKS
    ]
    return {"facets": facets, "entries": entries}


def check_unharmed(page: Page) -> None:
    assert page.evaluate("typeof hacked") == "undefined"
    assert page.evaluate("({}).polluted") is None
    browse = page.locator(".faq-browse")
    assert browse.locator("img, script, svg, iframe, b, style").count() == 0
    handlers = "nodes => nodes.flatMap(n => n.getAttributeNames()).filter(a => a.startsWith('on'))"
    assert browse.locator("*").evaluate_all(handlers) == []
    schemes = "links => links.map(a => a.protocol)"
    assert set(browse.locator("a").evaluate_all(schemes)) <= {"http:", "file:"}


def test_hostile_data_is_only_text(visit: Visits) -> None:
    page = visit.blank()
    replace_data(page, hostile())
    page.goto(f"{visit.base}index.html?q=hacked")
    finder = Finder(page)
    expect(finder.rows).to_have_count(len(ATTACKS))
    for row, attack in zip(finder.rows.all(), ATTACKS, strict=True):
        assert row.locator(".faq-row-question").text_content() == attack * 6
        assert row.locator(".faq-row-summary").text_content() == attack
    boxes = page.locator(".faq-choice input")
    for box in boxes.all():
        box.check()
        check_unharmed(page)
    assert page.locator(".faq-chips li").count() == len(ATTACKS) + 1
    page.reload()
    expect(page.locator(".faq-choice input:checked")).to_have_count(len(ATTACKS) + 1)
    finder.words.fill(f"{ATTACKS[0]} nowhere")
    expect(finder.empty).to_contain_text(f"“{ATTACKS[0]} nowhere”")
    check_unharmed(page)


def test_a_hostile_address_is_only_text(visit: Visits, data: Data) -> None:
    page = visit.open("index.html?q=%3Cimg+src%3Dx+onerror%3Dhacked%3D1%3E&hardware=%3Cscript%3E")
    finder = Finder(page)
    expect(finder.words).to_have_value("<img src=x onerror=hacked=1>")
    expect(finder.empty).to_contain_text("“<img src=x onerror=hacked=1>”")
    check_unharmed(page)


def with_policy(route: Route) -> None:
    """Answer with a page whose policy has leave for the inline parts of furo, which it needs."""
    body = route.fetch().text()
    article = re.search(r"<article.*</article>", body, re.DOTALL)
    assert article
    assert not re.search(r"<script|<style| style=| on[a-z]+=\"", article[0])
    scripts = re.findall(r"<script>(.*?)</script>", body, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>| style=\"(.*?)\"", body, re.DOTALL)
    policy = (
        f"default-src 'self'; img-src 'self' data:; script-src 'self' {allowances(scripts)};"
        f"style-src 'self' 'unsafe-hashes' {allowances(map(''.join, styles))}"
    )
    headers = {"Content-Security-Policy": policy}
    route.fulfill(body=body, content_type="text/html", headers=headers)


def allowances(texts: Iterable[str]) -> str:
    hashes = (b64encode(sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{hash}'" for hash in hashes)


@pytest.mark.parametrize("base", ["http"], indirect=True)
def test_a_strict_policy_holds(visit: Visits, data: Data, picks: Picks) -> None:
    page = visit.blank()
    page.route(re.compile(r"\.html(\?|$)"), with_policy)
    page.goto(f"{visit.base}index.html?q={picks.word}")
    finder = Finder(page)
    finder.box(picks.one).check()
    assert finder.questions() == matches(data, picks.word, [picks.one])
    page.goto(visit.base + data["entries"][0]["uri"])
    expect(page.get_by_role("button", name="Copy link")).to_be_visible()
