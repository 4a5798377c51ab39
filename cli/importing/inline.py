"""One paragraph of Markdown made such as an answer may have it.

The text is walked once, and only what an answer may not contain is changed, so that all the rest
stays letter by letter as it was written.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from html import unescape
from typing import NamedTuple

from cli.importing.addresses import is_badge
from cli.importing.markup import (
    ATTRIBUTE,
    AUTOLINK,
    DESTINATION,
    DROPPED,
    EMPHASIS,
    ENTITY,
    LITERAL,
    MAX_ADDRESS,
    MAX_TITLED,
    PLAIN_ROLES,
    REFERENCE,
    ROLE,
    SPECIAL,
    STRUCK,
    TAG,
    TITLED,
    Context,
    Made,
    as_code,
    references_key,
    struck_note,
)
from cli.importing.model import Note
from schema.markdown.allowed import ROLES
from schema.problems import excerpt
from schema.source import HIDDEN


class _Open(NamedTuple):
    what: str
    place: int
    line: int
    more: str = ""


def convert_inline(text: str, line: int, context: Context, *, row: bool = False) -> Made:
    """Convert a paragraph that begins on a line; a `row` may not be broken into lines."""
    if SPECIAL.search(text) is None:
        return Made(text)
    walker = _Walker(text, line, context, row)
    walker.walk()
    return walker.made


class _Walker:
    def __init__(self, text: str, line: int, context: Context, row: bool) -> None:
        self.text, self.context, self.row = text, context, row
        self.made = Made()
        self._first = line
        self._ends: list[int] | None = None
        self._out: list[str] = []
        self._open: list[_Open] = []
        self._runs: defaultdict[int, list[int]] | None = None
        self._unclosed: set[str] = set()

    def walk(self) -> None:
        text, place = self.text, 0
        while found := SPECIAL.search(text, place):
            self._out.append(text[place : found.start()])
            place = self._special(found.start(), found[0])
        self._out.append(text[place:])
        self.made.text = "".join(self._out)

    def _special(self, at: int, mark: str) -> int:  # noqa: PLR0911  one for each mark
        match mark[0]:
            case "\\":
                self._out.append(self.text[at : at + 2])
                return at + 2
            case "`":
                return self._code(at, len(mark))
            case "<":
                return self._angle(at)
            case "[" | "!":
                self._open.append(_Open(mark, len(self._out), self._line(at)))
                self._out.append(mark)
                return at + len(mark)
            case "]":
                return self._bracket(at)
            case "{":
                return self._role(at)
            case _:
                return self._entity(at)

    def _line(self, at: int) -> int:
        if self._ends is None:
            self._ends = [found.start() for found in re.finditer("\n", self.text)]
        return self._first + bisect_left(self._ends, at)

    def _tell(self, line: int, kind: str, message: str, *, left: bool = False) -> None:
        self.made.notes.append(Note(line, "left-out" if left else "changed", kind, message))

    def _code_end(self, at: int, length: int) -> int:
        """Return where the code span ends that begins with a run of backticks, or -1."""
        if self._runs is None:
            self._runs = defaultdict(list)
            for run in re.finditer(r"`+", self.text):
                self._runs[len(run[0])].append(run.start())
        starts = self._runs[length]
        index = bisect_right(starts, at)
        return starts[index] + length if index < len(starts) else -1

    def _code(self, at: int, length: int) -> int:
        end = self._code_end(at, length)
        end = end if end >= 0 else at + length
        self._out.append(self.text[at:end])
        return end

    def _role(self, at: int) -> int:
        found = ROLE.match(self.text, at)
        ticks = re.compile(r"`+").match(self.text, found.end()) if found else None
        end = self._code_end(ticks.start(), len(ticks[0])) if ticks else -1
        if found is None or ticks is None or end < 0:
            self._out.append("{")
            return at + 1
        name, whole = found[1], self.text[at:end]
        if name in ROLES:
            self._out.append(whole)
            return end
        content = self.text[ticks.end() : end - len(ticks[0])]
        line = self._line(at)
        if name.split(":")[-1] not in PLAIN_ROLES:
            self._out.append(f"{{{name}}} ")
            self._tell(line, "role", f"'{excerpt(name)}' is taken for text in braces.")
            return found.end()
        titled = TITLED.match(content) if len(content) <= MAX_TITLED else None
        shown = titled[1] if titled else content.lstrip("~!")
        if titled or name in ("doc", "ref", "numref", "any"):
            self.made.counts["link"] += 1
            target = excerpt(content, MAX_ADDRESS)
            self._tell(line, "link", f"The reference '{target}' is plain text now.")
            self.made.dead.append(content)
            self._out.append(shown if titled else as_code(shown))
        else:
            self._out.append(as_code(shown))
        return end

    def _entity(self, at: int) -> int:
        found = ENTITY.match(self.text, at)
        if found and HIDDEN.search(unescape(found[0])):
            self._tell(self._line(at), "hidden-character", f"'{found[0]}' cannot be seen; removed.")
        else:
            self._out.append(found[0] if found else "&")
        return found.end() if found else at + 1

    def _angle(self, at: int) -> int:
        text = self.text
        if text.startswith("<!--", at) and (end := text.find("-->", at)) >= 0:
            self._tell(self._line(at), "comment", excerpt(text[at : end + 3]), left=True)
            return end + 3
        if found := AUTOLINK.match(text, at):
            return self._autolink(at, found)
        if (found := TAG.match(text, at)) and found["name"].lower() in DROPPED | LITERAL:
            return self._tag(at, found)
        following = text[at + 1 : at + 2]
        self._out.append("\\<" if following and not following.isspace() else "<")
        return at + 1

    def _autolink(self, at: int, found: re.Match[str]) -> int:
        self.made.counts["link"] += 1
        target = self.context.addresses.resolve(found[1])
        if target.message:
            end = "is plain text now: " if not target.address else ""
            message = f"The link to '{excerpt(found[1], MAX_ADDRESS)}' {end}{target.message}."
            self._tell(self._line(at), "link", message)
        self._out.append(f"<{target.address}>" if target.address else found[1])
        return found.end()

    def _tag(self, at: int, found: re.Match[str]) -> int:
        name, closing = found["name"].lower(), bool(found["close"])
        self.made.tags[name] += 1
        if name in STRUCK and not closing:
            self.made.notes.append(struck_note(self._line(at)))
        attributes = {key.lower(): value.strip("\"'") for key, value in _pairs(found["rest"])}
        if name in LITERAL and not closing:
            if (end := self._closing(name, found.end())) is not None:
                content = unescape(TAG.sub("", self.text[found.end() : end[0]]))
                self._out.append(as_code(content) if content.strip() else "")
                return end[1]
        elif name == "br":
            self._break(found.end())
        elif name == "img":
            alt = unescape(attributes.get("alt", ""))
            self._image(alt, unescape(attributes.get("src", "")), self._line(at))
        elif closing:
            self._close(name)
        elif name in EMPHASIS or (name == "a" and "href" in attributes):
            address = unescape(attributes.get("href", ""))
            self._open.append(_Open(name, len(self._out), self._line(at), address))
        elif name in ("td", "th", "tr", "li", "p", "hr"):
            self._out.append(" ")
        return found.end()

    def _closing(self, name: str, start: int) -> tuple[int, int] | None:
        """Return where the closing tag is; a search that failed is not made again."""
        if name in self._unclosed:
            return None
        found = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(self.text, start)
        if found is None:
            self._unclosed.add(name)
        return found.span() if found else None

    def _break(self, after: int) -> None:
        if self.row:
            self._out.append("; ")
            return
        rest = self.text[after:].partition("\n")[0]
        if rest.strip():
            guard = "\\" if re.match(r"\s*(?:[#>+=-]|[0-9]+[.)]\s)", rest) else ""
            self._out.append("\\\n" + self._indentation(after) + guard)
        elif "\n" in self.text[after:].rstrip():
            self._out.append("\\")

    def _indentation(self, at: int) -> str:
        line = self.text[self.text.rfind("\n", 0, at) + 1 : at]
        found = re.match(r"[ \t]*(?:>[ \t]*)*", line)
        return found[0] if found else ""

    def _close(self, name: str) -> None:
        """Close the nearest emphasis or link of HTML with this name."""
        places = [i for i, one in enumerate(self._open[-20:]) if one.what == name]
        if not places:
            return
        index = max(len(self._open) - 20, 0) + places[-1]
        opened = self._open.pop(index)
        inner = "".join(self._out[opened.place :])
        del self._out[opened.place :]
        del self._open[index:]
        if name == "a":
            self._link(inner, opened.more, opened.line)
        elif inner.strip():
            mark = EMPHASIS[name]
            before = inner[: len(inner) - len(inner.lstrip())]
            behind = inner[len(inner.rstrip()) :]
            core = inner.strip()
            marked = core if core.startswith(mark) else f"{mark}{core}{mark}"
            self._out.append(f"{before}{marked}{behind}")

    def _bracket(self, at: int) -> int:
        index = len(self._open) - 1
        while index >= 0 and self._open[index].what not in ("[", "!["):
            index -= 1
        if index < 0:
            self._out.append("]")
            return at + 1
        opened = self._open[index]
        del self._open[index:]
        label = "".join(self._out[opened.place + 1 :])
        address, end = self._address(label, at + 1)
        if address is None:
            self._out.append("]")
            return at + 1
        del self._out[opened.place :]
        if opened.what == "![":
            self._image(label, address, opened.line)
        else:
            self._link(label, address, opened.line)
        return end

    def _address(self, label: str, after: int) -> tuple[str | None, int]:
        """Return the address behind the label of a link, and where the link ends."""
        if found := DESTINATION.match(self.text, after):
            written = found["angle"] if found["angle"] is not None else found["plain"]
            return unescape(written or ""), found.end()
        if not self.context.references:
            return None, after
        found = REFERENCE.match(self.text, after)
        named = found[1] if found and found[1] else label
        address = self.context.references.get(references_key(named))
        return address, found.end() if found else after

    def _link(self, label: str, address: str, line: int) -> None:
        self.made.counts["link"] += 1
        if not label.strip() and not address.strip():
            return
        target = self.context.addresses.resolve(address)
        shown = excerpt(address, MAX_ADDRESS)
        if not label.strip():
            # What it showed was a badge, or nothing.
            self._tell(line, "link", f"A link without words to '{shown}'", left=True)
            self.made.counts["link left out"] += 1
            return
        if not target.address:
            self._tell(line, "link", f"The link to '{shown}' is plain text now: {target.message}.")
            self.made.dead.append(address)
            self._out.append(label)
            return
        if target.message:
            self._tell(line, "link", f"The link to '{shown}' was {target.message}.")
        self._out.append(f"[{label}]({_written(target.address)})")

    def _image(self, label: str, address: str, line: int) -> None:
        self.made.counts["image"] += 1
        shown = excerpt(address, MAX_ADDRESS)
        if is_badge(address):
            self.made.counts["image left out"] += 1
            self._tell(line, "image", f"The badge '{shown}'", left=True)
            return
        target = self.context.addresses.resolve(address)
        # An image within a link: the link stays, around the words of the image.
        linked = any(one.what in ("[", "a") for one in self._open)
        label = re.sub(r"[\[\]]", "", label).strip() or "image"
        if not target.address or linked:
            reason = "it stands in a link" if linked else target.message
            self._tell(line, "image", f"The image '{shown}' is words only now: {reason}.")
            if not linked:
                self.made.dead.append(address)
            self._out.append(label)
            return
        self._tell(line, "image", f"The image '{shown}' is a link now.")
        self._out.append(f"[{label}]({_written(target.address)})")


def _written(address: str) -> str:
    address = address.replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E")
    return f"<{address}>" if re.search(r"[()]", address) else address


def _pairs(rest: str) -> list[tuple[str, str]]:
    return [(found[1], found[2]) for found in ATTRIBUTE.finditer(rest or "")]
