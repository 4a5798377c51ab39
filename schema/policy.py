"""What the rules measure records against besides each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

REVIEW_WITHIN = 730
"""Days after which the review of an entry is out of date, unless told otherwise: two years."""

EARLIEST = date(2020, 3, 28)
"""The day on which MindSpore was published: no review is older."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The present day, and how many days a review holds."""

    today: date
    review_within: int = REVIEW_WITHIN
