"""Markdown, HTML and reStructuredText as the Markdown of an answer."""

from pathlib import Path

import pytest

from schema.types import MAX_ANSWER
from tests.cli.importing.helpers import answers, drafts, imported, messages, questions
from tests.growth import assert_linear


def answer(folder: Path, text: str, base_url: str = "") -> str:
    result = imported(folder, {"faq.md": f"## Q: What?\n\n{text}\n"}, base_url=base_url)
    return answers(result)[0]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # HTML
        ("port <PORT> or <class 'int'>", "port \\<PORT> or \\<class 'int'>"),
        ("one<br/>- two", "one\\\n\\- two"),
        ("H<sub>2</sub>O <kbd>Esc</kbd>", "H{sub}`2`O {kbd}`Esc`"),
        ("a <!-- b --> c", "a  c"),
        ("<pre>a\n b</pre>", "```text\na\n b\n```"),
        ("<ol><li>a</li></ol>\n<ol><li>b</li></ol>", "1. a\n\n1) b"),
        ("<b>a_b [c](d) 1 < 2</b>", "**a_b c 1 < 2**"),
        ("<i></i>{x}<code>y</code>", "\\{x}`y`"),
        # links
        ('<a href="https://x.org/y">here</a>', "[here](https://x.org/y)"),
        ("[a](http://x.org/y_(z))", "[a](<https://x.org/y_(z)>)"),
        ("[a][b]\n\n[b]: https://x.org", "[a](https://x.org)"),
        ("[a](b.md) and [c](#d)", "a and c"),
        ("[a](javascript:alert(1))", "a"),
        ("<mailto:a@x.org> <a@x.org> <http://x.org>", "mailto:a@x.org a@x.org <https://x.org>"),
        ("![map](https://x.org/m.png)", "[map](https://x.org/m.png)"),
        ("![map](m.png)", "map"),
        ("[![map](https://x.org/m.png)](https://x.org)", "[map](https://x.org)"),
        # dialects
        ("x &amp; y &nbsp;", "x &amp; y &nbsp;"),
        ("a&#8203;b", "ab"),
        ("    code\n      more", "```text\ncode\n  more\n```"),
        ("> [!TIP]\n> Do it.", ":::{tip}\nDo it.\n:::"),
        ('!!! danger "Hot"\n    Do <b>not</b>.', ":::{admonition} Hot\nDo **not**.\n:::"),
        ("```{seealso}\nThat.\n```", ":::{tip}\nThat.\n:::"),
        (":::{dropdown} More\n[a](b.md)\n:::", ":::{dropdown} More\na\n:::"),
        ("```{code-cell} python\n:caption: A <b>b</b>\n\nx\n```", "A **b**\n\n```python\nx\n```"),
        ("```{image} https://x.org/m.png\n:alt: map\n```", "[map](https://x.org/m.png)"),
        ("- a\n\n  b\n\n!!! note\n    c\n\n- d", "- a\n\n  b\n\n:::{note}\nc\n:::\n\n- d"),
        # structure
        ("- a\n- # b", "- a\n- **b**"),
        ("#### deep\n\ntext\n\n###### deeper", "## deep\n\ntext\n\n### deeper"),
        ("line\n***\nline", "line\n\nline"),
        ("- a\n\n<!-- -->\n\n- b", "- a\n\n* b"),
        (
            '<table><tr><td rowspan="2"></td><td colspan="2">Wind</td></tr>\n\n<tr><td>east</td>'
            "<td>we|st</td></tr><tr><td><b>sea</b></td><td>calm<br>sky</td></tr></table>",
            "|  | Wind |  |\n| --- | --- | --- |\n|  | east | we\\|st |\n| **sea** | calm sky |  |",
        ),
        # the mark of an answer
        ("**A: all bold**", "**all bold**"),
        ("回答：不是记号", "回答：不是记号"),
    ],
)
def test_a_source_becomes_an_answer(tmp_path: Path, source: str, expected: str) -> None:
    assert answer(tmp_path, source) == expected


def test_relative_links_are_resolved_with_a_base_address(tmp_path: Path) -> None:
    text = "[a](b.md#c) ![m](../m.png) [d](#e)"
    assert answer(tmp_path, text, "https://x.org/docs") == (
        "[a](https://x.org/docs/b.md#c) [m](https://x.org/m.png) [d](https://x.org/docs/faq.md#e)"
    )


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("[a](http://x.org)", "3 The link to 'http://x.org' now uses https."),
        ("text\nand [a](b.md)", "4 The link to 'b.md' is text now: it is relative, "),
        ("[a](ftp://x.org)", "3 The link to 'ftp://x.org' is text now: 'ftp:' is not https."),
        ("<pre><a href='https://x.org'>a</a></pre>", "3 The link to 'https://x.org' is text now"),
        ("x\ny <!-- note -->", "4 a comment note"),
        ("yes\n\n<del>no</del>", "5 Answers have no strikethrough; "),
        ("{func}`run`", "3 Removed the role 'func' from 'run'."),
        ("x\n\n```{plot} x\ny\n```", "5 Kept verbatim in a code block: '```{plot} x y ```'."),
        ("x\n\n:::{hint}\n:class: y\n<b>a</b>\n:::", "6 a comment :class: y"),
        ("x\n\n<table><tr><td colspan='2'>a</td></tr></table>", "5 Markdown has no merged cells"),
        ("```py\nx", "3 This fence is never closed, "),
    ],
)
def test_a_change_is_reported_with_its_line(tmp_path: Path, source: str, message: str) -> None:
    result = imported(tmp_path, {"faq.md": f"## Q: What?\n\n{source}\n"})
    assert any(note.startswith(message) for note in messages(result)), messages(result)


@pytest.mark.parametrize("deep", ["> " * 30 + "a", "<div>" * 2_000 + "a"])
def test_text_that_is_nested_too_deeply_is_fenced(tmp_path: Path, deep: str) -> None:
    assert answer(tmp_path, deep) == f"```text\n{deep}\n```"


@pytest.mark.parametrize(
    ("text", "todo"),
    [
        ("word " * (MAX_ANSWER // 4), "The answer has 62,499 characters; shorten it to 50,000."),
        (":", "A page would display nothing of this answer; write one."),
    ],
)
def test_a_draft_says_what_is_wrong_with_its_answer(tmp_path: Path, text: str, todo: str) -> None:
    [draft] = drafts(imported(tmp_path, {"faq.md": f"## Q: What?\n\n{text}\n"}))
    assert f"# To do: {todo}\n" in draft.text


def test_links_of_a_question_are_reported(tmp_path: Path) -> None:
    text = "## Q: Why [bread](https://x.org/a_(b)) and [jam](c.md)?\n\nA: yes\n"
    result = imported(tmp_path, {"faq.md": text})
    assert questions(result) == ["Why bread and jam?"]
    assert any("https://x.org/a_(b)" in message for message in messages(result))
    assert any("'c.md' is text now" in message for message in messages(result))


def test_lost_links_are_to_do_in_the_draft(tmp_path: Path) -> None:
    text = "## Q: What?\n\n[bread](b.md) and {doc}`jam <j>`.\n\n## Q: Who?\n\nI.\n"
    first, second = drafts(imported(tmp_path, {"faq.md": text}))
    assert "# To do: These links are text now; link or reword them: b.md, j\n" in first.text
    assert "text now" not in second.text


_TABLE = "[a](b.md) <b>c</b> `d`\n\n- e\n\n<table><tr><td>f</td></tr></table>\n\n"


@pytest.mark.parametrize("piece", [_TABLE, "<table><tr><td>f"])
def test_work_is_linear_in_the_text(tmp_path: Path, piece: str) -> None:
    def make(size: int) -> dict[str, str]:
        return {f"{size}.md": "## Q: x?\n\n" + piece * size}

    assert_linear(lambda texts: imported(tmp_path, texts), make, 40)


def rest_answer(folder: Path, text: str) -> str:
    return answers(imported(folder, {"faq.rst": f"FAQ\n===\n\nWhat?\n-----\n\n{text}\n"}))[0]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (":func:`~x.y` :code:`z` :odd:`w`", "`x.y` `z` `w`"),
        (":doc:`Title </page>` :ref:`label`", "Title `label`"),
        (":kbd:`Esc` H\\ :sub:`2`\\ O", "{kbd}`Esc` H{sub}`2`O"),
        ("`a b <https://x.org/c_d>`__", "[a b](https://x.org/c_d)"),
        ("`a`_ b_\n\n.. _a: https://x.org\n.. _b: a_", "[a](https://x.org) [b](https://x.org)"),
        ("`gone`_ x_y_ end_", "\\`gone\\`\\_ x_y\\_ end\\_"),
        ("https://x.org/a_b.", "<https://x.org/a_b>."),
        ("text::\n\n    code\n      more", "text:\n\n```text\ncode\n  more\n```"),
        (">>> f()\n1", "```python\n>>> f()\n1\n```"),
        (".. code-block:: sh\n   :linenos:\n\n   ls\n", "```bash\nls\n```"),
        (".. code:: c\n   :caption: A\n\n   x", "A\n\n```c\nx\n```"),
        (".. admonition:: *Hot*\n\n   a", ":::{admonition} *Hot*\na\n:::"),
        (".. versionadded:: 1.2\n\n   a", ":::{admonition} versionadded 1.2\na\n:::"),
        (".. image:: https://x.org/m.png\n   :alt: map", "[map](https://x.org/m.png)"),
        ("- #. a\n\n  A. b", "- 1. a\n  1) b"),
        ("  * a\n  * b", "- a\n- b"),
        ("term\n  meaning", "**term**\n\nmeaning"),
        ("line\n# no heading\n- no item", "line\n\\# no heading\n\\- no item"),
        ("|x| is\n\n.. |x| replace:: this", "this is"),
        (
            "====  ===\nA     B\n====  ===\n1|2   x\n====  ===",
            "| A | B |\n| --- | --- |\n| 1\\|2 | x |",
        ),
        ("+--+--+\n|a |b |\n+--+--+\n|c    |\n+-----+", "| a | b |\n| --- | --- |\n| c |  |"),
        (".. list-table::\n\n   * - a\n     - b", "| a | b |\n| --- | --- |"),
        (".. odd:: x\n   :y: z\n\n   y", "```text\n.. odd:: x\n   :y: z\n\n   y\n```"),
        (".. raw:: html\n\n   <b>x</b>", "**x**"),
        ("a [1]_\n\n.. [1] the note", "a [1]\n\n[1]\n\nthe note"),
        ("====  ===\nbroken\n====", "```text\n====  ===\nbroken\n====\n```"),
    ],
)
def test_rest_becomes_markdown(tmp_path: Path, source: str, expected: str) -> None:
    assert rest_answer(tmp_path, source) == expected


@pytest.mark.parametrize(
    "directive", ["include", "literalinclude", "raw:: html\n   :file", "image"]
)
def test_no_other_file_is_read(tmp_path: Path, directive: str) -> None:
    (tmp_path / "secret").write_text("hidden words")
    text = f".. {directive}:: {tmp_path}/secret".replace("file::", "file:")
    assert "hidden words" not in rest_answer(tmp_path, text)


def test_raw_roles_are_html(tmp_path: Path) -> None:
    text = ".. role:: h(raw)\n   :format: html\n\nA?\n==\n\n:h:`<s>`\nold <x> :h:`</s>`\n"
    result = imported(tmp_path, {"faq.rst": text})
    assert answers(result) == ["old \\<x>"]
    assert messages(result)[-1].startswith("7 Answers have no strikethrough")


def test_the_format_of_a_text_file_is_guessed(tmp_path: Path) -> None:
    rest = "What?\n=====\n\nThis.\n\n.. note:: That.\n"
    result = imported(tmp_path, {"a.txt": rest, "b.txt": "## Q: Who?\n\nA: I.\n"})
    assert answers(result) == ["This.\n\n:::{note}\nThat.\n:::", "I."]
