"""New records: their ids, their tags, and their text with a comment for each thing to do."""

from pathlib import Path

import pytest

from cli.drafting import MAX_SLUG, Fields, Todo, free_id, propose_tags, slug, to_yaml
from schema.cards import TagKey
from tests.growth import assert_linear
from tests.schema.base import BASE, validate, write


@pytest.mark.parametrize(
    ("question", "id"),
    [
        ("How do I row a boat?", "row-boat"),
        ("../../etc/passwd?", "etc-passwd"),
        ("What is it?", "what-is-it"),
        ("CON?", "page-01"),
        ("MNN模型如何加密?", "page-01"),
        ("Größe der Änderung?", "grosse-der-anderung"),
        ("GeneratorDataset迭代时报错number of columns?", "generatordataset-number-columns"),
        ("Can't pickle it: how do I pickle a Cell?", "cant-pickle-cell"),
    ],
)
def test_ids_are_words_of_the_question(question: str, id: str) -> None:
    assert slug(question, "page-01") == id


def test_ids_are_cut_between_words_and_given_once() -> None:
    long = slug("boat " * 30, "page-01")
    assert len(long) <= MAX_SLUG
    assert long.endswith("boat")
    numbers = {long: 1}
    second, third = free_id(long, numbers), free_id(long, numbers)
    assert len({long, second, third}) == 3
    assert max(map(len, (second, third))) <= MAX_SLUG


def test_equal_titles_get_ids_in_linear_time() -> None:
    def take_all(titles: list[str]) -> None:
        numbers: dict[str, int] = {}
        for title in titles:
            free_id(title, numbers)

    assert_linear(take_all, lambda size: ["notes"] * size, 200)


def test_tags_are_proposed_by_their_names(tmp_path: Path) -> None:
    tags = validate(write(tmp_path, BASE)).tags
    gpu = (TagKey("hardware", "gpu"),)
    assert propose_tags(tags, "Does a GPU help?", "") == gpu
    assert propose_tags(tags, "Does it help?", "gpu, GPUs and one more GPU") == gpu
    assert propose_tags(tags, "Does it help?", "a gpu") == ()
    assert propose_tags(tags, "昇腾上能用吗？", "") == (TagKey("hardware", "ascend"),)


def test_all_that_is_to_do_in_a_field_stands_above_it() -> None:
    todo = (Todo("answer", "Shorten it."), Todo("summary", "Write it."), Todo("answer", "Read it."))
    lines = to_yaml(Fields("a?", answer="b"), todo).splitlines()
    above = lines.index("answer: |")
    assert lines[above - 2 : above] == ["# To do: Shorten it.", "# To do: Read it."]
    assert lines[lines.index('summary: ""') - 1] == "# To do: Write it."
