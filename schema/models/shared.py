"""The models of what the whole knowledge base shares: settings, glossary, tables."""

import re
from collections.abc import Mapping
from functools import cached_property
from itertools import chain
from typing import Annotated

from pydantic import ConfigDict, Field

from schema.likeness import SHAPING, tokens_of
from schema.phrases import Phrase, Words
from schema.types import (
    MAX_COLUMNS,
    MAX_ITEMS,
    MAX_NAMES,
    MAX_ROWS,
    Day,
    Label,
    Language,
    Line,
    ModuleName,
    Sentences,
    Slug,
    StrictModel,
    Url,
    distinct,
)


class Settings(StrictModel):
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
    """Names with a fixed spelling, such as `PyTorch`; a plural `s` and all capitals are fine."""

    ambiguous_names: dict[Label, Annotated[tuple[Label, ...], *distinct()]] = Field(
        {}, max_length=MAX_NAMES
    )
    """Names that are also ordinary words, each with words that follow it, besides numbers."""

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


class Term(StrictModel):
    """A term, and what it is called in each language."""

    term: Label
    """The term in the first language of the settings."""

    names: Annotated[
        dict[Language, Annotated[tuple[Label, ...], *distinct(least=1)]],
        Field(min_length=1, max_length=MAX_ITEMS),
    ]
    """By language: the name that our texts use, then other names that readers use for it."""

    avoid: dict[Language, Annotated[tuple[Label, ...], *distinct(least=1)]] = Field(
        {}, max_length=MAX_ITEMS
    )
    """By language: names that our texts don't use."""

    note: Sentences = ""
    """When to use the name, for translators."""

    @property
    def every_name(self) -> tuple[str, ...]:
        """What readers may call the term, in all languages."""
        return (self.term, *chain(*self.names.values(), *self.avoid.values()))


class Glossary(StrictModel):
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


class Row(StrictModel):
    """A row of a table, with the page that says so."""

    values: Annotated[dict[Slug, Line], Field(min_length=1, max_length=MAX_ITEMS)]
    """The text of each cell, by column."""

    source: Url
    """Address of the page that the row comes from, https only."""


class Table(StrictModel):
    """A table for answers, such as which versions belong together. Answers show it by its id."""

    model_config = ConfigDict(title="Table")

    columns: Annotated[
        dict[Slug, Annotated[dict[Language, Label], Field(min_length=1, max_length=MAX_ITEMS)]],
        Field(min_length=1, max_length=MAX_COLUMNS),
    ]
    """The columns in order: for each, an id and its heading by language."""

    rows: Annotated[tuple[Row, ...], *distinct(MAX_ROWS, least=1)]
    """The rows in order, each with its source."""

    def markdown(self, language: str, *, links: bool = False) -> str:
        """Return the table as Markdown, with headings in a language where they have one.

        With `links`, the first cell of each row links to its source.
        """
        headings = [
            names.get(language, next(iter(names.values()))) for names in self.columns.values()
        ]
        lines = [[*map(_escaped, headings)], ["---"] * len(headings)]
        for row in self.rows:
            first, *rest = (_escaped(row.values.get(column, "")) for column in self.columns)
            source = row.source.replace("|", "%7C").replace("&", r"\&")
            lines.append([f"[{first}](<{source}>)" if links else first, *rest])
        return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _escaped(text: str) -> str:
    return re.sub(r"[\\`*_\[\]<>|&]", r"\\\g<0>", text)
