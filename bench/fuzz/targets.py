"""What is fuzzed: each target takes any bytes and fails where a promise is broken."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from cli.importing.pipeline import import_files
from cli.importing.report import to_json, to_text
from schema.cards import TagKey
from schema.files import read_text
from schema.records import Place
from tests.cli.test_formatting import format_once
from tests.schema.base import TODAY
from tests.schema.test_hostile import judge

PLACES = (
    Place.entry("example"),
    Place.tag(TagKey("hardware", "gpu")),
    Place.facet_index("hardware"),
)


def validate(raw: bytes) -> None:
    """Judge the bytes as a record of each kind."""
    for place, text in _texts(raw):
        judge(text, place)


def format(raw: bytes) -> None:
    """Format the bytes as a record of each kind."""
    for place, text in _texts(raw):
        format_once(text, place)


def imports(raw: bytes) -> None:
    """Import the bytes as an old FAQ; the first of them says in which markup."""
    suffix = ".rst" if raw[:1] > b"\x7f" else ".md"
    file = _file(raw[1:], suffix)
    files = import_files([file], None, TODAY)
    to_json(files)
    to_text(files).encode()


def _texts(raw: bytes) -> list[tuple[Place, str]]:
    file = _file(raw, ".yaml")
    text, problems = read_text(file, "any.yaml")
    assert (text is None) is bool(problems)
    return [(place, text) for place in PLACES if text is not None]


def _file(raw: bytes, suffix: str) -> Path:
    file = Path(tempfile.gettempdir()) / f"fuzz-{os.getpid()}{suffix}"
    file.write_bytes(raw)
    return file


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "validate": validate,
    "format": format,
    "import": imports,
}
"""What each target is called on the command line."""
