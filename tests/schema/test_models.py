"""The fields of records."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from schema import types
from schema.models import Entry, Facet, Status, Tag
from tests.schema.base import ENTRY, FACET, TAG, Found, entry, found, read, unmarked

GPU = "kb/tags/hardware/gpu.yaml"
HARDWARE = "kb/tags/hardware/index.yaml"


def model(text: str, path: str = "kb/entries/example.yaml") -> Any:
    record, problems = read(text, path)
    assert record is not None, problems
    assert problems == ()
    return record.model


def accepts(type_: object, value: object) -> bool:
    try:
        TypeAdapter(type_).validate_python(value)
    except ValidationError:
        return False
    return True


# Records ------------------------------------------------------------------------------


def test_an_entry_with_every_field() -> None:
    made = model(
        entry(
            "applies_to: '>=2.0'\n"
            "sources: [{url: https://a.b/c, supports: All.}]\n"
            "origin: [feature_advice-04]\n"
            "related: [other]\n"
            "former_ids: [old]\n"
            "errors: ['Error 12']\n"
        )
    )
    assert isinstance(made, Entry)
    assert made.tags == {"hardware": ("gpu",)}
    assert made.status is Status.PUBLISHED
    assert made.sources[0].url == "https://a.b/c"
    assert made.reviewed_on.isoformat() == "2026-11-22"


def test_a_text_folded_with_a_line_break_at_its_end_loses_it() -> None:
    assert model(entry("summary: >\n  a\n  b\n")).summary == "a b"


def test_an_answer_is_left_as_it_is() -> None:
    assert model(entry("answer: |2\n\n      code\n\n  x \n")).answer == "\n    code\n\nx \n"


def test_a_tag_and_a_facet_with_every_field() -> None:
    assert isinstance(model(f"{TAG}aliases: [A, B]\norder: 3\n", GPU), Tag)
    assert model(f"{TAG}aliases: [A, B]\norder: 3\n", GPU).aliases == ("A", "B")
    assert isinstance(model(f"{FACET}order: 3\n", HARDWARE), Facet)
    assert model(FACET, HARDWARE).order == 999


@pytest.mark.parametrize(("text", "path"), [(ENTRY, None), (TAG, GPU), (FACET, HARDWARE)])
def test_a_record_cannot_be_changed(text: str, path: str | None) -> None:
    made = model(text, *filter(None, [path]))
    for name in type(made).model_fields:
        with pytest.raises(ValidationError):
            setattr(made, name, getattr(made, name))


@pytest.mark.parametrize("kind", [Entry, Tag, Facet])
def test_every_field_says_what_it_is_for(kind: type[Entry | Tag | Facet]) -> None:
    for info in kind.model_fields.values():
        assert info.description


def problems(text: str) -> list[Found]:
    return found(read(text)[1])


def test_a_field_that_may_be_left_out_may_not_be_empty() -> None:
    for name, info in Entry.model_fields.items():
        if not info.is_required():
            told = problems(entry(f"{name}:\n"))
            assert told == [Found("kb/entries/example.yaml", 12, 1, "empty-field")], name


def test_a_required_field_that_is_empty_is_told_once() -> None:
    for name, info in Entry.model_fields.items():
        if info.is_required():
            assert [problem.code for problem in problems(entry(f"{name}:\n"))] == ["empty-field"]


def test_an_unknown_field_without_a_value_is_told() -> None:
    """It once was dropped with the other empty fields."""
    assert [problem.code for problem in problems(entry("colour:\n"))] == ["unknown-field"]


def test_a_former_name_of_a_field_leads_to_the_present_one() -> None:
    (problem,) = read(entry("verified: []\n"))[1]
    assert problem.hint == "Did you mean 'claims'? It was called 'verified' before."


def test_wrong_items_do_not_make_a_list_too_short() -> None:
    """Of such a list pydantic counts the right items only."""
    text, places = unmarked(entry("phrasings: [¦1, ¦2]\ntags: {hardware: [¦GPU]}\n"))
    assert [problem[1:3] for problem in problems(text)] == places
    assert [problem.code for problem in problems(text)] == ["wrong-type", "wrong-type", "bad-id"]


def test_every_item_that_is_there_twice_is_told() -> None:
    text, places = unmarked(entry("related: [a, b, ¦a, ¦b, c, ¦a]\n"))
    assert [problem[1:3] for problem in problems(text)] == places


def test_a_status_needs_its_field_and_no_other_does() -> None:
    for status in Status:
        for fields in ("", "reason: x\n", "superseded_by: other\n"):
            wanted = {"superseded": "superseded_by: other\n", "withdrawn": "reason: x\n"}
            right = fields == wanted.get(status.value, "")
            assert (problems(entry(f"status: {status.value}\n{fields}")) == []) is right


def test_an_unreadable_status_is_the_only_problem_of_it() -> None:
    told = problems(entry("status: publish\nreason: x\n"))
    assert [problem.code for problem in told] == ["unknown-choice"]


def test_a_list_of_many_wrong_items_is_bounded() -> None:
    told = read(entry("related:\n" + "- X\n" * 10_000))[1]
    assert 0 < len(told) <= 201


# Words --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("a", True),
        ("run-on-gpu-2", True),
        ("3d", True),
        ("cone", True),
        *(
            (name, False)
            for name in ("0", "010", "1e3", "0x1f", "2020-01-01", "true", "null", "on")
        ),
        *((name, False) for name in ("con", "aux", "nul", "com1", "lpt9")),
        ("", False),
        ("A", False),
        ("a--b", False),
        ("-a", False),
        ("a-", False),
        ("a_b", False),
        ("a b", False),
        ("a\n", False),
        ("é", False),
        ("a" * 80, True),
        ("a" * 81, False),
        ("١", False),
    ],
)
def test_an_id_is_lower_case_words(value: str, right: bool) -> None:
    assert accepts(types.Slug, value) is right


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("a?", True),
        ("a？", True),
        ("*a?*", True),
        ("**a?**", True),
        ("a `b`", True),
        ("a?\n", True),
        ("a", False),
        ("a? b", False),
        ("a?!", False),
        (" a?", False),
        ("a\nb?", False),
        ("a\rb?", False),
    ],
)
def test_a_question_ends_as_one(value: str, right: bool) -> None:
    assert accepts(types.Question, value) is right


@pytest.mark.parametrize(
    ("value", "right"),
    [
        (">=2.0", True),
        (">=2.0,<3", True),
        ("==2.7.*", True),
        ("~=2.2", True),
        ("!=2.1 , >2", True),
        ("2.0", False),
        (">=", False),
        ("", False),
        (" ", False),
        (",", False),
        (">=2.0;", False),
        ("=>2", False),
        ("== " + "9" * 57, True),
        ("== " + "9" * 58, False),
    ],
)
def test_a_version_specifier_can_be_read(value: str, right: bool) -> None:
    assert accepts(types.VersionSpecifier, value) is right


@pytest.mark.parametrize(
    "value",
    [
        "2026-11-22\n", "2026-11-2", "2026-W47-7", "20261122", "2026-13-01", "2026-02-29",
        "0000-01-01", "２０２６-11-22", "2026-11-22T00:00:00", "", 20261122, None, [], "x",
    ],
)  # fmt: skip
def test_a_day_is_written_in_one_way(value: object) -> None:
    assert not accepts(types.Day, value)


@pytest.mark.parametrize(
    ("value", "right"),
    [(1, True), (999, True), (0, False), (1000, False), (True, False), (1.0, False), ("1", False)],
)
def test_an_order_is_a_small_whole_number(value: object, right: bool) -> None:
    assert accepts(types.Order, value) is right


@given(st.text(max_size=30))
def test_a_line_has_no_space_at_its_ends(text: str) -> None:
    if accepts(types.Line, text):
        made = TypeAdapter(types.Line).validate_python(text)
        assert made == made.strip() == text.removesuffix("\n")
        assert "\n" not in made
        assert "\r" not in made


@given(st.from_regex(types.URL_PATTERN) | st.text(max_size=40).map("https://".__add__))
def test_an_address_is_what_the_standard_library_takes_for_one(text: str) -> None:
    from urllib.parse import urlsplit

    if accepts(types.Url, text):
        parts = urlsplit(text)
        assert parts.scheme == "https"
        assert parts.hostname
        assert parts.hostname.isascii()
        assert parts.username is None
        assert not set(text) & set(' \t\n\r<>"\\')


def test_the_base_is_written_as_it_is_read() -> None:
    """The strict reader and PyYAML differ in the date only."""
    data = yaml.safe_load(ENTRY)
    assert {**data, "reviewed_on": data["reviewed_on"].isoformat()} == read(ENTRY)[0].source.data  # type: ignore[union-attr]
