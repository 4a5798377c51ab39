"""The fields of a draft, and its YAML.

What the source does not say is not made up: the field is there, empty, under a comment that says
what belongs in it, so that `kb validate` tells it as missing until somebody fills it in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from schema.catalogue import TagKey
from schema.importing.model import Todo
from schema.importing.splitting import asks
from schema.inline import parse_inline, plain
from schema.layout.formatting import lay_out_record
from schema.layout.tree import Collection, Item, Node, Scalar
from schema.problems import excerpt
from schema.types import MAX_LINE, MAX_SUMMARY

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
    most = MAX_SUMMARY - 30
    spans = (code.span() for code in _CODE.finditer(line))
    end = next((start for start, stop in spans if start < most < stop), most)
    cut = line[:end].rstrip() if end < most else line[:most].rsplit(" ", 1)[0]
    return (cut or line[:most]).rstrip(",;:") + " …"


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
    asked = {one.field: (f"# To do: {one.message}",) for one in todo}
    items = [Item(key, value, asked.get(key, ())) for key, value in _values(fields)]
    if fields.section:
        told = f"# In the source below the heading: {excerpt(fields.section, 150)}"
        items[0] = replace(items[0], above=(told, *items[0].above))
    return lay_out_record("entry", Collection(tuple(items), is_mapping=True))


def _values(fields: Fields) -> Iterator[tuple[str, Node]]:
    yield "question", Scalar(fields.question)
    yield "phrasings", _list(fields.phrasings)
    yield "summary", Scalar(fields.summary)
    yield "answer", Scalar(_trimmed(fields.answer))
    facets: dict[str, list[str]] = {}
    for key in fields.tags:
        facets.setdefault(key.facet, []).append(key.tag)
    yield "tags", _mapping((facet, _list(tags)) for facet, tags in facets.items())
    yield "status", Scalar("draft")
    yield "reviewed_on", Scalar(fields.reviewed_on.isoformat())
    if fields.source:
        url, supports = fields.source
        source = _mapping([("url", Scalar(url)), ("supports", Scalar(supports))])
        yield "sources", Collection((Item(None, source),), is_mapping=False)
    if fields.origin:
        yield "origin", _list([fields.origin])


def _list(texts: Iterable[str]) -> Collection:
    return Collection(tuple(Item(None, Scalar(text)) for text in texts), is_mapping=False)


def _mapping(values: Iterable[tuple[str, Node]]) -> Collection:
    return Collection(tuple(Item(key, value) for key, value in values), is_mapping=True)


def _trimmed(text: str) -> str:
    """Return text without blanks on empty lines, and with one line break at its end."""
    text = "\n".join(line if line.strip() else "" for line in text.split("\n")).rstrip("\n")
    return f"{text}\n" if text.strip() else ""


def without_links(text: str) -> str:
    """Return a line with the words of its links only."""
    return _LINK.sub(r"\1", re.sub(r"<(https://[^<>\s]*)>", r"\1", text))
