"""Markdown of any dialect as blocks, each with its lines in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from textwrap import dedent
from typing import Any

from markdown_it.token import Token

from cli.importing.blocks import ADMONITIONS, CONTENTS_DIRECTIVES, admonition, tokeniser
from cli.importing.model import Block, Document, Kind, Note
from schema.markdown.allowed import directive_name
from schema.types import MAX_ANSWER

MAX_CUTS = 20
"""How often one source is read anew because a fence in it is never closed."""

_KINDS: Mapping[str, Kind] = {
    "heading_open": "heading",
    "paragraph_open": "paragraph",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "blockquote_open": "quote",
    "fence": "code",
    "colon_fence": "directive",
    "code_block": "code",
    "table_open": "table",
    "html_block": "html",
    "hr": "rule",
}
_DEFINITION = re.compile(r" {0,3}\[[^\]]+\]:")
_LABEL = re.compile(r"\([\w :.+-]+\)=\s*\Z")
_MKDOCS = re.compile(r"(?:!!!|\?\?\?\+?) +(?P<name>\w+)(?: +\"(?P<title>[^\"]*)\")?\s*\Z")
_ALERT = re.compile(r">\s*\[!(?P<name>\w+)\]\s*\Z", re.IGNORECASE)
_HTML_HEADING = re.compile(r"\s*<h([1-6])\b[^<>]*>(.*?)</h\1\s*>\s*\Z", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,}|:{3,})(.*)")
_NEXT = re.compile(r"#{1,6} *(?:Q|Question)[0-9 ]*[:.：]|#{2,6} +\S|<font\b[^<>]*> *\*\*Q")  # noqa: RUF001


def read_markdown(text: str, first: int = 1) -> Document:
    """Read Markdown whose first line is the line `first` of its file."""
    lines = text.split("\n")
    claimed = list(_claims(lines, whole=first == 1))
    for block in claimed:
        for number in range(block.first - 1, block.last):
            lines[number] = ""
    # A box is read apart from what is around it: else the lists before and behind it were one.
    limits = [block.last for block in claimed if block.kind == "admonition"]
    reading = _Reading(lines, [], {}, [])
    for start, end in pairwise([0, *limits, len(lines)]):
        reading.read(start, end)
    ordered = sorted([*claimed, *reading.blocks], key=lambda block: block.first)
    shifted = tuple(_shift(block, first - 1) for block in _merged(ordered, lines))
    notes = (replace(note, line=note.line + first - 1) for note in reading.notes)
    return Document(shifted, reading.references, tuple(notes))


@dataclass(slots=True)
class _Reading:
    """Lines, and what was read in them so far."""

    lines: list[str]
    blocks: list[Block]
    references: dict[str, str]
    notes: list[Note]
    cuts: int = 0

    def read(self, start: int, end: int) -> None:
        """Read some of the lines, again from where a fence that is never closed should end."""
        while start < end:
            env: dict[str, Any] = {}
            tokens = tokeniser().parse("\n".join(self.lines[start:end]), env)
            cut = _cut(tokens, self.lines, start) if self.cuts < MAX_CUTS else None
            if cut is not None:
                self.cuts += 1
                tokens = tokeniser().parse("\n".join(self.lines[start:cut]), env)
                message = "A fence before this is never closed; it ends here."
                self.notes.append(Note(cut + 1, "warning", "code", message))
            stop = end if cut is None else cut
            for label, target in env.get("references", {}).items():
                self.references.setdefault(label, target["href"])
            self.blocks += _blocks(tokens, self.lines[start:stop], start)
            start = stop


def _shift(block: Block, by: int) -> Block:
    if not by:
        return block
    return replace(block, first=block.first + by, last=block.last + by)


def _claims(lines: list[str], *, whole: bool) -> Iterator[Block]:
    """Yield the blocks that CommonMark would take for something else."""
    number, fence = 0, ""
    if whole and lines[0].rstrip() == "---":
        ends = (i for i in range(1, min(len(lines), 200)) if lines[i].rstrip() in ("---", "..."))
        end = next(ends, 0)
        if end and all(re.match(r"[\w\"'-]+\s*:|\s|#|-|\Z", line) for line in lines[1:end]):
            yield Block("metadata", 1, end + 1, "\n".join(lines[: end + 1]))
            number = end + 1
    while number < len(lines):
        line = lines[number]
        if len(line) > MAX_ANSWER:
            yield Block("oversized", number + 1, number + 1, line)
        elif found := _FENCE.match(line):
            if not fence:
                fence = found[1]
            elif found[1].startswith(fence) and not found[2].strip():
                fence = ""
        elif not fence and (found := _MKDOCS.match(line)) and found["name"] in ADMONITIONS:
            end = number + 1
            while end < len(lines) and (not lines[end].strip() or lines[end].startswith("    ")):
                end += 1
            while not lines[end - 1].strip():
                end -= 1
            body = dedent("\n".join(lines[number + 1 : end]))
            text = admonition(found["name"], found["title"] or "", body)
            yield Block("admonition", number + 1, end, text)
            number = end - 1
        number += 1


def _cut(tokens: list[Token], lines: list[str], start: int) -> int | None:
    """Return the line at which a fence of the left margin that is never closed should end."""
    last = next((token for token in reversed(tokens) if token.level == 0 and token.map), None)
    if last is None or last.map is None or last.type not in ("fence", "colon_fence"):
        return None
    first, end = last.map
    closing = lines[start + end - 1].strip()
    closed = closing and not closing.strip(last.markup[0]) and len(closing) >= len(last.markup)
    if end - first > 1 and closed:
        return None
    numbers = range(start + first + 1, start + end)
    return next((number for number in numbers if _NEXT.match(lines[number])), None)


def _blocks(tokens: list[Token], lines: list[str], offset: int) -> Iterator[Block]:
    reached = 0
    for index, token in enumerate(tokens):
        if token.level or token.map is None or token.nesting < 0 or token.type not in _KINDS:
            continue
        first, end = token.map
        yield from _uncovered(lines, reached, first, offset)
        while end > first + 1 and not lines[end - 1].strip():
            end -= 1
        text = "\n".join(lines[first:end])
        place = offset + first + 1, offset + end
        reached = max(end, reached)
        if token.type == "heading_open":
            yield from _heading(token, tokens[index + 1].content, text, *place)
        else:
            yield _block(token, text, *place)
    yield from _uncovered(lines, reached, len(lines), offset)


def _uncovered(lines: list[str], first: int, end: int, offset: int) -> Iterator[Block]:
    """Yield what no token covers: definitions of links, and whatever else is not blank."""
    for number in range(first, end):
        if lines[number].strip():
            kind: Kind = "definition" if _DEFINITION.match(lines[number]) else "paragraph"
            yield Block(kind, offset + number + 1, offset + number + 1, lines[number])


def _heading(token: Token, title: str, text: str, first: int, last: int) -> Iterator[Block]:
    if token.markup == "-" and ("\n" in title or len(title) > 250):
        # A paragraph above a line that was meant to divide.
        yield Block("paragraph", first, last - 1, text.rpartition("\n")[0])
        yield Block("rule", last, last, "---")
        return
    yield Block("heading", first, last, title, int(token.tag[1]))


def _block(token: Token, text: str, first: int, last: int) -> Block:
    kind = _KINDS[token.type]
    if token.type in ("fence", "colon_fence"):
        name = directive_name(token.info)
        if name in CONTENTS_DIRECTIVES:
            kind = "contents"
        elif name in ADMONITIONS:
            kind = "admonition"
        elif name is not None:
            kind = "directive"
    elif kind == "html":
        if found := _HTML_HEADING.match(text):
            return Block("heading", first, last, found[2].strip(), int(found[1]))
        if re.fullmatch(r"\s*(?:<!--(?:(?!-->).)*-->\s*)+", text, re.DOTALL):
            kind = "comment"
    elif kind == "paragraph" and _LABEL.match(text):
        kind = "label"
    elif kind == "paragraph" and all(line.startswith("%") for line in text.split("\n")):
        kind = "comment"
    elif kind == "quote" and (found := _ALERT.match(text.split("\n", maxsplit=1)[0])):
        if (name := found["name"].lower()) in ADMONITIONS:
            body = re.sub(r"^ {0,3}> ?", "", text.partition("\n")[2], flags=re.MULTILINE)
            return Block("admonition", first, last, admonition(name, "", body))
    elif kind == "list" and _is_contents(text):
        kind = "contents"
    return Block(kind, first, last, text)


_CONTENTS_ITEM = re.compile(
    r"\s*(?:[-*+]|[0-9]+[.)]) +\[[^\[\]]*\]\((?:[\w.-]+\.html?)?#[^\s()]*\)\s*\Z"
)


def _is_contents(text: str) -> bool:
    """Return whether a list is a table of contents: nothing but links within the page."""
    return all(_CONTENTS_ITEM.match(line) for line in text.split("\n") if line.strip())


def _merged(blocks: list[Block], lines: list[str]) -> Iterator[Block]:
    """Put together what blank lines divide although it belongs together: tables of HTML."""
    queue = iter(blocks)
    for block in queue:
        opened = block.text.lower().count("<table") - block.text.lower().count("</table")
        if block.kind != "html" or opened <= 0:
            yield block
            continue
        parts = [block]
        for following in queue:
            parts.append(following)
            lower = following.text.lower()
            opened += lower.count("<table") - lower.count("</table")
            if opened <= 0 or following.kind == "heading":
                break
        if opened > 0:  # it is never closed
            yield from parts
        else:
            text = "\n".join(lines[parts[0].first - 1 : parts[-1].last])
            yield Block("html", parts[0].first, parts[-1].last, text)
