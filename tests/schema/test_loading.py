"""Which file holds which record, how files are read, and what is reported of all of them."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from schema import knowledge_base
from schema.files import read_text
from schema.knowledge_base import MAX_PROBLEMS
from schema.problems import Problem
from schema.records import find_records
from schema.source import MAX_BYTES
from tests.growth import assert_linear
from tests.schema.base import (
    BASE,
    ENTRY,
    EXAMPLE,
    OTHER,
    TAG,
    asking,
    entry,
    found,
    other,
    problems_of,
    unmarked,
    validate,
    write,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.yaml"


def only(path: Path) -> tuple[str, str]:
    text, (problem,) = read_text(path, "shown")
    assert text is None
    assert (problem.path, problem.line, problem.column) == ("shown", 1, 1)
    return problem.code, problem.message


@pytest.mark.parametrize("raw", [b"", b"a: b\n", "a: é漢😀\r\n".encode()])
def test_a_file_is_read_as_it_is_but_for_a_byte_order_mark(raw: bytes, file: Path) -> None:
    for mark in (b"", b"\xef\xbb\xbf"):
        file.write_bytes(mark + raw)
        assert read_text(file, "x") == (raw.decode(), ())


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize(
    ("before", "line", "column"), [("", 1, 1), ("a: b\n", 2, 1), ("é: 漢😀\nü: ", 2, 4)]
)
def test_the_first_wrong_byte(mark: bytes, before: str, line: int, column: int, file: Path) -> None:
    """The error counts from behind the byte order mark; the place once did not."""
    file.write_bytes(mark + before.encode() + b"\xe9 \xff")
    assert found(read_text(file, "x")[1]) == [("x", line, column, "not-utf-8")]
    assert "0xe9" in read_text(file, "x")[1][0].message
    file.write_bytes(ENTRY.encode("utf-16"))
    assert only(file)[0] == "not-utf-8"


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


def test_what_is_not_a_regular_file_is_reported(file: Path) -> None:
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
    with patch("os.open", side_effect=PermissionError(13, "Permission denied")):
        assert only(file) == ("unreadable-file", "The file cannot be read: permission denied.")


def paths(project: Path) -> Iterator[tuple[str, str]]:
    for one in find_records(project):
        yield one.path, one.code if isinstance(one, Problem) else one.kind


def test_every_file_is_a_record_or_a_problem(tmp_path: Path) -> None:
    write(tmp_path, {**BASE, "kb/README.md": "", "kb/entries/.gitkeep": "", "kb/.DS_Store": "x"})
    write(tmp_path, {"kb/entries/notes.txt": "", "kb/entries/.hidden.yaml": "", "kb/a/b/c": ""})
    write(tmp_path, {"kb/entries/x.yaml/y.yaml": ENTRY, "kb/entries/a.YAML": ENTRY})
    write(tmp_path, {"kb/tags/a.yaml": TAG, "kb/tags/a/b/c.yaml": TAG})
    write(tmp_path, {"kb/translations/x.yaml": TAG, "kb/translations/a/b/c.yaml": TAG})
    found = dict(paths(tmp_path))
    assert found.keys() > BASE.keys()
    assert found["kb/entries/.hidden.yaml"] == "entry"
    assert [path for path, kind in found.items() if kind == "unexpected-file"] == [
        "kb/a/b/c",
        "kb/entries/a.YAML",
        "kb/entries/notes.txt",
        "kb/entries/x.yaml/y.yaml",
        "kb/tags/a.yaml",
        "kb/tags/a/b/c.yaml",
        "kb/translations/x.yaml",
        "kb/translations/a/b/c.yaml",
    ]


def test_links_are_reported_and_not_followed(tmp_path: Path) -> None:
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


def test_records_behind_a_link_are_not_read(tmp_path: Path) -> None:
    """A change that makes `kb` a link could have had any folder of the machine read."""
    (write(tmp_path, {"outside/entries/x.yaml": ENTRY}) / "kb").symlink_to("outside")
    assert list(paths(tmp_path)) == [("kb", "unexpected-file")]


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
    codes: set[str] = set()
    runs = 0
    try:
        while runs < 30 or not codes:  # on a busy machine the writer may start late
            base = validate(tmp_path)
            assert base.catalogue.entries.keys() >= {"other", "another"}
            codes |= {problem.code for problem in base.problems}
            runs += 1
    finally:
        writer.kill()
        writer.wait()


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


def test_an_absurd_name_is_in_no_other_message(tmp_path: Path) -> None:
    """It could forge lines of the output."""
    absurd = os.fsdecode(b"kb/entries/a\n\x1b[2J\xff.yaml")
    new = asking("Who maintains it?", "authors of it", "names of its team")
    (problem,) = problems_of(tmp_path / "one", {absurd: new})
    assert (problem.code, str(problem).count("\n")) == ("bad-id", 1)
    str(problem).encode()
    files = {
        "kb/entries/a\nforged.yaml": entry("former_ids: [old]\n"),
        "kb/entries/z.yaml": entry("former_ids: [old]\ntags: {har: [gpu]}\n"),
        "kb/tags/hard\nforged/tag.yaml": TAG,
    }
    for problem in problems_of(tmp_path / "more", files):
        assert problem.message.isprintable()
        assert problem.hint.isprintable()


def test_a_folder_that_may_not_be_read_is_reported(tmp_path: Path) -> None:
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


def test_all_problems_of_a_record_are_reported_at_once(tmp_path: Path) -> None:
    text, places = unmarked(
        "¦questions: Does it run?\n"
        "question: ¦Runs\n"
        "phrasings: [one, ¦*alias]\n"
        "summary: ¦5\n"
        "answer: ¦!!str x\n"
        "tags: ¦gpu\n"
        "status: ¦publish\n"
        "reviewed_on: ¦tomorrow\n"
        "sources:\n"
        "  - ¦url: ¦http://x\n"
        "related: [other, ¦other]\n"
        "¦related: []\n"
        "# a ¦\u200b character\n"
    )
    codes = [
        "unknown-field", "not-a-question", "yaml-alias", "wrong-type", "yaml-tag", "wrong-type",
        "unknown-choice", "bad-date", "missing-field", "bad-url", "duplicate-item",
        "yaml-duplicate-key", "hidden-character",
    ]  # fmt: skip
    files = {EXAMPLE: text, OTHER: other("related: [x, z]\n"), "kb/entries/A.yaml": ""}
    problems = problems_of(tmp_path / "wrong", files)
    assert list(problems) == sorted(problems)
    assert found(p for p in problems if p.path == EXAMPLE) == sorted(
        (EXAMPLE, *place, code) for place, code in zip(places, codes, strict=True)
    )
    assert problems_of(tmp_path / "right", {}) == ()


def test_a_hundred_problems_of_a_file_are_reported(tmp_path: Path) -> None:
    lines = "\n".join(f"  x <b{number}>" for number in range(150))
    *first, end = problems_of(tmp_path, {EXAMPLE: entry(f"answer: |\n{lines}\n")})
    assert len(first) == MAX_PROBLEMS == 100
    assert {problem.code for problem in first} == {"raw-html"}
    assert found((end,)) == [(EXAMPLE, 111, 5, "too-many-problems")]


def test_a_file_may_vanish_before_its_wrong_references_are_located(tmp_path: Path) -> None:
    write(tmp_path, {**BASE, EXAMPLE: entry("related: [nowhere]\n")})

    def forgetful(path: Path, shown: str) -> object:
        text = read_text(path, shown)
        path.unlink(missing_ok=True)
        return text

    with patch.object(knowledge_base, "read_text", side_effect=forgetful):
        problems = validate(tmp_path).problems
    vanished = {each for each in found(problems) if each[-1] != "orphan-translation"}
    assert vanished == {(EXAMPLE, 1, 1, "unknown-entry")}
