"""An entry does not point at itself."""

from __future__ import annotations

from collections.abc import Iterator

from schema.models import Entry
from schema.policy import Policy
from schema.problems import FieldPath, Finding
from schema.records import Record


def check(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report the entry's own id in `related`, `superseded_by`, `distinct_from`, `former_ids`."""
    if not isinstance(record.model, Entry):
        return
    entry, own = record.model, record.place.id
    places: list[FieldPath] = [("superseded_by",)] if entry.superseded_by == own else []
    for field in ("related", "distinct_from", "former_ids"):
        ids: tuple[str, ...] = getattr(entry, field)
        places += [(field, index) for index, id in enumerate(ids) if id == own]
    for place in places:
        message = f"'{own}' is this entry itself."
        yield Finding("self-reference", place, message, "Remove it, or name another entry.")
