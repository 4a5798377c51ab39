"""Tests of what could flatter a page: words, focus stops and shifts of bad pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from bench.reader.bars import Bar
from bench.reader.shifts import largest_window
from bench.reader.stops import walk
from bench.reader.words import share_beside_the_answer
from bench.relevance.browser import chromium

ENTRY = """<style>.read { position: absolute; width: 1px; height: 1px; overflow: hidden; }</style>
<div class="content"><article><nav class="faq-crumbs">FAQ</nav><section>
<h1>A <span class="read">hidden hidden</span> question?<a>¶</a></h1>
<ul class="faq-badges"><li>CPU</li></ul>
<p class="faq-summary">Yes: it works.</p>
<section><h2>How</h2><pre>print(1)</pre></section>
<div class="faq-output">1</div>
<details class="faq-claims"><summary>Checked</summary>one two three</details>
</section></article></div><footer>not in the column</footer>"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with chromium() as browser:
        yield browser.new_context().new_page()


def test_words_that_are_seen_beside_the_answer(page: Page) -> None:
    page.set_content(ENTRY)
    # A question? | Yes: it works. | How | print(1) | 1, beside FAQ, CPU and Checked.
    assert share_beside_the_answer(page) == pytest.approx(3 / 11)
    page.set_content(ENTRY.replace("<details", "<details open"))
    assert share_beside_the_answer(page) == pytest.approx(6 / 14)


def test_stops_that_a_reader_cannot_see(page: Page) -> None:
    page.set_content("""<style>
      .faint { border: 1px solid; outline: none; }
      .faint:focus { background: #f8f9fb; }
      .off { position: fixed; left: -240px; width: 200px; }
      .empty { display: block; width: 0; height: 0; overflow: hidden; }
      .box { position: absolute; opacity: 0; }
      .box:focus + span { outline: 2px solid; }
    </style>
    <button>Menu</button><button tabindex="-1">Never</button>
    <div class="off"><a href="#off">Off screen</a></div>
    <input class="faint" aria-label="Faint"><a class="empty" href="#empty">Empty</a>
    <label>Theme <input class="box" type="checkbox"><span>drawn</span></label>
    <a href="#end">End</a>""")
    seen = {stop.name: stop.is_visible for stop in walk(page)}
    assert seen == {
        "Menu": True,
        "Off screen": False,
        "Faint": False,
        "Empty": False,
        "Theme": True,
        "End": True,
    }


@pytest.mark.parametrize(
    ("shifts", "expected"),
    [
        ([], 0),
        ([(0, 0.1), (900, 0.1), (1_899, 0.1)], 0.3),
        ([(0, 0.1), (1_000, 0.15)], 0.15),
        ([(at, 0.1) for at in range(0, 6_000, 900)], 0.6),
    ],
)
def test_shifts_add_up_for_five_seconds_without_a_pause(
    shifts: list[tuple[float, float]], expected: float
) -> None:
    assert largest_window(shifts) == pytest.approx(expected)


def test_a_missed_bar_and_one_without_a_figure_are_no_passes() -> None:
    assert Bar("share", 0.26, 0.25).verdict == "MISS"
    assert Bar("score", 94, 95, at_least=True).verdict == "MISS"
    assert Bar("score", None, 95, at_least=True).verdict == "not measured"
    assert (Bar("share", 0.25, 0.25).verdict, Bar("score", 95, 95, at_least=True).verdict) == (
        "pass",
        "pass",
    )
