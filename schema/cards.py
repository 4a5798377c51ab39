"""Cards: the part of each record that other pages show, count or compare."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from typing import NamedTuple, Self

from schema.evidence.claims import ClaimStatus
from schema.likeness import tokens_of
from schema.markdown.inline import Inline, parse_inline, plain
from schema.markdown.lint import Mention
from schema.models.entry import Entry, EntryTranslation, Status
from schema.models.tag import Color, Facet, Tag


class TagKey(NamedTuple):
    """The facet and id of a tag, written `hardware/ascend`."""

    facet: str
    tag: str

    def __str__(self) -> str:
        return f"{self.facet}/{self.tag}"


_tag_key = cache(TagKey)
"""Return the key of a tag, the same object for all cards with that tag."""


def tags_of(entry: Entry) -> tuple[TagKey, ...]:
    """Return the tags of an entry, in order."""
    return tuple(_tag_key(facet, tag) for facet, tags in entry.tags.items() for tag in tags)


def phrase_key(tokens: Sequence[str]) -> int:
    """Return a number for tokens, the same in any process; 0 for a single token, a mere subject."""
    if len(tokens) < 2:
        return 0
    return int.from_bytes(blake2b(" ".join(tokens).encode(), digest_size=8).digest())


def phrase_keys(phrasings: Sequence[str]) -> tuple[int, ...]:
    """Return the key of each phrasing."""
    return tuple(map(phrase_key, map(tokens_of, phrasings)))


_VARIANTS = str.maketrans("昇", "升")
"""Characters that GB 2312 orders by their strokes, and more common ones with the same reading."""


def _by_pinyin(text: str) -> str:
    """Return a text that sorts Chinese characters by pinyin, and leaves ASCII as it is."""
    return text.translate(_VARIANTS).encode("gb18030", "replace").decode("latin-1")


def alphabetical(question: str, id: str) -> tuple[str, str]:
    """Return the sort key of a question, which ignores case and leading punctuation."""
    text = question.casefold()
    return _by_pinyin(text.lstrip("`'\"([{ \u201c\uff08\u300a") or text), id


class Localization(NamedTuple):
    """How the words of a record relate to the language that was asked for."""

    language: str = ""
    """Their language if it is another one, else empty."""
    stale: tuple[str, ...] = ()
    """The fields whose originals have changed since they were translated."""


LOCALIZED = Localization()
"""Words in the language that was asked for."""


@dataclass(frozen=True, slots=True)
class EntryCard:
    """The part of an entry that other pages show or count. It never contains the answer."""

    id: str
    question: Inline
    summary: Inline
    tags: tuple[TagKey, ...]
    status: Status
    superseded_by: str | None
    reason: str | None
    related: tuple[str, ...]
    former_ids: tuple[str, ...]
    reviewed_on: str
    localization: Localization = LOCALIZED
    errors: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    distinct_from: tuple[str, ...] = ()
    phrasings: tuple[int, ...] = ()
    """Keys of the phrasings, because their texts would be most of the card."""
    claims: tuple[ClaimStatus, ...] = ()
    """The status of each claim."""
    language: str = ""
    """The language of the original, if it isn't the first one of the settings."""
    digest: str = field(default="", compare=False)
    """Changes with what other pages show: all fields except the six before it."""

    @classmethod
    def of(
        cls,
        id: str,
        entry: Entry,
        mentions: tuple[Mention, ...] = (),
        claims: tuple[ClaimStatus, ...] = (),
        localization: Localization = LOCALIZED,
    ) -> Self:
        """Return the card of an entry, given the mentions in its answer and its claims' status."""
        shown = (
            id,
            parse_inline(entry.question),
            parse_inline(entry.summary),
            tags_of(entry),
            entry.status,
            entry.superseded_by,
            entry.reason,
            entry.related,
            entry.former_ids,
            entry.reviewed_on.isoformat(),
            localization,
        )
        phrasings = phrase_keys(entry.phrasings)
        judged = (entry.errors, mentions, entry.distinct_from, phrasings, claims)
        return cls(*shown, *judged, entry.language or "", digest=digest_of(shown))

    @property
    def listed(self) -> bool:
        """Whether listings show the entry."""
        return self.status is Status.PUBLISHED

    @property
    def findable(self) -> bool:
        """Whether the finder knows the entry."""
        return self.status in (Status.PUBLISHED, Status.SUPERSEDED)

    @property
    def standing(self) -> bool:
        """Whether the entry is not withdrawn."""
        return self.status is not Status.WITHDRAWN

    @property
    def home(self) -> TagKey:
        """The first tag of the record, under which the entry is filed."""
        return self.tags[0]

    @property
    def sort_key(self) -> tuple[str, str]:
        """Alphabetical by question, without case or leading punctuation."""
        return alphabetical(plain(self.question), self.id)


@dataclass(frozen=True, slots=True)
class TagCard:
    """A tag as other pages show it."""

    key: TagKey
    label: str
    description: Inline
    aliases: tuple[str, ...]
    order: int
    names: tuple[str, ...] = ()
    """Label and aliases in other languages, by which it is found."""
    broader: str | None = None
    """Id of the tag of which it is a kind."""

    @classmethod
    def of(cls, key: TagKey, tag: Tag, names: tuple[str, ...] = ()) -> Self:
        """Return the card of a tag."""
        shown = (tag.label, parse_inline(tag.description), tag.aliases, tag.order)
        return cls(key, *shown, names, tag.broader)

    @property
    def every_name(self) -> tuple[str, ...]:
        """Label and aliases in all languages."""
        return tuple(dict.fromkeys((self.label, *self.aliases, *self.names)))

    @property
    def sort_key(self) -> tuple[int, str, TagKey]:
        """By order, then label."""
        return self.order, _by_pinyin(self.label.casefold()), self.key


@dataclass(frozen=True, slots=True)
class FacetCard:
    """A facet as other pages show it."""

    id: str
    label: str
    description: Inline
    order: int
    color: Color = Color.GRAY

    @classmethod
    def of(cls, id: str, facet: Facet) -> Self:
        """Return the card of a facet."""
        return cls(id, facet.label, parse_inline(facet.description), facet.order, facet.color)

    @property
    def sort_key(self) -> tuple[int, str, str]:
        """By order, then label."""
        return self.order, self.label.casefold(), self.id


@dataclass(frozen=True, slots=True)
class TranslationCard:
    """The part of an entry's translation that is compared with others."""

    id: str
    """The id of the entry."""
    language: str
    question: Inline
    phrasings: tuple[int, ...]

    @classmethod
    def of(cls, id: str, language: str, words: EntryTranslation) -> Self:
        """Return the card of a translation."""
        return cls(id, language, parse_inline(words.question), phrase_keys(words.phrasings))


Card = EntryCard | TagCard | FacetCard | TranslationCard


def digest_of(value: object) -> str:
    """Return a digest of a value's `repr`."""
    return blake2b(repr(value).encode(), digest_size=8).hexdigest()
