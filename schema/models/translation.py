"""The models of translations."""

from typing import Annotated

from pydantic import ConfigDict

from schema.models.base import Named, StrictModel
from schema.types import Digests, Label, Line, Markdown, Question, Sentences, Summary, distinct


class EntryTranslation(StrictModel):
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


class TagTranslation(Named):
    """The words of a tag in another language."""

    model_config = ConfigDict(title="Translation of a tag")

    aliases: Annotated[tuple[Label, ...], *distinct()] = ()
    """Other names that readers use for it in this language."""

    translates: Digests
    """The digest of each original field when it was translated; `kb translate` writes it."""


class FacetTranslation(Named):
    """The words of a facet in another language."""

    model_config = ConfigDict(title="Translation of a facet")

    translates: Digests
    """The digest of each original field when it was translated; `kb translate` writes it."""
