"""Pasted errors in the scripts: as in Python what both do, and as promised what only it does."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest

from schema.messages import normalise
from tests.growth import ATTEMPTS, LIMIT, TIMES
from tests.schema.test_errors import NORMAL, PIECES, PREFIX, TRACEBACK, hostile, occurs
from tests.scripts.node import Scripts

MATCHES = "([text, fragments]) => FaqErrors.matches(text, FaqErrors.prepare(fragments))"

# Milliseconds for each of some texts.
TIMED = """(texts) => texts.map((text) => {
  const start = performance.now();
  FaqErrors.normalise(text);
  FaqErrors.isPaste(text);
  FaqErrors.distil(text);
  return performance.now() - start;
})"""

# How often the sorted fragments are looked at.
LOOKS = """([text, pattern, count]) => {
  const fragments = Array.from({ length: count }, (_, entry) => (
    { entry, text: pattern.replaceAll('#', String(entry)) }
  ));
  const prepared = FaqErrors.prepare(fragments);
  let looks = 0;
  const keys = new Proxy(prepared.keys, {
    get: (target, name) => {
      looks += 1;
      return target[name];
    },
  });
  const found = FaqErrors.matches(text, { ...prepared, keys });
  return [looks, found.map(({ entry }) => entry)];
}"""


@pytest.fixture(scope="module")
def scripts() -> Iterator[Scripts]:
    with Scripts("errors") as running:
        yield running


def ask(scripts: Scripts, name: str, text: str) -> Any:
    return scripts.evaluate(f"(text) => FaqErrors.{name}(text)", text)


# The twin -----------------------------------------------------------------------------


def character(source: random.Random) -> str:
    """Return a character that can be sent to the browser, from any part of Unicode."""
    most = source.choice([0x80, 0x250, 0x3100, 0xD800, 0x20000])
    code = source.randrange(most)
    return "x" if 0xD800 <= code < 0xE000 else chr(code)


def drawn(source: random.Random) -> str:
    """Return a text of pieces, parts of a traceback and characters in a random order."""
    made = []
    for _ in range(source.randint(0, 12)):
        start = source.randrange(len(TRACEBACK))
        made.append(
            source.choice(
                [
                    source.choice(PIECES),
                    source.choice(PIECES),
                    TRACEBACK[start : start + source.randint(1, 40)],
                    character(source),
                    str(source.randrange(10 ** source.randint(1, 12))),
                    source.choice("/\\.:-_ ") * source.randint(1, 3),
                ]
            )
        )
    return "".join(made)


def different(scripts: Scripts, texts: list[str]) -> list[str]:
    """Return the texts of which both find another normal form."""
    normal = scripts.evaluate("(texts) => texts.map(FaqErrors.normalise)", texts)
    return [text for text, other in zip(texts, normal, strict=True) if normalise(text) != other]


def test_both_find_the_same_normal_form(scripts: Scripts) -> None:
    source = random.Random(20261122)
    texts = [*NORMAL, TRACEBACK, *(drawn(source) for _ in range(5_000)), *hostile(2_000)]
    assert different(scripts, texts) == []


def test_every_character_is_treated_alike(scripts: Scripts) -> None:
    codes = [
        code
        for code in (*range(0x3100), *range(0xF900, 0x10000), *range(0x10000, 0x30000, 17))
        if not 0xD800 <= code < 0xE000
    ]
    texts = [f"a{chr(code)}b /x{chr(code)}y {chr(code)}/z" for code in codes]
    assert different(scripts, texts) == []


def test_half_of_a_pair_does_no_harm(scripts: Scripts) -> None:
    halves = "'\\ud83d Error: ' + '\\ude00'.repeat(20001)"
    scripts.evaluate(f"encodeURIComponent(FaqErrors.clip({halves}))")
    assert scripts.evaluate(f"FaqErrors.normalise({halves}).length") > 20_000


def test_a_hostile_text_takes_linear_time(scripts: Scripts) -> None:
    """All together, since one alone takes less than a clock in a browser can measure."""
    small, large = hostile(10_000), hostile(10_000 * TIMES)
    least: list[list[float]] = [[], []]
    for _ in range(ATTEMPTS):
        for texts, seconds in zip((small, large), least, strict=True):
            measured = scripts.evaluate(TIMED, texts)
            seconds[:] = map(min, seconds or measured, measured)
        if sum(least[1]) < LIMIT * sum(least[0]):
            return
    slowest = sorted(zip(least[1], small, strict=True), reverse=True)[:3]
    pytest.fail(f"not linear; the slowest: {[(ms, text[:12]) for ms, text in slowest]}")


# Pastes -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "paste"),
    [
        ("Does it run on GPUs?", False),
        ("error codes of hccl", False),
        ("why is an exception raised", False),
        ("EI0006", False),
        ("how to handle errors: a guide", False),
        ("x" * 200, False),
        ("x" * 201, True),
        ("one line\n", False),
        ("one line\nanother", True),
        ("one line\ranother", True),
        ("Traceback (most recent call last): x", True),
        (f"{PREFIX}bad", True),
        ("[ERROR] bad", True),
        ("RuntimeError: bad", True),
        ("mindspore.common.FooException: bad", True),
        ("java.lang.NullPointerException", True),
        ("got a KeyError", True),
        ("EI0006: Getting socket times out.", True),
        ("Aborted (core dumped)", True),
        ("", False),
    ],
)
def test_a_paste_is_told_from_a_question(scripts: Scripts, text: str, paste: bool) -> None:
    assert ask(scripts, "isPaste", text) is paste


def test_a_long_paste_keeps_its_beginning_and_its_end(scripts: Scripts) -> None:
    most = scripts.evaluate("FaqErrors.MOST")
    assert most == 20_000
    text = "a" * 4_000 + "b" * 4_000 + "c" * 16_000
    clipped = ask(scripts, "clip", text)
    assert clipped == "a" * 3_999 + "\n" + "c" * 16_000
    assert len(clipped) == most
    assert ask(scripts, "clip", clipped) == clipped
    assert ask(scripts, "clip", "a" * most) == "a" * most


# Fragments ----------------------------------------------------------------------------


def listed(*texts: str) -> list[dict[str, Any]]:
    return [{"entry": entry, "text": text} for entry, text in enumerate(texts)]


def test_the_longest_fragment_comes_first(scripts: Scripts) -> None:
    fragments = listed(
        "EI0006", "nowhere", "Exec graph failed", "EXEC graph failed, graph id: 3",
        "exec GRAPH failed", "I0006", "/a/b/c/d/e.cc:1 Execute]", "Exec graph", "",
    )  # fmt: skip
    found = scripts.evaluate(MATCHES, [TRACEBACK, fragments])
    assert [one["entry"] for one in found] == [3, 2, 4, 6, 7, 0]
    assert found[0] == {"entry": 3, "text": "EXEC graph failed, graph id: 3"}
    assert scripts.evaluate(MATCHES, ["", fragments]) == []
    assert scripts.evaluate(MATCHES, [TRACEBACK, []]) == []


def test_fragments_are_found_as_in_python(scripts: Scripts) -> None:
    source = random.Random(20261123)
    words = ["alpha", "alphabet", "bet", "E1", "(", ")", "模", "/a/b", "x_", "7", "alpha bet"]

    def some(most: int) -> str:
        chosen = source.choices(words, k=source.randint(1, most))
        return "".join(word + source.choice(["", " "]) for word in chosen)

    for _ in range(300):
        fragments = sorted({some(4) for _ in range(12)})
        text = some(25)
        found = scripts.evaluate(MATCHES, [text, listed(*fragments)])
        expected = {
            fragment for fragment in fragments if occurs(normalise(fragment), normalise(text))
        }
        assert {one["text"] for one in found} == expected
        keys = [(-len(normalise(one["text"])), one["entry"]) for one in found]
        assert keys == sorted(keys)


def test_the_end_of_a_long_paste_is_searched(scripts: Scripts) -> None:
    text = "step finished\n" * 5_000 + TRACEBACK
    assert scripts.evaluate(MATCHES, [text, listed("EI0006: Getting socket")]) != []


@pytest.mark.parametrize("line", ["RuntimeError: Operator 5 failed on device\n", "RuntimeError: "])
def test_few_of_ten_thousand_fragments_are_looked_at(scripts: Scripts, line: str) -> None:
    pattern = "RuntimeError: Operator # failed on device"
    text = (line * 20_000)[:20_000]
    few, found = scripts.evaluate(LOOKS, [text, pattern, 100])
    many, also_found = scripts.evaluate(LOOKS, [text, pattern, 10_000])
    assert found == also_found == ([5] if "5" in line else [])
    assert many < 3 * few


# Words --------------------------------------------------------------------------------


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


def test_of_a_log_without_a_message_its_end_is_worth_a_search(scripts: Scripts) -> None:
    lines = [f"the step number {number} goes on" for number in range(100)]
    distilled = ask(scripts, "distil", "\n".join(lines))
    assert distilled.startswith("the step number 99 goes on the step number 98")
    assert 200 < len(distilled) <= 300


@pytest.mark.parametrize("text", ["Does it run on 192.168.1.2?", "", "[x]  y"])
def test_a_question_is_searched_as_it_is(scripts: Scripts, text: str) -> None:
    assert ask(scripts, "distil", text) == text


def test_something_of_every_paste_is_searched(scripts: Scripts) -> None:
    assert ask(scripts, "distil", "/a/b.py:12\n2021-01-01\n") == "/a/b.py:12\n2021-01-01\n"
    assert len(ask(scripts, "distil", "x" * 1_000)) == 300
    assert ask(scripts, "distil", f"{'word ' * 100}end").endswith(" word word")
