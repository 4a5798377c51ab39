"""The last review of what readers see is not too long ago."""

from __future__ import annotations

from collections.abc import Iterator

from schema.models import Entry, Status
from schema.policy import EARLIEST, Policy
from schema.problems import Finding
from schema.records import Record


def check(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report a published entry that nobody has reviewed for longer than the policy allows."""
    if not isinstance(record.model, Entry) or not record.states("reviewed_on"):
        return
    entry = record.model
    age = policy.today - entry.reviewed_on
    shown = entry.status is Status.PUBLISHED and entry.reviewed_on >= EARLIEST
    if shown and age.days > policy.review_within:
        message = (
            f"The last review was {age.days:,} days ago; {policy.review_within:,} are allowed."
        )
        hint = "Check that the answer still holds, and write the day on which you did."
        yield Finding("stale-review", ("reviewed_on",), message, hint)
