"""The checks of an entry: small programs that prove its claims, read as text and never run here.

They are the functions without arguments in `tests/claims/<id>.py`. What is run, what a page shows
and what the ledger vouches for is one text, the program of a check: the imports and definitions
that its body uses, then the body.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

FOLDER = "tests/claims"
"""Where the checks are, in a project."""

_PROOF = re.compile(r"\s*# Proof\b")
"""The line that ends the example of a check."""

_HEADER = re.compile(r"\s*def \w+\(\):\s*(#.*)?")
"""The first line of a check, whose body begins on the next."""


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
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:  # or a null byte
        raise BadChecks(getattr(error, "lineno", None) or 1, "This is not Python.") from None
    lines = re.split(r"\r\n|\r|\n", text)  # as Python does; `splitlines` knows more
    defined: dict[str, _Definition] = {}
    checks: dict[str, ast.FunctionDef] = {}
    for node in module.body:
        if isinstance(node, ast.FunctionDef) and node.name[0] != "_":
            _refuse_second(node.name, node, {**defined, **checks})
            checks[node.name] = node
            continue
        for name, definition in _definitions(node, lines):
            earlier = defined.get(name)
            if earlier is not None and earlier.imports and definition.imports:
                texts = dict.fromkeys((earlier.text, definition.text))
                defined[name] = replace(earlier, text="\n".join(texts))
            else:
                _refuse_second(name, node, {**defined, **checks})
                defined[name] = definition
    return {name: _check(node, lines, defined) for name, node in checks.items()}


def _refuse_second(name: str, node: ast.stmt, known: Mapping[str, object]) -> None:
    if name in known:
        raise BadChecks(node.lineno, f"'{name}' is defined here again. Give it another name.")


@dataclass(frozen=True, slots=True)
class _Definition:
    """What binds a name at the top of a file: its text, and the names that it uses itself."""

    line: int
    text: str
    uses: frozenset[str] = frozenset()
    imports: bool = False
    is_block: bool = False
    """Whether it is a function or a class."""


def _definitions(node: ast.stmt, lines: Sequence[str]) -> Iterator[tuple[str, _Definition]]:
    """Yield what a statement at the top of a file binds; raises BadChecks for any other."""
    match node:
        case ast.Import(names=names):
            for alias in names:
                bound = alias.asname or alias.name.partition(".")[0]
                text = f"import {ast.unparse(alias)}"
                yield bound, _Definition(node.lineno, text, imports=True)
        case ast.ImportFrom(module=str(module), names=names, level=0) if names[0].name != "*":
            for alias in names:
                text = f"from {module} import {ast.unparse(alias)}"
                yield alias.asname or alias.name, _Definition(node.lineno, text, imports=True)
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            first = min((node.lineno, *(one.lineno for one in node.decorator_list)))
            text = _text(lines, first, node.end_lineno)
            yield name, _Definition(first, text, _walk(node).names, is_block=True)
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            text = _text(lines, node.lineno, node.end_lineno)
            yield name, _Definition(node.lineno, text, _walk(node).names)
        case ast.Expr(value=ast.Constant(value=str())):
            pass  # the docstring of the file
        case _:
            message = "Only imports by name, functions, classes and constants may stand here."
            raise BadChecks(node.lineno, f"{message} Move this into the check that needs it.")


def _check(
    node: ast.FunctionDef, lines: Sequence[str], defined: Mapping[str, _Definition]
) -> Check:
    if not _HEADER.fullmatch(lines[node.lineno - 1]):
        message = f"The check '{node.name}' must have no arguments: begin it with a line"
        hint = f"'def {node.name}():'. A helper has a name with '_' in front."
        raise BadChecks(node.lineno, f"{message} {hint}")
    statements = node.body[1:] if ast.get_docstring(node) is not None else node.body
    walked = {one: _walk(one) for one in statements}
    asserting = [one for one in statements if walked[one].asserts]
    if not asserting:
        message = f"The check '{node.name}' asserts nothing, so it cannot fail."
        raise BadChecks(node.lineno, f"{message} Use 'assert' or 'pytest.raises'.")
    first = (_end(node.body[0]) if statements is not node.body else node.lineno) + 1
    if statements[0].lineno < first:
        raise BadChecks(first - 1, "Begin the first statement on a line of its own.")
    strings = _inside_strings(node)
    body = [
        line if n in strings else _outdented(line, node.body[0].col_offset)
        for n, line in enumerate(lines[: _end(node)], start=1)
    ]
    marks = (n for n in range(first, _end(node)) if n not in strings and _PROOF.match(lines[n - 1]))
    proof = next(marks, asserting[0].lineno)
    before = [one for one in statements if _end(one) < proof]
    names = [name for one in statements for name in walked[one].names]
    program = _program(names, body[first - 1 :], lines, defined)
    try:
        compile(program, node.name, "exec")
    except SyntaxError as error:
        message = f"The body of '{node.name}' is no program of its own: {error.msg}."
        raise BadChecks(node.lineno, message) from None
    example = program
    if before:
        names = [name for one in before for name in walked[one].names]
        example = _program(names, body[first - 1 : _end(before[-1])], lines, defined)
    return Check(
        name=node.name,
        line=node.lineno,
        program=program,
        example=example,
        turns=tuple(_turns(node, program)),
    )


def _program(
    names: Iterable[str],
    body: Sequence[str],
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
    text = "\n".join(_spaced([one for one in parts if one.imports], lines))
    after_block = False
    others = [(one.text, one.is_block) for one in parts if not one.imports]
    for part, is_block in (*others, ("\n".join(body).strip("\n"), False)):
        gap = "\n\n\n" if is_block or after_block else "\n\n"
        text = f"{text}{gap}{part}" if text else part
        after_block = is_block
    return f"{text}\n"


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
                    turn = Turn(*map(_literal, (old, new)))
                case _:
                    raise ValueError
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
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


def _literal(node: ast.expr) -> str:
    """Return the text that an expression is; raises ValueError if it is none."""
    value = ast.literal_eval(node)
    if not isinstance(value, str):
        raise ValueError
    return value


def _inside_strings(node: ast.stmt) -> frozenset[int]:
    """Return the lines that begin inside a text: their blanks belong to it."""
    return frozenset(
        line
        for one in ast.walk(node)
        if isinstance(one, ast.JoinedStr)
        or (isinstance(one, ast.Constant) and isinstance(one.value, str | bytes))
        for line in range(one.lineno + 1, (one.end_lineno or one.lineno) + 1)
    )


def _outdented(line: str, by: int) -> str:
    """Return a line without the indentation of a body; a comment may have less."""
    blank = len(line) - len(line.lstrip(" "))
    return line[min(blank, by) :]


def _end(node: ast.stmt) -> int:
    return node.end_lineno or node.lineno


def _text(lines: Sequence[str], first: int, last: int | None) -> str:
    return "\n".join(lines[first - 1 : last])
