"""The models of records: the fields of each kind of file below `kb/`."""

from collections.abc import Mapping

from pydantic import BaseModel

from schema.models.entry import Claim, Entry, EntryTranslation, SourceLink
from schema.models.shared import Glossary, Row, Settings, Table, Term
from schema.models.tag import Facet, FacetTranslation, Tag, TagTranslation

Original = Entry | Tag | Facet

Translation = EntryTranslation | TagTranslation | FacetTranslation

Model = Original | Settings | Glossary | Table | Translation

ITEMS: Mapping[type[Model], Mapping[str, type[BaseModel]]] = {
    Entry: {"sources": SourceLink, "claims": Claim},
    Glossary: {"terms": Term},
    Table: {"rows": Row},
}
"""The fields whose items are mappings, and what these are."""
