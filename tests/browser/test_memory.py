"""How much memory the finder of a large site takes."""

from __future__ import annotations

from random import Random

from playwright.sync_api import CDPSession, Page

from tests.browser.conftest import Visits
from tests.browser.data import Written, data_files, many_entries
from tests.browser.finder import replace_data
from tests.browser.test_dialog import Dialog
from tests.growth import LIMIT, TIMES

VOCABULARY = 40_000
BODY_WORDS = 60

# A word that all have, one that some have, names, typos (which need all trigrams), long questions.
QUERIES = (
    "question",
    "word_5",
    "anothr way to aks",
    "questoin numbr 77 about wrod",
    "the answer to question 123 in a sentence of a common length about something else",
)


def site_of(size: int) -> dict[str, str]:
    """Data of entries whose bodies have rare words and frequent ones, as texts do."""
    random = Random(20_260_101)
    syllables = [first + second for first in "bdfgklmnprstvz" for second in "aeiou"]
    words = ["".join(random.choices(syllables, k=random.randint(2, 5))) for _ in range(VOCABULARY)]
    frequencies = [1 / rank for rank in range(1, VOCABULARY + 1)]
    drawn = iter(random.choices(words, frequencies, k=size * BODY_WORDS))
    entries = [
        Written(
            entry.id,
            entry.question,
            entry.summary,
            entry.phrasings,
            " ".join(next(drawn) for _ in range(BODY_WORDS)),
            entry.tags,
            (f"Error {number}: cannot {words[number]} the {words[-number]}",),
        )
        for number, entry in enumerate(many_entries(size))
    ]
    return data_files(entries)


def heap(session: CDPSession) -> float:
    """Bytes that scripts hold."""
    session.send("HeapProfiler.collectGarbage")
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(row["value"] for row in metrics if row["name"] == "JSHeapUsedSize"))


def opened(visit: Visits) -> tuple[Page, CDPSession]:
    page = visit.blank()
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    page.goto(f"{visit.base}kb/entries/pynative-vs-graph-mode.html")
    return page, session


def memory(visit: Visits, size: int) -> float:
    """Return the bytes that the finder of a site holds after all kinds of queries."""
    page, session = opened(visit)
    replace_data(page, site_of(size))
    before = heap(session)
    dialog = Dialog(page).open()
    for query in QUERIES:
        dialog.words.fill(query)
        # Resolves when all that the query needs is loaded.
        assert len(dialog.found(query)) > 0
    # What a pasted error needs.
    assert page.evaluate("async () => (await FaqStore.fragmentsOf()).keys.length") == size
    assert page.evaluate("async () => (await FaqStore.open()).size") == size
    return heap(session) - before


def test_memory_is_linear_in_the_entries(visit: Visits) -> None:
    small, large = memory(visit, 500), memory(visit, 500 * TIMES)
    assert small < large < LIMIT * small
