"""Measure how honest the finder is: what it says of questions that have no answer.

Three times, every third document is left out. Queries for missing documents are unanswerable.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from bench.relevance.collection import Collection
from bench.relevance.records import write_project
from cli.ranking import Ranking
from schema.knowledge_base import read


class Honesty(NamedTuple):
    """Shares from 0 to 1 at the thresholds that the site ships."""

    true_best: float
    """Right first answers that are called the best match."""
    false_best: float
    """Unanswerable queries whose first entry is called the best match."""


def measure(collection: Collection, parts: int) -> Honesty:
    """Ask all queries of `parts` knowledge bases, each without every `parts`-th document."""
    right: list[bool] = []
    unanswerable: list[bool] = []
    for part in range(parts):
        docs = tuple(doc for at, doc in enumerate(collection.docs) if at % parts != part)
        with tempfile.TemporaryDirectory(prefix="faq-honesty-") as folder:
            ids = dict(write_project(replace(collection, docs=docs), Path(folder)))
            ranking = Ranking(read(Path(folder)))
            for query in collection.queries:
                wanted = {id for id, grade in collection.relevant[query.id].items() if grade > 0}
                matches = ranking.search(query.text)
                is_best = matches.level == "best"
                if wanted.isdisjoint(ids.values()):
                    unanswerable.append(is_best)
                elif matches.entries and ids[matches.entries[0].id] in wanted:
                    right.append(is_best)
    return Honesty(fmean(right), fmean(unanswerable))
