"""A review is recent, not in the future, and not older than the product."""

from collections.abc import Iterator
from datetime import timedelta

from schema.models.entry import Entry, Status
from schema.problems import Code, Finding, Phrase
from schema.records import Record
from schema.rules import Policy

IMPOSSIBLE_REVIEW = Code(
    "impossible-review",
    "`reviewed_on` is more than one day in the future, or predates the product.",
    "Check the year of the review.",
    bad="reviewed_on: ¦2026-11-24\n",
    good="reviewed_on: 2026-11-23\n",
)
STALE_REVIEW = Code(
    "stale-review",
    "The last review of a published entry was more than 730 days ago, or more days than "
    "`--review-within` allows.",
    "Check that the answer still holds, then write today's date.",
    bad="reviewed_on: ¦2024-11-21\n",
    good="reviewed_on: 2024-11-22\n",
    severity="warning",
)

TOLERANCE = timedelta(days=1)
"""How far apart the dates of two people can be who act at the same time in two time zones."""


def check_record(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report a review that is stale, in the future or before the first release of the product."""
    if not isinstance(record.model, Entry) or not record.states("reviewed_on"):
        return
    day, field = record.model.reviewed_on, ("reviewed_on",)
    first, age = policy.settings.first_release, (policy.today - day).days
    if day > policy.today + TOLERANCE:
        message = Phrase("The date {day} is in the future.", f"{day}")
        hint = Phrase("Write the date of the review, {today} at the latest.", f"{policy.today}")
        yield Finding(IMPOSSIBLE_REVIEW, field, message, hint)
    elif first is not None and day < first:
        days = f"{day}", f"{first}"
        message = Phrase(
            "The date {day} is before the first release of the product, on {first}.", *days
        )
        yield Finding(IMPOSSIBLE_REVIEW, field, message)
    elif record.model.status is Status.PUBLISHED and age > policy.review_within:
        limit = policy.review_within
        message = Phrase("The last review was {age} days ago; the limit is {limit}.", age, limit)
        yield Finding(STALE_REVIEW, field, message)
