"""Tests of the measures: every expected figure is worked out by hand."""

from __future__ import annotations

import pytest

from bench.relevance.measures import Measures, measure


def ranked(rank: int) -> list[str]:
    """Return a ranking that has the document ``right`` at one rank."""
    return [*(f"wrong{number}" for number in range(1, rank)), "right", "wrong-last"]


def test_mean_over_queries() -> None:
    rankings = {
        "first": ["right", "other"],
        "fourth": ["a", "b", "c", "right"],
        "missed": ["a", "b"],
        "nothing": [],
    }
    relevant = {query: {"right": 1} for query in rankings}
    assert measure(rankings, relevant) == Measures(
        hit1=1 / 4, hit5=2 / 4, mrr10=(1 + 1 / 4) / 4, zero=1 / 4, queries=4
    )


@pytest.mark.parametrize(
    ("rank", "hit1", "hit5", "mrr10"),
    [
        (1, 1, 1, 1),
        (2, 0, 1, 1 / 2),
        (5, 0, 1, 1 / 5),
        (6, 0, 0, 1 / 6),
        (10, 0, 0, 1 / 10),
        (11, 0, 0, 0),
    ],
)
def test_rank_of_the_relevant_document(rank: int, hit1: int, hit5: int, mrr10: float) -> None:
    found = measure({"q": ranked(rank)}, {"q": {"right": 1}})
    assert found == Measures(hit1, hit5, mrr10, zero=0, queries=1)


def test_only_the_first_of_several_relevant_documents_counts() -> None:
    found = measure({"q": ["a", "b", "c", "d"]}, {"q": {"d": 1, "b": 1, "c": 3}})
    assert found == Measures(hit1=0, hit5=1, mrr10=1 / 2, zero=0, queries=1)


def test_grade_changes_nothing_but_0_is_not_relevant() -> None:
    found = measure({"q": ["a", "b", "c"]}, {"q": {"a": 0, "b": 2, "c": 1}})
    assert found == Measures(hit1=0, hit5=1, mrr10=1 / 2, zero=0, queries=1)


def test_equally_good_documents_are_equally_good_in_either_order() -> None:
    relevant = {"q": {"a": 1, "b": 1}}
    assert measure({"q": ["a", "b"]}, relevant) == measure({"q": ["b", "a"]}, relevant)


def test_query_without_a_ranking_found_nothing() -> None:
    relevant = {"asked": {"a": 1}, "forgotten": {"a": 1}}
    assert measure({"asked": ["a"]}, relevant) == Measures(1 / 2, 1 / 2, 1 / 2, 1 / 2, queries=2)


def test_wrong_results_are_not_no_results() -> None:
    assert measure({"q": ["wrong"]}, {"q": {"a": 1}}) == Measures(0, 0, 0, zero=0, queries=1)


def test_no_queries() -> None:
    assert measure({}, {}) == Measures(0, 0, 0, 0, queries=0)


def test_ranking_of_an_unknown_query() -> None:
    with pytest.raises(ValueError, match=r"without judgements: p, r$"):
        measure({"r": [], "q": [], "p": []}, {"q": {"a": 1}})
