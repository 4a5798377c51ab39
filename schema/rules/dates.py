"""A review has already happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from schema.loading import Record
from schema.models import Entry
from schema.problems import Finding

TOLERANCE = timedelta(days=1)
"""East of the machine that validates, tomorrow has already begun."""


def check(record: Record, today: date) -> Iterator[Finding]:
    """Report a `reviewed_on` in the future."""
    if isinstance(record.model, Entry) and record.model.reviewed_on > today + TOLERANCE:
        yield Finding(
            "future-date",
            ("reviewed_on",),
            f"The day {record.model.reviewed_on} is in the future.",
            f"Write the day of the review, today at the latest: {today}.",
        )
