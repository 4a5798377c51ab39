"""Entries ranked in a terminal by the scripts of the site."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.relevance.golden import golden
from cli.ranking import Ranking, tokens_of
from schema import knowledge_base
from schema.tokens import tokenise
from tests.schema.base import BASE, ENTRY, entry, write
from tests.scripts.texts import texts

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def ranking() -> Ranking:
    return Ranking(knowledge_base.read(ROOT))


def test_our_own_queries_find_their_entries(ranking: Ranking) -> None:
    places = [
        [match.id for match in ranking.search(query).entries[:5]].index(id)
        for query, id in golden()
    ]
    assert places.count(0) / len(places) >= 0.92


def test_a_typo_finds_what_the_word_finds(ranking: Ranking) -> None:
    expected = ranking.search("export a model to onnx").entries[0].id
    assert ranking.search("exprot a modle to onx").entries[0].id == expected


def test_a_pasted_error_finds_its_entry_first_wherever_the_paths_are(tmp_path: Path) -> None:
    error = "RuntimeError: The device 3 is busy"
    files = {
        "kb/entries/busy.yaml": entry(f"errors: ['{error}']\n").replace(
            "?", " when it is busy?", 1
        ),
        "kb/entries/other.yaml": ENTRY,
    }
    ranking = Ranking(knowledge_base.read(write(tmp_path, {**BASE, **files})))
    matches = ranking.search(f'Traceback:\n  File "/home/me/x.py", line 3\n{error}\n')
    assert (matches.entries[0].id, matches.entries[0].fragment) == ("busy", error)
    assert matches.sure


def test_nothing_is_sure_of_other_words(ranking: Ranking) -> None:
    assert not ranking.search("zzqx wwkv").sure


def test_words_are_cut_one_by_one_as_they_are_together() -> None:
    for text in texts(500):
        assert tokens_of(text) == tuple(tokenise(text)), ascii(text)
