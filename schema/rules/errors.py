"""Every error message leads to one entry."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import islice
from typing import NamedTuple

from schema.cards import EntryCard
from schema.catalogue import Catalogue
from schema.messages import border, normalise, significant
from schema.problems import Code, Finding, Phrase, excerpt
from schema.rules import Broken, CardFindings, Policy

VAGUE_FRAGMENT = Code(
    "vague-fragment",
    "An error message fragment is too unspecific: fewer than 8 letters and digits remain without "
    "the parts that change from run to run.",
    "Quote more of the message. Paths, times, addresses and long numbers don't count.",
    bad="errors: [¦'/home/me/train.py:12: at 0x7f8a2c001234']\n",
    good="errors: ['Invalid device at 0x7f8a2c001234']\n",
)
AMBIGUOUS_FRAGMENT = Code(
    "ambiguous-fragment",
    "An error message fragment occurs in a message of another entry, so a pasted message would "
    "lead to both. An entry and its successor may share fragments.",
    "Quote what only one of the two messages says, or let one entry explain both.",
    bad="errors: [¦device GPU is missing]\n"
    "# kb/entries/other.yaml\nerrors: [¦'RuntimeError: device GPU is missing']\n",
    good="errors: [device GPU is missing]\n"
    "# kb/entries/other.yaml\nerrors: ['RuntimeError: device TPU is missing']\n",
)

LEAST = 8
"""Fewest letters and digits that distinguish one message from another."""


class Fragment(NamedTuple):
    """An error message fragment of an entry."""

    card: EntryCard
    kin: str
    """The id of its successor, or its own: an entry and its successor are kin."""
    item: int
    normal: str


def check_catalogue(catalogue: Catalogue, broken: Broken, policy: Policy) -> CardFindings:
    """Report fragments without stable text, and fragments that occur in those of other entries.

    An ambiguity is reported in both entries, so that validating either file alone finds it.
    """
    fragments = []
    for fragment in _fragments(catalogue):
        stable = significant(fragment.normal)
        if stable >= LEAST:
            fragments.append(fragment)
        else:
            message = Phrase("Only {n} letters and digits are the same every time.", stable)
            yield fragment.card, Finding(VAGUE_FRAGMENT, ("errors", fragment.item), message)
    hosts = _hosts(fragments)
    reported: set[tuple[str, int]] = set()
    for fragment in fragments:
        strangers = (host for host in hosts[fragment.normal] if host.kin != fragment.kin)
        for host in islice(strangers, 1):
            for here, there in ((fragment, host), (host, fragment)):
                if (here.card.id, here.item) not in reported:
                    reported.add((here.card.id, here.item))
                    id, text = there.card.id, excerpt(there.card.errors[there.item])
                    message = Phrase("The entry '{id}' has a similar message: '{text}'.", id, text)
                    yield here.card, Finding(AMBIGUOUS_FRAGMENT, ("errors", here.item), message)


def _fragments(catalogue: Catalogue) -> Iterator[Fragment]:
    for id, card in catalogue.entries.items():
        if card.standing:
            kin = catalogue.successor(id) or id
            for index, text in enumerate(card.errors):
                yield Fragment(card, kin, index, normalise(text))


def _hosts(fragments: Sequence[Fragment]) -> Mapping[str, Sequence[Fragment]]:
    """Return the fragments that contain each normal form: the first of each of two kins.

    Two kins suffice to find one that is not the fragment's own, and keep the time linear.
    """
    hosts: dict[str, list[Fragment]] = {fragment.normal: [] for fragment in fragments}
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for key in hosts:
        lengths[key[:LEAST]].add(len(key))
    for fragment in fragments:
        for key in _parts(fragment.normal, lengths):
            first = hosts.get(key)
            if first is not None and len(first) < 2 and fragment.kin not in (h.kin for h in first):
                first.append(fragment)
    return hosts


def _parts(text: str, lengths: Mapping[str, Set[int]]) -> Iterator[str]:
    """Yield the parts of a text between borders with these lengths, given by their beginnings."""
    for at in range(len(text) - LEAST + 1):
        for length in lengths.get(text[at : at + LEAST], ()):
            if border(text, at) and border(text, at + length):
                yield text[at : at + length]
