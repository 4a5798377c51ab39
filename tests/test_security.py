"""Each attack that SECURITY.md names has a test that shows what stops it."""

import ast

import pytest

from tests.pages import ROOT, codes_in, make_targets, read

ROWS = [row for part in read("SECURITY.md") for row in part.rows if row[0] != "An attacker tries"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_what_shows_it_exists(row: list[str]) -> None:
    shown = codes_in(row[2])
    assert shown, "no test shows it"
    for name in shown:
        file, _, function = name.partition("::")
        if function:
            tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
            functions = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
            assert function.startswith("test_")
            assert function in functions, name
        else:
            assert name.removeprefix("make ") in make_targets()
