"""The kinds of record: entry, tag and facet, their translations, settings, glossary, tables."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from schema.codes.fields import STATUS_FIELD, UNSUPPORTED_CLAIM
from schema.likeness import SHAPING, tokens_of
from schema.phrases import Phrase, Words
from schema.types import (
    MAX_ITEMS,
    MAX_NAMES,
    CheckName,
    Day,
    Digests,
    Fragment,
    Label,
    Language,
    Line,
    Markdown,
    ModuleName,
    Order,
    OriginRef,
    Question,
    Sentences,
    Slug,
    Summary,
    Url,
    VersionSpecifier,
    distinct,
    refusal,
)


class Status(StrEnum):
    """Where an entry stands in its life."""

    DRAFT = "draft"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class Color(StrEnum):
    """A color of badges, readable in the light and in the dark theme."""

    BLUE = "blue"
    GRAY = "gray"
    GREEN = "green"
    ORANGE = "orange"
    PINK = "pink"
    PURPLE = "purple"
    RED = "red"
    TEAL = "teal"


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class SourceLink(_Record):
    """A page that an answer rests on."""

    url: Url
    """Address of the page, https only."""

    supports: Line
    """What the page shows, in one line of inline Markdown."""


class Claim(_Record):
    """A statement of an answer, with its check or its source."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": ["check"]}, {"required": ["source"]}]}
    )

    claim: Sentences
    """What the answer states, as one plain sentence."""

    check: CheckName | None = None
    """The function in `checks/<id>.py` that checks it."""

    source: Annotated[Url | None, Field(validate_default=True)] = None
    """The address of a source of this entry that says so, where no check can run."""

    @field_validator("source")
    @classmethod
    def _has_one_support(cls, value: str | None, info: ValidationInfo) -> str | None:
        if "check" not in info.data or (value is None) != (info.data["check"] is None):
            return value
        if value is None:
            raise refusal(UNSUPPORTED_CLAIM, "The claim has neither a check nor a source.")
        message = "The claim has both a check and a source."
        raise refusal(UNSUPPORTED_CLAIM, message, "Keep the check; it needs no source.")


_STATUS_OF = {"superseded_by": Status.SUPERSEDED, "reason": Status.WITHDRAWN}
"""The fields that go with one status, and the status."""


def _only_with(status: Status, field: str) -> dict[str, Any]:
    """Return the JSON Schema clause: `field` is there exactly when the status is `status`.

    Editors underline the whole record where `not` fails, but only the key whose schema is false.
    """
    missing = f"The status is '{status}', but '{field}' is missing."
    needless = f"'{field}' belongs to the status '{status}'. Remove it, or change the status."
    return {
        "if": {"properties": {"status": {"const": status.value}}, "required": ["status"]},
        "then": {"required": [field], "errorMessage": missing},
        "else": {"properties": {field: False}, "errorMessage": needless},
    }


class Entry(_Record):
    """A question and its answer. The id is the name of the file."""

    model_config = ConfigDict(
        title="Entry",
        json_schema_extra={
            "allOf": [_only_with(status, field) for field, status in _STATUS_OF.items()]
        },
    )

    question: Question
    """The question, as one line of inline Markdown; ends with `?` unless it quotes an error."""

    phrasings: Annotated[tuple[Line, ...], *distinct(20, least=2)]
    """Two or more other ways a hurried reader would ask it, in words the question lacks."""

    summary: Summary
    """The answer in one or two plain sentences, for lists, search results and page metadata."""

    answer: Markdown
    """The whole answer in Markdown: no level-1 heading, no raw HTML, no images."""

    tags: Annotated[
        dict[Slug, Annotated[tuple[Slug, ...], *distinct(least=1)]],
        Field(min_length=1, max_length=MAX_ITEMS),
    ]
    """Tags by facet. The first one written is the entry's breadcrumb."""

    status: Status
    """Draft, published, superseded (needs `superseded_by`) or withdrawn (needs `reason`)."""

    superseded_by: Annotated[Slug | None, Field(validate_default=True)] = None
    """Id of the entry that replaces this one."""

    reason: Annotated[Sentences | None, Field(validate_default=True)] = None
    """Why the entry was withdrawn, for its readers."""

    reviewed_on: Day
    """The day on which someone last checked the answer."""

    applies_to: VersionSpecifier | None = None
    """Versions of the product for which the answer holds, as a specifier such as `>=2.3`."""

    sources: Annotated[tuple[SourceLink, ...], *distinct()] = ()
    """The pages the answer rests on."""

    claims: Annotated[tuple[Claim, ...], *distinct()] = ()
    """What the answer states, each statement with its check or its source."""

    origin: Annotated[tuple[OriginRef, ...], *distinct()] = ()
    """The questions of the source FAQ that this entry answers, such as `feature_advice-04`."""

    related: Annotated[tuple[Slug, ...], *distinct()] = ()
    """Ids of entries worth reading next; each of them shows the relation too."""

    distinct_from: Annotated[tuple[Slug, ...], *distinct()] = ()
    """Ids of entries whose questions look the same and, as a reviewer found, are not."""

    former_ids: Annotated[tuple[Slug, ...], *distinct()] = ()
    """Earlier file names of this entry; their addresses redirect here."""

    errors: Annotated[tuple[Fragment, ...], *distinct()] = ()
    """Literal fragments of the error messages that this entry explains."""

    language: Language | None = None
    """The language of this record, if it isn't the first one of the settings."""

    @field_validator("superseded_by", "reason")
    @classmethod
    def _belongs_to_status(cls, value: str | None, info: ValidationInfo) -> str | None:
        field = str(info.field_name)
        wanted, status = _STATUS_OF[field], info.data.get("status")
        if status is None or (status == wanted) == (value is not None):
            return value
        if value is None:
            message = f"The status is '{status}', but the field '{field}' is missing."
            hint = cls.model_fields[field].description or ""
            raise refusal(STATUS_FIELD, message, hint, at="status")
        message = f"'{field}' belongs to the status '{wanted}'; this entry is '{status}'."
        raise refusal(STATUS_FIELD, message, "Remove the field, or change the status.")


class Tag(_Record):
    """A controlled word for one aspect of an entry. Facet and id are its folder and file name."""

    model_config = ConfigDict(title="Tag")

    label: Label
    """The name shown to readers."""

    description: Sentences
    """What the tag stands for and what its entries tell, in one or two sentences."""

    aliases: Annotated[tuple[Label, ...], *distinct()] = ()
    """Other names that readers use for it."""

    order: Order = 999
    """Place within the facet: lower comes first, equal ones go by label."""


class Facet(_Record):
    """An aspect by which readers filter, such as hardware. The id is the name of the folder."""

    model_config = ConfigDict(title="Facet")

    label: Label
    """The name shown to readers."""

    description: Sentences
    """What the facet is about, in one or two sentences."""

    order: Order = 999
    """Place among the facets: lower comes first, equal ones go by label."""

    color: Color = Color.GRAY
    """Color of the facet's badges and of its heading in the finder."""


class Settings(_Record):
    """What a knowledge base is about: the facts about its product that records are checked with."""

    model_config = ConfigDict(title="Settings")

    product: Label | None = None
    """The product that the answers are about, as its maker spells it."""

    module: ModuleName | None = None
    """The Python module whose version the results of checks belong to."""

    first_release: Day | None = None
    """The day of the first release. No review can be older."""

    languages: Annotated[tuple[Language, ...], *distinct(least=1)] = ("en",)
    """The languages of the answers, such as `en`. Records are written in the first one."""

    docs_search: Url | None = None
    """The address of the documentation's search, to which the words of a query are added."""

    localized_links: Annotated[
        tuple[Annotated[dict[Language, Url], Field(min_length=2, max_length=MAX_ITEMS)], ...],
        *distinct(),
    ] = ()
    """Beginnings of addresses of pages that exist in several languages, by language."""

    names: Annotated[tuple[Label, ...], *distinct(MAX_NAMES)] = ()
    """Names with a fixed spelling, such as `PyTorch`. Any other capitalization is a problem."""

    acronyms: Annotated[tuple[Label, ...], *distinct(MAX_NAMES)] = ()
    """Names in capitals with an optional plural `s`, such as `GPU`."""

    ambiguous_names: Annotated[
        dict[Label, Annotated[tuple[Label, ...], *distinct()]], Field(max_length=MAX_NAMES)
    ] = {}
    """Names that are also ordinary words, each with words that follow it, besides numbers."""

    accepted_spellings: Annotated[tuple[Label, ...], *distinct(MAX_NAMES)] = ()
    """Further spellings of these names that are not mistakes, such as those of constants."""

    stop_words: Annotated[tuple[Label, ...], *distinct()] = ()
    """Words that say nothing about a question because every question could have them."""

    popular: Annotated[tuple[Slug, ...], *distinct()] = ()
    """Ids of the entries that most readers look for, shown before anything is typed."""

    @cached_property
    def shaping(self) -> frozenset[str]:
        """Tokens that do not say what a question is about."""
        return SHAPING.union(tokens_of(" ".join(self.stop_words)))

    def localized(self, text: str, source: str, target: str) -> str:
        """Return a text with the addresses of pages in one language replaced by another's."""
        for links in self.localized_links:
            if source in links and target in links:
                text = text.replace(links[source], links[target])
        return text

    def folder(self, language: str) -> str:
        """Return the folder of an edition below the site's root, empty for the first language."""
        return "" if language == self.languages[0] else f"{language}/"

    def release(self, versions: Words) -> Phrase:
        """Return versions with the product's name: `Linux 6.1 and later`."""
        if self.product:
            return Phrase("{product} {versions}", product=self.product, versions=versions)
        return Phrase("version {versions}", versions=versions)


NEUTRAL = Settings()
"""The settings of a knowledge base without a settings file."""


class EntryTranslation(_Record):
    """The words of an entry in another language. Folder and file name say what it translates."""

    model_config = ConfigDict(title="Translation of an entry")

    question: Question
    """The question, as one line of inline Markdown; ends with `?` unless it quotes an error."""

    phrasings: Annotated[tuple[Line, ...], *distinct(20, least=2)]
    """Two or more other ways a reader would ask it in this language; nothing to translate."""

    summary: Summary
    """The answer in one or two plain sentences."""

    answer: Markdown
    """The whole answer in Markdown, with the same code as the original."""

    claims: Annotated[tuple[Sentences, ...], *distinct()] = ()
    """The text of each claim, in the order of the original."""

    reason: Sentences | None = None
    """Why the entry was withdrawn, if it was."""

    translates: Digests
    """The digest of each original field when it was translated; `kb translate` writes it."""


class TagTranslation(_Record):
    """The words of a tag in another language."""

    model_config = ConfigDict(title="Translation of a tag")

    label: Label
    """The name shown to readers."""

    description: Sentences
    """What the tag stands for and what its entries tell, in one or two sentences."""

    aliases: Annotated[tuple[Label, ...], *distinct()] = ()
    """Other names that readers use for it in this language."""

    translates: Digests
    """The digest of each original field when it was translated; `kb translate` writes it."""


class FacetTranslation(_Record):
    """The words of a facet in another language."""

    model_config = ConfigDict(title="Translation of a facet")

    label: Label
    """The name shown to readers."""

    description: Sentences
    """What the facet is about, in one or two sentences."""

    translates: Digests
    """The digest of each original field when it was translated; `kb translate` writes it."""


class Term(_Record):
    """A term, and what it is called in each language."""

    term: Label
    """The term in the first language of the settings."""

    names: Annotated[
        dict[Language, Annotated[tuple[Label, ...], *distinct(least=1)]],
        Field(min_length=1, max_length=MAX_ITEMS),
    ]
    """By language: the name that our texts use, then other names that readers use for it."""

    avoid: Annotated[
        dict[Language, Annotated[tuple[Label, ...], *distinct(least=1)]],
        Field(max_length=MAX_ITEMS),
    ] = {}
    """By language: names that our texts don't use."""

    note: Sentences = ""
    """When to use the name, for translators."""

    @property
    def every_name(self) -> tuple[str, ...]:
        """What readers may call the term, in all languages."""
        return (self.term, *chain(*self.names.values(), *self.avoid.values()))


class Glossary(_Record):
    """What terms are called in each language."""

    model_config = ConfigDict(title="Glossary")

    terms: Annotated[tuple[Term, ...], *distinct(MAX_NAMES)]
    """The terms, each with its names."""

    @cached_property
    def preferred(self) -> Mapping[str, Mapping[str, str]]:
        """By language, what to write for each name: a preferred one is its own."""
        preferred: dict[str, dict[str, str]] = {}
        for names in ("names", "avoid"):
            for term in self.terms:
                for language, variants in getattr(term, names).items():
                    best = term.names.get(language, (term.term,))[0]
                    own = preferred.setdefault(language, {})
                    for variant in variants:
                        own.setdefault(variant, variant if names == "names" else best)
        return preferred


NO_TERMS = Glossary(terms=())
"""The glossary of a knowledge base without one."""


class Row(_Record):
    """A row of a table, with the page that says so."""

    values: Annotated[dict[Slug, Line], Field(min_length=1, max_length=MAX_ITEMS)]
    """The text of each cell, by column."""

    source: Url
    """Address of the page that the row comes from, https only."""


class Table(_Record):
    """A table for answers, such as which versions belong together. Answers show it by its id."""

    model_config = ConfigDict(title="Table")

    columns: Annotated[
        dict[Slug, Annotated[dict[Language, Label], Field(min_length=1, max_length=MAX_ITEMS)]],
        Field(min_length=1, max_length=MAX_ITEMS),
    ]
    """The columns in order: for each, an id and its heading by language."""

    rows: Annotated[tuple[Row, ...], *distinct(MAX_NAMES, least=1)]
    """The rows in order, each with its source."""


Original = Entry | Tag | Facet

Translation = EntryTranslation | TagTranslation | FacetTranslation

Model = Original | Settings | Glossary | Table | Translation

ITEMS: Mapping[type[Model], Mapping[str, type[BaseModel]]] = {
    Entry: {"sources": SourceLink, "claims": Claim},
    Glossary: {"terms": Term},
    Table: {"rows": Row},
}
"""The fields whose items are mappings, and what these are."""
