"""The parts of pages that show other records: what each asks for, and what it then shows.

A page records the parts it contains when it is read. From a part and the catalogue follows a
view: a frozen value with everything that the part shows. Rendering sees the view and nothing
else, and freshness hashes the view, so a page cannot show what its fingerprint leaves out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from faq.dates import month_name
from schema.cards import EntryCard, TagKey
from schema.catalogue import Catalogue
from schema.markdown.inline import Inline, Piece
from schema.models import Color, Status
from schema.problems import Suggestions
from schema.records import Place

# What a page asks for -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EntryHead:
    """Breadcrumb and status banner above an entry."""

    id: str


@dataclass(frozen=True, slots=True)
class EntryFoot:
    """Badges, related entries and neighbours below an answer."""

    id: str


@dataclass(frozen=True, slots=True)
class TagHead:
    """Breadcrumb above a tag."""

    key: TagKey


@dataclass(frozen=True, slots=True)
class TagBody:
    """Aliases and entries of a tag, and the tags that occur together with it."""

    key: TagKey


@dataclass(frozen=True, slots=True)
class FacetBody:
    """The tags of a facet with their counts."""

    facet: str


Sort = Literal["question", "reviewed"]
Group = Literal["none", "letter", "month"]


@dataclass(frozen=True, slots=True)
class Listing:
    """Published entries with the wanted tags; several in one facet: either, facets: both."""

    wanted: tuple[TagKey, ...]
    sort: Sort
    group: Group
    limit: int


@dataclass(frozen=True, slots=True)
class Browse:
    """The filter index."""

    limit: int


Part = EntryHead | EntryFoot | TagHead | TagBody | FacetBody | Listing | Browse

# What it then shows -------------------------------------------------------------------


class Link(NamedTuple):
    """A document and the words that lead to it."""

    docname: str
    text: Inline


class Count(NamedTuple):
    """A tag with its color and the number of its published entries."""

    key: TagKey
    color: Color
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


class Shelf(NamedTuple):
    """Rows under one heading; id and heading are empty where there are no groups."""

    id: str
    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class EntryHeadView:
    """See `EntryHead`."""

    crumbs: tuple[Link, ...]
    status: Status
    successor: Link | None
    reason: str


@dataclass(frozen=True, slots=True)
class EntryFootView:
    """See `EntryFoot`."""

    badges: tuple[Badge, ...]
    related: tuple[Link, ...]
    home: Link | None
    before: Link | None
    after: Link | None


@dataclass(frozen=True, slots=True)
class TagHeadView:
    """See `TagHead`."""

    crumbs: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TagView:
    """See `TagBody`."""

    aliases: tuple[str, ...]
    together: tuple[Count, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class FacetView:
    """See `FacetBody`."""

    tags: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class ListingView:
    """See `Listing`."""

    shelves: tuple[Shelf, ...]
    dated: bool


class FacetChoice(NamedTuple):
    """A facet with the tags to choose from."""

    color: Color
    link: Link
    tags: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class BrowseView:
    """See `Browse`. `rows` is cut at the limit, `total` is not."""

    facets: tuple[FacetChoice, ...]
    rows: tuple[Row, ...]
    total: int


View = EntryHeadView | EntryFootView | TagHeadView | TagView | FacetView | ListingView | BrowseView


class Views:
    """Makes views from one catalogue; rows, which many pages share, are made once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.known_entries = Suggestions(catalogue.entries)
        self.known_tags = Suggestions((*map(str, catalogue.tags), *catalogue.facets))
        self._rows: dict[str, Row] = {}
        self._badge = {
            key: Badge(self._color(key.facet), self.tag_link(key)) for key in catalogue.tags
        }

    def of(self, part: Part) -> View:  # noqa: PLR0911  one for each kind
        """Return what a part shows. Time is linear in what is shown."""
        match part:
            case EntryHead():
                return self._entry_head(part)
            case EntryFoot():
                return self._entry_foot(part)
            case TagHead():
                return TagHeadView(tuple(self._crumbs(part.key))[:1])
            case TagBody():
                return self._tag(part)
            case FacetBody():
                return FacetView(tuple(self._counts(part.facet)))
            case Listing():
                return self._listing(part)
            case Browse():
                return self._browse(part)

    def digest_source(self, part: Part) -> object:
        """Return a value whose `repr` is equal exactly when the view of the part is.

        For lists of entries this is ids and digests of cards, which is far shorter than the rows.
        """
        catalogue = self.catalogue
        match part:
            case TagBody():
                ids: Sequence[str] = catalogue.by_tag.get(part.key, ())
            case Listing():
                ids = catalogue.select(part.wanted)
            case Browse():
                ids = catalogue.listed
            case _:
                return self.of(part)
        return part, catalogue.vocabulary_digest, tuple(catalogue.entries[id].digest for id in ids)

    def entry_link(self, id: str) -> Link:
        """Return the link to an entry under its question."""
        return Link(Place.entry(id).docname, self.catalogue.entries[id].question)

    def tag_link(self, key: TagKey) -> Link:
        """Return the link to a tag under its label."""
        return Link(Place.tag(key).docname, _text(self.catalogue.tags[key].label))

    def facet_link(self, facet: str) -> Link:
        """Return the link to a facet under its label."""
        card = self.catalogue.facets[facet]
        return Link(Place.facet_index(facet).docname, _text(card.label))

    def _color(self, facet: str) -> Color:
        card = self.catalogue.facets.get(facet)
        return card.color if card else Color.GRAY

    def row(self, id: str) -> Row:
        """Return an entry as it stands in lists."""
        row = self._rows.get(id)
        if row is None:
            card = self.catalogue.entries[id]
            row = Row(self.entry_link(id), card.summary, self._badges(card), card.reviewed_on)
            self._rows[id] = row
        return row

    def _badges(self, card: EntryCard) -> tuple[Badge, ...]:
        return tuple(self._badge[key] for key in card.tags if key in self._badge)

    def _crumbs(self, key: TagKey) -> Iterator[Link]:
        if key.facet in self.catalogue.facets:
            yield self.facet_link(key.facet)
        if key in self.catalogue.tags:
            yield self.tag_link(key)

    def _entry_head(self, part: EntryHead) -> EntryHeadView:
        card = self.catalogue.entries[part.id]
        successor = self.catalogue.successor(part.id)
        return EntryHeadView(
            tuple(self._crumbs(card.home)),
            card.status,
            self.entry_link(successor) if successor else None,
            card.reason or "",
        )

    def _entry_foot(self, part: EntryFoot) -> EntryFootView:
        catalogue = self.catalogue
        card = catalogue.entries[part.id]
        home = self.tag_link(card.home) if card.home in catalogue.tags else None
        before, after = catalogue.neighbours(part.id) if home else (None, None)
        return EntryFootView(
            self._badges(card),
            tuple(self.entry_link(id) for id in catalogue.related(part.id)),
            home,
            self.entry_link(before) if before else None,
            self.entry_link(after) if after else None,
        )

    def _count(self, key: TagKey, entries: int) -> Count:
        description = self.catalogue.tags[key].description
        return Count(key, self._color(key.facet), self.tag_link(key), description, entries)

    def _counts(self, facet: str) -> Iterator[Count]:
        for key in self.catalogue.tags_of.get(facet, ()):
            yield self._count(key, len(self.catalogue.by_tag.get(key, ())))

    def _tag(self, part: TagBody) -> TagView:
        catalogue = self.catalogue
        together = [pair for pair in catalogue.together_with(part.key) if pair[0] in catalogue.tags]
        return TagView(
            catalogue.tags[part.key].aliases,
            tuple(self._count(key, entries) for key, entries in together),
            tuple(self.row(id) for id in catalogue.by_tag.get(part.key, ())),
        )

    def _listing(self, part: Listing) -> ListingView:
        ids = self.catalogue.select(part.wanted)
        if part.sort == "reviewed":
            entries = self.catalogue.entries
            ids = tuple(sorted(ids, key=lambda id: entries[id].reviewed_on, reverse=True))
        ids = ids[: part.limit] if part.limit else ids
        shelves: dict[tuple[str, str], list[Row]] = {}
        for id in ids:
            heading = _heading(self.catalogue.entries[id], part.group)
            shelves.setdefault(heading, []).append(self.row(id))
        rows = tuple(Shelf(*heading, tuple(rows)) for heading, rows in shelves.items())
        return ListingView(rows, dated=part.sort == "reviewed")

    def _browse(self, part: Browse) -> BrowseView:
        catalogue = self.catalogue
        facets = (
            FacetChoice(self._color(facet), self.facet_link(facet), tuple(self._counts(facet)))
            for facet in catalogue.facets
        )
        listed = catalogue.listed
        rows = tuple(self.row(id) for id in listed[: part.limit])
        return BrowseView(tuple(facets), rows, len(listed))


def _text(label: str) -> Inline:
    return (Piece("text", label),)


def _heading(card: EntryCard, group: Group) -> tuple[str, str]:
    """Return id and words of the heading under which an entry is listed."""
    match group:
        case "letter":
            first = card.sort_key[0][:1].upper()
            words = first if first.isalpha() else "0-9"
            return f"letter-{words.lower()}", words
        case "month":
            month = card.reviewed_on[:7]
            return f"month-{month}", month_name(month)
        case "none":
            return "", ""
