"""The fields of records."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from schema import types
from schema.models.entry import Entry, Status
from schema.models.tag import Facet, Tag
from tests.schema.base import FACET, TAG, entry, found, read

GPU = "kb/tags/hardware/gpu.yaml"
HARDWARE = "kb/tags/hardware/index.yaml"


def model(text: str, path: str = "kb/entries/example.yaml") -> Any:
    record, problems = read(text, path)
    assert problems == ()
    return record.model


def accepts(type_: object, value: object) -> bool:
    try:
        TypeAdapter(type_).validate_python(value)
    except ValidationError:
        return False
    return True


def test_values_are_read_as_they_are_meant() -> None:
    entry_ = model(entry("summary: >\n  a\n  b\nanswer: |2\n\n      code\n\n  x \n"))
    assert entry_.tags == {"hardware": ("gpu",)}
    assert entry_.status is Status.PUBLISHED
    assert entry_.reviewed_on.isoformat() == "2026-11-22"
    assert entry_.summary == "a b", "a text folded with a line break at its end loses it"
    assert entry_.answer == "\n    code\n\nx \n"
    tag = model(f"{TAG}aliases: [A, B]\norder: 3\n", GPU)
    assert (isinstance(tag, Tag), tag.aliases, tag.order) == (True, ("A", "B"), 3)
    facet = model(FACET, HARDWARE)
    assert (isinstance(facet, Facet), facet.order) == (True, 999)
    for record in (entry_, tag, facet):
        for name, info in type(record).model_fields.items():
            assert info.description
            with pytest.raises(ValidationError):
                setattr(record, name, getattr(record, name))


def codes(text: str) -> list[str]:
    return [code for *_, code in found(read(text)[1])]


@pytest.mark.parametrize("name", Entry.model_fields)
def test_a_field_without_a_value_is_reported_once(name: str) -> None:
    assert codes(entry(f"{name}:\n")) == ["empty-field"]


def test_a_status_needs_its_field_and_no_other_does() -> None:
    for status in Status:
        for fields in ("", "reason: x\n", "superseded_by: other\n"):
            wanted = {"superseded": "superseded_by: other\n", "withdrawn": "reason: x\n"}
            right = fields == wanted.get(status.value, "")
            assert (codes(entry(f"status: {status.value}\n{fields}")) == []) is right


VALUES: list[tuple[Any, list[Any], list[Any]]] = [
    (
        types.Slug,
        ["a", "run-on-gpu-2", "3d", "cone", "1e3-x", "a" * 80],
        [
            "", "A", "a--b", "-a", "a-", "a_b", "a b", "a\n", "é", "a" * 81, "١", "0", "010", "1e3",
            "1e-3", "0x1f", "2020-01-01", "true", "null", "on", "y", "con", "aux", "nul", "com1",
        ],
    ),
    (
        types.Question,
        ["a?", "a？", "*a?*", "**a?**", "a `b`", "a?\n"],
        ["a", "a? b", "a?!", " a?", "a\nb?", "a\rb?", "“a?”"],
    ),
    (
        types.VersionSpecifier,
        [">=2.0", ">=2.0,<3", "==2.7.*", "~=2.2", "!=2.1 , >2", "== " + "9" * 57],
        ["2.0", ">=", "", " ", ",", ">=2.0;", "=>2", "===<img", ">=2\n,<3", "== " + "9" * 58],
    ),
    (
        types.Url,
        ["https://a", "https://b/@a", "https://a/[b]", "https://a.b:8080/p?q=1#f", "https://a.b/文档"],
        [
            "https://", "https://a@b/", "https://[::1", "https:///path", "https://a.b/ c",
            "https://a.b\\@c", "javascript:alert(1)//https://a.b", "https://é.b", "https://a:65536",
            "https://xn--80ak6aa92e.com", "https://a..b/",
        ],
    ),
    (
        types.Day,
        ["2028-02-29"],
        [
            "2026-11-22\n", "2026-11-2", "2026-W47-7", "20261122", "2026-13-01", "2026-02-29", "x",
            "0000-01-01", "２０２６-11-22", "2026-11-22T00:00:00", "", 20261122, None, [],
        ],
    ),
    (types.Order, [1, 999], [0, 1000, True, 1.0, "1"]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "right", "wrong"), VALUES)
def test_a_kind_of_value_has_one_form(kind: Any, right: list[Any], wrong: list[Any]) -> None:
    assert [value for value in right if not accepts(kind, value)] == []
    assert [value for value in wrong if accepts(kind, value)] == []


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
