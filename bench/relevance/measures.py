"""Measure how well rankings answer queries whose relevant documents are known."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

HIT = 5
DEPTH = 10


@dataclass(frozen=True)
class Measures:
    """Means over all queries, each from 0 to 1; of no queries, they are 0.

    ``hit1`` and ``hit5`` are the shares of queries with a relevant document first, and among the
    first five. ``mrr10`` is the mean of 1/rank of the first relevant document, 0 where there is
    none among the first ten. ``zero`` is the share of queries that found nothing at all.
    """

    hit1: float
    hit5: float
    mrr10: float
    zero: float
    queries: int


def measure(
    rankings: Mapping[str, Sequence[str]], relevant: Mapping[str, Mapping[str, int]]
) -> Measures:
    """Return the measures of the rankings, best document first, of the queries in ``relevant``.

    A query that has no ranking found nothing.

    Raises:
        ValueError: a ranking is of a query that is not in ``relevant``.
    """
    if unknown := rankings.keys() - relevant.keys():
        raise ValueError(f"rankings of queries without judgements: {', '.join(sorted(unknown))}")
    if not relevant:
        return Measures(0, 0, 0, 0, 0)
    ranks = [
        _first_rank(rankings.get(query, ()), {doc for doc, grade in judged.items() if grade > 0})
        for query, judged in relevant.items()
    ]
    return Measures(
        hit1=fmean(rank == 1 for rank in ranks),
        hit5=fmean(rank is not None and rank <= HIT for rank in ranks),
        mrr10=fmean(1 / rank if rank is not None and rank <= DEPTH else 0 for rank in ranks),
        zero=fmean(not rankings.get(query) for query in relevant),
        queries=len(relevant),
    )


def _first_rank(ranking: Sequence[str], wanted: Collection[str]) -> int | None:
    return next((rank for rank, doc in enumerate(ranking, start=1) if doc in wanted), None)
