"""What becomes of Markdown and HTML in an answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.importing.helpers import answers, imported, other_problems, records


def answer(folder: Path, text: str, base_url: str = "") -> str:
    made = imported(folder, {"faq.md": f"## Q: What?\n\n{text}\n"}, base_url=base_url)
    assert other_problems(made) == []
    return answers(made)[0].removesuffix("\n")


def notes(folder: Path, text: str, base_url: str = "") -> list[str]:
    made = imported(folder, {"faq.md": f"## Q: What?\n\n{text}\n"}, base_url=base_url)
    file = made.report.files[0]
    told = [f"{n.line} {n.message}" for n in (*file.changed, *file.warnings)]
    return told + [f"{one.line} {one.reason}: {one.text}" for one in file.left_out]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a <b>bold</b> word", "a **bold** word"),
        ("a <B> bold </B> word", "a  **bold**  word"),
        ("<code>a &lt; b</code>", "`a < b`"),
        ("<font color=red>red</font>", "red"),
        ("port <PORT> or <class 'int'>", "port \\<PORT> or \\<class 'int'>"),
        ("`<PORT>` stays", "`<PORT>` stays"),
        ("one<br/>two", "one\\\ntwo"),
        ("one<br>\ntwo", "one\\\ntwo"),
        ("one<br/>- two", "one\\\n\\- two"),
        ('<a href="https://x.org/y">here</a>', "[here](https://x.org/y)"),
        ("[a](https://x.org/y_(z))", "[a](<https://x.org/y_(z)>)"),
        ("[a](<https://x.org>)", "[a](https://x.org)"),
        ("[a](http://x.org)", "[a](https://x.org)"),
        ("[a](//x.org/b)", "[a](https://x.org/b)"),
        ("[a][b]\n\n[b]: https://x.org", "[a](https://x.org)"),
        ("[a]\n\n[A]: https://x.org", "[a](https://x.org)"),
        ("[a](b.md) and [c](#d)", "a and c"),
        ("[a](javascript:alert(1))", "a"),
        ("<mailto:a@x.org> <a@x.org> <http://x.org>", "mailto:a@x.org a@x.org <https://x.org>"),
        ("![map](https://x.org/m.png)", "[map](https://x.org/m.png)"),
        ("![map](m.png)", "map"),
        ("<img src='https://x.org/m.png' alt='map'>", "[map](https://x.org/m.png)"),
        ("[![map](https://x.org/m.png)](https://x.org)", "[map](https://x.org)"),
        (
            "Take {kbd}`Ctrl+C` or {func}`run` {doc}`the page <page>`",
            "Take {kbd}`Ctrl+C` or `run` the page",
        ),
        ("set {name}`x`", "set {name} `x`"),
        ("x &amp; y &nbsp;", "x &amp; y &nbsp;"),
        ("a&#8203;b", "ab"),
        ("a <!-- b --> c", "a  c"),
        ("    code\n      more", "```text\ncode\n  more\n```"),
        ("```py\n<b>\n```\n\n```R\na\n```", "```python\n<b>\n```\n\n```text\na\n```"),
        ("> [!TIP]\n> Do it.", ":::{tip}\nDo it.\n:::"),
        ('!!! danger "Hot"\n    Do <b>not</b>.', ":::{admonition} Hot\nDo **not**.\n:::"),
        ("```{seealso}\nThat.\n```", ":::{tip}\nThat.\n:::"),
        ("```{code-cell} python\nx\n```", "```python\nx\n```"),
        ("```{image} https://x.org/m.png\n:alt: map\n```", "[map](https://x.org/m.png)"),
        ("<pre>a\n b</pre>", "```text\na\n b\n```"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n\n- two"),
        ("- a\n- # b", "- a\n- ## b"),
        ("#### deep\n\ntext\n\n###### deeper", "## deep\n\ntext\n\n### deeper"),
        ("A: **bold** yes", "**bold** yes"),
        ("**A: all bold**", "**all bold**"),
        ("**A**: part", "part"),
        ("回答：不是记号", "回答：不是记号"),
        ("line\n***\nline", "line\n\nline"),
    ],
)
def test_what_is_not_allowed_is_converted(tmp_path: Path, source: str, expected: str) -> None:
    assert answer(tmp_path, source) == expected


def test_a_table_of_html_becomes_one_of_markdown(tmp_path: Path) -> None:
    source = """\
<table>
  <tr><td rowspan="2"></td><td colspan="2">Wind</td></tr>

  <tr><td>east</td><td>we|st</td></tr>
  <tr><td><b>sea</b></td><td>calm<br>grey</td><td><a href="https://x.org">x</a></td></tr>
</table>"""
    assert answer(tmp_path, source) == (
        "|  | Wind |  |\n| --- | --- | --- |\n|  | east | we\\|st |\n"
        "| **sea** | calm; grey | [x](https://x.org) |"
    )
    assert any("Merged cells" in note for note in notes(tmp_path, source))


def test_relative_addresses_become_complete_with_a_base(tmp_path: Path) -> None:
    base = "https://x.org/docs"
    text = "[a](b.md#c) ![m](../m.png) [d](#e)"
    assert answer(tmp_path, text, base) == (
        "[a](https://x.org/docs/b.md#c) [m](https://x.org/m.png) [d](https://x.org/docs/faq.md#e)"
    )


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("[a](http://x.org)", "3 The link to 'http://x.org' was made https."),
        (
            "[a](b.md)",
            "3 The link to 'b.md' is plain text now: it is relative, and no base address is given.",
        ),
        (
            "text\nand [a](ftp://x.org)",
            "4 The link to 'ftp://x.org' is plain text now: 'ftp:' is not https.",
        ),
        ("![m](https://x.org/m.png)", "3 The image 'https://x.org/m.png' is a link now."),
        (
            "x ![m](https://img.shields.io/m)",
            "3 image within a block: The badge 'https://img.shields.io/m'",
        ),
        ("<!-- note -->", "3 a comment: <!-- note -->"),
        ("<script>go()</script>\n\nx", "3 html within a block: <script>go()</script>"),
        ("```{plot} x\ny\n```", "3 The directive 'plot' is fenced as it stands."),
        ("```py\nx", "3 The fence is never closed."),
    ],
)
def test_what_is_changed_is_told_with_its_line(tmp_path: Path, source: str, told: str) -> None:
    assert told in notes(tmp_path, source)


def test_a_fence_that_is_never_closed_does_not_swallow_questions(tmp_path: Path) -> None:
    text = "## Q: One?\n\n```py\n# x\n\ny\n\n## Q: Two?\n\nA: Yes.\n"
    made = imported(tmp_path, {"faq.md": text})
    assert [r["question"] for r in records(made).values()] == ["One?", "Two?"]
    assert any("never closed" in warning for warning in made.warnings)


def test_a_box_between_two_lists_stays_there(tmp_path: Path) -> None:
    text = "- a\n\n  b\n\n!!! note\n    c\n\n- d\n\n  e"
    assert answer(tmp_path, text) == "- a\n\n  b\n\n:::{note}\nc\n:::\n\n- d\n\n  e"


def test_what_no_rule_converts_is_fenced_with_a_warning(tmp_path: Path) -> None:
    text = "- a\n\n  ```{plot} x\n  y\n  ```"
    assert answer(tmp_path, text) == f"````text\n{text}\n````"
    assert any("fenced as it stands" in note for note in notes(tmp_path, text))


def test_an_answer_that_is_too_long_ends_before_the_block_that_does_not_fit(tmp_path: Path) -> None:
    text = "first\n\n" + "word " * 8_000 + "\n\n" + "more " * 8_000 + "\n\nlast"
    made = imported(tmp_path, {"faq.md": f"## Q: What?\n\n{text}\n"})
    assert other_problems(made) == []
    kept = answers(made)[0]
    assert kept.startswith("first\n\nword")
    assert kept.endswith("word\n"), "nothing stands behind a gap"
    assert "more" not in kept
    assert [one.line for one in made.report.files[0].left_out] == [7, 9]
    assert "with the rest of the answer" in made.warnings[0]


def test_the_addresses_of_links_in_a_question_are_told(tmp_path: Path) -> None:
    text = "## Q: Why [bread](https://x.org/a_(b)) and [jam](https://y.org/c)?\n\nA: yes\n"
    made = imported(tmp_path, {"faq.md": text})
    assert next(iter(records(made).values()))["question"] == "Why bread and jam?"
    [note] = made.report.files[0].changed
    assert "https://x.org/a_(b), https://y.org/c" in note.message


def test_long_addresses_are_told_whole(tmp_path: Path) -> None:
    address = "a/" * 200 + "b.md"
    made = imported(tmp_path, {"faq.md": f"## Q: What?\n\n[x]({address}) {{doc}}`y <{address}>`\n"})
    assert [address in note.message for note in made.report.files[0].changed] == [True, True]


def test_words_that_were_struck_out_are_warned_of(tmp_path: Path) -> None:
    texts = {
        "a.md": "## Q: What?\n\nyes\n\n<del>no</del>\n",
        "b.md": "## Q: Who?\n\n<table><tr><td><s>no</s></td></tr></table>\n",
        "c.rst": ".. role:: h(raw)\n\n\nHow?\n----\n\n:h:`<strike>`\nno\n:h:`</strike>`\n",
    }
    made = imported(tmp_path, texts)
    lines = [w.rpartition("/")[2].split(": ")[0] for w in made.warnings if "struck out" in w]
    assert lines == ["a.md:5", "b.md:3", "c.rst:7"]


def test_links_that_lead_nowhere_are_to_do_in_the_draft(tmp_path: Path) -> None:
    text = (
        "## Q: What?\n\nSee [bread](b.md), [bread](b.md) and {doc}`jam <j>`.\n\n## Q: Who?\n\nI.\n"
    )
    made = imported(tmp_path, {"faq.md": text})
    first, second = made.drafts
    assert "# To do: The words of these links lead nowhere now; link them or reword: b.md, " in (
        first.text
    )
    assert "lead nowhere" not in second.text
    published = imported(tmp_path, {"faq.md": text}, base_url="https://x.org")
    assert "reword: jam <j>\n" in published.drafts[0].text


def test_a_long_heading_of_a_question_stays_the_heading_of_its_section(tmp_path: Path) -> None:
    title = "Bread " * 40
    text = f"# T\n\n## {title}\n\nQ: What?\n\nA: x\n\n## Jam\n\nQ: Who?\n\nA: y\n"
    made = imported(tmp_path, {"faq.md": text})
    long, short = records(made).values()
    assert (long["phrasings"], short["phrasings"]) == ([], ["Jam"])
    assert [one.text for one in made.report.files[0].left_out][1] == title.strip()
