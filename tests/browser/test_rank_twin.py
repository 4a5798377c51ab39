"""The search in a terminal ranks as the finder in the browser does: same entries, same scores."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from bench.relevance.golden import golden
from cli.ranking import pastes
from cli.ranking.collection import Collection, Document, tokens_of
from cli.ranking.documents import collection
from cli.ranking.search import find
from schema.library import read_library
from schema.tokens import tokenise
from schema.words import EntryWords
from tests.browser.conftest import ROOT, Contexts
from tests.browser.data import Label, Written, data_files
from tests.browser.test_errors_twin import drawn
from tests.browser.test_tokens import load
from tests.browser.texts import texts
from tests.schema.test_errors import TRACEBACK

pytestmark = pytest.mark.browser

# As one text: the values of an argument are passed one by one, which takes seconds.
FIND = """async (texts) => {
  const index = await FaqStore.open();
  const answers = [];
  for (const text of JSON.parse(texts)) {
    const { entries, sure, terms, fragments } = await FaqSearch.find(text);
    const tokens = FaqTokens.tokenise(FaqErrors.distil(FaqErrors.clip(text)));
    const wanted = FaqRank.wants(tokens, index.vocabulary);
    const read = wanted.flatMap(({ readings }) => readings.map(({ term }) => term));
    const postings = await FaqStore.postingsOf(read);
    const { scores, most } = FaqRank.score(tokens, wanted, postings, index.norms);
    for (const [old, next] of index.successors) {
      if (scores[old] >= scores[next]) scores[next] = scores[old] * (1 + 1e-9);
    }
    const shares = most ? entries.map((entry) => scores[entry] / most) : [];
    const cards = await FaqStore.cardsOf(entries);
    const ids = cards.map(({ id }) => id);
    const known = [...fragments].sort((one, other) => one[0] - other[0]);
    answers.push([ids, shares, sure, [...terms].sort(), known]);
  }
  return JSON.stringify(answers);
}"""

WORDS = [
    *("gpu", "cpu", "npu", "gpus", "ascend", "train", "training", "trainer", "convert"),
    *("conversion", "checkpoint", "checkpoints", "save_checkpoint", "SaveCheckpoint", "load"),
    *("model", "models", "onnx", "mindir", "how", "do", "i", "the", "to", "of", "a", "can"),
    *("what", "does", "export", "exporting", "datasets", "data", "set", "dataset", "parallel"),
    *("parallelism", "error", "2.10", "c++", "v1.2"),
]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def compare(page: Page, collection: Collection, asked: Sequence[str]) -> int:
    """Fail unless both answer all texts alike; return how many entries were found."""
    answers: list[Any] = json.loads(page.evaluate(FIND, json.dumps(asked)))
    total = 0
    for text, (ids, shares, sure, terms, fragments) in zip(asked, answers, strict=True):
        found = find(collection, text)
        assert [collection.documents[one].id for one in found.entries] == ids, ascii(text)
        assert [found.shares[one] for one in found.entries if found.shares] == pytest.approx(
            shares, rel=1e-6, abs=1e-6
        ), ascii(text)
        assert (found.sure, sorted(found.terms)) == (sure, terms), ascii(text)
        assert sorted(map(list, found.fragments.items())) == fragments, ascii(text)
        total += len(ids)
    return total


def mistyped(random: Random, word: str) -> str:
    """Return a word with a slip, or only its beginning, or with another one behind it."""
    at = random.randrange(len(word))
    return random.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + random.choice("aeiou1") + word[at:],
            word[: at + 1],
            word + random.choice(WORDS),
            word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
        ]
    )


def query(random: Random) -> str:
    words = random.choices(WORDS, k=random.randint(1, 7))
    return " ".join(mistyped(random, word) if random.random() < 0.4 else word for word in words)


def test_the_real_site_and_the_terminal_rank_alike(contexts: Contexts, server: str) -> None:
    page = contexts.shared().new_page()
    page.goto(f"{server}search.html")
    page.wait_for_selector("[data-faq-ready]")
    random = Random(20_261_122)
    library = read_library(ROOT)
    said = " ".join(
        text for one in library.entries.values() for text in (one.question, *one.phrasings)
    ).split()
    asked = [query for query, _ in golden()]
    asked += [f"Traceback:\n{text}\n" for one in library.entries.values() for text in one.errors]
    for _ in range(300):
        words = random.choices(said, k=random.randint(1, 8))
        asked.append(" ".join(mistyped(random, w) if random.random() < 0.3 else w for w in words))
    assert compare(page, collection(library), asked) > 1000
    page.close()


def test_random_entries_rank_alike(page: Page, site: Path) -> None:
    """With successors, fragments of errors, tags, and texts of all lengths."""
    random = Random(20_261_123)
    tags = [Label("f/gpu", "GPU", ("graphics card", "cuda")), Label("g/x", "Exporting")]
    ids = [f"e{number}" for number in range(80)]
    entries = []
    for number, id in enumerate(ids):
        fragments = [f"RuntimeError: {query(random)} {number % 9}" for _ in range(number % 3)]
        entries.append(
            Written(
                id,
                f"{query(random)}?",
                query(random),
                tuple(query(random) for _ in range(random.randint(0, 4))),
                " ".join([*(query(random) for _ in range(random.randint(0, 40))), *fragments]),
                tuple(tag.key for tag in tags if random.random() < 0.3),
                tuple(fragments),
                random.choice(ids[:40]) if number >= 60 else None,
            )
        )
    load(page, site / "_static", data_files(entries, tags))
    asked = [query(random) for _ in range(300)]
    errors = [error for entry in entries for error in entry.errors]
    asked += [f"[ERROR] {random.choice(errors)}\n{query(random)}" for _ in range(60)]
    assert compare(page, as_collection(entries, tags), asked) > 1000


def as_collection(entries: Sequence[Written], tags: Sequence[Label]) -> Collection:
    """The documents of entries in the order in which the site has them."""
    names = {tag.key: tokens_of(" ".join((tag.label, *tag.aliases))) for tag in tags}

    def document(entry: Written) -> Document:
        words = EntryWords.of(
            str(entry.question), entry.phrasings, f"{entry.summary}\n{entry.body}"
        )
        of_tags = tuple(token for key in entry.tags for token in names[key])
        return Document(entry.id, words, of_tags, entry.errors, entry.successor)

    listed = [entry for entry in entries if entry.successor is None]
    others = [entry for entry in entries if entry.successor is not None]
    listed.sort(key=lambda entry: (str(entry.question).casefold(), entry.id))
    others.sort(key=lambda entry: entry.id)
    return Collection(map(document, (*listed, *others)))


def test_pastes_are_treated_alike(browser: Browser) -> None:
    page = browser.new_page()
    page.add_script_tag(path=ROOT / "_ext" / "faq" / "finder" / "scripts" / "faq-errors.js")
    random = Random(20_261_124)
    asked = [TRACEBACK, "x" * 30_000, "/a/b.py:12\n2021-01-01\n", "a\u0085b", "Error\u0085"]
    for _ in range(3_000):
        lines = [drawn(random) for _ in range(random.randint(1, 6))]
        asked.append(random.choice(["\n", "\r\n", " "]).join(lines))
    ask = "(t) => t.map((x) => [FaqErrors.isPaste(x), FaqErrors.distil(x), FaqErrors.clip(x)])"
    for text, found in zip(asked, page.evaluate(ask, asked), strict=True):
        own = [pastes.is_paste(text), pastes.distil(text), pastes.clip(text)]
        assert own == found, ascii(text)
    page.close()


def test_words_are_cut_one_by_one_as_they_are_together() -> None:
    for text in texts(2_000):
        assert tokens_of(text) == tuple(tokenise(text)), ascii(text)
