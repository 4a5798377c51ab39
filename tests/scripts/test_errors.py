"""Pasted errors in the scripts; `tests/schema/test_errors.py` tests their normal form."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

from schema.messages import normalise
from tests.schema.test_errors import PREFIX, TRACEBACK, occurs
from tests.scripts.node import Scripts

MATCHES = "([text, fragments]) => FaqErrors.matches(text, FaqErrors.prepare(fragments))"


# How often fragments are looked up.
LOOKS = """([text, pattern, count]) => {
  const fragments = Array.from({ length: count }, (_, entry) => (
    { entry, text: pattern.replaceAll('#', String(entry)) }
  ));
  const prepared = FaqErrors.prepare(fragments);
  let looks = 0;
  const get = (key) => {
    looks += 1;
    return prepared.get(key);
  };
  const hits = FaqErrors.matches(text, { keys: () => prepared.keys(), get });
  return [looks, hits.map(({ entry }) => entry)];
}"""


@pytest.fixture(scope="module")
def scripts() -> Iterator[Scripts]:
    with Scripts("errors") as running:
        yield running


def ask(scripts: Scripts, name: str, text: str) -> Any:
    return scripts.evaluate(f"(text) => FaqErrors.{name}(text)", text)


def test_half_of_a_pair_does_no_harm(scripts: Scripts) -> None:
    halves = "'\\ud83d Error: ' + '\\ude00'.repeat(20001)"
    scripts.evaluate(f"encodeURIComponent(FaqErrors.clip({halves}))")
    assert scripts.evaluate(f"FaqErrors.normalise({halves}).length") > 20_000


QUESTIONS = [
    "Does it run on GPUs?", "error codes of hccl", "why is an exception raised", "EI0006",
    "how to handle errors: a guide", "x" * 200, "one line\n", "",
]  # fmt: skip
PASTES = [
    "x" * 201, "one line\nanother", "one line\ranother", "Traceback (most recent call last): x",
    f"{PREFIX}bad", "[ERROR] bad", "RuntimeError: bad", "mindspore.common.FooException: bad",
    "java.lang.NullPointerException", "got a KeyError", "EI0006: Getting socket times out.",
    "Aborted (core dumped)",
]  # fmt: skip


def test_a_paste_differs_from_a_question(scripts: Scripts) -> None:
    assert [text for text in QUESTIONS if ask(scripts, "isPaste", text)] == []
    assert [text for text in PASTES if not ask(scripts, "isPaste", text)] == []


def test_a_long_paste_keeps_its_beginning_and_its_end(scripts: Scripts) -> None:
    most = scripts.evaluate("FaqErrors.MOST")
    assert most == 20_000
    text = "a" * 4_000 + "b" * 4_000 + "c" * 16_000
    clipped = ask(scripts, "clip", text)
    assert clipped == "a" * 3_999 + "\n" + "c" * 16_000
    assert len(clipped) == most
    assert ask(scripts, "clip", clipped) == clipped
    assert ask(scripts, "clip", "a" * most) == "a" * most


def test_fragments_are_found_as_in_python(scripts: Scripts) -> None:
    source = random.Random(20261123)
    words = ["alpha", "alphabet", "bet", "E1", "(", ")", "模", "/a/b", "x_", "7", "alpha bet"]

    def some(most: int) -> str:
        chosen = source.choices(words, k=source.randint(1, most))
        return "".join(word + source.choice(["", " "]) for word in chosen)

    for _ in range(300):
        fragments = sorted({some(4) for _ in range(12)})
        text = some(25)
        listed = [{"entry": entry, "text": text} for entry, text in enumerate(fragments)]
        hits = scripts.evaluate(MATCHES, [text, listed])
        expected = {
            fragment for fragment in fragments if occurs(normalise(fragment), normalise(text))
        }
        assert {one["text"] for one in hits} == expected
        keys = [(-len(normalise(one["text"])), one["entry"]) for one in hits]
        assert keys == sorted(keys)


@pytest.mark.parametrize("line", ["RuntimeError: Operator 5 failed on device\n", "RuntimeError: "])
def test_few_of_ten_thousand_fragments_are_looked_at(scripts: Scripts, line: str) -> None:
    pattern = "RuntimeError: Operator # failed on device"
    text = (line * 20_000)[:20_000]
    few, hits = scripts.evaluate(LOOKS, [text, pattern, 100])
    many, same_hits = scripts.evaluate(LOOKS, [text, pattern, 10_000])
    assert hits == same_hits == ([5] if "5" in line else [])
    assert many < 3 * few


def test_the_message_is_worth_a_search(scripts: Scripts) -> None:
    distilled = ask(scripts, "distil", TRACEBACK)
    assert distilled.startswith("RuntimeError: Execute] Exec graph")
    assert "EI0006: Getting socket times out. Remote Rank ID: 7" in distilled
    for volatile in ("train.py", "sink_size", "Traceback", "0x", "1240", "\u00a4"):
        assert volatile not in distilled


def test_the_last_exception_comes_first(scripts: Scripts) -> None:
    text = (
        "Traceback (most recent call last):\n  raise KeyError('x')\nKeyError: 'x'\n\n"
        "During handling of the above exception, another exception occurred:\n\n"
        f"{PREFIX}SaveCheckpoint failed\n{PREFIX}SaveCheckpoint failed\nstep 1 of 2\n"
        "Traceback (most recent call last):\nValueError: Bad shape\n"
    )
    assert ask(scripts, "distil", text) == (
        "ValueError: Bad shape KeyError: 'x' SaveCheckpoint failed"
    )


def test_something_of_every_text_is_searched(scripts: Scripts) -> None:
    lines = [f"the step number {number} goes on" for number in range(100)]
    distilled = ask(scripts, "distil", "\n".join(lines))
    assert distilled.startswith("the step number 99 goes on the step number 98")
    assert 200 < len(distilled) <= 300

    for question in ("Does it run on 192.168.1.2?", "", "[x]  y"):
        assert ask(scripts, "distil", question) == question
    assert ask(scripts, "distil", "/a/b.py:12\n2021-01-01\n") == "/a/b.py:12\n2021-01-01\n"
    assert len(ask(scripts, "distil", "x" * 1_000)) == 300
    assert ask(scripts, "distil", f"{'word ' * 100}end").endswith(" word word")
