"""The models of translations."""

from typing import Annotated

from pydantic import ConfigDict

from schema.models.base import Named, QuestionAndAnswer
from schema.types import Digests, Label, Sentences, distinct


class EntryTranslation(QuestionAndAnswer):
    """The words of an entry in another language: phrasings are its own, code is the original's."""

    model_config = ConfigDict(title="Translation of an entry")

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
