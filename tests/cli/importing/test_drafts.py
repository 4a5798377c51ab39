"""The fields of drafts, their ids, and what they have in common with other entries."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.importing import import_files, read_folder, to_json, to_text, warnings_of, write
from cli.importing.drafts import question_line, summary_of
from cli.importing.model import Block, Draft
from cli.importing.pipeline import LIKENESS, MAX_BYTES, find_duplicates
from schema.catalogue import Catalogue
from tests.cli.importing.helpers import imported, records, unstated_problems
from tests.schema.base import BASE, TODAY, validate
from tests.schema.base import write as write_base

TWO = "# Boats\n\n## Q: a?\n\nA: b\n\n## Q: c?\n\nA: d\n"


@pytest.mark.parametrize(
    ("source", "question", "todo"),
    [
        ("How to row", "How to row?", False),
        ("Is it safe ?", "Is it safe?", False),
        ("3. Where is it?", "Where is it?", False),
        ("What now?.", "What now?", False),
        ("The boat leaks.", "The boat leaks.", True),
        ("`no oar` is shown", "`no oar` is shown", False),
        ("Who? " + "x" * 200 + "?", "Who? " + "x" * 200 + "?", True),
        ("如何划船？", "如何划船？", False),
    ],
)
def test_only_slips_of_a_question_are_repaired(source: str, question: str, todo: bool) -> None:
    line, problem = question_line(source)
    assert (line, problem is not None) == (question, todo)


def summary(text: str) -> str:
    return summary_of([Block("paragraph", 1, 1, text)])


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("One. Two. Three.", "One. Two. Three."),
        ("See [the `x` page](https://x.org/a_(b)) *now*.", "See the `x` page now."),
        ("Use `__init__` or a_b_c.", "Use `__init__` or a_b_c."),
        ("a \\<PORT> b", "a <PORT> b"),
        (
            f"It is v1.2, e.g. {'more ' * 30}so. {'Words. ' * 40}",
            f"It is v1.2, e.g. {'more ' * 30}so.",
        ),
        ("", ""),
        ("---", ""),
    ],
)
def test_a_summary_is_the_first_sentences(paragraph: str, expected: str) -> None:
    assert summary(paragraph) == expected


@pytest.mark.parametrize("ticks", ["`", "``"])
def test_a_summary_is_not_cut_within_code(ticks: str) -> None:
    code = f"{ticks}export {'A' * 40}=b{ticks}"
    text = summary(f"{'word ' * 48}{code} and then more words without an end to the sentence")
    assert text.count("`") == 0
    assert text.endswith("word …")


def test_origin_source_and_date(tmp_path: Path) -> None:
    result = imported(tmp_path, {"boats.md": TWO}, base_url="https://x.org/docs")
    record = [*records(result).values()][1]
    assert record["origin"] == ["boats-02"]
    assert record["reviewed_on"] == TODAY
    assert record["sources"] == [{"url": "https://x.org/docs/boats.md", "supports": "Boats"}]
    assert unstated_problems(result) == []
    assert "# To do: When all is done, write 'published': " in result.drafts[0].text
    assert "sources" not in next(iter(records(imported(tmp_path, {"b.md": TWO})).values()))


def test_folders_tell_sources_of_one_name_apart(tmp_path: Path) -> None:
    result = imported(tmp_path, {"a/faq.md": TWO, "b/FAQ.md": TWO, "b/Other Page.md": TWO})
    assert [draft.origin for draft in result.drafts[::2]] == [
        "a_faq-01",
        "b_faq-01",
        "other_page-01",
    ]


def catalogue(folder: Path) -> Catalogue:
    return validate(write_base(folder, BASE)).catalogue


def test_tags_and_duplicates_come_from_the_knowledge_base(tmp_path: Path) -> None:
    text = "## Q: Does it run on GPUs?\n\nA: x\n\n## Q: Can I use an NVIDIA card?\n\nA: y\n"
    result = imported(tmp_path, {"a.md": text}, catalogue(tmp_path / "base"))
    assert [(pair.known, pair.likeness) for pair in result.duplicates] == [(True, 1.0)]
    assert "hardware: [gpu]" in result.drafts[0].text
    assert unstated_problems(result) == []


_keys = st.frozensets(st.sampled_from("abcdefghij"), min_size=1)


@given(st.lists(_keys, max_size=12), st.integers(0, 5))
def test_a_duplicate_is_the_nearest_question_before_it(
    keys: list[frozenset[str]], split: int
) -> None:
    rows = [(f"d{number}", " ".join(sorted(key))) for number, key in enumerate(keys)]
    found = {pair.id: pair.likeness for pair in find_duplicates(rows[split:], rows[:split])}
    for number, key in [*enumerate(keys)][split:]:
        best = max((len(key & other) / len(key | other) for other in keys[:number]), default=0.0)
        assert found.get(f"d{number}", 0.0) == (round(best, 2) if best >= LIKENESS else 0.0)


def test_an_id_in_use_gets_a_number(tmp_path: Path) -> None:
    text = "## Q: Another example?\n\nA: x\n"
    result = imported(tmp_path, {"a.md": text}, existing={"another-example": "mine"})
    assert [draft.id for draft in result.drafts] == ["another-example-2"]
    assert "'another-example' is in use" in warnings_of(result)[0]


def test_an_interrupted_import_goes_on_where_it_ended(tmp_path: Path) -> None:
    texts, folder = {"a.md": "## Q: a b?\n\nx\n\n## Q: a b?\n\ny\n"}, tmp_path / "entries"
    first = imported(tmp_path, texts)
    write(first.drafts[1:], folder)
    late = read_folder(folder)["a-b-2"].replace("2026-11-22", "2026-11-20")
    (folder / "a-b-2.yaml").write_text(late)
    second = imported(tmp_path, texts, existing=read_folder(folder))
    assert [(draft.id, draft.exists) for draft in second.drafts] == [
        ("a-b", False),
        ("a-b-2", True),
    ]
    assert [path.name for path in write(second.drafts, folder)] == ["a-b.yaml"]
    assert read_folder(folder)["a-b-2"] == late
    assert "An earlier import wrote 1 of these drafts" in to_text(second)


def test_the_report_is_json_and_text(tmp_path: Path) -> None:
    result = imported(tmp_path, {"a.md": "# T\n\n## Q: a?\n\n[bread](c.md)\n\n<br/>\n"})
    report = json.loads(to_json(result))
    assert (report["questions"], report["records"]) == (1, 1)
    assert report["files"][0]["left_out"][0] == {
        "line": 1,
        "kind": "heading",
        "reason": "the title",
        "text": "# T",
    }
    assert report["carried"] == {"heading": 1, "paragraph": 1}
    text = to_text(result)
    assert "1 question found." in text
    assert "left out: 1 heading (the title)" in text
    assert "'# To do:': answer 1, phrasings 1, status 1, tags 1." in text


@pytest.mark.parametrize(
    "title", ["../../x", "/etc/passwd", "..", "a\\b", "nul", "$(x)", "{}", "'\"", "%2e%2e"]
)
def test_titles_cannot_lead_out_of_the_folder(tmp_path: Path, title: str) -> None:
    texts = {"a.md": f"## Q: {title}?\n\nA: no\n", "b.rst": f"{title}?\n{'-' * 20}\n\nno\n"}
    result = imported(tmp_path, texts)
    paths = write(result.drafts, tmp_path / "out")
    assert len(paths) == 2
    assert {path.parent for path in paths} == {tmp_path / "out"}
    assert unstated_problems(result) == []


def test_files_that_cannot_be_read_are_reported(tmp_path: Path) -> None:
    large, pipe = tmp_path / "large.md", tmp_path / "pipe.md"
    large.write_bytes(b"a" * (MAX_BYTES + 1))
    os.mkfifo(pipe)
    paths = [tmp_path / "none.md", tmp_path, large, pipe, tmp_path / "nul\0.md"]
    result = import_files(paths, None, TODAY)
    assert not result.drafts
    assert [len(file.notes) for file in result.files] == [1] * 5
    assert import_files([], None, TODAY).drafts == ()


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(TWO)
    (tmp_path / "link.md").symlink_to(path)
    result = import_files([path, path, tmp_path / "link.md"], None, TODAY)
    assert len(result.drafts) == 2
    assert ["the same file as" in warning for warning in warnings_of(result)] == [True, True]


def listed(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_drafts_are_written_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = [Draft("a", "question: ä\n"), Draft("b", "x\n")]
    folder = tmp_path / "kb" / "entries"
    assert write(drafts, folder) == (folder / "a.yaml", folder / "b.yaml")
    assert (folder / "a.yaml").read_bytes() == "question: ä\n".encode()
    (folder / "a.yaml").unlink()
    with pytest.raises(FileExistsError, match=r"b\.yaml"):
        write(drafts, folder)
    assert listed(folder) == ["b.yaml"]

    link = os.link

    def late(source: Path, target: Path) -> None:
        if target.name == "b.yaml":
            target.write_text("mine")
        link(source, target)

    monkeypatch.setattr(os, "link", late)
    with pytest.raises(FileExistsError):
        write(drafts, tmp_path / "late")
    assert listed(tmp_path / "late") == ["b.yaml"]


def test_a_broken_link_is_a_file_too(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileExistsError):
        write([Draft("a", "x\n")], tmp_path)
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("id", ["../a", "a/b", "", "A", ".a"])
def test_an_invalid_id_raises_an_error(tmp_path: Path, id: str) -> None:
    with pytest.raises(ValueError, match="cannot be an id"):
        write([Draft(id, "x")], tmp_path / "out")
    assert not (tmp_path / "out").exists()
