"""What is read from a file of checks: the programs, their examples, and what cannot be one."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.evidence.checks import BadChecks, Check, parse_checks

HEAD = "from checks import mutant\n\n\n"


def one(body: str, head: str = HEAD, mutant: str = '@mutant("1", "2")') -> Check:
    """Return the only check of a file."""
    indented = "".join(f"    {line}\n" if line else "\n" for line in body.splitlines())
    (check,) = parse_checks(f"{head}{mutant}\ndef it_holds():\n{indented}").values()
    return check


LONG = [f"a_name_that_is_long_{letter}" for letter in "abcde"]


@pytest.mark.parametrize(
    ("head", "body", "program"),
    [
        (  # only the imports and definitions that it uses, in the order of the file
            '"""About."""\n\nimport os.path as way\nfrom pathlib import Path, PurePath\n\n'
            f"import json\nimport re\n\n{HEAD}LIMIT = 3\n\n\nclass Box:\n    size = LIMIT\n\n\n"
            "def _unused():\n    return re\n\n\ndef _full(box):\n    return Box, Path(box)\n\n\n",
            "box = _full(way.join('a', '1'))\nassert box",
            "import os.path as way\nfrom pathlib import Path\n\n"
            "LIMIT = 3\n\n\nclass Box:\n    size = LIMIT\n\n\n"
            "def _full(box):\n    return Box, Path(box)\n\n\n"
            "box = _full(way.join('a', '1'))\nassert box\n",
        ),
        (  # names of one import statement stay together
            "from json import (\n    dumps,\n    load,\n    loads as read,\n)\n"
            f"from os import path\nfrom os import sep\nimport re, sys\n{HEAD}",
            "assert read(dumps(1)), (path, sep, re, sys)",
            "from json import dumps, loads as read\nfrom os import path\nfrom os import sep\n"
            "import re\nimport sys\n\nassert read(dumps(1)), (path, sep, re, sys)\n",
        ),
        (  # unless they are too long for a line
            f"from one import {', '.join(LONG)}\n{HEAD}",
            f"assert 1, ({', '.join(LONG)})",
            "".join(f"from one import {name}\n" for name in LONG)
            + f"\nassert 1, ({', '.join(LONG)})\n",
        ),
        (  # both imports of a name
            f"from one import a, b\nfrom two import a\n{HEAD}",
            "assert (a, b) == 1",
            "from one import a, b\nfrom two import a\n\nassert (a, b) == 1\n",
        ),
        (  # all imports below one package
            f"import xml.dom\nimport xml.sax\n\n{HEAD}",
            "assert xml.sax and 1",
            "import xml.dom\nimport xml.sax\n\nassert xml.sax and 1\n",
        ),
        (  # a helper with its decorators
            f"import re\n\n{HEAD}@re.sub\ndef _one():\n    return 1\n\n\n",
            "assert _one()",
            "import re\n\n\n@re.sub\ndef _one():\n    return 1\n\n\nassert _one()\n",
        ),
        (  # no docstring, and all lines after separators that Python does not know
            f"# \u2028\x85\n{HEAD}",
            '"""Say it.\x0cMore.\n\nAt length."""\n\n# Why\nassert 1\nTrue is False',
            "# Why\nassert 1\nTrue is False\n",
        ),
    ],
)
def test_a_program_is_the_body_below_what_it_uses(head: str, body: str, program: str) -> None:
    assert one(body, head, '@mutant("assert", "assert not")').program == program


def test_an_example_ends_at_the_proof_or_the_first_assertion_or_is_all() -> None:
    head = f"import json\nimport re\n\n{HEAD}"
    check = one("# Two\ntext = json.dumps(1)\n\n# Proof: it is.\nassert re.match('.', text)", head)
    assert check.example == "import json\n\n# Two\ntext = json.dumps(1)\n"
    for mark in ("# Proofread it", 'text = """\n# Proof\n"""', "x = '# Proof'"):
        assert "b = 2" in one(f"{mark}\nb = 2\n# Proof: so\nassert b - 1").example
    assert one("a = 1\n\nassert a\nb = 2\nassert b").example == "a = 1\n"
    assert one("assert 1").example == "assert 1\n"
    raising = "import pytest\n\n" + HEAD
    check = one(
        "a = '1'\nwith pytest.raises(TypeError):\n    a + 1\n", raising, '@mutant("+", "*")'
    )
    assert check.example == "a = '1'\n"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("def it(:\n", 1, "This is not Python."),
        (
            "x = 1\nprint(x)\n",
            2,
            "Only imports by name, functions, classes and constants may stand outside checks.",
        ),
        ("def it(a):\n    assert a\n", 1, "Start the check with 'def it():'"),
        ("def it():\n    pass\n", 1, "never fails"),
        ("def it():\n    assert 1\n", 1, "Nothing shows that 'it' can fail."),
        ("@other\ndef it():\n    assert 1\n", 1, "Use only `@mutant` with two strings"),
        ("@mutant('1', x)\ndef it():\n    assert 1\n", 1, "`@mutant` with two strings"),
        ("@needs(1)\ndef it():\n    assert 1\n", 1, "1 is not a package"),
        ("@needs('a')\ndef it():\n    assert 1\n", 2, "Nothing shows that 'it' can fail"),
        *(
            (
                f"@needs('a', {text!r})\n@mutant('1', '2')\ndef it():\n    assert 1\n",
                1,
                f"{text!r} is not a package with versions. Write it like",
            )
            for text in ("", "a b", "a>", "-r a", "a @ https://a.org/a", "a[b]", "a; x=='y'")
        ),
        ("@mutant('2', '3')\ndef it():\n    assert 1\n", 1, "'2' occurs 0 times in 'it'"),
        ("@mutant('1', '3')\ndef it():\n    assert 1 + 1\n", 1, "occurs 2 times"),
        ("@mutant('1', '2')\ndef it():\n    assert 1\n    return\n", 2, "does not run outside"),
        ('@mutant("1", "2")\ndef it():\n    """D."""; assert 1\n    assert 2', 3, "its own line"),
        ('@mutant("1", "2")\ndef it(): assert 1\n', 2, "Start the check with 'def it():'"),
        ("def helper(x):\n    return x\n", 1, "a helper with '_'"),
        ("from x import *\n", 1, "imports by name"),
        ("N = 1\nN = N + 1\n", 2, "'N' is already defined above"),
        ("import a\nfrom b import a\nclass a:\n    pass\n", 3, "'a' is already defined above"),
        ("@mutant('1', '2')\ndef it():\n    assert 1\n" * 2, 5, "'it' is already defined above"),
        ("@mutant({[]}, 'x')\ndef it():\n    assert 1\n", 1, "`@mutant` with two strings"),
        (f"x = {'(' * 500}1{')' * 500}\n", 1, "This is not Python."),
    ],
)
def test_what_cannot_be_a_check_is_reported(text: str, line: int, reason: str) -> None:
    with pytest.raises(BadChecks) as caught:
        parse_checks(text)
    assert (caught.value.line, reason in str(caught.value)) == (line, True), caught.value


def test_the_digest_follows_claim_program_mutants_and_needs_and_nothing_else() -> None:
    check = one("assert 1")
    known = check.digest("It is.")
    assert one("assert 1", f"import re\n\n\n{HEAD}# A comment\n\n\n").digest("It is.") == known
    assert check.digest("It is!") != known
    assert one("assert 1 == 1", mutant='@mutant("==", "!=")').digest("It is.") != known
    assert one("assert 1", mutant='@mutant("1", "3")').digest("It is.") != known
    needing = one("assert 1", mutant='@needs("torch", "numpy>=2")\n@mutant("1", "2")')
    assert (needing.needs, needing.program) == (("torch", "numpy>=2"), check.program)
    assert needing.digest("It is.") != known


@given(st.text(alphabet="def it():\n    asrt1@und\"'#\\\t[]", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(BadChecks):
        assert all(one.program.endswith("\n") for one in parse_checks(HEAD + text).values())


def test_a_text_of_several_lines_keeps_its_blanks(tmp_path: Path) -> None:
    body = 'text = """\n        y\nz"""\nassert text.index("y") == 13, f"""\n {1}\n"""\n# Left\n'
    check = one(body, mutant='@mutant("13", "8")')
    indented = "".join(f"    {line}\n" for line in body.splitlines())
    exec(f"def it():\n{indented}\nit()")
    exec(check.program)
    with pytest.raises(AssertionError):
        exec(check.program.replace(check.mutants[0].old, check.mutants[0].new))
