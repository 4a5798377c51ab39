"""What becomes of reST."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.importing.helpers import answers, imported, other_problems, records
from tests.cli.importing.samples import REST


def answer(folder: Path, text: str) -> str:
    made = imported(folder, {"faq.rst": f"FAQ\n===\n\nWhat?\n-----\n\n{text}\n"})
    assert other_problems(made) == []
    return answers(made)[0].removesuffix("\n")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a ``b < c`` d", "a `b < c` d"),
        ("*a* **b** `c`", "*a* **b** `c`"),
        (":func:`~x.y` :code:`z` :odd:`w`", "`x.y` `z` `w`"),
        (":doc:`Title </page>` :ref:`label`", "Title `label`"),
        (":kbd:`Esc` H\\ :sub:`2`\\ O", "{kbd}`Esc` H{sub}`2`O"),
        ("`a b <https://x.org/c_d>`__", "[a b](https://x.org/c_d)"),
        (
            "`a`_ b_\n\n.. _a: https://x.org\n.. _b: https://y.org",
            "[a](https://x.org) [b](https://y.org)",
        ),
        ("`gone`_ x_y_ end_", "gone x_y\\_ end\\_"),
        ("1 < 2 [x] a_b 2*3", "1 \\< 2 \\[x\\] a_b 2\\*3"),
        ("https://x.org/a_b.", "<https://x.org/a_b>."),
        ("text::\n\n    code\n      more", "text:\n\n```text\ncode\n  more\n```"),
        ("text ::\n\n  code", "text\n\n```text\ncode\n```"),
        ("::\n\n  code", "```text\ncode\n```"),
        (">>> f()\n1", "```python\n>>> f()\n1\n```"),
        (".. code-block:: sh\n   :linenos:\n\n   ls\n", "```bash\nls\n```"),
        (".. note:: Mind this.", ":::{note}\nMind this.\n:::"),
        (".. warning::\n\n   - a\n   - b", ":::{warning}\n- a\n- b\n:::"),
        (".. danger::\n   Hot", ":::{warning}\nHot\n:::"),
        (".. image:: https://x.org/m.png\n   :alt: map", "[map](https://x.org/m.png)"),
        ("- a\n  b\n\n- c\n\n  d", "- a\n  b\n\n- c\n\n  d"),
        ("1. a\n#. b\n\n   ::\n\n     c", "1. a\n\n2. b\n\n   ```text\n   c\n   ```"),
        ("  quoted", "> quoted"),
        ("  * a\n  * b", "- a\n- b"),
        ("term\n  meaning", "term\n\nmeaning"),
        ("line\n# no heading\n- no item", "line\n\\# no heading\n\\- no item"),
        ("|x| is\n\n.. |x| replace:: this", "this is"),
        (
            "====  ===\nA     B\n====  ===\n1|2   x\n====  ===",
            "| A | B |\n| --- | --- |\n| 1\\|2 | x |",
        ),
        ("+--+\n|a |\n+--+", "```text\n+--+\n|a |\n+--+\n```"),
        (".. odd:: x\n\n   y", "````text\n.. odd:: x\n\n   y\n````"),
        ("a [1]_\n\n.. [1] the note", "a \\[1\\]\n\n\\[1\\] the note"),
    ],
)
def test_rest_becomes_markdown(tmp_path: Path, source: str, expected: str) -> None:
    assert answer(tmp_path, source) == expected


def test_a_whole_source(tmp_path: Path) -> None:
    made = imported(tmp_path, {"lake.rst": REST})
    assert [record["question"] for record in records(made).values()] == [
        "Where do I find the `rules`?",
        "It rains.",
    ]
    first, second = answers(made)
    assert "[Lake Map](https://example.org/map)" in first
    assert ":::{note}\nTake a *coat*. It is in `{locker}`.\n:::" in second
    assert "| 1 m | green |" in second
    told = {(note.kind, note.line) for note in made.report.files[0].warnings}
    assert ("directive", REST.split("\n").index(".. mystery:: box") + 1) in told


def test_raw_roles_are_left_out_and_told(tmp_path: Path) -> None:
    text = ".. role:: html(raw)\n\nA?\n==\n\n:html:`<s>` old :html:`</s>`\n"
    made = imported(tmp_path, {"faq.rst": text})
    assert [one.strip() for one in answers(made)] == ["old"]
    assert "<s>" in "".join(one.text for one in made.report.files[0].left_out)


def test_the_kind_of_a_text_file_is_guessed(tmp_path: Path) -> None:
    made = imported(tmp_path, {"a.txt": REST, "b.txt": "# T\n\n## Q: a?\n\nA: b\n"})
    assert [file.format for file in made.report.files] == ["reST", "Markdown"]
