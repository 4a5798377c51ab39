"""The checks of an entry: small programs that prove its claims, read as text and never run here.

They are the functions without arguments in `tests/claims/<id>.py`. What is run, what a page shows
and what the ledger vouches for is one text, the program of a check: the imports and definitions
that its body uses, then the body.
"""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

FOLDER = "tests/claims"
"""Where the checks are, in a project."""

PROOF = "# Proof"
"""How the comment begins that ends the example of a check."""


class BadChecks(Exception):
    """A file of checks that cannot be used; says what is wrong and on which line."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Turn:
    """What of a program to write differently, so that its claim no longer holds."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Check:
    """A program that ends without an error exactly if a claim holds."""

    name: str
    line: int
    program: str
    example: str
    """The program up to `# Proof`, or to its first assertion: what a reader would write."""
    turns: tuple[Turn, ...]

    def turned(self, turn: Turn) -> str:
        """Return the program with its claim turned round."""
        return self.program.replace(turn.old, turn.new)

    def digest(self, claim: str) -> str:
        """Return what changes whenever the claim, the program or a turn does."""
        parts = (claim, self.program, *((turn.old, turn.new) for turn in self.turns))
        return blake2b(repr(parts).encode(), digest_size=8).hexdigest()


def path_of(id: str) -> str:
    """Return the path of the checks of an entry, relative to the project."""
    return f"{FOLDER}/{id}.py"


def parse_checks(text: str) -> Mapping[str, Check]:
    """Return the checks in a file by name, in its order; raises BadChecks."""
    try:
        module = ast.parse(text)
    except (SyntaxError, ValueError) as error:  # ValueError: a null byte
        raise BadChecks(getattr(error, "lineno", None) or 1, "This is not Python.") from None
    lines = text.splitlines()
    defined = dict(_definitions(module.body, lines))
    found = (node for node in module.body if isinstance(node, ast.FunctionDef))
    return {node.name: _check(node, lines, defined) for node in found if node.name[0] != "_"}


@dataclass(frozen=True, slots=True)
class _Definition:
    """What binds a name at the top of a file: its text, and the names that it uses itself."""

    line: int
    text: str
    uses: frozenset[str] = frozenset()
    imports: bool = False
    is_block: bool = False
    """Whether it is a function or a class."""


def _definitions(
    body: Sequence[ast.stmt], lines: Sequence[str]
) -> Iterator[tuple[str, _Definition]]:
    for node in body:
        match node:
            case ast.Import(names=names):
                for alias in names:
                    bound = alias.asname or alias.name.partition(".")[0]
                    text = f"import {ast.unparse(alias)}"
                    yield bound, _Definition(node.lineno, text, imports=True)
            case ast.ImportFrom(module=module, names=names):
                for alias in names:
                    text = f"from {module} import {ast.unparse(alias)}"
                    bound = alias.asname or alias.name
                    yield bound, _Definition(node.lineno, text, imports=True)
            case ast.FunctionDef(name=name) if name[0] != "_":
                pass  # a check
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                first = min((node.lineno, *(one.lineno for one in node.decorator_list)))
                text = _text(lines, first, node.end_lineno)
                yield name, _Definition(first, text, _walk(node).names, is_block=True)
            case ast.Assign(targets=[ast.Name(id=name)]):
                text = _text(lines, node.lineno, node.end_lineno)
                yield name, _Definition(node.lineno, text, _walk(node).names)
            case ast.Expr(value=ast.Constant(value=str())):
                pass  # the docstring of the file
            case _:
                message = "Only imports, functions, classes and constants may stand here."
                raise BadChecks(node.lineno, f"{message} Move this into the check that needs it.")


def _check(
    node: ast.FunctionDef, lines: Sequence[str], defined: Mapping[str, _Definition]
) -> Check:
    if ast.unparse(node.args):
        raise BadChecks(node.lineno, f"The check '{node.name}' must have no arguments.")
    statements = node.body[1:] if ast.get_docstring(node) is not None else node.body
    walked = {one: _walk(one) for one in statements}
    asserting = [one for one in statements if walked[one].asserts]
    if not asserting:
        message = f"The check '{node.name}' asserts nothing, so it cannot fail."
        raise BadChecks(node.lineno, f"{message} Use 'assert' or 'pytest.raises'.")
    first = _end(node.body[0]) + 1 if statements is not node.body else _signature_end(node) + 1
    marks = (n for n in range(first, _end(node)) if lines[n - 1].lstrip().startswith(PROOF))
    proof = next(marks, asserting[0].lineno)
    before = [one for one in statements if _end(one) < proof]
    names = [name for one in statements for name in walked[one].names]
    program = _program(names, first, _end(node), lines, defined)
    try:
        compile(program, node.name, "exec")
    except SyntaxError as error:
        message = f"The body of '{node.name}' is no program of its own: {error.msg}."
        raise BadChecks(node.lineno, message) from None
    example = program
    if before:
        names = [name for one in before for name in walked[one].names]
        example = _program(names, first, _end(before[-1]), lines, defined)
    return Check(
        name=node.name,
        line=node.lineno,
        program=program,
        example=example,
        turns=tuple(_turns(node, program)),
    )


def _program(
    names: Iterable[str],
    first: int,
    last: int,
    lines: Sequence[str],
    defined: Mapping[str, _Definition],
) -> str:
    """Return the lines of a body after all that the names in it stand for, as a text of its own."""
    needed: dict[str, _Definition] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in defined and name not in needed:
            needed[name] = defined[name]
            waiting += defined[name].uses
    parts = sorted(needed.values(), key=lambda one: (not one.imports, one.line, one.text))
    imports = "\n".join(_spaced([one for one in parts if one.imports], lines))
    constants = [one.text for one in parts if not one.imports and not one.is_block]
    blocks = [one.text for one in parts if one.is_block]
    body = textwrap.dedent(_text(lines, first, last)).strip("\n")
    lead = "\n\n".join(part for part in (imports, *constants) if part)
    gap = "\n\n\n" if blocks else "\n\n"
    return gap.join(part for part in (lead, *blocks, body) if part) + "\n"


def _spaced(imports: Sequence[_Definition], lines: Sequence[str]) -> Iterator[str]:
    """Yield imports with the empty lines between their groups."""
    for before, one in pairwise((None, *imports)):
        if before is not None and one is not None and "" in lines[before.line : one.line]:
            yield ""
        if one is not None:
            yield one.text


def _turns(node: ast.FunctionDef, program: str) -> Iterator[Turn]:
    for decorator in node.decorator_list:
        try:
            match decorator:
                case ast.Call(func=ast.Name(id="turned"), args=[old, new], keywords=[]):
                    turn = Turn(ast.literal_eval(old), ast.literal_eval(new))
                case _:
                    raise ValueError
        except ValueError:
            message = "A check may be decorated with 'turned' and two texts only."
            raise BadChecks(decorator.lineno, message) from None
        if program.count(turn.old) != 1 or turn.old == turn.new:
            times = program.count(turn.old)
            message = f"'{turn.old}' occurs {times} times in '{node.name}', and must occur once."
            raise BadChecks(decorator.lineno, message)
        yield turn
    if not node.decorator_list:
        message = f"Nothing shows that the check '{node.name}' can fail."
        hint = 'Say with \'@turned("old", "new")\' what turns its claim round.'
        raise BadChecks(node.lineno, f"{message} {hint}")


class _Walked(NamedTuple):
    """What a statement, with all in its blocks, uses, and whether it asserts something."""

    names: frozenset[str]
    asserts: bool


def _walk(statement: ast.stmt) -> _Walked:
    names: set[str] = set()
    asserts = False
    for node in ast.walk(statement):
        match node:
            case ast.Name(id=name):
                names.add(name)
            case ast.Assert() | ast.Attribute(value=ast.Name(id="pytest"), attr="raises"):
                asserts = True
    return _Walked(frozenset(names), asserts)


def _signature_end(node: ast.FunctionDef) -> int:
    # A check has no arguments, and its return type, if any, stands on the same line.
    return node.lineno


def _end(node: ast.stmt) -> int:
    return node.end_lineno or node.lineno


def _text(lines: Sequence[str], first: int, last: int | None) -> str:
    return "\n".join(lines[first - 1 : last])
