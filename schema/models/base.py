"""What all models of records have in common."""

from pydantic import BaseModel, ConfigDict

from schema.types import Label, Sentences


class StrictModel(BaseModel):
    """A model that is frozen and has no other keys than its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Named(StrictModel):
    """A tag, a facet, or the words of one in another language."""

    label: Label
    """The name shown to readers."""

    description: Sentences
    """What it stands for and what its entries say, in one or two sentences."""
