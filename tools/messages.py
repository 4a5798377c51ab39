"""Finds what people read in Python files, for Babel: see `[[tool.babel.mappings]]`."""

import ast
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import BinaryIO

from cli.main import OWN_WORDS, parser, texts
from schema.evidence.claims import ClaimStatus

Message = tuple[int, None, str, list[str]]

_ARGUMENTS: Mapping[str, tuple[int, ...]] = {
    **dict.fromkeys(("_", "Misuse", "Phrase", "Refusal", "clause", "said"), (0,)),
    **dict.fromkeys(("ask", "agree", "progress", "spread", "_list", "_table"), (0,)),
    **dict.fromkeys(("BadChecks", "Todo", "todos"), (1,)),
    **dict.fromkeys(("count", "problem", "refusal", "_unexpected"), (1, 2)),
    **dict.fromkeys(("Finding", "_add", "_pattern", "_report"), (2, 3)),
    "sentences": (0, 1, 2),
    "Code": (2,),
    "Edit": (3, 4),
}
"""The places of messages among the arguments of calls."""

_NAMES = frozenset({"message", "hint", "prompt"})
"""Variables that hold messages."""

_TABLES = {"_EXPECTED": 0, "_HINTS": 1}
"""Constants with tuples of messages, and where those begin."""


def extract(
    file: BinaryIO,
    keywords: Collection[str],
    comment_tags: Collection[str],
    options: Mapping[str, str],
) -> Iterator[Message]:
    """Yield the messages of a Python file, and what the fields of its models mean."""
    path = getattr(file, "name", "")
    if path.endswith("cli/main.py"):
        helps = (str(getattr(holder, name)) for holder, name in texts(parser()))
        yield from ((1, None, text, []) for text in (*OWN_WORDS, *ClaimStatus, *helps))
    is_model = "/models/" in path
    for node in ast.walk(ast.parse(file.read())):
        for text in _texts(node):
            for leaf in _leaves(text):
                yield leaf.lineno, None, str(leaf.value), []
        if is_model and isinstance(node, ast.ClassDef):
            for pair in pairwise(node.body):
                match pair:
                    case ast.AnnAssign(), ast.Expr(ast.Constant(str(meaning))):
                        yield node.lineno, None, meaning, []


def _texts(node: ast.AST) -> Iterator[ast.expr]:
    """Yield the expressions in a node that are messages if they are texts."""
    match node:
        case ast.Call(ast.Name(name) | ast.Attribute(attr=name), arguments):
            yield from (arguments[n] for n in _ARGUMENTS.get(name, ()) if n < len(arguments))
        case ast.Assign([ast.Tuple(names)], ast.Tuple(values)):
            yield from (v for n, v in zip(names, values, strict=True) if _is_message(n))
        case ast.Assign([ast.Name(name)], value) if name in _TABLES:
            rows = (row.elts for row in ast.walk(value) if isinstance(row, ast.Tuple))
            yield from (text for row in rows for text in row[_TABLES[name] :])
        case ast.Assign([name], value) if _is_message(name):
            yield value


def _is_message(target: ast.expr) -> bool:
    return isinstance(target, ast.Name) and target.id in _NAMES


def _leaves(text: ast.expr) -> Iterator[ast.Constant]:
    """Yield the texts that an expression can have as its value."""
    match text:
        case ast.Constant(str(value)) if any(map(str.isalpha, value)):
            yield text
        case ast.IfExp(body=body, orelse=other):
            yield from (*_leaves(body), *_leaves(other))
        case ast.BoolOp(values=values):
            yield from (leaf for value in values for leaf in _leaves(value))
