"""The filter index as a reader sees it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.model import Data, script_of

SEEN = """() => {
  const all = (selector) => [...document.querySelectorAll(`.faq-browse ${selector}`)];
  const shown = (selector) => all(selector).filter((element) => element.checkVisibility());
  const root = new URL(document.documentElement.dataset.content_root, location.href).href;
  return {
    questions: all('.faq-row-question').map((link) => link.href.slice(root.length)),
    counts: Object.fromEntries(all('.faq-choice').map((choice) => [
      choice.dataset.tag, Number(choice.querySelector('.faq-count').textContent),
    ])),
    chosen: all('.faq-choice input:checked').map((box) => box.value),
    chips: shown('.faq-chips li').map((chip) => chip.dataset.tag),
    words: document.querySelector('.faq-words').value,
  };
}"""


class Finder:
    """The filter index of a page."""

    def __init__(self, page: Page) -> None:
        expect(page.locator("[data-faq-ready]")).to_be_attached()
        self.page = page
        self.words = page.get_by_role("searchbox", name="Find a question")
        self.status = page.locator(".faq-browse").get_by_role("status")
        self.rows = page.locator(".faq-results .faq-row")
        self.clear = page.get_by_role("button", name="Clear all")
        self.more = page.get_by_role("button", name="Show more")
        self.empty = page.locator(".faq-empty")

    def box(self, key: str) -> Locator:
        return self.page.locator(f'.faq-choice input[value="{key}"]')

    def chip(self, key: str) -> Locator:
        return self.page.locator(f'.faq-chips [data-tag="{key}"] button')

    def seen(self) -> dict[str, Any]:
        """Everything that a query changes."""
        seen: dict[str, Any] = self.page.evaluate(SEEN)
        return seen

    def questions(self) -> list[str]:
        """The addresses of the questions drawn."""
        found: list[str] = self.seen()["questions"]
        return found


def sentence(found: int, total: int) -> str:
    """The status of a query that asks for something."""
    return f"{found} of {total} {'question' if total == 1 else 'questions'}"


def focused(page: Page, locator: Locator) -> bool:
    """Whether an element, or one in it, has the focus."""
    held: bool = locator.evaluate("element => element.contains(document.activeElement)")
    return held


def replace_data(page: Page, data: Data) -> None:
    """Have a page load other data than the site's."""
    page.route(
        "**/_static/faq-index.js*",
        lambda route: route.fulfill(body=script_of(data), content_type="text/javascript"),
    )


def many_entries(count: int) -> Data:
    """Data of a large site."""
    tags = [
        {"id": f"tag-{n}", "label": f"Tag {n}", "aliases": [], "uri": f"t{n}.html"}
        for n in range(20)
    ]
    entries = [
        {
            "uri": f"e{n}.html",
            "question": [[0, f"Question {n} about "], [1, f"word_{n % 97}"]],
            "summary": f"The answer to question {n} in a sentence of a common length. " * 2,
            "phrasings": [f"another way to ask for number {n}, phrased {i}" for i in range(4)],
            "tags": [f"facet/tag-{n % 20}", f"facet/tag-{n % 7}"],
        }
        for n in range(count)
    ]
    return {"facets": [{"id": "facet", "label": "Facet", "tags": tags}], "entries": entries}
