"""What becomes of reStructuredText."""

from __future__ import annotations

from pathlib import Path

import pytest
from docutils.parsers.rst import directives, roles

from tests.cli.importing.helpers import (
    answers,
    imported,
    messages,
    questions,
)
from tests.cli.importing.samples import REST


def answer(folder: Path, text: str) -> str:
    result = imported(folder, {"faq.rst": f"FAQ\n===\n\nWhat?\n-----\n\n{text}\n"})
    return answers(result)[0]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a ``b < c`` d", "a `b < c` d"),
        ("*a* **b** `c`", "*a* **b** `c`"),
        (":func:`~x.y` :code:`z` :odd:`w`", "`x.y` `z` `w`"),
        (":doc:`Title </page>` :ref:`label`", "Title `label`"),
        (":kbd:`Esc` H\\ :sub:`2`\\ O", "{kbd}`Esc` H{sub}`2`O"),
        ("`a b <https://x.org/c_d>`__", "[a b](https://x.org/c_d)"),
        ("`a`_ b_\n\n.. _a: https://x.org\n.. _b: a_", "[a](https://x.org) [b](https://x.org)"),
        ("`gone`_ x_y_ end_", "\\`gone\\`\\_ x_y\\_ end\\_"),
        ("1 < 2 [x] a_b 2*3", "1 < 2 [x] a_b 2\\*3"),
        ("https://x.org/a_b.", "<https://x.org/a_b>."),
        ("text::\n\n    code\n      more", "text:\n\n```text\ncode\n  more\n```"),
        ("::\n\n  code", "```text\ncode\n```"),
        (">>> f()\n1", "```python\n>>> f()\n1\n```"),
        (".. code-block:: sh\n   :linenos:\n\n   ls\n", "```bash\nls\n```"),
        (".. code:: c\n   :caption: A\n\n   x", "A\n\n```c\nx\n```"),
        (".. note:: Mind this.", ":::{note}\nMind this.\n:::"),
        (".. warning::\n\n   - a\n   - b", ":::{warning}\n- a\n- b\n:::"),
        (".. admonition:: *Hot*\n\n   a", ":::{admonition} *Hot*\na\n:::"),
        (".. versionadded:: 1.2\n\n   a", ":::{admonition} versionadded 1.2\na\n:::"),
        (".. image:: https://x.org/m.png\n   :alt: map", "[map](https://x.org/m.png)"),
        ("- a\n  b\n\n- c\n\n  d", "- a\n  b\n- c\n\n  d"),
        ("1. a\n#. b\n\n   ::\n\n     c", "1. a\n2. b\n\n   ```text\n   c\n   ```"),
        ("#. a\n#. b\n\nA. c\nB. d", "1. a\n2. b\n\n1) c\n2) d"),
        ("- #. a\n\n  A. b", "- 1. a\n  1) b"),
        ("  quoted", "> quoted"),
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
    assert answer(tmp_path, source) == expected


@pytest.mark.parametrize(
    "directive", ["include", "literalinclude", "raw:: html\n   :file", "image"]
)
def test_no_other_file_is_read(tmp_path: Path, directive: str) -> None:
    (tmp_path / "secret").write_text("hidden words")
    text = f".. {directive}:: {tmp_path}/secret".replace("file::", "file:")
    assert "hidden words" not in answer(tmp_path, text)


def test_a_whole_source(tmp_path: Path) -> None:
    result = imported(tmp_path, {"lake.rst": REST})
    assert questions(result) == ["Where do I find the `rules`?", "It rains."]
    first, second = answers(result)
    assert "[Lake Map](https://example.org/map)" in first
    assert ":::{note}\nTake a *coat*. It is in `{locker}`.\n:::" in second
    line = REST.split("\n").index(".. mystery:: box") + 1
    assert any(message.startswith(f"{line} This is fenced") for message in messages(result))


def test_raw_roles_are_html(tmp_path: Path) -> None:
    text = ".. role:: h(raw)\n   :format: html\n\nA?\n==\n\n:h:`<s>`\nold <x> :h:`</s>`\n"
    result = imported(tmp_path, {"faq.rst": text})
    assert answers(result) == ["old \\<x>"]
    assert messages(result)[-1].startswith("7 Struck-out words")


def test_names_of_others_are_set_aside_and_stay(tmp_path: Path) -> None:
    def role(*_: object) -> None:
        raise AssertionError

    roles.register_local_role("func", role)
    try:
        assert answer(tmp_path, ":func:`x`\n\n.. role:: mine\n\n:mine:`y`") == "`x`\n\ny"
        assert roles._roles["func"] is role
        assert "mine" not in roles._roles
        assert "odd" not in directives._directives
    finally:
        del roles._roles["func"]


def test_the_format_of_a_text_file_is_guessed(tmp_path: Path) -> None:
    result = imported(tmp_path, {"a.txt": REST, "b.txt": "# T\n\n## Q: a?\n\nA: b\n"})
    assert questions(result)[1:] == ["It rains.", "a?"]
