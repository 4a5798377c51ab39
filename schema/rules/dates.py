"""A review has happened: not yet to come, and not before there was anything to review."""

from __future__ import annotations

from collections.abc import Iterator

from schema.models import Entry
from schema.policy import EARLIEST, TOLERANCE, Policy
from schema.problems import Finding
from schema.records import Record


def check(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report a `reviewed_on` in the future, or before MindSpore was published."""
    if not isinstance(record.model, Entry) or not record.states("reviewed_on"):
        return
    day = record.model.reviewed_on
    if day > policy.today + TOLERANCE:  # to the east, tomorrow has already begun
        message = f"The day {day} is in the future."
        hint = f"Write the day of the review, today at the latest: {policy.today}."
        yield Finding("future-date", ("reviewed_on",), message, hint)
    elif day < EARLIEST:
        message = f"On {day} there was no MindSpore yet: it was published on {EARLIEST}."
        hint = "Check the year of the review."
        yield Finding("early-date", ("reviewed_on",), message, hint)
