"""What models of records have in common."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict

from schema.types import Label, Line, Markdown, Question, Sentences, Summary, distinct


class StrictModel(BaseModel):
    """A model that is frozen and has no other keys than its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Named(StrictModel):
    """A tag, a facet, or the words of one in another language."""

    label: Label
    """The name shown to readers."""

    description: Sentences
    """What it stands for and what its entries say, in one or two sentences."""


class QuestionAndAnswer(StrictModel):
    """What readers ask, and the answer, in one language."""

    question: Question
    """The question, as one line of inline Markdown; ends with `?` unless it quotes an error."""

    phrasings: Annotated[tuple[Line, ...], *distinct(20, least=2)]
    """Two or more other ways a hurried reader would ask it, in words the question lacks."""

    summary: Summary
    """The answer in one or two plain sentences, for lists, search results and page metadata."""

    answer: Markdown
    """The whole answer in Markdown: no level-1 heading, no raw HTML, no images."""
