"""The parts of pages that show other records: what each asks for, and what it then shows.

Reading a page records its parts. A part and the catalogue determine a view: a frozen value with
everything that the part shows. Rendering sees only the view, and freshness hashes it, so a page
cannot show anything that its fingerprint omits.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from sphinx.locale import _

from faq.language import formatted_day
from schema.cards import LOCALIZED, EntryCard, Localization, TagKey
from schema.catalogue import Catalogue
from schema.markdown.inline import Inline, Piece, plain
from schema.models.entry import Status
from schema.models.tag import Color
from schema.prose import has_han
from schema.records import Place

LONG = 15
"""Most entries that a tag page lists without headings."""

STATIC_ROWS = 20
"""Entries that the filter index comes with, as many as its script draws. Tag pages list all."""

# Views --------------------------------------------------------------------------------


class Link(NamedTuple):
    """A document and the text that links to it."""

    docname: str
    text: Inline


class Count(NamedTuple):
    """A tag with the number of its published entries."""

    key: TagKey
    link: Link
    description: Inline
    entries: int


class Badge(NamedTuple):
    """A tag of an entry as a label."""

    color: Color
    link: Link


class Row(NamedTuple):
    """An entry in a list."""

    link: Link
    summary: Inline
    badges: tuple[Badge, ...]
    reviewed_on: str
    language: str
    """The language of question and summary if it isn't that of the page, else empty."""


class Shelf(NamedTuple):
    """Rows under one heading; id and heading are empty where there are no groups."""

    id: str
    heading: str
    rows: tuple[Row, ...]


class FacetChoice(NamedTuple):
    """A facet with the tags to choose from."""

    color: Color
    link: Link
    tags: tuple[Count, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a part shows; whatever it does not show is empty."""

    crumbs: tuple[Link, ...] = ()
    localization: Localization = LOCALIZED
    status: Status = Status.PUBLISHED
    reason: str = ""
    successor: Link | None = None
    badges: tuple[Badge, ...] = ()
    related: tuple[Link, ...] = ()
    aliases: tuple[str, ...] = ()
    broader: Link | None = None
    tags: tuple[Count, ...] = ()
    together: tuple[Count, ...] = ()
    """Tags of other facets that occur together with this one, the most frequent first."""
    facets: tuple[FacetChoice, ...] = ()
    popular: tuple[Link, ...] = ()
    shelves: tuple[Shelf, ...] = ()
    rows: tuple[Row, ...] = ()
    total: int = 0
    """How many entries there are, of which `rows` may show fewer."""


class Views:
    """A catalogue with the links, badges and rows that many views share."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._rows: dict[str, Row] = {}
        colors = {facet: card.color for facet, card in catalogue.facets.items()}
        self._badges = {
            key: Badge(colors.get(key.facet, Color.GRAY), self.tag_link(key))
            for key in catalogue.tags
        }

    def entry_link(self, id: str) -> Link:
        """Return the link to an entry under its question."""
        return Link(Place.entry(id).docname, self.catalogue.entries[id].question)

    def tag_link(self, key: TagKey) -> Link:
        """Return the link to a tag under its label."""
        label = Piece("text", self.catalogue.tags[key].label)
        return Link(Place.tag(key).docname, (label,))

    def facet_link(self, facet: str) -> Link:
        """Return the link to a facet under its label."""
        label = Piece("text", self.catalogue.facets[facet].label)
        return Link(Place.facet_index(facet).docname, (label,))

    def find(self, kind: str, target: str) -> Link | None:
        """Return the link to an entry (also by a former id), a tag or a facet, if it exists."""
        catalogue = self.catalogue
        if kind == "entry":
            id = target if target in catalogue.entries else catalogue.renamed.get(target, "")
            return self.entry_link(id) if id in catalogue.entries else None
        facet, _, name = target.partition("/")
        if not name:
            return self.facet_link(facet) if facet in catalogue.facets else None
        key = TagKey(facet, name)
        return self.tag_link(key) if key in catalogue.tags else None

    def crumbs(self, key: TagKey) -> tuple[Link, ...]:
        """Return the links to a facet and its tag, if they exist."""
        links = (self.find("tag", key.facet), self.find("tag", str(key)))
        return tuple(link for link in links if link)

    def badges(self, keys: Iterable[TagKey]) -> tuple[Badge, ...]:
        """Return the tags that exist."""
        return tuple(self._badges[key] for key in keys if key in self._badges)

    def counts(self, counts: Iterable[tuple[TagKey, int]]) -> tuple[Count, ...]:
        """Return the tags that exist with their numbers of entries."""
        return tuple(
            Count(key, self._badges[key].link, self.catalogue.tags[key].description, entries)
            for key, entries in counts
            if key in self._badges
        )

    def facet_counts(self, facet: str) -> tuple[Count, ...]:
        """Return the tags of a facet with their numbers of published entries."""
        by_tag = self.catalogue.by_tag
        keys = self.catalogue.tags_of.get(facet, ())
        return self.counts((key, len(by_tag.get(key, ()))) for key in keys)

    def rows(self, ids: Sequence[str]) -> tuple[Row, ...]:
        """Return entries as lists show them."""
        for id in ids:
            if id not in self._rows:
                card = self.catalogue.entries[id]
                badges = self.badges(card.tags)
                link, summary = self.entry_link(id), answering(card.summary)
                language = card.localization.language
                self._rows[id] = Row(link, summary, badges, card.reviewed_on, language)
        return tuple(self._rows[id] for id in ids)


# Parts --------------------------------------------------------------------------------


class Part:
    """What a page shows of other records; one or more templates show it."""

    __slots__ = ()

    def view(self, views: Views) -> View:
        """Return what the part shows. Time is linear in what is shown."""
        raise NotImplementedError

    def ids(self, catalogue: Catalogue) -> Sequence[str] | None:
        """Return the ids of the entries that the part lists, None if it lists none."""
        return None

    def digest_source(self, views: Views) -> object:
        """Return a value whose `repr` is equal exactly when the view is.

        For lists of entries, ids and digests of cards are far shorter than the rows.
        """
        catalogue = views.catalogue
        ids = self.ids(catalogue)
        if ids is None:
            return self.view(views)
        return self, catalogue.vocabulary_digest, [catalogue.entries[id].digest for id in ids]


@dataclass(frozen=True, slots=True)
class EntryPart(Part):
    """What an entry shows of others: breadcrumb, status banner, tags and related entries."""

    id: str

    def view(self, views: Views) -> View:
        """Name the entry that replaces this one today, and the most specific tags first."""
        catalogue = views.catalogue
        card = catalogue.entries[self.id]
        successor = catalogue.successor(self.id)
        # The breadcrumb names its home.
        others = (key for key in card.tags if key != card.home)
        rare_first = sorted(others, key=lambda key: len(catalogue.by_tag.get(key, ())))
        return View(
            crumbs=views.crumbs(card.home),
            localization=card.localization,
            status=card.status,
            reason=card.reason or "",
            successor=views.entry_link(successor) if successor else None,
            badges=views.badges(rare_first),
            related=tuple(map(views.entry_link, catalogue.related(self.id))),
        )


def _most_asked_first(ids: Iterable[str], cards: Mapping[str, EntryCard]) -> list[str]:
    """Sort entries by how many ways readers ask for them."""
    return sorted(ids, key=lambda id: -len(cards[id].phrasings))


@dataclass(frozen=True, slots=True)
class TagPart(Part):
    """Breadcrumb, aliases and entries of a tag; if they are many, tags that narrow them down."""

    key: TagKey

    def ids(self, catalogue: Catalogue) -> Sequence[str]:
        """Return the entries with the tag."""
        return _most_asked_first(catalogue.by_tag.get(self.key, ()), catalogue.entries)

    def view(self, views: Views) -> View:
        """Include published entries only. The title of the page names the tag itself."""
        catalogue = views.catalogue
        ids, tag = self.ids(catalogue), catalogue.tags[self.key]
        in_han = has_han(plain(tag.description))
        shelves = tuple(_by_tag(views, ids, self.key)) if len(ids) > LONG else ()
        others = (c for c in catalogue.together_with(self.key) if c[0].facet != self.key.facet)
        return View(
            crumbs=views.crumbs(self.key)[:1],
            # Codes and names in Latin letters are for everyone.
            aliases=tuple(name for name in tag.aliases if in_han or not has_han(name)),
            broader=views.find("tag", f"{self.key.facet}/{tag.broader}") if tag.broader else None,
            together=views.counts(others) if shelves else (),
            shelves=shelves,
            rows=() if shelves else views.rows(ids),
            total=len(ids),
        )


@dataclass(frozen=True, slots=True)
class FacetPart(Part):
    """The tags of a facet with their counts."""

    facet: str

    def view(self, views: Views) -> View:
        """Include tags without entries."""
        return View(tags=views.facet_counts(self.facet))


def _by_tag(views: Views, ids: Sequence[str], page: TagKey | None = None) -> Iterator[Shelf]:
    """Group entries by a tag, not that of the page: their first in the facet with most tags."""
    catalogue = views.catalogue
    keys = [key for key in max(catalogue.tags_of.values(), key=len, default=()) if key != page]
    first = {
        id: next((key for key in catalogue.entries[id].tags if key in keys), None) for id in ids
    }
    sizes = Counter(first.values())
    groups: defaultdict[TagKey | None, list[str]] = defaultdict(list)
    for id, key in first.items():
        groups[key if sizes[key] > 1 else None].append(id)
    for key in filter(groups.__contains__, keys):
        yield Shelf(f"by-{key.tag}", catalogue.tags[key].label, views.rows(groups[key]))
    if None in groups:
        yield Shelf("by-none", _("Other questions"), views.rows(groups[None]))


def _by_month(views: Views, ids: Sequence[str]) -> Iterator[Shelf]:
    """Group entries by the month of their last review."""
    for month, rows in groupby(views.rows(ids), lambda row: row.reviewed_on[:7]):
        yield Shelf(f"month-{month}", formatted_day(f"{month}-01", _("MMMM y")), tuple(rows))


def _together(views: Views, ids: Sequence[str]) -> Iterator[Shelf]:
    if ids:
        yield Shelf("", "", views.rows(ids))


Group = Literal["none", "tag", "month"]
GROUPINGS: Mapping[Group, Callable[[Views, Sequence[str]], Iterator[Shelf]]] = {
    "none": _together,
    "tag": _by_tag,
    "month": _by_month,
}


@dataclass(frozen=True, slots=True)
class Listing(Part):
    """Published entries with the wanted tags: any one of a facet, for every facet named."""

    wanted: tuple[TagKey, ...]
    group: Group
    limit: int

    def ids(self, catalogue: Catalogue) -> Sequence[str]:
        """Return the entries with the wanted tags."""
        return catalogue.select(self.wanted)

    def view(self, views: Views) -> View:
        """Sort by question or in groups, up to the limit unless it is 0."""
        cards = views.catalogue.entries
        ids = self.ids(views.catalogue)
        if self.group == "month":
            ids = sorted(ids, key=lambda id: cards[id].reviewed_on, reverse=True)
        elif self.group == "tag":
            ids = _most_asked_first(ids, cards)
        return View(shelves=tuple(GROUPINGS[self.group](views, ids[: self.limit or None])))


@dataclass(frozen=True, slots=True)
class Browse(Part):
    """The filter index, with the popular entries and the messages to try it with."""

    popular: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()

    def ids(self, catalogue: Catalogue) -> Sequence[str]:
        """Return all published entries."""
        return catalogue.listed

    def view(self, views: Views) -> View:
        """List every tag of every facet, and the first entries if nothing else comes before."""
        catalogue = views.catalogue
        facets = (
            FacetChoice(card.color, views.facet_link(id), views.facet_counts(id))
            for id, card in catalogue.facets.items()
        )
        listed = set(catalogue.listed)
        popular = tuple(views.entry_link(id) for id in self.popular if id in listed)
        starts = popular or self.examples
        rows = () if starts else views.rows(catalogue.listed[:STATIC_ROWS])
        return View(facets=tuple(facets), popular=popular, rows=rows, total=len(listed))


def answering(summary: Inline) -> Inline:
    """Return a summary whose first word is strong if it is the answer: `Yes.` or `No.`."""
    # The translation is a pattern, too: the words that answer in its language.
    answers = str(_("(?:Yes|No)[.,:]"))  # outside a build, messages are lazy
    match = re.match(answers, summary[0].text) if summary else None
    if not match or summary[0].style != "text":
        return summary
    rest = Piece("text", summary[0].text[match.end() :])
    return (Piece("strong", match[0]), rest, *summary[1:])
