"""Python writes the index and the browser reads it: both must cut texts and read numbers alike."""

import json
import unicodedata
from collections.abc import Iterator
from itertools import cycle
from random import Random

import pytest

from schema.index import (
    MOST_IN_TITLE,
    MOST_PLACES,
    write_gaps,
    write_numbers,
    write_terms,
)
from schema.tokens import tokenise
from tests.scripts.node import Scripts

STEMS = """
abil act adapt arriv beauti bow bus cat comput cry defin depend differ dying early exceed fluent
gener happi hop hopp illog inning invari know lying manag news nois only optimis optimiz organ
parallel pretti proceed quantis relat sens skies succeed tens train try ugly use yzzgxw
"""
ENDINGS = """
s es ed ing ly er est ness ful less able ible al ally ation ations ational ative ator ement ment
ent ence ance ant ism ity ities ive iveness ization izer ize ise ised ies ied y eed eedly ingly
edly ousness ous fulness alize icate icity ical sses ogi li bli ss us 's s'
"""
NAMES = """
Save Checkpoint ckpt Py Native ONNX GPU ms Tensor nn Cell HTTP Server id X AI 2d v2 Conv2d Élan
Ärger Ünit ß İstanbul ſ ﬁle Σίσυφος ΣΑΣ Ǆ ŉ Kelvin Åß C++ C# F# c++17 g++ A#b C## a+b C+++ #x C#é
C#_ ++ v2.10 >=1.9rc1 导出模型 𠀀𠀁
"""
REPEATED = ("a", "é", "型", "\U0001d4d0", "𠀀", "e\u0301", "aB", "ing", "_x", "İ")
SEPARATORS = (" ", "", "-", "_", "__", "\n", "’", "'", "‘", ".", "、")
# Without the characters between these, which are Han and Hangul.
CHARACTERS = "".join(map(chr, (*range(0x3400), *range(0xA000, 0xAC00), *range(0xD7B0, 0x20040))))

TITLE_COUNTS = MOST_IN_TITLE + 1

NUMBERS = [*range(100), *(45**power + more for power in range(1, 6) for more in (-1, 0, 1))]

DECODE = """async (terms) => {
  const postings = await FaqStore.postingsOf(terms);
  return Array.from(postings, ([term, { entries, title, body, places }]) => {
    return [term, [entries, title, body, places].map((numbers) => [...numbers])];
  });
}"""


def texts() -> Iterator[str]:
    """Yield words and signs of every kind, joined and spelled in every way."""
    words = [stem + ending for stem in STEMS.split() for ending in ("", *ENDINGS.split())]
    words += [piece * size for piece in REPEATED for size in (14, 40)]
    for word, separator, name in zip(words, cycle(SEPARATORS), cycle(NAMES.split()), strict=False):
        text = f"{word}{separator}{name}{separator}{word}"
        yield from (text, text.upper(), text.title(), unicodedata.normalize("NFKD", text))


@pytest.fixture
def scripts() -> Iterator[Scripts]:
    with Scripts("dom", "tokens", "errors", "vocabulary", "rank", "store") as running:
        yield running


def test_the_browser_cuts_texts_as_the_index_does(scripts: Scripts) -> None:
    assert tokenise("gpus NPUs Cpus") == ["gpu", "npu", "cpu"]
    sources = list(texts())
    for character in CHARACTERS:
        if unicodedata.category(character) not in ("Cn", "Co", "Cs"):
            sources.append(f"{character}\tAbc{character}\tabc{character}Def{character * 3}")
    tokens = scripts.evaluate("texts => texts.map(FaqTokens.tokenise)", sources)
    for text, pieces in zip(sources, tokens, strict=True):
        assert pieces == tokenise(text), ascii(text)


def test_the_browser_reads_what_the_index_writes(scripts: Scripts) -> None:
    random = Random(20_260_101)
    # Counts in the title and in the body are one number, and that of the body is below 2 to the 16.
    most = (1 << 16) * TITLE_COUNTS - 1
    rows = [[number for number in NUMBERS if number <= most], [0], [most]]
    rows += [[random.randint(0, most) for _ in range(50)] for _ in range(20)]
    terms = sorted({*tokenise(NAMES), "𠀀𠀂"})[-len(rows) :]
    entries = [sorted(random.sample(range(2_000_000), k=len(row))) for row in rows]
    places = [[random.randint(0, MOST_PLACES) for _ in row] for row in rows]
    columns = (map(write_gaps, entries), map(write_numbers, rows), map(write_numbers, places))
    shard = [write_terms(terms), *map(list, columns)]
    index = {
        "size": 0, "listed": 0, "facets": [], "titleLengths": "", "bodyLengths": "",
        "words": "54321", "shards": f"A{terms[0]}", "postings": "1234",
    }  # fmt: skip
    words = {"words-54321.js": write_terms(terms)}
    contents = {"index.js": index, "postings-0-1234.js": shard, **words}
    scripts.load(
        {name: f"FaqStore.receive({json.dumps(value)});" for name, value in contents.items()}
    )
    decoded = dict(scripts.evaluate(DECODE, terms))
    for at, term in enumerate(terms):
        titles = [number % TITLE_COUNTS for number in rows[at]]
        bodies = [number // TITLE_COUNTS for number in rows[at]]
        assert decoded[term] == [entries[at], titles, bodies, places[at]], term
    assert scripts.evaluate("async () => [...await FaqStore.vocabularyOf()]") == terms
