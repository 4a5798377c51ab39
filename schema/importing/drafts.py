"""The fields of a draft, and its YAML.

What the source does not say is not made up: the field is there, empty, under a comment that says
what belongs in it, so that `kb validate` tells it as missing until somebody fills it in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import yaml

from schema.catalogue import TagKey
from schema.importing.model import Todo
from schema.importing.splitting import asks
from schema.inline import parse_inline, plain
from schema.problems import excerpt

MAX_LINE = 200
MAX_SUMMARY = 300

SCHEMA_LINE = "# yaml-language-server: $schema=../../schema/entry.schema.json"

_ASKING = re.compile(
    r"(?:how|what|why|when|where|which|who|can|could|does|do|did|is|are|will|would|should|has|have|"
    r"may|must)\b(?![^?]*\.\s)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Fields:
    """What is known of a draft."""

    question: str
    phrasings: tuple[str, ...]
    summary: str
    answer: str
    tags: tuple[TagKey, ...]
    reviewed_on: date
    source: tuple[str, str] | None = None
    """Address of the source and what it shows."""
    origin: str = ""
    section: str = ""
    """The heading above the question; it is told in a comment, for it is no field."""


def question_line(text: str) -> tuple[str, Todo | None]:
    """Return the question as a record has it, and what is wrong with it.

    Only what is certainly a slip is mended: the mark that `How to …` lacks, a blank before it.
    """
    text = " ".join(text.split())
    text = re.sub(r"^[0-9]{1,3}[.)]\s+(?=\S)", "", text)
    text = re.sub(r"\s+([?\uff1f])$", r"\1", text)
    text = re.sub(r"([?\uff1f])[.:\uff1a\u3002]$", r"\1", text)
    if not asks(text) and _ASKING.match(text) and text[-1:].isalnum():
        text += "?"
    if len(text) > MAX_LINE:
        message = f"The question has {len(text)} characters; shorten it to {MAX_LINE}."
        return text, Todo("question", message)
    if not asks(text) and "`" not in text:
        return text, Todo("question", "The source has a title here; write it as a question.")
    return text, None


def summarise(texts: Iterable[str]) -> str:
    """Return the first sentences of an answer as one plain line; empty if it has no words."""
    for text in texts:
        line = _plain_line(text)
        if sum(map(str.isalnum, line)) < 2:
            continue
        made = ""
        for sentence in _sentences(line):
            longer = f"{made} {sentence}".strip()
            if len(_escaped(longer)) > MAX_SUMMARY:
                break
            made = longer
            if len(made) > MAX_SUMMARY // 2:
                break
        return _escaped(made or _cut(line))
    return ""


_LINK = re.compile(
    r"!?\[((?:[^\[\]]|\[[^\[\]]*\]){0,500})\]\((?:<[^<>]*>|[^()\s]*(?:\([^()]*\))?[^()\s]*)\)"
)
_CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")


def _plain_line(text: str) -> str:
    """Return a paragraph as one line in which only code is marked."""
    pieces = []
    place = 0
    text = " ".join(_LINK.sub(r"\1", text[:5000]).replace("\\\n", " ").split())
    for code in [*_CODE.finditer(text), None]:
        part = text[place : code.start() if code else len(text)]
        part = re.sub(r"<(https://[^<>]*)>", r"\1", part)
        part = re.sub(r"(?<!\\)(\*\*|__|\*|(?<![^\W_])_(?=\S)|(?<=\S)_(?![^\W_]))", "", part)
        pieces.append(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", part))
        if code:
            pieces.append(code[0])
            place = code.end()
    return "".join(pieces).strip()


def _sentences(line: str) -> Iterator[str]:
    """Yield sentences; the full stops of code, of versions and of `e.g.` end none."""
    start = 0
    spans = [code.span() for code in _CODE.finditer(line)]
    for end in re.finditer(r"[.!?](?=\s)|[\u3002\uff01\uff1f]", line):
        at = end.end()
        before = line[start:at]
        if any(first < at <= last for first, last in spans) or re.search(
            r"(?:\b(?:e\.g|i\.e|etc|vs|cf|[A-Z]|No)|^[0-9]+)\.$", before, re.IGNORECASE
        ):
            continue
        yield before.strip()
        start = at
    if line[start:].strip():
        yield line[start:].strip()


def _cut(line: str) -> str:
    cut = line[: MAX_SUMMARY - 30].rsplit(" ", 1)[0]
    if cut.count("`") % 2:
        cut = cut.rpartition("`")[0].rstrip()
    return (cut or line[: MAX_SUMMARY - 30]).rstrip(",;:") + " …"


def _escaped(line: str) -> str:
    """Escape signs outside code that inline Markdown would take for emphasis."""
    pieces, place = [], 0
    for code in [*_CODE.finditer(line), None]:
        part = line[place : code.start() if code else len(line)]
        pieces.append(
            part if plain(parse_inline(part)) == " ".join(part.split()) else _escape(part)
        )
        if code:
            pieces.append(code[0])
            place = code.end()
    made = "".join(pieces)
    bare = _CODE.sub(r"\2", line)
    return made if plain(parse_inline(made)).split() == bare.split() else _escape(line)


def _escape(part: str) -> str:
    return re.sub(r"([\\`*_])", r"\\\1", part)


def todos(fields: Fields) -> Iterator[Todo]:
    """Yield what a person has to add to a draft, besides the question."""
    if len(fields.phrasings) < 2:
        missing = 2 - len(fields.phrasings)
        message = f"Write {missing} or more other ways in which a reader would ask."
        yield Todo("phrasings", message)
    if not fields.summary:
        yield Todo("summary", "Write the answer in one or two plain sentences.")
    elif fields.summary.endswith((":", "\uff1a", "…")):
        yield Todo("summary", "These words only lead up to the answer; write what it says.")
    if not fields.answer:
        yield Todo("answer", "The source has no answer; write one.")
    if not fields.tags:
        yield Todo("tags", "Choose tags; the first one is the home of the entry.")
    else:
        yield Todo("tags", "Check the tags: they were proposed because their names occur.")


def to_yaml(fields: Fields, todo: Sequence[Todo]) -> str:
    """Return the text of the record."""
    asked = {one.field: one.message for one in todo}
    return "\n".join([SCHEMA_LINE, *_lines(fields, asked)]) + "\n"


def _lines(fields: Fields, todo: Mapping[str, str]) -> Iterator[str]:
    def comment(field: str) -> Iterator[str]:
        if field in todo:
            yield f"# To do: {todo[field]}"

    if fields.section:
        yield f"# In the source below the heading: {excerpt(fields.section, 150)}"
    yield from comment("question")
    yield f"question: {_scalar(fields.question)}"
    yield from comment("phrasings")
    yield "phrasings:" if fields.phrasings else "phrasings: []"
    yield from (f"  - {_scalar(phrasing)}" for phrasing in fields.phrasings)
    yield from comment("summary")
    yield f"summary: {_scalar(fields.summary)}"
    yield from comment("answer")
    yield from _block("answer", fields.answer)
    yield from comment("tags")
    yield "tags:" if fields.tags else "tags: {}"
    facets: dict[str, list[str]] = {}
    for key in fields.tags:
        facets.setdefault(key.facet, []).append(key.tag)
    yield from (f"  {facet}: [{', '.join(tags)}]" for facet, tags in facets.items())
    yield "status: draft"
    yield f"reviewed_on: {fields.reviewed_on.isoformat()}"
    if fields.source:
        url, supports = fields.source
        yield from ("sources:", f"  - url: {_scalar(url)}", f"    supports: {_scalar(supports)}")
    if fields.origin:
        yield f"origin: [{fields.origin}]"


def _scalar(text: str) -> str:
    """Return text as a YAML scalar on one line that every reader takes for text."""
    dumped = str(yaml.safe_dump([text], allow_unicode=True, width=1_000_000))
    return dumped.removeprefix("- ").removesuffix("\n")


def _block(field: str, text: str) -> Iterator[str]:
    """Yield text as a block that keeps its line breaks."""
    text = "\n".join(line if line.strip() else "" for line in text.split("\n"))
    if not text.strip():
        yield f'{field}: ""'
        return
    # Without the digit, blanks at the beginning would be taken for indentation.
    yield f"{field}: |2" if text[:1] in (" ", "\t", "\n") else f"{field}: |"
    yield from (f"  {line}" if line else "" for line in text.rstrip("\n").split("\n"))


def without_links(text: str) -> str:
    """Return a line with the words of its links only."""
    return _LINK.sub(r"\1", re.sub(r"<(https://[^<>\s]*)>", r"\1", text))
