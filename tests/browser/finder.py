"""The finder of a page as a reader sees it, and pages with other data than the site's."""

import re
import time
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.model import Data, matches

SEEN = """() => {
  const all = (selector) => [...document.querySelectorAll(`.faq-browse ${selector}`)];
  const shown = (selector) => all(selector).filter((element) => element.checkVisibility());
  const root = new URL(document.documentElement.dataset.content_root, location.href).href;
  const { length } = decodeURI(root);
  return {
    questions: all('.faq-row-question').map((link) => decodeURI(link.href).slice(length)),
    counts: Object.fromEntries(all('.faq-choice').map((choice) => [
      choice.dataset.tag, Number(choice.querySelector('.faq-count').textContent),
    ])),
    chosen: all('.faq-choice input:checked').map((box) => box.value),
    chips: shown('.faq-chips li').map((chip) => chip.dataset.tag),
    words: document.querySelector('.faq-browse .faq-words').value,
  };
}"""

FOUND = """async (text) => {
  const { entries, answers, level, fragments } = await FaqSearch.find(text);
  return [entries, fragments.size ? answers : 0, level];
}"""

PATIENCE = 60
"""Seconds to wait for what a page shows; only what never comes takes as long."""

CHUNK = 20
"""Questions drawn at a time."""

FIRST_RANKED = 5
"""Most questions drawn at first when there are words."""

NEAREST = 3
"""Most questions drawn if none of them may help."""


class Finder:
    """The finder of a page, when it is ready."""

    def __init__(self, page: Page) -> None:
        page.wait_for_load_state("domcontentloaded")
        page.locator(".faq-browse").dispatch_event("pointerdown")
        expect(page.locator("[data-faq-ready]")).to_be_attached()
        self.page = page
        self.words = page.locator(".faq-browse").get_by_role("textbox", name="Find a question")
        self.status = page.locator(".faq-browse .faq-status")
        self.live = page.locator(".faq-browse").get_by_role("status")
        self.groups = page.locator(".faq-browse .faq-group")
        self.rows = page.locator(".faq-results .faq-row")
        self.questions = self.rows.locator(".faq-row-question")
        self.clear = page.get_by_role("button", name="Clear all")
        self.more = page.locator(".faq-browse .faq-more")
        self.ask = page.get_by_role("link", name="Ask a new question")

    def box(self, key: str) -> Locator:
        return self.page.locator(f'.faq-choice input[value="{key}"]')

    def chip(self, key: str) -> Locator:
        return self.page.locator(f'.faq-chips [data-tag="{key}"] button')

    def choose(self, *keys: str) -> None:
        """Check the boxes of tags in their pull-downs."""
        for key in keys:
            self.pull_down(key).evaluate("details => { details.open = true; }")
            self.box(key).check()
            self.pull_down(key).evaluate("details => { details.open = false; }")

    def pull_down(self, key: str) -> Locator:
        """The pull-down that a tag is in."""
        return self.page.locator(".faq-facet", has=self.box(key))

    def ranking(self, data: Data, text: str) -> list[str]:
        """The addresses of all entries that answer a text, best first, whatever tags are chosen."""
        return [entry["uri"] for entry in ranked(self.page, data, text)]

    def first(self, data: Data, text: str, *chosen: str) -> list[str]:
        """The addresses drawn at first; what explains an error stands alone."""
        _, alone, level = self.page.evaluate(FOUND, text)
        ranking = self.ranking(data, text)
        fitting = matches(data, chosen, ranking)
        best = [uri for uri in fitting if uri in ranking[:alone]]
        return (best or fitting)[: NEAREST if level == "none" else FIRST_RANKED]

    def seen(self) -> dict[str, Any]:
        """Everything that a query changes."""
        seen: dict[str, Any] = self.page.evaluate(SEEN)
        return seen

    def expect(self, **expected: Any) -> None:
        """Wait until some of what is seen is as expected."""
        deadline = time.monotonic() + PATIENCE
        while (seen := self.seen()) | expected != seen and time.monotonic() < deadline:
            self.page.wait_for_timeout(15)
        assert {name: seen[name] for name in expected} == expected


def ranked(page: Page, data: Data, text: str) -> list[Any]:
    """The entries that answer a text, best first."""
    ordinals, _, _ = page.evaluate(FOUND, text)
    return [data["entries"][ordinal] for ordinal in ordinals]


FAILED = re.compile("could not be loaded")


def focused(locator: Locator) -> bool:
    """Whether an element, or one in it, has the focus."""
    has_focus: bool = locator.evaluate("element => element.contains(document.activeElement)")
    return has_focus


def hold(page: Page, pattern: str | re.Pattern[str]) -> Callable[[], None]:
    """Have requests of a page wait; returns what lets them go on."""
    waiting: list[Route] | None = []

    def keep(route: Route) -> None:
        if waiting is None:
            route.fallback()
        else:
            waiting.append(route)

    def release() -> None:
        nonlocal waiting
        routes, waiting = waiting or [], None
        for route in routes:
            route.fallback()

    page.route(pattern, keep)
    return release


def replace_data(page: Page, files: Mapping[str, str]) -> None:
    """Have a page load other data than the site's."""

    def answer(route: Route) -> None:
        name = PurePosixPath(urlsplit(route.request.url).path).name
        route.fulfill(body=files[name], content_type="text/javascript; charset=utf-8")

    page.route("**/_static/finder/*.js*", answer)
