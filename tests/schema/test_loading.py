"""Which file holds which record, and how files are read."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from schema.cards import EntryCard, FacetCard, TagCard, TagKey
from schema.files import read_text
from schema.problems import Problem
from schema.records import Place, find_records, read_record
from schema.source import MAX_BYTES
from tests.growth import assert_linear
from tests.schema.base import (
    BASE,
    ENTRY,
    EXAMPLE,
    FACET,
    NO_CHECKS,
    TAG,
    Found,
    asking,
    entry,
    found,
    problems_of,
    read,
    validate,
    write,
)

# Places -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (EXAMPLE, Place.entry("example")),
        ("kb/tags/hardware/gpu.yaml", Place.tag(TagKey("hardware", "gpu"))),
        ("kb/tags/hardware/index.yaml", Place.facet_index("hardware")),
        ("kb/entries/index.yaml", Place.entry("index")),
    ],
)
def test_a_path_says_what_a_file_holds(path: str, place: Place) -> None:
    assert Place.of_path(path) == place
    assert place.path == path
    assert f"{place.docname}.yaml" == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "kb",
        "kb/entries",
        "kb/entries/a.yml",
        "kb/entries/a.YAML",
        "kb/entries/a/b.yaml",
        "kb/tags/a.yaml",
        "kb/tags/a/b/c.yaml",
        "entries/a.yaml",
        "x/kb/entries/a.yaml",
        "/kb/entries/a.yaml",
        "KB/entries/a.yaml",
    ],
)
def test_other_paths_hold_no_record(path: str) -> None:
    assert Place.of_path(path) is None


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        (EXAMPLE, ENTRY, EntryCard),
        ("kb/tags/hardware/gpu.yaml", TAG, TagCard),
        ("kb/tags/hardware/index.yaml", FACET, FacetCard),
    ],
)
def test_a_card_leads_back_to_its_place(path: str, text: str, kind: type) -> None:
    record, _ = read(text, path)
    assert record is not None
    assert isinstance(record.card, kind)
    assert Place.of_card(record.card) == record.place == Place.of_path(path)


def test_a_record_with_a_wrong_name_cannot_be_used() -> None:
    """Its id would be in addresses and messages."""
    record, problems = read(ENTRY, "kb/entries/a b.yaml")
    assert record is not None
    assert not record.whole
    assert [problem.code for problem in problems] == ["bad-id"]


def test_a_wrong_name_is_told_beside_what_is_wrong_inside() -> None:
    place = Place.tag(TagKey("A", "B"))
    told = read_record(place, "label: 5\n", NO_CHECKS)[1]
    codes = sorted(problem.code for problem in told)
    assert codes == ["bad-id", "bad-id", "missing-field", "wrong-type"]


# Files --------------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.yaml"


def only(path: Path) -> tuple[str, str]:
    text, (problem,) = read_text(path, "shown")
    assert text is None
    assert (problem.path, problem.line, problem.column) == ("shown", 1, 1)
    return problem.code, problem.message


@pytest.mark.parametrize("raw", [b"", b"a: b\n", "a: é漢😀\r\n".encode()])
def test_a_file_is_read_as_it_is(raw: bytes, file: Path) -> None:
    file.write_bytes(raw)
    assert read_text(file, "x") == (raw.decode(), ())


def test_a_byte_order_mark_is_no_part_of_the_text(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + ENTRY.encode())
    assert read_text(file, "x") == (ENTRY, ())


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize(
    ("before", "line", "column"), [("", 1, 1), ("a: b\n", 2, 1), ("é: 漢😀\nü: ", 2, 4)]
)
def test_the_first_byte_that_is_no_text_is_told(
    mark: bytes, before: str, line: int, column: int, file: Path
) -> None:
    """The error counts from behind the byte order mark; the place once did not."""
    file.write_bytes(mark + before.encode() + b"\xe9 \xff")
    assert found(read_text(file, "x")[1]) == [Found("x", line, column, "not-utf-8")]
    assert "0xe9" in read_text(file, "x")[1][0].message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_other_encodings_are_refused(encoding: str, file: Path) -> None:
    file.write_bytes(ENTRY.encode(encoding))
    assert read_text(file, "x")[1][0].code == "not-utf-8"


def test_a_large_file_is_not_read(file: Path) -> None:
    file.write_bytes(b"x" * MAX_BYTES)
    assert read_text(file, "x")[1] == ()
    file.write_bytes(b"")
    os.truncate(file, 10**12)  # it takes no place on the disk
    code, message = only(file)
    assert code == "file-too-large"
    assert "1,000,000,000,000 bytes" in message


def test_a_link_is_not_followed(file: Path, tmp_path: Path) -> None:
    for target in ("/etc/passwd", "nowhere", tmp_path, file.name):
        file.unlink(missing_ok=True)
        file.symlink_to(target)
        assert only(file) == ("unreadable-file", "The file cannot be read: it is a link.")


def test_what_is_no_regular_file_is_told(file: Path) -> None:
    assert "no such file" in only(file)[1]
    file.mkdir()
    assert "is a directory" in only(file)[1]
    file.rmdir()
    os.mkfifo(file)  # nothing writes to it: to wait would be forever
    assert "not a regular file" in only(file)[1]
    file.unlink()
    listener = socket.socket(socket.AF_UNIX)
    with listener:
        listener.bind(str(file))
        assert only(file)[0] == "unreadable-file"
    assert only(Path("/dev/zero"))[0] == "unreadable-file"
    assert only(file.parent / ("x" * 300))[0] == "unreadable-file"


def test_a_file_that_may_not_be_read_is_told(file: Path) -> None:
    with patch("os.open", side_effect=PermissionError(13, "Permission denied")):
        assert only(file) == ("unreadable-file", "The file cannot be read: permission denied.")


# The folder ---------------------------------------------------------------------------


def paths(project: Path) -> Iterator[tuple[str, str]]:
    for one in find_records(project):
        yield one.path, one.code if isinstance(one, Problem) else one.kind


def test_every_file_is_a_record_or_a_problem(tmp_path: Path) -> None:
    write(tmp_path, {**BASE, "kb/README.md": "", "kb/entries/.gitkeep": "", "kb/.DS_Store": "x"})
    write(tmp_path, {"kb/entries/notes.txt": "", "kb/entries/.hidden.yaml": "", "kb/a/b/c": ""})
    assert list(paths(tmp_path)) == [
        ("kb/settings.yaml", "settings"),
        ("kb/a/b/c", "unexpected-file"),
        ("kb/entries/.hidden.yaml", "entry"),
        ("kb/entries/another.yaml", "entry"),
        ("kb/entries/example.yaml", "entry"),
        ("kb/entries/notes.txt", "unexpected-file"),
        ("kb/entries/other.yaml", "entry"),
        ("kb/entries/third.yaml", "entry"),
        ("kb/tags/hardware/ascend.yaml", "tag"),
        ("kb/tags/hardware/gpu.yaml", "tag"),
        ("kb/tags/hardware/index.yaml", "facet"),
    ]


def test_links_are_told_and_not_followed(tmp_path: Path) -> None:
    """A folder that is a link could lead out of the project, or round in a circle."""
    outside = write(tmp_path / "outside", {"x.yaml": ENTRY})
    project = write(tmp_path / "project", {EXAMPLE: ENTRY})
    (project / "kb/tags").symlink_to(outside)
    (project / "kb/entries/round").symlink_to(project / "kb")
    (project / "kb/entries/file.yaml").symlink_to(outside / "x.yaml")
    (project / "kb/entries/folder.yaml").symlink_to(outside)
    (project / "kb/.entry.schema.json.new").symlink_to(outside / "x.yaml")
    (project / "kb/README.md").symlink_to(outside / "x.yaml")
    assert set(paths(project)) == {
        ("kb/tags", "unexpected-file"),
        ("kb/entries/round", "unexpected-file"),
        ("kb/entries/folder.yaml", "unexpected-file"),
        ("kb/.entry.schema.json.new", "unexpected-file"),
        ("kb/README.md", "unexpected-file"),
        ("kb/entries/file.yaml", "entry"),
        ("kb/entries/example.yaml", "entry"),
    }


def test_records_behind_a_link_are_none(tmp_path: Path) -> None:
    """A change that makes `kb` a link could have had any folder of the machine read."""
    write(tmp_path / "outside", {"entries/x.yaml": ENTRY})
    project = tmp_path / "project"
    project.mkdir()
    (project / "kb").symlink_to("../outside")
    assert list(paths(project)) == [("kb", "unexpected-file")]


def test_tiny_files_without_end_take_linear_time(tmp_path: Path) -> None:
    def tiny_files(count: int) -> Path:
        project = tmp_path / str(count)
        return write(project, {f"kb/entries/e{number}.yaml": b"x" for number in range(count)})

    def judge(project: Path) -> None:
        assert len(validate(project).problems) == int(project.name)

    assert_linear(judge, tiny_files, 500)


def test_a_file_that_changes_while_it_is_read_is_a_record_or_a_problem(tmp_path: Path) -> None:
    """It is cut, overwritten, deleted, and made a link, over and over."""
    file = write(tmp_path, BASE) / EXAMPLE
    writer = subprocess.Popen([sys.executable, "-c", RESTLESS, file, ENTRY])
    try:
        told = [validate(tmp_path) for _ in range(60)]
    finally:
        writer.kill()
        writer.wait()
    codes = {problem.code for report in told for problem in report.problems}
    assert {report.catalogue.entries.keys() >= {"other", "another"} for report in told} == {True}
    assert codes, "the file never changed while it was read"


RESTLESS = """
import os, sys
file, text = sys.argv[1:]
while True:
    for end in range(0, len(text), 17):
        with open(file, "w") as stream:
            stream.write(text[:end])
            stream.flush()
            stream.write(text[end:])
        os.remove(file)
        os.symlink("/etc/passwd", file)
        os.remove(file)
"""
"""A program that never leaves a file in peace."""


def test_a_folder_named_like_a_record_holds_no_record(tmp_path: Path) -> None:
    problems = problems_of(tmp_path, {"kb/entries/x.yaml/y.yaml": ENTRY})
    assert found(problems) == [Found("kb/entries/x.yaml/y.yaml", 1, 1, "unexpected-file")]


def test_an_absurd_name_is_told(tmp_path: Path) -> None:
    name = os.fsdecode(b"a\n\x1b[2J\xff.yaml")
    new = asking("Who maintains it?", "authors of it", "names of its team")
    (problem,) = problems_of(tmp_path, {f"kb/entries/{name}": new})
    assert problem.code == "bad-id"
    assert str(problem).count("\n") == 1
    str(problem).encode()


def test_an_absurd_name_is_in_no_other_message(tmp_path: Path) -> None:
    """It could forge lines of the output."""
    files = {
        "kb/entries/a\nforged.yaml": entry("former_ids: [old]\n"),
        "kb/entries/z.yaml": entry("former_ids: [old]\ntags: {har: [gpu]}\n"),
        "kb/tags/hard\nforged/tag.yaml": TAG,
    }
    for problem in problems_of(tmp_path, files):
        assert problem.message.isprintable()
        assert problem.hint.isprintable()


def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    """The walk once passed over it in silence, and its records were gone."""
    write(tmp_path, BASE)
    scan = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("hardware"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    with patch("os.scandir", side_effect=refuse):
        assert ("kb/tags/hardware", "unreadable-file") in list(paths(tmp_path))


def test_folders_in_folders_are_not_followed_without_end(tmp_path: Path) -> None:
    """Every level is a call in Python 3.11, so 1,000 of them ended in a RecursionError."""
    write(tmp_path, BASE)
    (tmp_path / "kb" / "/".join("d" * 100)).mkdir(parents=True)
    (problem,) = validate(tmp_path).problems
    assert (problem.code, problem.path) == ("unexpected-file", "kb/" + "/".join("d" * 9))
