"""The checks of an entry: small programs that test its claims, read as text and never run here.

A check is a function without arguments in `checks/<id>.py`. Its program is what runs, what a page
shows and what a result belongs to: the imports and definitions that the body uses, then the body.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from packaging.requirements import InvalidRequirement, Requirement

from schema.phrases import Phrase, Words

FOLDER = "checks"
"""The folder of all checks, relative to the project."""

_PROOF = re.compile(r"\s*# Proof\b")
"""The line that ends the example of a check."""

_HEADER = re.compile(r"\s*def \w+\(\):\s*(#.*)?")
"""The first line of a check; its body begins on the next."""

_WIDTH = 88
"""Longest line of imports from one module; longer ones take a line each."""

_IMPORT = ast.Import | ast.ImportFrom


class BadChecks(Exception):
    """A file of checks cannot be used. The message says why, `line` says where."""

    def __init__(self, line: int, message: str, *values: Words) -> None:
        self.message = Phrase(message, *values)
        super().__init__(self.message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Mutant:
    """A replacement in the program of a check that makes its claim false."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Check:
    """A program that ends without an error exactly if a claim is true."""

    name: str
    line: int
    program: str
    example: str
    """The program up to `# Proof` or its first assertion: what a reader would write."""
    mutants: tuple[Mutant, ...]
    needs: tuple[str, ...] = ()
    """Requirements, such as `torch` or `numpy>=2`, without which the check cannot run."""

    def digest(self, claim: str) -> str:
        """Return what changes whenever the claim, the program, a mutant or a requirement does."""
        mutants = ((mutant.old, mutant.new) for mutant in self.mutants)
        parts = (claim, self.program, *mutants, *self.needs)
        return blake2b(repr(parts).encode(), digest_size=8).hexdigest()


def path_of(id: str) -> str:
    """Return the path of an entry's checks, relative to the project."""
    return f"{FOLDER}/{id}.py"


_Bindings = Mapping[str, Sequence[ast.stmt]]
"""The statements at the top of a file that bind each name; only imports can share one."""


def parse_checks(text: str) -> Mapping[str, Check]:
    """Return the checks in a file by name, in its order. Raise `BadChecks`."""
    try:
        module = ast.parse(text)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:  # or a null byte
        raise BadChecks(getattr(error, "lineno", None) or 1, "This is not Python.") from None
    lines = re.split(r"\r\n|\r|\n", text)  # as Python does; `splitlines` knows more
    bindings: defaultdict[str, list[ast.stmt]] = defaultdict(list)
    for node in module.body:
        for name in _bound_names(node):
            pair = [*bindings[name][:1], node]
            if len(pair) > 1 and not all(isinstance(each, _IMPORT) for each in pair):
                message = "'{name}' is already defined above. Give it a different name."
                raise BadChecks(node.lineno, message, name)
            bindings[name].append(node)
    functions = [node for node in module.body if isinstance(node, ast.FunctionDef)]
    checks = {node.name: node for node in functions if node.name[0] != "_"}
    for name in checks:
        del bindings[name]
    return {name: _check(node, lines, bindings) for name, node in checks.items()}


def _check(node: ast.FunctionDef, lines: Sequence[str], bindings: _Bindings) -> Check:
    if not _HEADER.fullmatch(lines[node.lineno - 1]):
        message = "Start the check with 'def {name}():'. Start the name of a helper with '_'."
        raise BadChecks(node.lineno, message, node.name)
    statements = node.body[1:] if ast.get_docstring(node) is not None else node.body
    asserting = next((statement for statement in statements if _asserts(statement)), None)
    if asserting is None:
        message = "The check '{name}' never fails: it has no 'assert' and no 'pytest.raises'."
        raise BadChecks(node.lineno, message, node.name)
    first = (_end(node.body[0]) if statements is not node.body else node.lineno) + 1
    if statements[0].lineno < first:
        raise BadChecks(first - 1, "Start the first statement on its own line.")
    strings = _lines_inside_strings(node)
    indentation = re.compile(f"^ {{0,{node.body[0].col_offset}}}")  # of a comment it may be less
    body = [
        line if number in strings else indentation.sub("", line)
        for number, line in enumerate(lines[first - 1 : _end(node)], start=first)
    ]
    marks = (n for n in range(first, _end(node)) if n not in strings and _PROOF.match(lines[n - 1]))
    proof = next(marks, asserting.lineno)
    before = [statement for statement in statements if _end(statement) < proof]
    program = _compose(statements, body, lines, bindings)
    try:
        compile(program, node.name, "exec")
    except SyntaxError as error:
        message = "The body of '{name}' does not run outside a function: {reason}."
        raise BadChecks(node.lineno, message, node.name, error.msg) from None
    example = program
    if before:
        example = _compose(before, body[: _end(before[-1]) - first + 1], lines, bindings)
    return Check(node.name, node.lineno, program, example, *_decorators(node, program))


# Decorators -------------------------------------------------------------------------


def _decorators(node: ast.FunctionDef, program: str) -> tuple[tuple[Mutant, ...], tuple[str, ...]]:
    """Return the mutants and the requirements of a check. Raise `BadChecks`."""
    mutants: list[Mutant] = []
    needs: list[str] = []
    for decorator in node.decorator_list:
        match decorator:
            case ast.Call(
                func=ast.Name(id="mutant"),
                args=[ast.Constant(value=str(old)), ast.Constant(value=str(new))],
                keywords=[],
            ):
                times = program.count(old)
                if times != 1 or old == new:
                    message = "'{old}' occurs {n} times in '{name}'; a mutant needs exactly one."
                    raise BadChecks(decorator.lineno, message, old, times, node.name)
                mutants.append(Mutant(old, new))
            case ast.Call(func=ast.Name(id="needs"), args=[_, *_] as args, keywords=[]):
                needs += map(_requirement, args)
            case _:
                message = "Use only `@mutant` with two strings, and `@needs` with requirements."
                raise BadChecks(decorator.lineno, message)
    if not mutants:
        message = (
            "Nothing shows that '{name}' can fail. Add a `@mutant` that makes its claim false."
        )
        raise BadChecks(node.lineno, message, node.name)
    return tuple(mutants), tuple(needs)


def _requirement(node: ast.expr) -> str:
    """Return the text of a requirement. Raise `BadChecks` for any other expression."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        with suppress(InvalidRequirement):
            requirement = Requirement(node.value)
            if not (requirement.url or requirement.marker or requirement.extras):
                return node.value
    message = "{code} is not a package with versions. Write it like 'torch' or 'numpy>=2'."
    raise BadChecks(node.lineno, message, ast.unparse(node))


# Programs ---------------------------------------------------------------------------


def _bound_names(node: ast.stmt) -> Sequence[str]:
    """Return the names that a statement at the top of a file binds. Raise `BadChecks`."""
    match node:
        case ast.Import(names=names):
            return [_bound_name(alias) for alias in names]
        case ast.ImportFrom(module=str(), names=names, level=0) if names[0].name != "*":
            return [_bound_name(alias) for alias in names]
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
        case ast.Expr(value=ast.Constant(value=str())):  # the docstring of the file
            return []
    message = "Only imports by name, functions, classes and constants may stand outside checks."
    raise BadChecks(node.lineno, message)


def _bound_name(alias: ast.alias) -> str:
    return alias.asname or alias.name.partition(".")[0]


def _compose(
    statements: Iterable[ast.stmt], body: Sequence[str], lines: Sequence[str], bindings: _Bindings
) -> str:
    """Return the lines of a body below all definitions that its statements use, as one program."""
    used: dict[str, Sequence[ast.stmt]] = {}
    waiting = [name for statement in statements for name in _names(statement)]
    while waiting:
        name = waiting.pop()
        if name in bindings and name not in used:
            used[name] = bindings[name]
            waiting += (inner for node in bindings[name] for inner in _names(node))
    nodes = {node for nodes in used.values() for node in nodes}
    ordered = sorted(nodes, key=lambda node: (node.lineno, node.col_offset))
    text = "\n".join(_import_lines(ordered, used, lines))
    after_block = False
    parts = [_definition(node, lines) for node in ordered if not isinstance(node, _IMPORT)]
    for part, is_block in (*parts, ("\n".join(body).strip("\n"), False)):
        gap = "\n\n\n" if is_block or after_block else "\n\n"
        text = f"{text}{gap}{part}" if text else part
        after_block = is_block
    return f"{text}\n"


def _definition(node: ast.stmt, lines: Sequence[str]) -> tuple[str, bool]:
    """Return the text of a definition, and whether it is a function or a class."""
    if not isinstance(node, ast.FunctionDef | ast.ClassDef):
        return "\n".join(lines[node.lineno - 1 : node.end_lineno]), False
    first = min((node.lineno, *(decorator.lineno for decorator in node.decorator_list)))
    return "\n".join(lines[first - 1 : node.end_lineno]), True


def _import_lines(
    nodes: Iterable[ast.stmt], used: Collection[str], lines: Sequence[str]
) -> Iterator[str]:
    """Yield the imports of used names, with the blank lines of the file between them."""
    before = None
    for node in nodes:
        if isinstance(node, _IMPORT):
            if before is not None and "" in lines[before : node.lineno]:
                yield ""
            before = node.lineno
            names = sorted((a for a in node.names if _bound_name(a) in used), key=ast.unparse)
            joined = _import(node, names)
            if isinstance(node, ast.ImportFrom) and len(joined) <= _WIDTH:
                yield joined
            else:
                yield from (_import(node, [name]) for name in names)


def _import(node: ast.Import | ast.ImportFrom, names: list[ast.alias]) -> str:
    """Return an import of some of its names."""
    if isinstance(node, ast.Import):
        return ast.unparse(ast.Import(names))
    return ast.unparse(ast.ImportFrom(node.module, names, level=0))


@lru_cache(maxsize=128)  # checks share definitions
def _names(statement: ast.stmt) -> frozenset[str]:
    return frozenset(node.id for node in ast.walk(statement) if isinstance(node, ast.Name))


def _asserts(statement: ast.stmt) -> bool:
    for node in ast.walk(statement):
        match node:
            case ast.Assert() | ast.Attribute(value=ast.Name(id="pytest"), attr="raises"):
                return True
    return False


def _lines_inside_strings(node: ast.stmt) -> frozenset[int]:
    """Return the lines that start inside a string, whose indentation belongs to its value."""
    return frozenset(
        line
        for part in ast.walk(node)
        if isinstance(part, ast.JoinedStr)
        or (isinstance(part, ast.Constant) and isinstance(part.value, str | bytes))
        for line in range(part.lineno + 1, (part.end_lineno or part.lineno) + 1)
    )


def _end(node: ast.stmt) -> int:
    return node.end_lineno or node.lineno
