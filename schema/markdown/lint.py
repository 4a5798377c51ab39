"""What the Markdown of an answer contains, and which of it a record may not contain."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import make_fence_rule
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token
from mdit_py_plugins.myst_role import myst_role_plugin

from schema.codes import markdown as codes
from schema.codes.fields import DUPLICATE_ITEM, TOO_LONG
from schema.codes.yaml import HIDDEN_CHARACTER
from schema.markdown.allowed import (
    CHECK,
    DIRECTIVES,
    LANGUAGES,
    MAX_NESTING,
    MAX_ROLE,
    MAX_TABLES,
    ROLES,
    TABLE,
    UNTITLED_DIRECTIVES,
    code_language,
    directive_name,
    directive_title,
    link_problem,
    titled,
)
from schema.phrases import Phrase, sentences
from schema.problems import Code, Finding, Offset, did_you_mean, excerpt
from schema.source import HIDDEN, code_point

MAX_LEVEL = 18
"""Level of block tokens that is not allowed: from 20 on, the tokeniser silently drops text."""


class Mention(NamedTuple):
    """A role `faq:entry` or `faq:tag`."""

    offset: Offset
    kind: str
    target: str


class Passage(NamedTuple):
    """A run of prose, the name of a displayed check or table, or the content of a code block."""

    offset: Offset
    text: str
    language: str = ""


class Link(NamedTuple):
    """A link to a page or an entry; `text` includes its title."""

    offset: Offset
    text: str
    target: str


@dataclass(slots=True)
class Contents:
    """What an answer contains, each with its line and column in the text."""

    violations: list[Finding] = field(default_factory=list)
    """What a record may not contain, in the order of the text."""
    mentions: list[Mention] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    targets: set[str] = field(default_factory=set)
    """The addresses of all links, and kinds and targets of mentions."""
    examples: list[Passage] = field(default_factory=list)
    """The checks whose programs the answer shows."""
    tables: list[Passage] = field(default_factory=list)
    """The names of the tables that the answer shows."""
    code: list[Passage] = field(default_factory=list)
    prose: list[Passage] = field(default_factory=list)
    """Runs of characters that are neither code nor an address; escapes may shift their columns."""
    is_blank: bool = False
    """Whether a page would show nothing of the answer."""


@cache
def _tokeniser() -> MarkdownIt:
    """Return MyST's tokeniser, except that it also recognizes what an answer may not contain."""
    tokeniser = MarkdownIt("commonmark", {"html": True}).enable("table").use(myst_role_plugin)
    colons = make_fence_rule(markers=(":",), token_type="colon_fence")
    blocks = ["paragraph", "reference", "blockquote", "list"]
    tokeniser.block.ruler.before("fence", "colon_fence", colons, {"alt": blocks})
    tokeniser.validateLink = lambda url: True  # type: ignore[method-assign]
    return tokeniser


@lru_cache(maxsize=4)
def contents(text: str) -> Contents:
    """Parse the Markdown of an answer. Several rules ask for the contents of the same one."""
    judge = _Judge(re.sub(r"\r\n?", "\n", text))
    found = judge.contents
    found.is_blank = not judge.blocks(judge.text, 0, 0)
    found.violations = sorted(dict.fromkeys(found.violations), key=lambda each: each.offset)
    return found


class _Judge:
    """Collects the contents of one text and of the directives nested in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.contents = Contents()
        self._lines = text.split("\n")
        self._references: dict[str, object] = {}
        """Link definitions: those outside a directive hold inside it too."""

    def blocks(self, text: str, start: int, depth: int, parent: str = "") -> bool:
        """Judge Markdown from the line `start` on; return whether a page shows any of it."""
        lines = text.split("\n")
        level, row, cursor = 1, -1, 0
        visible = heading = False
        for token in _tokeniser().parse(text, self._references):
            if token.map is None:
                continue
            first, end = token.map
            line, text_line = start + first, lines[first]
            is_outermost = token.level == 0
            self._tab(parent if is_outermost else "", token, self._offset(line, text_line.lstrip()))
            if token.level >= MAX_LEVEL:
                message = "Lists and quotes are nested so deep here that text would be lost."
                hint = "Start a new list or paragraph at the left."
                self._add(self._offset(line, text_line.lstrip()), codes.NESTING, message, hint)
            elif token.type == "inline":
                # The cells of a row of a table are inline tokens with the same line.
                cursor = self._inline(token, lines[first:end], line, cursor if row == first else 0)
                row = first
                if _has_words(token.children or ()):
                    visible = True
                elif heading:
                    place = self._offset(line, _from(text_line, "#"))
                    self._add(place, codes.EMPTY_BLOCK, "This heading has no text.")
            elif token.type == "heading_open":
                new = int(token.tag[1])
                # Headings in quotes, lists and directives make no sections.
                top = depth == 0 and is_outermost
                offset = self._offset(line, _from(text_line, "#"))
                self._heading(new, level if top else new, offset)
                level = new if top and new > 1 else level
            elif token.type == "html_block":
                self._raw_html(self._offset(line, _from(text_line, "<")), token.content)
            elif token.type in ("fence", "colon_fence"):
                offset = self._offset(line, _from(text_line, token.markup))
                if end - first < 2 + len(token.content.splitlines()):
                    message = "This block is never closed: everything after it becomes part of it."
                    mark = excerpt(token.markup)
                    hint = Phrase("Write '{mark}' on its own line after the block.", mark)
                    self._add(offset, codes.UNCLOSED_FENCE, message, hint)
                self._fence(token, offset, depth, parent if is_outermost else "")
                visible |= bool(token.content.strip() or token.info)
            elif token.type == "table_open":
                self._table(lines[first:end], line)
            elif token.type == "code_block":
                self.contents.code.append(Passage((line, 0), token.content))
                visible |= bool(token.content.strip())
            heading = token.type == "heading_open"
        return visible

    def _add(self, offset: Offset, code: Code, message: str, hint: str = "") -> None:
        violation = Finding(code, ("answer",), message, hint, offset)
        self.contents.violations.append(violation)

    def _offset(self, line: int, rest: str) -> Offset:
        """Return where the rest of a line begins, whatever quotes and lists precede."""
        return line, max(len(self._lines[line].rstrip()) - len(rest.rstrip()), 0)

    def _heading(self, level: int, above: int, offset: Offset) -> None:
        if level == 1:
            message = "A level-1 heading is not allowed in an answer: the question is the title."
            self._add(offset, codes.HEADING_LEVEL, message)
        elif level > above + 1:
            message = Phrase("A level-{level} heading cannot follow level {above}.", level, above)
            hint = Phrase("Start it with `{mark}`.", "#" * (above + 1))
            self._add(offset, codes.HEADING_LEVEL, message, hint)

    def _tab(self, parent: str, token: Token, offset: Offset) -> None:
        if parent == "tab-set" and directive_name(token.info) != "tab-item":
            message = "A 'tab-set' can contain only 'tab-item' directives."
            hint = "Move this before the `tab-set`, or into one of its tabs."
            self._add(offset, codes.LOST_TEXT, message, hint)

    def _table(self, rows: Sequence[str], first: int) -> None:
        width = len(_cells(rows[0]))
        for number, row in enumerate(rows):
            if any(map(str.strip, _cells(row)[width:])):
                message = Phrase("This row has more cells than the heading, which has {n}.", width)
                hint = r"Delete the others. A `|` in a cell, even in code, is written `\|`."
                offset = self._offset(first + number, _from(row, "|"))
                self._add(offset, codes.LOST_TEXT, message, hint)

    def _raw_html(self, offset: Offset, content: str) -> None:
        message = Phrase("Raw HTML is not allowed: '{content}'.", excerpt(content, 40))
        self._add(offset, codes.RAW_HTML, message)

    def _inline(self, parent: Token, rows: Sequence[str], first: int, cursor: int) -> int:
        """Judge the inline tokens of a block; they have no place, so their text is searched for.

        Return the place in the joined rows that is reached.
        """
        raw = "\n".join(rows)
        tokens = parent.children or []
        for index, token in enumerate(tokens):
            start, cursor = _span(token, raw, cursor)
            if token.type not in _JUDGED:
                continue
            line = first + raw.count("\n", 0, start)
            offset = self._offset(line, raw[start : _line_end(raw, start)])
            if token.type == "text":
                hidden = HIDDEN.search(token.content)
                if hidden and hidden[0] not in raw:
                    char = code_point(hidden[0])
                    message = Phrase("This entity is the invisible character {char}.", char)
                    entity = self._offset(first, _from(rows[0], "&"))
                    self._add(entity, HIDDEN_CHARACTER, message, "Delete it.")
                before = tokens[index - 1] if index else token
                is_address = before.type == "link_open" and before.markup == "autolink"
                if token.content.strip() and not is_address:
                    self.contents.prose.append(Passage(offset, token.content))
            elif token.type == "html_inline":
                self._raw_html(offset, token.content)
            elif token.type == "image":
                self._add(offset, codes.IMAGE, "Images are not allowed in an answer.")
            elif token.type == "link_open":
                closing = (n for n in range(index, len(tokens)) if tokens[n].type == "link_close")
                self._link(token, tokens[index + 1 : next(closing)], offset)
            elif len(token.content) > MAX_ROLE:
                message = Phrase("This role is longer than {most} characters.", MAX_ROLE)
                self._add(offset, TOO_LONG, message)
            elif (name := str(token.meta["name"])) not in ROLES:
                message = Phrase("The role '{name}' is not allowed in an answer.", excerpt(name))
                self._add(offset, codes.UNKNOWN_ROLE, message, did_you_mean(name, ROLES))
            elif name.startswith("faq:") and not token.content.startswith("!"):
                text, target = titled(token.content)
                self.contents.mentions.append(Mention(offset, name[4:], target))
                self.contents.links.append(Link(offset, text, target))
                self.contents.targets.add(f"{name} {target}")
        return cursor

    def _link(self, link: Token, tokens: Sequence[Token], offset: Offset) -> None:
        target = str(link.attrGet("href") or "")
        self.contents.targets.add(target)
        if message := link_problem(target):
            self._add(offset, codes.LINK_SCHEME, message)
        elif not _has_words(tokens):
            self._add(offset, codes.EMPTY_BLOCK, "This link has no text.")
        elif link.markup != "autolink":
            text = f"{_words(tokens)} {link.attrGet('title') or ''}"
            self.contents.links.append(Link(offset, text, target))

    def _fence(self, token: Token, offset: Offset, depth: int, parent: str) -> None:
        name = directive_name(token.info)
        if name is None:
            if token.type == "colon_fence":
                message = "A `:::` block needs a directive name in braces."
                hint = "Write it like `:::{note}`."
                self._add(offset, codes.UNKNOWN_DIRECTIVE, message, hint)
            else:
                self._code(token, offset)
        elif name not in DIRECTIVES:
            message = Phrase("The directive '{name}' is not allowed in an answer.", excerpt(name))
            hint = "For code, write the language after the fence, such as '```python'."
            hint = hint if "code" in name else did_you_mean(name, DIRECTIVES)
            self._add(offset, codes.UNKNOWN_DIRECTIVE, message, hint)
        elif name in {CHECK, TABLE}:
            shown = self.contents.examples if name == CHECK else self.contents.tables
            title = directive_title(token.info)
            if any(title == other.text for other in shown):
                message = Phrase("The answer shows '{name}' already.", excerpt(title))
                self._add(offset, DUPLICATE_ITEM, message, "Show it once.")
            elif name == TABLE and len(shown) == MAX_TABLES:
                message = Phrase("An answer can show at most {most} tables.", MAX_TABLES)
                self._add(offset, TOO_LONG, message, "Link to an entry that shows this one.")
            else:
                shown.append(Passage(offset, title))
            if token.content.strip():
                message = Phrase("The text in a '{name}' block is never displayed.", name)
                self._add(offset, codes.LOST_TEXT, message)
        elif depth >= MAX_NESTING:
            message = Phrase("Directives are nested more than {n} levels deep.", MAX_NESTING)
            self._add(offset, codes.NESTING, message)
        elif name == "tab-item" and parent != "tab-set":
            message = "A 'tab-item' must be directly inside a 'tab-set'."
            hint = "Put a `:::{tab-set}` around it, with one more colon."
            self._add(offset, codes.UNKNOWN_DIRECTIVE, message, hint)
        else:
            self._box(name, token, offset, depth)

    def _box(self, name: str, token: Token, offset: Offset, depth: int) -> None:
        line, title = offset[0], directive_title(token.info)
        body, start = token.content, line + 1
        if option := _OPTION.match(body):
            text = excerpt(option[1])
            message = Phrase("'{name}' has no options, so '{text}' would be text.", name, text)
            self._add(self._offset(start, option[0].lstrip()), codes.UNKNOWN_OPTION, message)
        if name in UNTITLED_DIRECTIVES:
            body, start = (f"{title}\n{body}", line) if title else (body, start)
        elif title:
            for inline in _tokeniser().parseInline(title, self._references):
                self._inline(inline, [title], line, 0)
        elif name != "dropdown":
            message = Phrase("The title of this '{name}' has no text.", name)
            self._add(offset, codes.EMPTY_BLOCK, message)
        if not self.blocks(body, start, depth + 1, name):
            self._add(offset, codes.EMPTY_BLOCK, Phrase("This '{name}' has no text.", name))

    def _code(self, token: Token, offset: Offset) -> None:
        """Judge the language that a code block names in its info string."""
        name = (token.info.split() or [""])[0]
        if name in LANGUAGES:
            line, column = offset
            self.contents.code.append(Passage((line + 1, column), token.content, name))
        elif name:
            message = Phrase("'{name}' is not a supported language for code blocks.", excerpt(name))
            meant = code_language(name)
            near: str = Phrase("Did you mean '{word}'?", meant)
            near = did_you_mean(name, LANGUAGES) if meant == "text" else near
            hint = sentences(near, "Write 'text' for any other language.")
            self._add(offset, codes.FENCE_LANGUAGE, message, hint)
        else:
            message = Phrase("The code block doesn't name its language.")
            hint = Phrase("Write '{mark}python', for example.", excerpt(token.markup))
            hint = sentences(hint, "For a session write 'console'; if nothing fits, 'text'.")
            self._add(offset, codes.FENCE_LANGUAGE, message, hint)


def _has_words(tokens: Iterable[Token]) -> bool:
    """Return whether inline tokens display a letter or a digit."""
    return any(map(str.isalnum, _words(tokens)))


def _words(tokens: Iterable[Token]) -> str:
    displayed = ("text", "code_inline", "myst_role")
    return "".join(token.content for token in tokens if token.type in displayed)


_OPTION = re.compile(r"\s*(:[\w-]+:.*)")
"""The first line of a body that other Markdown takes for an option."""

_JUDGED = frozenset({"text", "html_inline", "image", "link_open", "myst_role"})


def _cells(row: str) -> list[str]:
    """Return the cells of a line of a table, as the tokeniser splits it."""
    cells = escapedSplit(row.lstrip(" \t>").rstrip())
    return cells[not cells[0] : len(cells) - (not cells[-1])]


def _from(text: str, start: str) -> str:
    """Return a line from the first `start` in it, or from its first character that is no space."""
    place = text.find(start)
    return text[place:] if place >= 0 else text.lstrip()


def _span(token: Token, raw: str, cursor: int) -> tuple[int, int]:
    """Return where an inline token begins and ends in the text of its block, from `cursor` on.

    A token whose text differs there, because of an entity or an escape, ends where it begins.
    """
    content = token.content
    if token.type in ("softbreak", "hardbreak"):
        return cursor, min(_line_end(raw, cursor) + 1, len(raw))
    if token.type == "text":
        place = raw.find(content, cursor, _line_end(raw, cursor))
        return (place, place + len(content)) if place >= 0 else (cursor, cursor)
    opening = {
        "html_inline": content.partition("\n")[0],
        "image": "![",
        "link_open": "<" if token.markup == "autolink" else "[",
        "myst_role": f"{{{token.meta.get('name')}}}`",
        "code_inline": token.markup,
    }.get(token.type, "")
    start = max(raw.find(opening, cursor), cursor)
    end = start + len(opening)
    if token.type in ("myst_role", "code_inline"):
        ticks = re.compile("`+").match(raw, end - 1)
        closing = ticks[0] if ticks and token.type == "myst_role" else token.markup
        place = raw.find(closing, ticks.end() if ticks else end)
        return start, place + len(closing) if place >= 0 else end
    for _ in range(content.count("\n")):
        end = min(_line_end(raw, end) + 1, len(raw))
    return start, end


def _line_end(text: str, start: int) -> int:
    """Return where the line that contains `start` ends."""
    end = text.find("\n", start)
    return end if end >= 0 else len(text)
