"""The models of an entry and of its translation."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import ConfigDict, Field, ValidationInfo, field_validator

from schema.codes.fields import STATUS_FIELD, UNSUPPORTED_CLAIM
from schema.problems import Phrase
from schema.types import (
    MAX_ITEMS,
    CheckName,
    Day,
    Digests,
    Fragment,
    Language,
    Line,
    Markdown,
    OriginRef,
    Question,
    Sentences,
    Slug,
    StrictModel,
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


class SourceLink(StrictModel):
    """A page that an answer rests on."""

    url: Url
    """Address of the page, https only."""

    supports: Line
    """What the page shows, in one line of inline Markdown."""


class Claim(StrictModel):
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


class Entry(QuestionAndAnswer):
    """A question and its answer. The id is the name of the file."""

    model_config = ConfigDict(
        title="Entry",
        json_schema_extra={
            "allOf": [_only_with(status, field) for field, status in _STATUS_OF.items()]
        },
    )

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
            message = Phrase("The status is '{status}', but '{field}' is missing.", status, field)
            hint = cls.model_fields[field].description or ""
            raise refusal(STATUS_FIELD, message, hint, at="status")
        message = Phrase("'{field}' belongs to '{one}', not to '{other}'.", field, wanted, status)
        raise refusal(STATUS_FIELD, message, "Remove the field, or change the status.")


class EntryTranslation(QuestionAndAnswer):
    """The words of an entry in another language: phrasings are its own, code is the original's."""

    model_config = ConfigDict(title="Translation of an entry")

    claims: Annotated[tuple[Sentences, ...], *distinct()] = ()
    """The text of each claim, in the order of the original."""

    reason: Sentences | None = None
    """Why the entry was withdrawn, if it was."""

    translates: Digests
    """The digest of each original field when it was translated; `kb translate` writes it."""
