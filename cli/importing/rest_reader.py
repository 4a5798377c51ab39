"""A small reader of reST: line by line, into blocks of Markdown.

It knows what FAQs are written with. What it does not know it fences as it stands, with a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from textwrap import dedent

from cli.importing.markup import references_key
from cli.importing.model import Block, Document, Kind, Note
from cli.importing.rest_blocks import Piece, directive, fenced_note, simple_table
from cli.importing.rest_inline import Rest, rest_to_markdown
from schema.types import MAX_ANSWER

MAX_DEPTH = 12
"""How deep lists and indented blocks are read; what is deeper is fenced as it stands."""

_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1{2,}\s*\Z")
_UNDERLINE = re.compile(r"([!-/:-@\[-`{-~])\1*\s*\Z")
_EXPLICIT = re.compile(r"\.\.(?:\s+|\Z)")
_TARGET = re.compile(r"\.\.\s+_(?P<name>`[^`]+`|(?:\\.|[^:\\])+):(?:\s+(?P<address>\S.*))?\Z")
_DIRECTIVE = re.compile(r"\.\.\s+(?P<name>[A-Za-z][\w:.+-]*)\s*::(?:\s+(?P<argument>.*))?\Z")
_SUBSTITUTION = re.compile(r"\.\.\s+\|(?P<name>[^|]+)\|\s+(?P<how>\w+)::\s*(?P<text>.*)\Z")
_BULLET = re.compile(r"[-*+\u2022]\s+(?=\S)|[-*+]\Z")
_NUMBER = re.compile(r"\(?(?:[0-9]{1,3}|#|[a-zA-Z])[.)]\s+(?=\S)")
_GRID = re.compile(r"\+(?:[-=]+\+)+\s*\Z")
_SIMPLE = re.compile(r"={2,}(?:\s+={2,})+\s*\Z")
_FIELD = re.compile(r":[A-Za-z][\w -]*:(?:\s|\Z)")
_RAW_ROLE = re.compile(r"\.\.\s+role::\s+([\w-]+)\(raw\)")


def read_rest(text: str) -> Document:
    """Read reST."""
    lines = [line.rstrip().expandtabs(8) for line in text.split("\n")]
    references, substitutions = _definitions(lines)
    raw_roles = frozenset(_RAW_ROLE.findall(text))
    rest = Rest(references, substitutions, raw_roles)
    levels: dict[tuple[str, bool], int] = {}
    blocks = []
    for piece in _Reader(lines, 1, rest, 0).pieces():
        level = 0
        if piece.kind == "heading":
            level = levels.setdefault(piece.style, len(levels) + 1)
        notes, rest.notes[:] = tuple(rest.notes), []
        blocks.append(
            Block(piece.kind, piece.first, piece.last, piece.text, level, notes, exact=False)
        )
    return Document(tuple(blocks), references)


def _definitions(lines: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the links and the substitutions that a source defines."""
    references: dict[str, str] = {}
    substitutions: dict[str, str] = {}
    for number, line in enumerate(lines):
        if not line.lstrip().startswith(".."):
            continue
        if found := _TARGET.match(line.lstrip()):
            address = found["address"] or ""
            if not address and number + 1 < len(lines) and "://" in lines[number + 1]:
                address = lines[number + 1].strip()
            if address and not address.endswith("_"):
                name = re.sub(r"\\(.)", r"\1", found["name"].strip("`"))
                references[references_key(name)] = address
        elif found := _SUBSTITUTION.match(line.lstrip()):
            is_image = found["how"] == "image"
            shown = f"![{found['name']}]({found['text']})" if is_image else found["text"]
            substitutions[found["name"]] = shown
    return references, substitutions


class _Reader:
    """Reads lines that begin on the line `first` of the file, all outdented."""

    def __init__(self, lines: Sequence[str], first: int, rest: Rest, depth: int) -> None:
        self.lines, self.first, self.rest, self.depth = lines, first, rest, depth

    def pieces(self) -> Iterator[Piece]:
        at = 0
        while at < len(self.lines):
            if not self.lines[at]:
                at += 1
                continue
            for piece, end in self._next(at):
                yield piece
                at = end

    def _piece(self, kind: Kind, at: int, end: int, text: str) -> tuple[Piece, int]:
        while end > at + 1 and not self.lines[end - 1]:
            end -= 1
        return Piece(kind, self.first + at, self.first + end - 1, text), end

    def _next(self, at: int) -> Iterator[tuple[Piece, int]]:
        """Yield what begins on a line: one piece, or a paragraph with a literal block."""
        line = self.lines[at]
        if len(line) > MAX_ANSWER:
            yield self._piece("oversized", at, at + 1, line)
        elif self.depth == 0 and (heading := self._heading(at)):
            yield heading
        elif _EXPLICIT.match(line):
            yield self._explicit(at)
        elif line.startswith(">>> "):
            end = at + len(list(takewhile(bool, self.lines[at:])))
            code = "\n".join(self.lines[at:end])
            yield self._piece("code", at, end, f"```python\n{code}\n```")
        elif line.startswith(" "):
            yield self._indented(at)
        elif _GRID.match(line) or _SIMPLE.match(line):
            yield self._table(at)
        elif _ADORNMENT.match(line) and len(line) >= 4 and not self._line(at + 1):
            yield self._piece("rule", at, at + 1, "---")
        elif _BULLET.match(line) or (_NUMBER.match(line) and self._is_item(at)):
            yield self._list(at)
        elif self.depth == 0 and self.first + at == 1 and _FIELD.match(line):
            end = at + len(list(takewhile(bool, self.lines[at:])))
            yield self._piece("metadata", at, end, "\n".join(self.lines[at:end]))
        else:
            yield from self._paragraph(at)

    def _line(self, at: int) -> str:
        return self.lines[at] if at < len(self.lines) else ""

    def _heading(self, at: int) -> tuple[Piece, int] | None:
        line, second, third = (self._line(at + n) for n in range(3))
        if (over := _ADORNMENT.match(line)) and second.strip() and third.strip() == line.strip():
            title, end, style = second.strip(), at + 3, (over[1], True)
        elif (under := _UNDERLINE.match(second)) and not line.startswith(" "):
            if _ADORNMENT.match(line) or len(second.strip()) < min(len(line), 4):
                return None
            title, end, style = line.strip(), at + 2, (under[1], False)
        else:
            return None
        text = rest_to_markdown(title, self.first + at, self.rest).removeprefix("\\")
        piece = Piece("heading", self.first + at, self.first + end - 1, _numbered(text), style)
        return piece, end

    def _body_end(self, at: int, indent: int = 1) -> int:
        """Return where the lines end that are blank or indented this far."""
        end = at
        while end < len(self.lines) and (not self.lines[end] or self.lines[end][:indent].isspace()):
            end += 1
        while end > at and not self.lines[end - 1]:
            end -= 1
        return end

    def _explicit(self, at: int) -> tuple[Piece, int]:
        line = self.lines[at]
        end = self._body_end(at + 1)
        source = "\n".join(self.lines[at:end])
        if found := _TARGET.match(line):
            return self._piece("definition" if found["address"] else "label", at, end, source)
        if _SUBSTITUTION.match(line):
            return self._piece("definition", at, end, source)
        if found := _DIRECTIVE.match(line):
            body = dedent("\n".join(self.lines[at + 1 : end])).split("\n")
            place = self.first + at
            made = directive(found["name"], found["argument"] or "", body, place, self._nested)
            if made is None:
                self.rest.notes.append(fenced_note(place, found["name"]))
                return self._piece("directive", at, end, f"````text\n{source}\n````")
            return self._piece(made[0], at, end, made[1] or source)
        if re.match(r"\.\.\s+\[", line):
            note = re.sub(r"\A\.\.\s+", "", dedent(source.replace("\n   ", "\n")))
            text = rest_to_markdown(note, self.first + at, self.rest)
            return self._piece("paragraph", at, end, text)
        return self._piece("comment", at, end, source)

    def _nested(self, lines: Sequence[str], first: int) -> str:
        """Return Markdown for lines that are deeper by one."""
        if self.depth >= MAX_DEPTH:
            self.rest.notes.append(Note(first, "warning", "list", "Too deep; fenced as it stands."))
            return "````text\n" + "\n".join(lines) + "\n````"
        reader = _Reader(lines, first, self.rest, self.depth + 1)
        return "\n\n".join(p.text for p in reader.pieces() if p.kind not in _UNSEEN)

    def _indented(self, at: int) -> tuple[Piece, int]:
        end = self._body_end(at)
        lines = dedent("\n".join(self.lines[at:end])).split("\n")
        text = self._nested(lines, self.first + at)
        is_list = _BULLET.match(lines[0]) or _NUMBER.match(lines[0])
        if is_list or not text:
            return self._piece("list", at, end, text)
        quoted = "\n".join(f"> {row}".rstrip() for row in text.split("\n"))
        return self._piece("quote", at, end, quoted)

    def _table(self, at: int) -> tuple[Piece, int]:
        grid = _GRID.match(self.lines[at])
        end = at + len(list(takewhile(bool, self.lines[at:])))
        rows = self.lines[at:end]
        made = None if grid else simple_table(rows, self.rest)
        if made is None:
            note = Note(self.first + at, "warning", "table", "A table fenced as it stands.")
            self.rest.notes.append(note)
            made = "```text\n" + "\n".join(rows) + "\n```"
        return self._piece("table", at, end, made)

    def _is_item(self, at: int) -> bool:
        """Return whether a line such as `a. text` is an item: what follows fits."""
        found = _NUMBER.match(self.lines[at])
        following = self._line(at + 1)
        fits = not following or following[:1] == " " or _NUMBER.match(following) is not None
        return found is not None and (fits or found[0][0].isdigit())

    def _list(self, at: int) -> tuple[Piece, int]:
        bullets = _BULLET.match(self.lines[at]) is not None
        pattern = _BULLET if bullets else _NUMBER
        items: list[tuple[int, str]] = []
        here = at
        while found := pattern.match(self._line(here)):
            width = len(found[0]) if found[0].strip() != found[0] else 2
            end = self._body_end(here + 1, 2 if bullets else 3)
            if end == here + 1 and self._line(end)[:1] == " ":
                end = self._body_end(here + 1)
            head = self.lines[here][width:]
            body = dedent("\n".join(self.lines[here + 1 : end])).split("\n")
            digits = re.search(r"[0-9]+", found[0])
            number = int(digits[0]) if digits else len(items) + 1
            text = self._nested([head, *(body if end > here + 1 else [])], self.first + here)
            items.append((number, text))
            here = end
            while here < len(self.lines) and not self.lines[here]:
                here += 1
            if not pattern.match(self._line(here)):
                here = end
                break
        return self._piece("list", at, here, _render(items, bullets))

    def _paragraph(self, at: int) -> Iterator[tuple[Piece, int]]:
        end = at + 1
        while self._line(end) and not self._line(end).startswith((" ", ".. ")):
            end += 1
        line = self._line(end)
        if end == at + 1 and line.startswith(" ") and not self.lines[at].endswith("::"):
            body_end = self._body_end(end)  # a definition: term and indented text
            body = dedent("\n".join(self.lines[end:body_end])).split("\n")
            term = rest_to_markdown(self.lines[at], self.first + at, self.rest)
            text = f"{term}\n\n{self._nested(body, self.first + end)}"
            yield self._piece("paragraph", at, body_end, text)
            return
        while line.startswith(" ") and not self.lines[end - 1].endswith("::"):
            end += 1  # a line that is indented by mistake
            line = self._line(end)
        text = "\n".join(row.strip() for row in self.lines[at:end])
        literal = text.endswith("::")
        if literal:
            text = text[:-2].rstrip() if text[:-2].endswith((" ", "\n")) else text[:-1]
            text = "" if text == ":" else text
        body_end = self._body_end(end)
        if text:
            if re.match(r"\| ", text):
                text = re.sub(r"^\| ?", "", text, flags=re.M).replace("\n", "\\\n")
            yield self._piece(
                "paragraph", at, end, rest_to_markdown(text, self.first + at, self.rest)
            )
        if literal and body_end > end:
            start = next(n for n in range(end, body_end) if self.lines[n])
            code = dedent("\n".join(self.lines[start:body_end]))
            fence = "`" * max(3, 1 + max(map(len, re.findall(r"`{3,}", code)), default=0))
            begin = start if text else at
            yield self._piece("code", begin, body_end, f"{fence}\n{code}\n{fence}")
        elif not text:
            yield self._piece("comment", at, end, "::")


_UNSEEN = frozenset({"comment", "label", "definition", "contents", "metadata"})


def _numbered(text: str) -> str:
    """Return a heading without the escape of its number."""
    return re.sub(r"^([0-9]{1,9})\\([.)])", r"\1\2", text)


def _render(items: list[tuple[int, str]], bullets: bool) -> str:
    loose = any("\n\n" in text for _, text in items)
    rows = []
    for number, text in items:
        mark = "- " if bullets else f"{number}. "
        indent = "\n" + " " * len(mark)
        rows.append(mark + text.replace("\n", indent).replace(f"{indent}\n", "\n\n"))
    cleaned = [re.sub(r"[ \t]+$", "", row, flags=re.M) for row in rows]
    return ("\n\n" if loose else "\n").join(cleaned)
