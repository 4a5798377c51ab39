"""The fields of drafts: questions, summaries, ids, tags, origins, sources."""

from __future__ import annotations

import json
from pathlib import Path, PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.importing import to_json, to_text
from cli.importing.drafts import question_line, summarise
from cli.importing.duplicates import LIKENESS, find_duplicates
from cli.importing.pages import page_names
from cli.new_entry.drafting import Fields, Todo, to_yaml
from cli.new_entry.ids import MAX_SLUG, Names, slug
from cli.new_entry.tagging import Tagger
from schema.catalogue import Catalogue
from schema.knowledge_base import validate
from schema.source import HIDDEN, parse_source
from tests.cli.importing.helpers import imported, other_problems, records
from tests.schema.base import BASE, TODAY, write


@pytest.mark.parametrize(
    ("source", "question", "todo"),
    [
        ("How to row", "How to row?", False),
        ("Is it safe ?", "Is it safe?", False),
        ("3. Where is it?", "Where is it?", False),
        ("What now?.", "What now?", False),
        ("The boat leaks.", "The boat leaks.", True),
        ("Rowing", "Rowing", True),
        ("`no oar` is shown", "`no oar` is shown", False),
        ("Who? " + "x" * 200 + "?", "Who? " + "x" * 200 + "?", True),
        ("如何划船？", "如何划船？", False),
    ],
)
def test_only_slips_of_a_question_are_mended(source: str, question: str, todo: bool) -> None:
    made, found = question_line(source)
    assert (made, found is not None) == (question, todo)


@pytest.mark.parametrize(
    ("paragraph", "summary"),
    [
        ("One. Two. Three.", "One. Two. Three."),
        ("See [the `x` page](https://x.org/a_(b)) *now*.", "See the `x` page now."),
        ("Use `__init__` or a_b_c.", "Use `__init__` or a_b_c."),
        ("It takes 2*3 e.g. *a lot*, v1.2 or so. " + "More words. " * 40, None),
        ("a \\<PORT> b", "a <PORT> b"),
        ("stars * and_ _under * more", None),
        ("word " * 100, None),
        ("", ""),
        ("---", ""),
    ],
)
def test_a_summary_is_the_first_sentences(paragraph: str, summary: str | None) -> None:
    made = summarise([paragraph])
    assert len(made) <= 300
    if summary is not None:
        assert made == summary


@pytest.mark.parametrize("ticks", ["`", "``"])
def test_a_summary_is_not_cut_within_code(ticks: str) -> None:
    code = f"{ticks}export {'A' * 40}=b{ticks}"
    made = summarise([f"{'word ' * 48}{code} and then more words without an end to the sentence"])
    assert made.count("`") == 0
    assert made.endswith("word …")


@given(st.text(alphabet="ab `*_\\[]()<>.!", max_size=400))
def test_a_summary_is_one_short_line(text: str) -> None:
    made = summarise([text])
    assert len(made) <= 600
    assert "\n" not in made
    assert made == made.strip()


@pytest.mark.parametrize(
    ("question", "id"),
    [
        ("How do I row a boat?", "row-boat"),
        ("../../etc/passwd?", "etc-passwd"),
        ("What is it?", "what-is-it"),
        ("CON?", "page-01"),
        ("MNN模型如何加密?", "page-01"),
        ("Größe der Änderung?", "groe-der-anderung"),
        ("x" * 100, "x" * 60),
        ("?", "page-01"),
    ],
)
def test_ids_are_words_of_the_question(question: str, id: str) -> None:
    assert slug(question, "page-01") == id


def test_ids_are_cut_between_words_and_given_once() -> None:
    long = slug("boat " * 30, "page-01")
    assert len(long) <= MAX_SLUG
    assert long.endswith("boat")
    names = Names({long})
    second, third = names.take(long), names.take(long)
    assert len({long, second, third}) == 3
    assert max(map(len, (second, third))) <= MAX_SLUG


def test_pages_of_one_name_are_told_apart_by_their_folders() -> None:
    paths = map(PurePath, ["a/faq.md", "b/faq.md", "b/Other Page.md"])
    assert page_names(paths) == ["a_faq", "b_faq", "other_page"]


def test_origin_source_and_date(tmp_path: Path) -> None:
    texts = {"boats.md": "# Boats\n\n## Q: a?\n\nA: b\n\n## Q: c?\n\nA: d\n"}
    made = imported(tmp_path, texts, base_url="https://x.org/docs")
    record = [*records(made).values()][1]
    assert record["origin"] == ["boats-02"]
    assert record["reviewed_on"] == TODAY
    assert record["sources"] == [{"url": "https://x.org/docs/boats.md", "supports": "Boats"}]
    assert other_problems(made) == []
    assert "# To do: When all is done, write 'published': " in made.drafts[0].text
    assert "sources" not in next(iter(records(imported(tmp_path, texts)).values()))


def catalogue(folder: Path) -> Catalogue:
    ascend = "label: Ascend\naliases: [NPU]\ndescription: A chip.\n"
    return validate(
        write(folder, {**BASE, "kb/tags/hardware/ascend.yaml": ascend}), TODAY
    ).catalogue


def test_tags_are_proposed_by_their_names(tmp_path: Path) -> None:
    tagger = Tagger(catalogue(tmp_path))
    assert [*map(str, tagger.propose("Does a GPU help?", ""))] == ["hardware/gpu"]
    assert [*map(str, tagger.propose("Does it help?", "gpu, GPUs and one more GPU"))] == [
        "hardware/gpu"
    ]
    assert tagger.propose("Does it help?", "a gpu") == ()


def test_what_the_knowledge_base_has_is_told(tmp_path: Path) -> None:
    text = "## Q: Does it run on GPUs?\n\nA: x\n\n## Q: Can I use an NVIDIA card?\n\nA: y\n"
    made = imported(tmp_path, {"a.md": text}, catalogue(tmp_path / "base"))
    twins = made.report.duplicates
    assert [(twin.known, twin.likeness) for twin in twins] == [(True, 1.0)]
    assert "hardware: [gpu]" in made.drafts[0].text
    assert other_problems(made) == []


def test_ids_in_use_are_not_taken(tmp_path: Path) -> None:
    text = "## Q: Another example?\n\nA: x\n"
    made = imported(tmp_path, {"a.md": text}, taken=("another-example",))
    assert [draft.id for draft in made.drafts] == ["another-example-2"]
    assert "'another-example' is in use already" in made.warnings[0]


_keys = st.frozensets(st.sampled_from("abcdefghij"), min_size=1)


@given(st.lists(_keys, max_size=12))
def test_duplicates_are_those_of_comparing_all_with_all(keys: list[frozenset[str]]) -> None:
    drafts = [(f"d{n}", " ".join(sorted(key))) for n, key in enumerate(keys)]
    found = {twin.id: twin.likeness for twin in find_duplicates(drafts, [])}
    for number, key in enumerate(keys):
        best = max((len(key & o) / len(key | o) for o in keys[:number]), default=0.0)
        assert found.get(f"d{number}", 0.0) == (round(best, 2) if best >= LIKENESS else 0.0)


def test_ten_thousand_entries_are_fast() -> None:
    known = [
        (f"e{n}", f"how do i set option{n % 977} of part{n} in mode{n % 31}") for n in range(10_000)
    ]
    found = find_duplicates([("new", "How do I set option5 of part5 in mode5?")], known)
    assert [twin.other for twin in found] == ["e5"]


_texts = st.text(st.characters(codec="utf-8"), max_size=80).map(lambda t: HIDDEN.sub("", t))


@given(_texts, _texts, _texts.map(lambda t: t.replace("\r", "")))
def test_yaml_gives_back_what_was_put_in(question: str, summary: str, answer: str) -> None:
    question, summary = " ".join(question.split()), " ".join(summary.split())
    fields = Fields(question, (question,), summary, answer, (), TODAY)
    source, problems = parse_source(to_yaml(fields, ()), "x.yaml")
    assert source is not None
    assert problems == ()
    data = source.data
    assert isinstance(data, dict)
    assert (data["question"], data["summary"]) == (question, summary)
    stripped = "\n".join(line if line.strip() else "" for line in answer.split("\n")).rstrip("\n")
    assert data["answer"].removesuffix("\n") == (stripped if answer.strip() else "")


def test_all_that_is_to_do_in_a_field_stands_above_it() -> None:
    todo = (Todo("answer", "Shorten it."), Todo("summary", "Write it."), Todo("answer", "Read it."))
    lines = to_yaml(Fields("a?", answer="b"), todo).splitlines()
    above = lines.index("answer: |")
    assert lines[above - 2 : above] == ["# To do: Shorten it.", "# To do: Read it."]
    assert lines[lines.index('summary: ""') - 1] == "# To do: Write it."


def test_the_report_is_json_and_text(tmp_path: Path) -> None:
    made = imported(tmp_path, {"a.md": "# T\n\n## Q: a?\n\n[bread](c.md)\n\n<br/>\n"})
    report = json.loads(to_json(made.report))
    assert (report["questions"], report["records"]) == (1, 1)
    assert report["files"][0]["left_out"][0]["reason"] == "the title of the source"
    assert report["carried"]["link"] == 1
    text = to_text(made.report)
    assert "1 question found, 1 draft made." in text
    assert "1 link, 1 paragraph, 1 question." in text
    assert "left out: 1 heading (the title of the source)" in text
    assert "'# To do:': 1 answer, 1 phrasings, 1 status, 1 tags." in text


def test_the_same_input_gives_the_same_drafts(tmp_path: Path) -> None:
    text = "## Q: a?\n\nb\n\n## Q: a?\n\nc\n"
    first, second = (imported(tmp_path, {"a.md": text}) for _ in range(2))
    assert first == second
    assert len({draft.id for draft in first.drafts}) == 2
