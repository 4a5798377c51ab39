"""A translation is stale exactly when its original says something else, and differs in nothing."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.models.entry import Entry, EntryTranslation
from schema.rules import check_record
from schema.translations import digest, edition, originals, stale_fields
from tests.growth import assert_linear
from tests.schema.base import (
    EXAMPLE,
    NO_CHECKS,
    POLICY,
    TRANSLATED,
    entry,
    problems_of,
    read,
    with_fields,
)
from tests.schema.neighbours import FULL, LEAST

THIRD = "kb/translations/zh-cn/third.yaml"
ORIGINAL = Entry.model_validate({**FULL, "status": "withdrawn", "reason": "It is gone for good."})
TEXTS = originals(ORIGINAL)
TRANSLATION = EntryTranslation.model_validate(
    {
        **{name: LEAST[name] for name in ("question", "phrasings", "summary", "answer")},
        "translates": {name: digest(text) for name, text in TEXTS.items()},
    }
)


def saying(name: str, text: str) -> Entry:
    """Return the original with another text; `claims` stands for the first claim."""
    if name == "claims":
        first, *rest = ORIGINAL.claims
        claims = (first.model_copy(update={"claim": text}), *rest)
        return ORIGINAL.model_copy(update={"claims": claims})
    return ORIGINAL.model_copy(update={name: text})


def text_of(name: str) -> str:
    return ORIGINAL.claims[0].claim if name == "claims" else TEXTS[name]


NAMES = st.sampled_from(sorted(TEXTS))


@given(NAMES, st.data())
def test_any_change_of_words_makes_a_translation_stale(name: str, data: st.DataObject) -> None:
    text = text_of(name)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    changed = text[:start] + data.draw(st.text(min_size=1, max_size=3)) + text[end:]
    if changed.split() == text.split() or not changed.split():
        return
    assert stale_fields(saying(name, changed), TRANSLATION) == (name,)


@given(NAMES, st.lists(st.text(" \n\t\u3000", min_size=1, max_size=3), min_size=9, max_size=9))
def test_wrapping_makes_no_translation_stale(name: str, blanks: list[str]) -> None:
    words = zip(text_of(name).split(), blanks, strict=False)
    wrapped = blanks[-1] + "".join(word + blank for word, blank in words)
    assert stale_fields(saying(name, wrapped), TRANSLATION) == ()


def test_an_edition_has_the_reason_of_the_original_unless_it_is_translated() -> None:
    shown = []
    for model in (ORIGINAL, Entry.model_validate(FULL)):
        for reason in (None, "Weg."):
            record, words = (read(TRANSLATED, path)[0] for path in (EXAMPLE, THIRD))
            record = replace(record, model=model, evidence=NO_CHECKS.read("x", model))
            words = replace(words, model=TRANSLATION.model_copy(update={"reason": reason}))
            result = edition(record, {"zh-cn": words}, "zh-cn", POLICY.settings).model
            shown.append(result.reason)
    assert shown == [ORIGINAL.reason, "Weg.", None, None]


def test_an_edition_links_to_pages_in_its_language() -> None:
    links = (
        {"en": "https://a.b/en/", "zh-cn": "https://a.b/zh/"},
        {"en": "https://c.d", "de": "https://e.f"},
    )
    settings = POLICY.settings.model_copy(update={"localized_links": links})
    record, words = (read(TRANSLATED, path)[0] for path in (EXAMPLE, THIRD))
    answer = "[a](https://a.b/en/x), [c](https://c.d), [b](https://a.b/eng)"
    words = replace(words, model=TRANSLATION.model_copy(update={"answer": answer}))
    shown = edition(record, {"zh-cn": words}, "zh-cn", settings).model
    assert shown.answer == "[a](https://a.b/zh/x), [c](https://c.d), [b](https://a.b/eng)"


PLAIN = "See [it](https://a.b/c), {faq:entry}`that <other>`.\n\n```python\nx\n```\n"


@pytest.mark.parametrize(
    "new",
    [
        PLAIN.replace("https://a.b/c", "https://a.b/d"),
        PLAIN.replace("<other>", "<another>"),
        PLAIN.replace("https://a.b/c", "https&#58;//a.b/d"),
        PLAIN.replace("[it](https://a.b/c)", "[it]") + "\n[it]: https://a.b/d\n",
        PLAIN.replace("[it](https://a.b/c)", "<https://a.b/d>"),
        PLAIN.replace("\nx\n", "\ny\n"),
        PLAIN.replace("python", "bash"),
        PLAIN.partition("```")[0],
        PLAIN + "\n```{check} a\n```\n",
        PLAIN + "\n    rm -r /\n",
        PLAIN + "\n- a\n\n      rm -r /\n",
        f":::{{note}}\n{PLAIN.replace('```', '~~~')}:::\n".replace("x\n", "y\n"),
    ],
)
def test_other_code_or_links_are_found(new: str) -> None:
    assert "translation-differs" in differences(PLAIN, new)


@pytest.mark.parametrize(
    "new",
    [
        PLAIN.replace("See", "参见"),
        PLAIN.replace("```", "~~~"),
        f"- {PLAIN}".replace("\n", "\n  "),
        PLAIN.replace("[it](https://a.b/c)", "[a][b]") + "\n[b]: https://a.b/c\n",
        PLAIN.replace("that <other>", "other"),
    ],
)
def test_the_same_code_and_links_are_no_difference(new: str) -> None:
    assert "translation-differs" not in differences(PLAIN, new)


def differences(old: str, new: str) -> set[str]:
    """Return the codes of the problems of a translated answer."""
    lines = "".join(f"  {line}".rstrip() + "\n" for line in new.split("\n"))
    text = with_fields(TRANSLATED, f"answer: |2\n{lines}")
    record, _ = read(text, THIRD)
    original = Entry.model_validate({**LEAST, "answer": old})
    record = replace(record, whole=True, original=original)  # no file is there
    return {finding.code.name for finding in check_record(record, POLICY)}


@pytest.mark.parametrize(
    "unit",
    [
        "```\na\n```\n",
        "[a](https://b.c{n}) ",
        "{{faq:entry}}`a{n}` ",
        "<https://b.c/{n}> ",
        "&",
        "中",
    ],
)
def test_a_large_translation_takes_linear_time(unit: str) -> None:
    def make(size: int) -> str:
        return "(" + "".join(unit.format(n=n) for n in range(size // len(unit)))

    assert_linear(lambda text: differences("Yes.\n", text), make, 5_000)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("支持 GPU ，也 支持CPU。", "支持GPU，也支持CPU。"),
        ("支持GPU, 也支持(部分)CPU;", "支持GPU，也支持（部分）CPU;"),
        ("损失缩放(`loss scale`)是什么?", "损失缩放（`loss scale`）是什么？"),
        ("见 `a`, 然后:", "见`a`，然后："),
        ("见第 2.10 节.", "见第2.10节。"),
    ],
)
def test_text_in_han_characters_is_repaired(text: str, right: str, tmp_path: Path) -> None:
    files = {THIRD: with_fields(TRANSLATED, f"summary: '{text}'\n")}
    for problem in problems_of(tmp_path, files):
        assert problem.code in {"spaced-script", "half-width-punctuation"}
    fixes = {problem.fix.value for problem in problems_of(tmp_path, files) if problem.fix}
    for value in [text, *fixes]:
        again = {THIRD: with_fields(TRANSLATED, f"summary: '{value}'\n")}
        fixes |= {each.fix.value for each in problems_of(tmp_path, again) if each.fix}
    assert right in fixes
    assert problems_of(tmp_path, {THIRD: with_fields(TRANSLATED, f"summary: '{right}'\n")}) == ()


@pytest.mark.parametrize(
    "fields",
    [
        "summary: 在`x, y`和f(x)、A (B)、1,000、10:30、train.py中。\n",
        "answer: |\n  ## 1. 标题\n\n  1. 甲\n  - 乙\n\n  | 甲 | b |\n  | --- | --- |\n"
        "  | 乙 | **丙** 丁 |\n",
        "answer: |\n  > 甲\n\n  :::{note} 乙\n  丙\n  :::\n\n  ```text\n  甲 , 乙\n  ```\n",
        "phrasings: [显存 不够, 权值 丢失, 'GPU 怎么用?']\n",
    ],
)
def test_what_is_not_prose_is_left_alone(fields: str, tmp_path: Path) -> None:
    codes = {each.code for each in problems_of(tmp_path, {THIRD: with_fields(TRANSLATED, fields)})}
    assert codes <= {"translation-differs"}


def test_english_that_quotes_chinese_is_left_alone(tmp_path: Path) -> None:
    text = entry("summary: 'In Chinese, 显存 means device memory, 内存 host memory.'\n")
    assert problems_of(tmp_path, {EXAMPLE: text}) == ()


def test_questions_are_compared_by_language(tmp_path: Path) -> None:
    digests = "translates: {question: bc80f1a2, summary: '905685bd', answer: '905685bd'}\n"
    path = "kb/translations/zh-cn/other.yaml"
    problems = problems_of(tmp_path, {path: with_fields(TRANSLATED, digests)})
    same = [(each.path, each.line) for each in problems if each.code == "similar-question"]
    assert same == [(path, 1), (THIRD, 1)]
    shared = [each.path for each in problems if each.code == "shared-phrasing"]
    assert shared == [THIRD, THIRD]
