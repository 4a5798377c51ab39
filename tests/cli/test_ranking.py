"""Entries ranked in a terminal by the scripts of the site."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.relevance.golden import golden
from cli.ranking import Ranking, tokens_of
from schema import knowledge_base
from schema.tokens import tokenise
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


def test_words_are_cut_one_by_one_as_they_are_together() -> None:
    for text in texts(500):
        assert tokens_of(text) == tuple(tokenise(text)), ascii(text)
