"""The last review of a published entry is recent enough."""

from __future__ import annotations

from collections.abc import Iterator

from schema.models import Entry, Status
from schema.problems import Code, Finding
from schema.records import Record
from schema.rules import Policy

STALE_REVIEW = Code(
    "stale-review",
    "The last review of a published entry was more than 730 days ago, or as many as "
    "`--review-within` says.",
    "Check that the answer still holds, then write today's date.",
    bad="reviewed_on: ¦2024-11-21\n",
    good="reviewed_on: 2024-11-22\n",
    severity="warning",
)


def check_record(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report a published entry whose last review is older than the policy allows."""
    if not isinstance(record.model, Entry) or not record.states("reviewed_on"):
        return
    day = record.model.reviewed_on
    first = policy.settings.first_release or day
    age = (policy.today - day).days
    published = record.model.status is Status.PUBLISHED
    if published and day >= first and age > policy.review_within:
        message = f"The last review was {age:,} days ago; the limit is {policy.review_within:,}."
        yield Finding(STALE_REVIEW, ("reviewed_on",), message)
