"""The models of a tag and of a facet, and of their translations."""

from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict

from schema.types import Digests, Label, Order, Sentences, Slug, StrictModel, distinct


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


class Named(StrictModel):
    """A tag, a facet, or the words of one in another language."""

    label: Label
    """The name shown to readers."""

    description: Sentences
    """What it stands for and what its entries say, in one or two sentences."""


class Tag(Named):
    """A controlled word for one aspect of an entry. Facet and id are its folder and file name."""

    model_config = ConfigDict(title="Tag")

    aliases: Annotated[tuple[Label, ...], *distinct()] = ()
    """Other names that readers use for it."""

    broader: Slug | None = None
    """Id of the tag in the same facet of which this is a kind, as a chip is of its family."""

    order: Order = 999
    """Place within the facet: lower comes first, equal ones go by label."""


class Facet(Named):
    """An aspect by which readers filter, such as hardware. The id is the name of the folder."""

    model_config = ConfigDict(title="Facet")

    order: Order = 999
    """Place among the facets: lower comes first, equal ones go by label."""

    color: Color = Color.GRAY
    """Color of the facet's badges and of its heading in the finder."""


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
