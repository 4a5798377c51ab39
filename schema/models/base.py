"""What all models of records have in common."""

from pydantic import BaseModel, ConfigDict


class StrictModel(BaseModel):
    """A model that is frozen and has no other keys than its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
