"""The program of a check: the imports and definitions that its body uses, then the body."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

_WIDTH = 88
"""Most characters of a line that several imports share; longer ones would be wrapped."""


class BadChecks(Exception):
    """A file of checks that cannot be used; says what is wrong and on which line."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Definition:
    """What binds a name at the top of a file: its text, and the names that it uses itself."""

    line: int
    text: str
    uses: frozenset[str] = frozenset()
    imports: bool = False
    is_block: bool = False
    """Whether it is a function or a class."""


def definitions(node: ast.stmt, lines: Sequence[str]) -> Iterator[tuple[str, Definition]]:
    """Yield what a statement at the top of a file binds; raises BadChecks for any other."""
    match node:
        case ast.Import(names=names):
            for alias in names:
                bound = alias.asname or alias.name.partition(".")[0]
                text = f"import {ast.unparse(alias)}"
                yield bound, Definition(node.lineno, text, imports=True)
        case ast.ImportFrom(module=str(module), names=names, level=0) if names[0].name != "*":
            for alias in names:
                text = f"from {module} import {ast.unparse(alias)}"
                yield alias.asname or alias.name, Definition(node.lineno, text, imports=True)
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            first = min((node.lineno, *(one.lineno for one in node.decorator_list)))
            text = _text(lines, first, node.end_lineno)
            yield name, Definition(first, text, walk(node).names, is_block=True)
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            text = _text(lines, node.lineno, node.end_lineno)
            yield name, Definition(node.lineno, text, walk(node).names)
        case ast.Expr(value=ast.Constant(value=str())):
            pass  # the docstring of the file
        case _:
            message = "Only imports by name, functions, classes and constants may stand here."
            raise BadChecks(node.lineno, f"{message} Move this into the check that needs it.")


def compose(
    names: Iterable[str],
    body: Sequence[str],
    lines: Sequence[str],
    defined: Mapping[str, Definition],
) -> str:
    """Return the lines of a body after all that the names in it stand for, as a text of its own."""
    needed: dict[str, Definition] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in defined and name not in needed:
            needed[name] = defined[name]
            waiting += defined[name].uses
    parts = sorted(needed.values(), key=lambda one: (not one.imports, one.line, one.text))
    text = "\n".join(_spaced([one for one in parts if one.imports], lines))
    after_block = False
    others = [(one.text, one.is_block) for one in parts if not one.imports]
    for part, is_block in (*others, ("\n".join(body).strip("\n"), False)):
        gap = "\n\n\n" if is_block or after_block else "\n\n"
        text = f"{text}{gap}{part}" if text else part
        after_block = is_block
    return f"{text}\n"


def _spaced(imports: Sequence[Definition], lines: Sequence[str]) -> Iterator[str]:
    """Yield imports, those of one statement together, with the empty lines between their groups."""
    before = None
    for line, ones in groupby(imports, key=lambda one: one.line):
        if before is not None and "" in lines[before:line]:
            yield ""
        before = line
        yield from _joined([one.text for one in ones])


def _joined(imports: Sequence[str]) -> Iterator[str]:
    """Yield the imports of one statement, as one if they are of one module and fit on a line."""
    start, found, _ = imports[0].partition(" import ")
    names = ", ".join(text.removeprefix(f"{start} import ") for text in imports)
    joined = f"{start} import {names}"
    if found and len(joined) <= _WIDTH and "\n" not in joined:
        yield joined
    else:
        yield from imports


class Walked(NamedTuple):
    """What a statement, with all in its blocks, uses, and whether it asserts something."""

    names: frozenset[str]
    asserts: bool


def walk(statement: ast.stmt) -> Walked:
    """Return which names a statement uses, and whether it asserts something."""
    names: set[str] = set()
    asserts = False
    for node in ast.walk(statement):
        match node:
            case ast.Name(id=name):
                names.add(name)
            case ast.Assert() | ast.Attribute(value=ast.Name(id="pytest"), attr="raises"):
                asserts = True
    return Walked(frozenset(names), asserts)


def _text(lines: Sequence[str], first: int, last: int | None) -> str:
    return "\n".join(lines[first - 1 : last])
