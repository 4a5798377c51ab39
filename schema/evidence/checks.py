"""The checks of an entry: small programs that prove its claims, read as text and never run here.

They are the functions without arguments in `checks/<id>.py`. What is run, what a page shows
and what the ledger vouches for is one text, the program of a check: the imports and definitions
that its body uses, then the body.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from packaging.requirements import InvalidRequirement, Requirement

from schema.evidence.programs import BadChecks, Definition, compose, definitions, walk

FOLDER = "checks"
"""Where the checks are, in a project."""

_PROOF = re.compile(r"\s*# Proof\b")
"""The line that ends the example of a check."""

_HEADER = re.compile(r"\s*def \w+\(\):\s*(#.*)?")
"""The first line of a check, whose body begins on the next."""


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
    needs: tuple[str, ...] = ()
    """Requirements, such as `torch` or `numpy>=2`, without which it says nothing of its claim."""

    def turned(self, turn: Turn) -> str:
        """Return the program with its claim turned round."""
        return self.program.replace(turn.old, turn.new)

    def digest(self, claim: str) -> str:
        """Return what changes whenever the claim, the program, a turn or a need does."""
        turns = ((turn.old, turn.new) for turn in self.turns)
        parts = (claim, self.program, *turns, *self.needs)
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
    defined: dict[str, Definition] = {}
    checks: dict[str, ast.FunctionDef] = {}
    for node in module.body:
        if isinstance(node, ast.FunctionDef) and node.name[0] != "_":
            _refuse_second(node.name, node, {**defined, **checks})
            checks[node.name] = node
            continue
        for name, definition in definitions(node, lines):
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


def _check(node: ast.FunctionDef, lines: Sequence[str], defined: Mapping[str, Definition]) -> Check:
    if not _HEADER.fullmatch(lines[node.lineno - 1]):
        message = f"The check '{node.name}' must have no arguments: begin it with a line"
        hint = f"'def {node.name}():'. A helper has a name with '_' in front."
        raise BadChecks(node.lineno, f"{message} {hint}")
    statements = node.body[1:] if ast.get_docstring(node) is not None else node.body
    walked = {one: walk(one) for one in statements}
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
    program = compose(names, body[first - 1 :], lines, defined)
    try:
        compile(program, node.name, "exec")
    except SyntaxError as error:
        message = f"The body of '{node.name}' is no program of its own: {error.msg}."
        raise BadChecks(node.lineno, message) from None
    example = program
    if before:
        names = [name for one in before for name in walked[one].names]
        example = compose(names, body[first - 1 : _end(before[-1])], lines, defined)
    return Check(
        name=node.name,
        line=node.lineno,
        program=program,
        example=example,
        turns=tuple(_turns(node, program)),
        needs=tuple(_needs(node)),
    )


def _turns(node: ast.FunctionDef, program: str) -> Iterator[Turn]:
    marked = False
    for line, name, texts in _decorations(node):
        if name != "turned":
            continue
        marked = True
        turn = Turn(*texts)
        if program.count(turn.old) != 1 or turn.old == turn.new:
            times = program.count(turn.old)
            message = f"'{turn.old}' occurs {times} times in '{node.name}', and must occur once."
            raise BadChecks(line, message)
        yield turn
    if not marked:
        message = f"Nothing shows that the check '{node.name}' can fail."
        hint = 'Say with \'@turned("old", "new")\' what turns its claim round.'
        raise BadChecks(node.lineno, f"{message} {hint}")


def _needs(node: ast.FunctionDef) -> Iterator[str]:
    for line, name, texts in _decorations(node):
        if name != "needs":
            continue
        for text in texts:
            if not _is_requirement(text):
                message = f"'{text}' names no package with its versions."
                raise BadChecks(line, f"{message} Write it like 'torch' or 'numpy>=2'.")
            yield text


def _is_requirement(text: str) -> bool:
    """Tell whether a text names a package, perhaps with versions, and nothing more."""
    try:
        needed = Requirement(text)
    except InvalidRequirement:
        return False
    return needed.url is None and needed.marker is None and not needed.extras


def _decorations(node: ast.FunctionDef) -> Iterator[tuple[int, str, Sequence[str]]]:
    """Yield the line, the name and the texts of each decorator of a check; raises BadChecks."""
    for decorator in node.decorator_list:
        try:
            match decorator:
                case (
                    ast.Call(func=ast.Name(id="turned" as name), args=[_, _] as args, keywords=[])
                    | ast.Call(func=ast.Name(id="needs" as name), args=[_, *_] as args, keywords=[])
                ):
                    texts = [_literal(arg) for arg in args]
                case _:
                    raise ValueError
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            message = "A check may be decorated with 'turned' and two texts, or with 'needs' and"
            raise BadChecks(decorator.lineno, f"{message} requirements as texts.") from None
        yield decorator.lineno, name, texts


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
