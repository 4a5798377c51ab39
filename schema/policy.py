"""What the rules measure records against besides each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from schema.models import NEUTRAL, Settings

REVIEW_WITHIN = 730
"""Days after which the review of an entry is out of date, unless told otherwise: two years."""

TOLERANCE = timedelta(days=1)
"""How far the days of two people may be apart who act at once, each in a time zone of their own."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The present day, how many days a review holds, and the facts about the product."""

    today: date = field(default_factory=date.today)
    review_within: int = REVIEW_WITHIN
    settings: Settings = NEUTRAL
