"""A former id leads to exactly one entry."""

from collections import defaultdict

from schema.cards import EntryCard
from schema.catalogue import Catalogue
from schema.problems import Code, Finding, Phrase
from schema.records import Place
from schema.rules import Broken, CardFindings, Policy

FORMER_ID_TAKEN = Code(
    "former-id-taken",
    "A former id is the id of an existing entry, or two entries list it.",
    "Keep the former id in the entry that readers of the old address want.",
    bad="former_ids: [¦old]\n# kb/entries/other.yaml\nformer_ids: [older, ¦old]\n",
    good="former_ids: [old]\n# kb/entries/other.yaml\nformer_ids: [older]\n",
)


def check_catalogue(catalogue: Catalogue, broken: Broken, policy: Policy) -> CardFindings:
    """Report former ids that two entries claim, in both of them."""
    owners: defaultdict[str, list[tuple[EntryCard, int]]] = defaultdict(list)
    for card in catalogue.entries.values():
        for index, old in enumerate(card.former_ids):
            if old != card.id:
                owners[old].append((card, index))
    for old, claims in owners.items():
        holder = catalogue.entries.get(old)
        if holder is not None:
            message = Phrase("The entry '{id}' lists this id in its 'former_ids'.", claims[0][0].id)
            yield holder, Finding(FORMER_ID_TAKEN, (), message)
        for card, index in claims:
            other = next((owner.id for owner, _ in claims if owner is not card), "")
            message, hint = Phrase("The entry '{id}' also lists the id '{old}'.", other, old), ""
            if holder is not None or Place.entry(old) in broken:
                message = Phrase("The id '{old}' is that of an entry.", old)
                hint = "Remove it here, or rename that entry: an id is never reused."
            elif not other:
                continue
            yield card, Finding(FORMER_ID_TAKEN, ("former_ids", index), message, hint)
