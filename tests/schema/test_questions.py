"""Questions that ask the same are reported, and only those."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.catalogue import Catalogue
from schema.likeness import Wording, alike
from schema.rules import questions
from schema.rules.questions import MAX_FINDINGS
from tests.growth import assert_linear
from tests.schema.base import POLICY, SUPERSEDED, problems_with
from tests.schema.test_catalogue import entry_card

SAME = [
    ("Does MindSpore run on GPUs?", "can i run it on the gpu"),
    ("Is the size of a tensor limited?", "Is there a limit to the tensor size?"),
    ("How do I load a data set?", "How to load a dataset?"),
    ("How do I use `save_checkpoint`?", "How do I use save checkpoint?"),
    ("How is a model quantised?", "How do I quantize models?"),
    ("How does data parallelism work?", "How does data paralellism work?"),
]

DIFFERENT = [
    ("Does MindSpore run on GPUs?", "Does MindSpore run on CPUs?"),
    ("How do I convert ONNX to MindIR?", "How do I convert MindIR to ONNX?"),
    ("Does it run with a GPU?", "Does it run without a GPU?"),
    ("What does EI0006 mean?", "What does EI0007 mean?"),
    ("Is copying asynchronous?", "Is copying synchronous?"),
    ("Does MindSpore Lite run on Windows?", "Does MindSpore run on Windows?"),
    ("What is FCA?", "What is IR?"),
    ("How many devices per host are there?", "How many hosts per device are there?"),
]


def wording(text: str) -> Wording:
    return Wording.of(text, POLICY.settings.shaping)


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [*((*pair, True) for pair in SAME), *((*pair, False) for pair in DIFFERENT)],
)
def test_the_same_question_has_no_word_of_its_own(one: str, two: str, same: bool) -> None:
    assert alike(wording(one), wording(two)) is same


@given(st.lists(st.lists(st.sampled_from(["run", "gpu", "data", "set", "dataset"]), min_size=1)))
def test_the_rule_agrees_with_comparing_all_pairs(texts: list[list[str]]) -> None:
    """The index leaves out no pair."""
    asked = [f"How {' '.join(words)}?" for words in texts[:8]]
    cards = [entry_card(f"e{n}", question) for n, question in enumerate(asked)]
    reported = {
        card.id for card, _ in questions.check_catalogue(Catalogue.of(cards), frozenset(), POLICY)
    }
    wordings = list(map(wording, asked))
    wanted = {
        f"e{n}"
        for n, one in enumerate(wordings)
        if any(alike(one, other) for m, other in enumerate(wordings) if m != n)
    }
    assert reported == wanted


def test_a_similar_question_names_the_other_entry_and_the_words(tmp_path: Path) -> None:
    _, problem = problems_with(tmp_path, other="question: Can I run it on the GPU?\n")
    assert problem.message == "The entry 'example' asks the same question: 'Does it run on GPUs?'."
    assert problem.hint.startswith("Only 'Can', 'I', 'the', 'Does' differ. ")
    assert problem.hint.endswith("add `distinct_from: [example]`.")


ASKED = "question: Does it run on GPUs?\n"


@pytest.mark.parametrize(
    ("example", "other", "another", "places"),
    [
        (ASKED, f"{ASKED}distinct_from: [example]\n", "", []),
        (f"{ASKED}distinct_from: [other]\n", ASKED, "", []),
        (ASKED, f"{ASKED}{SUPERSEDED}example\n", "", []),
        (ASKED, f"{ASKED}status: withdrawn\nreason: x\n", "", []),
        (ASKED, f"{ASKED}status: draft\n", "", ["similar example", "similar other"]),
        (ASKED, ASKED, ASKED, ["similar another", "similar example", "similar other"]),
        (
            f"{ASKED}distinct_from: [another]\n",
            f"{ASKED}distinct_from: [another]\n",
            ASKED,
            ["similar example", "similar other"],
        ),
        (
            f"{ASKED}distinct_from: [other]\n",
            f"{ASKED}status: withdrawn\nreason: x\n",
            "",
            ["needless example"],
        ),
        ("phrasings: [onnx, what else]\n", "phrasings: [onnx, what else]\n", "", ["shared other"]),
    ],
)
def test_equal_questions_are_reported_in_each_entry_once_unless_a_review_sets_them_apart(
    example: str, other: str, another: str, places: list[str], tmp_path: Path
) -> None:
    """So the path-limited command that `kb new` recommends fails, whatever the file is called."""
    problems = problems_with(tmp_path, example=example, other=other, another=another)
    assert places == [f"{p.code.split('-')[0]} {Path(p.path).stem}" for p in problems]


def equal(count: int) -> Catalogue:
    return Catalogue.of(entry_card(f"e{n}", "Does it run on GPUs?") for n in range(count))


def built_from_the_same_words(count: int) -> Catalogue:
    words = ["export", "model", "tensor", "graph", "layer", "kernel", "device", "buffer"]
    return Catalogue.of(
        entry_card(f"e{n}", f"How {words[n % 8]} {words[n // 8 % 8]} {words[n // 64 % 8]} x{n}?")
        for n in range(count)
    )


@pytest.mark.parametrize(
    ("make", "problems"), [(equal, MAX_FINDINGS), (built_from_the_same_words, 0)]
)
def test_many_questions_take_linear_time(make: Callable[[int], Catalogue], problems: int) -> None:
    def judge(catalogue: Catalogue) -> None:
        assert len(list(questions.check_catalogue(catalogue, frozenset(), POLICY))) == problems

    assert_linear(judge, make, 1_500)
