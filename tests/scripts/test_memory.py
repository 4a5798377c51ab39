"""How the memory that the finder takes grows with the site."""

from dataclasses import replace
from random import Random

from tests.browser.data import data_files, many_entries
from tests.growth import TIMES
from tests.scripts.node import Scripts

BASE, SMALL = 10, 200
VOCABULARY = 40_000
BODY_WORDS = 60

# A word that all have, one that some have, names, typos (which need all trigrams), long questions.
QUERIES = (
    "question",
    "word_5",
    "anothr way to aks",
    "questoin numbr 77 about wrod",
    "the answer to question 123 in a sentence of a common length about something else",
    "Traceback (most recent call last):\nError 7: cannot open",
)

# The bytes that are held after the queries, compared with those before the first.
HELD = """async (queries) => {
  const before = heap();
  for (const query of queries) {
    const { entries } = await FaqSearch.find(query);
    if (entries.length === 0) throw new Error(query);
    await FaqStore.cardsOf(entries.slice(0, 10));
  }
  return heap() - before;
}"""


def site_of(size: int) -> dict[str, str]:
    """Data of entries whose bodies have rare words and frequent ones, as texts do."""
    random = Random(20_260_101)
    syllables = [first + second for first in "bdfgklmnprstvz" for second in "aeiou"]
    words = ["".join(random.choices(syllables, k=random.randint(2, 5))) for _ in range(VOCABULARY)]
    frequencies = [1 / rank for rank in range(1, VOCABULARY + 1)]
    bodies = [random.choices(words, frequencies, k=BODY_WORDS) for _ in range(size)]
    return data_files(
        replace(entry, body=" ".join(body), errors=(f"Error {number}: cannot open {body[0]}",))
        for number, (entry, body) in enumerate(zip(many_entries(size), bodies, strict=True))
    )


def held(size: int) -> int:
    with Scripts("dom", "tokens", "errors", "vocabulary", "rank", "store", "search") as scripts:
        scripts.load(site_of(size))
        bytes_held: int = scripts.evaluate(HELD, QUERIES)
        return bytes_held


def test_memory_is_at_most_linear_in_the_entries() -> None:
    base, small, large = (held(size) for size in (BASE, SMALL, SMALL * TIMES))
    ratio = (large - base) / (small - base)
    # Entries share words, so four times as many take 2.5 times the memory. Four more bytes for each
    # pair of entries would make that 3.9.
    assert 1.8 < ratio < 3.2, (base, small, large)
