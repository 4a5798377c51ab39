"""Every entry that a record names exists, is a different one, and helps its readers."""

from collections.abc import Iterator

from schema.cards import EntryCard
from schema.catalogue import Catalogue
from schema.problems import Code, FieldPath, Finding, Fix, Phrase, Suggestions, excerpt
from schema.records import Place
from schema.rules import Broken, CardFindings, Policy

_SUPERSEDED = "status: superseded\nsuperseded_by: "

UNKNOWN_ENTRY = Code(
    "unknown-entry",
    "A record or page names an entry that doesn't exist: in `related`, `superseded_by`, "
    "`distinct_from` or a link.",
    "Correct the id.",
    bad="related: [other, ¦others]\n",
    good="related: [other, another]\n",
)
SELF_REFERENCE = Code(
    "self-reference",
    "An entry names itself in `related`, `superseded_by`, `distinct_from` or `former_ids`.",
    "Remove the id, or name another entry.",
    bad="related: [other, ¦example]\n",
    good="related: [other]\n",
)
SUCCESSION_END = Code(
    "succession-end",
    "`superseded_by` names an entry that isn't published.",
    "Name a published entry, or withdraw this one and give the reason.",
    bad=f"{_SUPERSEDED}¦other\n# kb/entries/other.yaml\nstatus: draft\n",
    good=f"{_SUPERSEDED}other\n",
)
UNLISTED_TARGET = Code(
    "unlisted-target",
    "An answer links to a draft or a withdrawn entry.",
    "Say here what the other entry said, link to another one, or publish it.",
    bad="answer: |\n  See ¦{faq:entry}`other`.\n# kb/entries/other.yaml\nstatus: draft\n",
    good="answer: |\n  See {faq:entry}`another`.\n# kb/entries/other.yaml\nstatus: draft\n",
    severity="warning",
)


def check_catalogue(catalogue: Catalogue, broken: Broken, policy: Policy) -> CardFindings:
    """Report ids of entries that don't exist or don't help, in fields and in links of answers."""
    suggestions = Suggestions(catalogue.entries)
    for card in catalogue.entries.values():
        findings = (
            *_in_fields(card, catalogue, broken, suggestions),
            *_in_links(card, catalogue, broken, suggestions),
            *_in_succession(card, catalogue),
        )
        yield from ((card, finding) for finding in findings)


def _in_fields(
    card: EntryCard, catalogue: Catalogue, broken: Broken, suggestions: Suggestions
) -> Iterator[Finding]:
    """A former id has a fix: the present id, unless the list already contains it."""
    for field, id in _named(card):
        if id == card.id:
            yield Finding(SELF_REFERENCE, field, Phrase("'{id}' is this entry itself.", id))
        elif (
            field[0] != "former_ids"
            and id not in catalogue.entries
            and Place.entry(id) not in broken
        ):
            hint, fix = suggestions.hint(id), None
            if id in catalogue.renamed:
                new = catalogue.renamed[id]
                hint = Phrase("It is now called '{new}'.", new)
                present = field[0] != "superseded_by" and new in getattr(card, str(field[0]))
                fix = Fix(field, None if present else new) if new != card.id else None
            message = Phrase("There is no entry '{id}'.", id)
            yield Finding(UNKNOWN_ENTRY, field, message, hint, fix=fix)


def _named(card: EntryCard) -> Iterator[tuple[FieldPath, str]]:
    """Yield the ids in the fields of an entry."""
    for name in ("related", "distinct_from", "former_ids"):
        for index, id in enumerate(getattr(card, name)):
            yield (name, index), id
    if card.superseded_by is not None:
        yield ("superseded_by",), card.superseded_by


def _in_links(
    card: EntryCard, catalogue: Catalogue, broken: Broken, suggestions: Suggestions
) -> Iterator[Finding]:
    """Drafts and withdrawn entries in `related` are fine, because no page shows them."""
    for offset, kind, target in card.mentions:
        if kind != "entry" or Place.entry(target) in broken:
            continue
        id = target if target in catalogue.entries else catalogue.renamed.get(target, "")
        entry = catalogue.entries.get(id)
        if not id:
            message = Phrase("There is no entry '{id}'.", excerpt(target))
            hint = suggestions.hint(target)
            yield Finding(UNKNOWN_ENTRY, ("answer",), message, hint, offset)
        elif entry is not None and card.listed and not entry.findable:
            status = entry.status.value
            message = Phrase("This links to the entry '{id}', which is {status}.", id, status)
            yield Finding(UNLISTED_TARGET, ("answer",), message, offset=offset)


def _in_succession(card: EntryCard, catalogue: Catalogue) -> Iterator[Finding]:
    successor = catalogue.successor(card.id)
    if successor is not None and not catalogue.entries[successor].listed:
        status = catalogue.entries[successor].status.value
        message = Phrase("The successor '{id}' is {status}.", successor, status)
        yield Finding(SUCCESSION_END, ("superseded_by",), message)
