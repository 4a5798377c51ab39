"""Python writes the index and the browser reads it: both must cut texts and read numbers alike."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from random import Random

import pytest

from schema.index import MOST_IN_TITLE, MOST_PLACES, write_gaps, write_numbers
from schema.tokens import MAX_TOKEN, tokenise
from tests.scripts.node import Scripts
from tests.scripts.texts import SCRIPTS, assigned, texts

TEXTS = 8000
TITLE_COUNTS = MOST_IN_TITLE + 1

EXAMPLES = {
    "save_checkpoint": ["save", "checkpoint", "savecheckpoint"],
    "SaveCheckpoint": ["save", "checkpoint", "savecheckpoint"],
    "save checkpoint": ["save", "checkpoint"],
    "save-checkpoint": ["save", "checkpoint", "savecheckpoint"],
    "mindspore.save_checkpoint()": ["mindspor", "save", "checkpoint", "savecheckpoint"],
    "HTTPServer": ["http", "server", "httpserver"],
    "PyNative": ["pynat"],
    "libge_compiler.so": ["libg", "compil", "libgecompil", "so"],
    "C++": ["c++"],
    "c++17": ["c++", "17"],
    "C# and F#.": ["c#", "and", "f#"],
    "EI0006": ["ei0006"],
    "2.10": ["2", "10", "2.10"],
    "v2.10.0rc1": ["2", "10", "0", "2.10.0", "rc1"],
    "CANN 8.0.RC2": ["cann", "8", "0", "8.0", "rc2"],
    "模型导出": ["模型", "型导", "导出"],
    "用GPU训练": ["用", "gpu", "训练"],
    "モデル": ["モデ", "デル"],
    "모델": ["모델"],
    "Don't": ["dont"],
    "don’t": ["dont"],
    "Élan naïve": ["elan", "naiv"],
    "running runs ran": ["run", "run", "ran"],
    "internal international intervals": ["intern", "intern", "interv"],
    "ｆｕｌｌ ﬁle": ["full", "file"],
    "a" * 40: ["a" * MAX_TOKEN],
    "__init__": ["init"],
    "\U0001f600 ok": ["ok"],
    "__proto__ constructor toString": ["proto", "constructor", "tostr"],
    "": [],
    "—…?!": [],
}


NUMBERS = [*range(100), *(45**power + more for power in range(1, 6) for more in (-1, 0, 1))]

DECODE = """async (terms) => {
  const postings = await FaqStore.postingsOf(terms);
  return Array.from(postings, ([term, { entries, title, body, places }]) => {
    return [term, [entries, title, body, places].map((numbers) => [...numbers])];
  });
}"""


@pytest.fixture
def scripts() -> Iterator[Scripts]:
    with Scripts("dom", "tokens", "errors", "vocabulary", "rank", "store") as running:
        yield running


def tokens_in_browser(scripts: Scripts, texts: Sequence[str]) -> list[list[str]]:
    tokens: list[list[str]] = scripts.evaluate("texts => texts.map(FaqTokens.tokenise)", texts)
    return tokens


def test_the_browser_cuts_texts_as_the_index_does(scripts: Scripts) -> None:
    made = texts(TEXTS)
    assert any(len(tokenise(text)) > 20 for text in made)
    for text, found in zip(made, tokens_in_browser(scripts, made), strict=True):
        assert found == tokenise(text), ascii(text)


def test_every_character_is_cut_alike(scripts: Scripts) -> None:
    """Alone, after a letter and between letters of both cases."""
    characters = [character for script in SCRIPTS for character in assigned(script)]
    made = [f"{one} Abc{one} abc{one}Def {one}{one}{one}" for one in characters]
    for text, found in zip(made, tokens_in_browser(scripts, made), strict=True):
        assert found == tokenise(text), ascii(text)


def test_examples(scripts: Scripts) -> None:
    assert {text: tokenise(text) for text in EXAMPLES} == EXAMPLES
    assert tokens_in_browser(scripts, list(EXAMPLES)) == list(EXAMPLES.values())


def test_the_browser_reads_the_numbers_of_the_index(scripts: Scripts) -> None:
    random = Random(20_260_101)
    # Counts in the title and in the body are one number, and that of the body is below 2 to the 16.
    most = (1 << 16) * TITLE_COUNTS - 1
    counts = [[number for number in NUMBERS if number <= most], [0], [most]]
    counts += [[random.randint(0, most) for _ in range(50)] for _ in range(20)]
    postings = {f"term{at:02}": _posting(random, numbers) for at, numbers in enumerate(counts)}
    scripts.load(_files(postings))
    decoded = dict(scripts.evaluate(DECODE, list(postings)))
    for term, (entries, numbers, places) in postings.items():
        title, body = zip(*(divmod(number, TITLE_COUNTS)[::-1] for number in numbers), strict=True)
        assert decoded[term] == [entries, list(title), list(body), places], term


def test_the_browser_reads_the_gaps_of_tags(scripts: Scripts) -> None:
    random = Random(20_260_101)
    lists = [sorted(random.sample(range(5000), k=size)) for size in (0, 1, 2, 100, 4000)]
    tags = [
        {"id": f"t{at}", "label": "T", "address": "", "entries": write_gaps(ordinals)}
        for at, ordinals in enumerate(lists)
    ]
    facet = {"id": "f", "label": "F", "tags": tags}
    scripts.load(_files({}, size=5000, facets=[facet]))
    seen = scripts.evaluate(
        "async () => (await FaqStore.open()).tagsOf.map(tags => tags.map(({ key }) => key))"
    )
    for at, ordinals in enumerate(lists):
        assert [entry for entry, keys in enumerate(seen) if f"f/t{at}" in keys] == ordinals


Triple = tuple[list[int], list[int], list[int]]


def _posting(random: Random, counts: list[int]) -> Triple:
    entries = sorted(random.sample(range(2_000_000), k=len(counts)))
    return entries, counts, [random.randint(0, MOST_PLACES) for _ in counts]


def _files(postings: Mapping[str, Triple], **more: object) -> dict[str, str]:
    """An index of postings in files of four."""
    rows = list(postings.values())
    shards = [rows[at : at + 4] for at in range(0, len(rows), 4)]
    index = {
        "size": 0,
        "listed": 0,
        "successors": [],
        "address": "_",
        "facets": [],
        "titleLengths": "",
        "bodyLengths": "",
        "terms": " ".join(postings),
        "shards": [[len(shard), f"postings-{at}.js"] for at, shard in enumerate(shards)],
        "cardsInFile": 1,
        "cards": [],
        "errors": "",
        "ask": {},
        **more,
    }
    files = {"index.js": f"FaqStore.receive({json.dumps(index)});"}
    for at, shard in enumerate(shards):
        data = {
            "entries": [write_gaps(entries) for entries, _, _ in shard],
            "counts": [write_numbers(counts) for _, counts, _ in shard],
            "places": [write_numbers(places) for _, _, places in shard],
        }
        files[f"postings-{at}.js"] = f"FaqStore.receive({json.dumps(data)});"
    return files
