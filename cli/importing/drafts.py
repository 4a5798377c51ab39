"""The fields of a draft: its question, its summary, and what a person has to add."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cli.importing.splitting import asks
from cli.new_entry.drafting import Fields, Todo, todos
from schema.markdown.inline import parse_inline, plain
from schema.types import MAX_LINE, MAX_SUMMARY

_ASKING = re.compile(
    r"(?:how|what|why|when|where|which|who|can|could|does|do|did|is|are|will|would|should|has|have|"
    r"may|must)\b(?![^?]*\.\s)",
    re.IGNORECASE,
)


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


def left_to_do(fields: Fields) -> Iterator[Todo]:
    """Yield what a person has to add to a draft, besides the question."""
    if fields.summary.endswith((":", "\uff1a", "…")):
        yield Todo("summary", "These words only lead up to the answer; write what it says.")
    yield from todos(fields, "The source has no answer; write one.")


def without_links(text: str) -> str:
    """Return a line with the words of its links only."""
    return _LINK.sub(r"\1", re.sub(r"<(https://[^<>\s]*)>", r"\1", text))
