"""Product names are spelled as their makers spell them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from schema.markdown.inline import parse_inline
from schema.markdown.lint import find_prose
from schema.models import Entry, Settings
from schema.names import Misspelling, ProductNames
from schema.policy import Policy
from schema.problems import Code, FieldPath, Finding, Fix
from schema.records import Record

PRODUCT_NAME = Code(
    "product-name",
    "A product name is misspelled. Code, addresses, quotations, phrasings and error messages may "
    "spell it differently.",
    "Spell it as the hint does, or put it in `backticks` if it is code.",
    bad="summary: ¦It runs on Nvidia cards.\n",
    good="summary: It runs on NVIDIA cards.\n",
    more=(
        ("question: ¦Is pytorch or\n  it?\n", "question: Is `pytorch` it?\n"),
        (
            "sources: [{url: https://a.b/c, supports: ¦cpus}]\n",
            "sources: [{url: https://a.b/c, supports: '“The cpus” of a.gpu.b'}]\n",
        ),
        (
            "# kb/tags/hardware/gpu.yaml\nlabel: ¦Nvidia GPU\n",
            "# kb/tags/hardware/gpu.yaml\nlabel: NVIDIA GPU\n",
        ),
        (
            "answer: |\n  a `gpu` \\* <https://a.gpu> ¦gpu\n",
            "answer: |\n  a `gpu`\n\n  ```text\n  gpu\n  ```\n\n  the onnx package, a/gpu, input\n",
        ),
        (
            "answer: |\n  > - **on ¦Nvidia**\n  [¦Onnx](https://a.gpu)\n",
            "answer: |\n  > - **in ONNX**, onnx.load\n  [a](https://b.c/onnx)\n  ascend\n",
        ),
    ),
)

MAX_NAMES = 20
"""Names that are reported in one text; the fix corrects them all."""


class Prose(NamedTuple):
    """A piece of prose and where it starts in the text of a field, or -1."""

    text: str
    start: int


def check_record(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report names in prose, never in code, addresses, quotations, phrasings or error messages."""
    lines = list(_lines(record))
    answer = record.model.answer if isinstance(record.model, Entry) else ""
    names = policy.settings.product_names
    if not names.may_misspell("\n".join([*(text for _, text in lines), answer])):
        return
    for field, text in lines:
        yield from _findings(names, field, text, _inline(text))
    if names.may_misspell(answer):
        yield from _findings(names, ("answer",), answer, _blocks(answer))


def _lines(record: Record) -> Iterator[tuple[FieldPath, str]]:
    """Yield the one-line fields that readers see as prose."""
    model = record.model
    if isinstance(model, Entry):
        yield ("question",), model.question
        yield ("summary",), model.summary
        yield ("reason",), model.reason or ""
        for place, source in enumerate(model.sources):
            yield ("sources", place, "supports"), source.supports
    elif not isinstance(model, Settings):
        yield ("label",), model.label
        yield ("description",), model.description


def _inline(text: str) -> Iterator[Prose]:
    cursor = 0
    for piece in parse_inline(text):
        start = text.find(piece.text, cursor)
        cursor = max(cursor, start + len(piece.text))
        if piece.style != "code":
            yield Prose(piece.text, start)


def _blocks(answer: str) -> Iterator[Prose]:
    lines = answer.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for row, column, text in find_prose(answer):
        start = answer.find(text, starts[row] + column, starts[row + 1])
        yield Prose(text, start)


def _findings(
    names: ProductNames, field: FieldPath, text: str, prose: Iterable[Prose]
) -> Iterator[Finding]:
    """Yield the misspelled names in a text, except those that escapes hide."""
    wrong = [
        Misspelling(start + name.start, start + name.end, name.right)
        for piece, start in prose
        if start >= 0
        for name in names.misspellings(piece)
    ]
    corrected, place = "", 0
    for start, end, right in wrong:
        if _is_certain(text[start:end]):
            corrected += text[place:start] + right
            place = end
    fix = Fix(field, corrected + text[place:])
    for start, end, right in islice(wrong, MAX_NAMES):
        before = text[:start].split("\n")
        message = f"'{text[start:end]}' is spelled '{right}'."
        hint = f"Write '{right}', or put it in `backticks` if it is code."
        offset = len(before) - 1, len(before[-1])
        certain = fix if _is_certain(text[start:end]) else None
        yield Finding(PRODUCT_NAME, field, message, hint, offset, fix=certain)


def _is_certain(name: str) -> bool:
    """Return whether a name cannot be code, such as the value `gpu` of a setting."""
    return not name.islower()
