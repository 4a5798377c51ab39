"""A fragment of an error message leads to one entry."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from schema.catalogue import Card, Catalogue, EntryCard
from schema.messages import border, normalise, significant
from schema.problems import Finding, excerpt

LEAST = 8
"""Fewest letters and digits that tell one message from another."""


class Claim(NamedTuple):
    """A fragment of an entry."""

    card: EntryCard
    kin: str
    """The entry to which those that supersede each other lead."""
    place: int
    normal: str

    @property
    def field(self) -> tuple[str, int]:
        """Where it stands in the record."""
        return "errors", self.place


def check(catalogue: Catalogue, broken: frozenset[str]) -> Iterator[tuple[Card, Finding]]:
    """Report fragments that are nothing but volatile, or that stand in those of other entries."""
    claims = []
    for claim in _claims(catalogue):
        left = significant(claim.normal)
        if left >= LEAST:
            claims.append(claim)
        else:
            message = f"Only {left} letters and digits of this message are the same every time."
            hint = "Quote more of it: paths, times, addresses and long numbers do not count."
            yield claim.card, Finding("vague-fragment", claim.field, message, hint)
    hosts = _hosts(claims)
    for claim in claims:
        for host in hosts[claim.normal]:
            if host.kin != claim.kin:
                yield claim.card, _ambiguous(claim, host)
                break


def _ambiguous(claim: Claim, host: Claim) -> Finding:
    shown = excerpt(host.card.errors[host.place])
    message = f"It stands in a fragment of the entry '{host.card.id}' too: '{shown}'."
    hint = "Quote what only one of the two messages says, or let one entry explain both."
    return Finding("ambiguous-fragment", claim.field, message, hint)


def _claims(catalogue: Catalogue) -> Iterator[Claim]:
    for id, card in catalogue.entries.items():
        if card.standing:
            kin = catalogue.successor(id) or id
            for place, fragment in enumerate(card.errors):
                yield Claim(card, kin, place, normalise(fragment))


def _hosts(claims: Sequence[Claim]) -> Mapping[str, Sequence[Claim]]:
    """Return for each normal form the claims in which it stands: the first of each of two kins.

    Two are enough for each claim to have one that is not of its own kin, and keep the time linear.
    """
    hosts: dict[str, list[Claim]] = {claim.normal: [] for claim in claims}
    keys = sorted(hosts)
    shorter = _beginnings(keys)
    heads = {key[:LEAST] for key in keys}
    for claim in claims:
        for key in _standing_in(claim.normal, keys, shorter, heads):
            known = hosts[key]
            if len(known) < 2 and claim.kin not in (host.kin for host in known):
                known.append(claim)
    return hosts


def _beginnings(keys: Sequence[str]) -> list[int]:
    """Return for each of the sorted keys the longest other one that it begins with, or -1."""
    shorter: list[int] = []
    for at, key in enumerate(keys):
        before = at - 1
        while before >= 0 and not key.startswith(keys[before]):
            before = shorter[before]
        shorter.append(before)
    return shorter


def _standing_in(
    text: str, keys: Sequence[str], shorter: Sequence[int], heads: set[str]
) -> Iterator[str]:
    """Yield the keys that occur in a text.

    At each place all of them are beginnings of the last key that is not after the rest of the
    text, because whatever is sorted between two such begins with the first.
    """
    for at in range(len(text) - LEAST + 1):
        if text[at : at + LEAST] in heads and border(text, at):
            rest = text[at:]
            number = bisect_right(keys, rest) - 1
            while number >= 0:
                if rest.startswith(keys[number]) and border(text, at + len(keys[number])):
                    yield keys[number]
                number = shorter[number]
