"""An entry does not refer to itself."""

from __future__ import annotations

from collections.abc import Iterator

from schema.models import Entry
from schema.problems import Code, FieldPath, Finding
from schema.records import Record
from schema.rules import Policy

SELF_REFERENCE = Code(
    "self-reference",
    "An entry names itself in `related`, `superseded_by`, `distinct_from` or `former_ids`.",
    "Remove the id, or name another entry.",
    bad="related: [other, ¦example]\n",
    good="related: [other]\n",
)


def check_record(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report the entry's own id in its references."""
    if not isinstance(record.model, Entry):
        return
    entry, own = record.model, record.place.id
    fields: list[FieldPath] = [("superseded_by",)] if entry.superseded_by == own else []
    for name in ("related", "distinct_from", "former_ids"):
        ids: tuple[str, ...] = getattr(entry, name)
        fields += [(name, index) for index, id in enumerate(ids) if id == own]
    for field in fields:
        yield Finding(SELF_REFERENCE, field, f"'{own}' is this entry itself.")
