"""Find constructs that the Markdown of an answer may not contain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import make_fence_rule
from markdown_it.token import Token
from mdit_py_plugins.myst_role import myst_role_plugin

from schema.codes import markdown as codes
from schema.codes.yaml import HIDDEN_CHARACTER
from schema.markdown.allowed import (
    CHECK,
    DIRECTIVES,
    LANGUAGES,
    MAX_NESTING,
    ROLES,
    UNTITLED_DIRECTIVES,
    code_language,
    directive_name,
    directive_title,
    link_problem,
)
from schema.problems import Code, did_you_mean, excerpt
from schema.source import HIDDEN

_RISKY = tuple(
    re.compile(pattern)
    for pattern in (
        r"<\S",  # raw HTML or an autolink
        r"!\[",  # an image
        r"\](?!\(https://[^\s<>()\\]+\))[(:\[]",  # a link that is not plainly https
        r"\n[ >*+0-9.)-]*#(?!#[ \t]+[^\W_])",  # a heading that is not plainly words of level 2
        r"[\W_]\]\(",  # a link whose text may have no words
        r"\n[ >*+0-9.)-]*=+[ \t]*(?![^\n])",  # the underline of one of level 1
        r"\{(?!faq:(?:entry|tag)\}`)[^\s{}]+\}`",  # a role
        r"```\s*\{",  # a directive
        r"~~~\s*\{",
        r":::",
        r"&\S",  # an entity
        r"\n[ >*+0-9.)-]{12}",  # lists and quotes in one another
        r"\n[ >*+0-9.)-]*\t",  # any of these behind a tab
    )
)
"""Cheap tests one of which every forbidden construct meets, so that most answers need no parse.

The text is searched with a line break before it. Each pattern begins with a literal character:
looking for that is several times faster than one pattern with alternatives.
"""


MAX_LEVEL = 18
"""Level of block tokens that is refused: from 20 on the tokeniser drops text without a word."""


_FENCE_LINE = re.compile(r"^([ \t>*+0-9.)-]*)(`{3,}|~{3,})(.*)$", re.MULTILINE)


class Violation(NamedTuple):
    """A construct that a record may not contain, with its place in the text, from 0."""

    line: int
    column: int
    code: Code
    message: str
    hint: str = ""


class _Tokeniser(MarkdownIt):
    """The tokeniser of MyST's own parser, but it recognises what is refused, so it can be told."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": True})
        self.enable("table").use(myst_role_plugin)
        colons = make_fence_rule(markers=(":",), token_type="colon_fence")
        blocks = ["paragraph", "reference", "blockquote", "list"]
        self.block.ruler.before("fence", "colon_fence", colons, {"alt": blocks})

    def validateLink(self, url: str) -> bool:
        return True


_tokeniser = cache(_Tokeniser)


def find_violations(text: str) -> tuple[Violation, ...]:
    """Return all that the Markdown of an answer may not contain, in the order of the text."""
    text = re.sub(r"\r\n?", "\n", text)
    if not may_violate(text):
        return ()
    return tuple(sorted(set(_judged(text).violations)))


class Mention(NamedTuple):
    """A role `faq:entry` or `faq:tag` in an answer, with its place in the text, from 0."""

    line: int
    column: int
    kind: str
    target: str


def find_mentions(text: str) -> tuple[Mention, ...]:
    """Return the entries and tags that an answer links to, in the order of the text."""
    if "{faq:" not in text:
        return ()
    return tuple(sorted(_judged(re.sub(r"\r\n?", "\n", text)).mentions))


class Example(NamedTuple):
    """A directive `check` in an answer: the check that it names, with its place, from 0."""

    line: int
    column: int
    check: str


def find_examples(text: str) -> tuple[Example, ...]:
    """Return the checks whose examples an answer shows, in the order of the text."""
    if f"{{{CHECK}}}" not in text:
        return ()
    return tuple(sorted(_judged(re.sub(r"\r\n?", "\n", text)).examples))


class Prose(NamedTuple):
    """A run of characters in an answer that is neither code nor an address, with its place."""

    line: int
    column: int
    text: str


def find_prose(text: str) -> tuple[Prose, ...]:
    """Return what readers of an answer read as words, in the order of the text.

    A run with an escape in it may stand before its place.
    """
    return tuple(sorted(_judged(re.sub(r"\r\n?", "\n", text)).prose))


def _judged(text: str) -> _Judge:
    judge = _Judge(text)
    judge.blocks(text, 0, 0)
    return judge


def may_violate(text: str) -> bool:
    """Return False only if the text, whose lines end in line feeds, certainly has no violation."""
    lines = f"\n{text}"
    return any(pattern.search(lines) for pattern in _RISKY) or _fences_may_violate(text)


def _fences_may_violate(text: str) -> bool:
    """Return False only if each fence begins at the left, has an allowed language and is closed."""
    closing = ""
    for prefix, marks, rest in _FENCE_LINE.findall(text):
        if closing:
            # Up to three blanks may stand before the end of a block, so it is ended by this.
            if not prefix.strip(" ") and len(prefix) < 4 and marks.startswith(closing):
                closing = closing if rest.strip() else ""
        elif prefix or not LANGUAGES.intersection(rest.split()[:1]):
            return True
        else:
            closing = marks
    return bool(closing)


class _Judge:
    """Collects the violations in one text and in the directives nested in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.violations: list[Violation] = []
        self.mentions: list[Mention] = []
        self.prose: list[Prose] = []
        self.examples: list[Example] = []
        self._lines = text.split("\n")
        self._references: dict[str, object] = {}
        """Link definitions: those outside a directive hold inside it too."""

    def blocks(self, text: str, offset: int, depth: int, parent: str = "") -> bool:
        """Judge Markdown that begins on the line `offset` of the whole text, in a directive or not.

        Return whether the page shows anything of it.
        """
        lines = text.split("\n")
        level = 1
        row, cursor = -1, 0
        shown = heading = False
        for token in _tokeniser().parse(text, self._references):
            if token.map is None:
                continue
            first, end = token.map
            if parent == "tab-set" and token.level == 0 and not _is_tab(token):
                message = "A 'tab-set' can contain only 'tab-item' directives."
                hint = "Move this before the `tab-set`, or into one of its tabs."
                self._add(offset + first, lines[first].lstrip(), codes.LOST_TEXT, message, hint)
            if token.level >= MAX_LEVEL:
                message = "Lists and quotes are nested so deep here that text would be lost."
                hint = "Start a new list or paragraph at the left."
                self._add(offset + first, lines[first].lstrip(), codes.NESTING, message, hint)
            elif token.type == "inline":
                # The cells of a row of a table are inline tokens with the same line.
                cursor = self._inline(
                    token, lines[first:end], offset + first, cursor * (row == first)
                )
                row = first
                if _has_words(token.children or ()):
                    shown = True
                elif heading:
                    self._empty("heading", offset + first, _from(lines[first], "#"))
            elif token.type == "heading_open":
                new = int(token.tag[1])
                # Headings in quotes, lists and directives make no sections.
                top = depth == 0 and token.level == 0
                self._heading(new, level if top else new, offset + first, lines[first])
                level = new if top and new > 1 else level
            elif token.type == "html_block":
                self._raw_html(offset + first, _from(lines[first], "<"), token.content)
            elif token.type in ("fence", "colon_fence"):
                rest = _from(lines[first], token.markup)
                if end - first < 2 + _count_lines(token.content):
                    message = "This block is never closed: everything after it becomes part of it."
                    hint = f"Write '{excerpt(token.markup)}' on its own line after the block."
                    self._add(offset + first, rest, codes.UNCLOSED_FENCE, message, hint)
                self._fence(token, offset + first, rest, depth, parent * (token.level == 0))
            heading = token.type == "heading_open"
            shown = shown or (token.type in _LITERAL and bool(token.content.strip() or token.info))
        return shown

    def _add(self, line: int, rest: str, code: Code, message: str, hint: str = "") -> None:
        """Add a violation; `rest` is its line from the violation to the end.

        Quotes, lists and directives take something away from the beginning of a line only, so
        the length of the rest tells the column in the whole text.
        """
        self.violations.append(Violation(line, self._column(line, rest), code, message, hint))

    def _column(self, line: int, rest: str) -> int:
        return max(len(self._lines[line].rstrip()) - len(rest.rstrip()), 0)

    def _heading(self, level: int, above: int, line: int, text: str) -> None:
        rest = _from(text, "#")
        if level == 1:
            message = "A level-1 heading is not allowed in an answer: the question is the title."
            self._add(line, rest, codes.HEADING_LEVEL, message)
        elif level > above + 1:
            message = f"A level-{level} heading cannot follow one of level {above}."
            hint = f"Start it with `{'#' * (above + 1)}`."
            self._add(line, rest, codes.HEADING_LEVEL, message, hint)

    def _raw_html(self, line: int, rest: str, content: str) -> None:
        message = f"Raw HTML is not allowed: '{excerpt(content, 40)}'."
        self._add(line, rest, codes.RAW_HTML, message)

    def _inline(self, parent: Token, rows: Sequence[str], first: int, cursor: int) -> int:
        """Judge the inline tokens of a block; they have no place, so their text is searched for.

        Returns the place in the joined rows that is reached.
        """
        raw = "\n".join(rows)
        tokens = parent.children or []
        for index, token in enumerate(tokens):
            start, cursor = _span(token, raw, cursor)
            if token.type not in _JUDGED:
                continue
            line = first + raw.count("\n", 0, start)
            rest = raw[start : _line_end(raw, start)]
            if token.type == "text":
                hidden = HIDDEN.search(token.content)
                if hidden and hidden[0] not in raw:
                    message = f"This entity is the invisible character U+{ord(hidden[0]):04X}."
                    self._add(first, _from(rows[0], "&"), HIDDEN_CHARACTER, message, "Delete it.")
                if token.content.strip() and not _is_autolink(tokens[index - 1 : index]):
                    self.prose.append(Prose(line, self._column(line, rest), token.content))
            elif token.type == "html_inline":
                self._raw_html(line, rest, token.content)
            elif token.type == "image":
                self._add(line, rest, codes.IMAGE, "Images are not allowed in an answer.")
            elif token.type == "link_open":
                closing = (n for n in range(index, len(tokens)) if tokens[n].type == "link_close")
                self._link(token, tokens[index + 1 : next(closing)], line, rest)
            elif (name := str(token.meta["name"])) not in ROLES:
                message = f"The role '{excerpt(name)}' is not allowed in an answer."
                self._add(line, rest, codes.UNKNOWN_ROLE, message, did_you_mean(name, ROLES))
            elif name.startswith("faq:") and not token.content.startswith("!"):
                target = _TARGET.sub(r"\1", token.content)
                mention = Mention(line, self._column(line, rest), name[4:], target)
                self.mentions.append(mention)
        return cursor

    def _link(self, link: Token, tokens: Sequence[Token], line: int, rest: str) -> None:
        if message := link_problem(str(link.attrGet("href") or "")):
            self._add(line, rest, codes.LINK_SCHEME, message)
        elif not _has_words(tokens):
            self._empty("link", line, rest)

    def _fence(self, token: Token, line: int, rest: str, depth: int, parent: str) -> None:
        name = directive_name(token.info)
        title = directive_title(token.info)
        if name is None:
            if token.type == "colon_fence":
                message = "A `:::` block needs a directive name in braces."
                hint = "Write it like `:::{note}`."
                self._add(line, rest, codes.UNKNOWN_DIRECTIVE, message, hint)
            else:
                self._language(token.info, line, rest, token.markup)
        elif name not in DIRECTIVES:
            message = f"The directive '{excerpt(name)}' is not allowed in an answer."
            hint = "For code, write the language after the fence, such as '```python'."
            hint = hint if "code" in name else did_you_mean(name, DIRECTIVES)
            self._add(line, rest, codes.UNKNOWN_DIRECTIVE, message, hint)
        elif name == CHECK:
            self.examples.append(Example(line, self._column(line, rest), title))
            if token.content.strip():
                message = "The text in this block is never displayed: the block shows a check."
                self._add(line, rest, codes.LOST_TEXT, message)
        elif depth >= MAX_NESTING:
            message = f"Directives are nested more than {MAX_NESTING} levels deep."
            self._add(line, rest, codes.NESTING, message)
        elif name == "tab-item" and parent != "tab-set":
            message = "A 'tab-item' must be directly inside a 'tab-set'."
            hint = "Put a `:::{tab-set}` around it, with one more colon."
            self._add(line, rest, codes.UNKNOWN_DIRECTIVE, message, hint)
        else:
            self._box(token, line, rest, depth)

    def _box(self, token: Token, line: int, rest: str, depth: int) -> None:
        name, title = directive_name(token.info) or "", directive_title(token.info)
        body, offset = token.content, line + 1
        option = _OPTION.match(body)
        if option:
            message = f"'{excerpt(name)}' has no options, so '{excerpt(option[1])}' would be text."
            self._add(offset, option[0].lstrip(), codes.UNKNOWN_OPTION, message)
        if name in UNTITLED_DIRECTIVES:
            body, offset = (f"{title}\n{body}", line) if title else (body, offset)
        elif title:
            for inline in _tokeniser().parseInline(title, self._references):
                self._inline(inline, [title], line, 0)
        elif name != "dropdown":
            self._empty(f"title of '{name}'", line, rest)
        if not self.blocks(body, offset, depth + 1, name):
            self._empty(f"'{name}'", line, rest)

    def _empty(self, what: str, line: int, rest: str) -> None:
        self._add(line, rest, codes.EMPTY_BLOCK, f"This {what} has no text.")

    def _language(self, info: str, line: int, rest: str, opening: str) -> None:
        """Judge the language that a code block names in its info string."""
        name = (info.split() or [""])[0]
        if name in LANGUAGES:
            return
        if not name:
            message = "The code block doesn't name its language."
            hint = f"Write '{excerpt(opening)}python', for example, 'console' for a session, or "
            hint += "'text' if nothing fits."
        else:
            message = f"'{excerpt(name)}' is not a supported language for code blocks."
            meant = code_language(name)
            near = f"Did you mean '{meant}'?" if meant != "text" else did_you_mean(name, LANGUAGES)
            hint = f"{near} Write 'text' for any other language."
        self._add(line, rest, codes.FENCE_LANGUAGE, message, hint)


def _is_tab(token: Token) -> bool:
    return token.type in ("fence", "colon_fence") and directive_name(token.info) == "tab-item"


def _is_autolink(tokens: Sequence[Token]) -> bool:
    return any(token.type == "link_open" and token.markup == "autolink" for token in tokens)


def _has_words(tokens: Iterable[Token]) -> bool:
    """Return whether inline tokens show a letter or a digit."""
    shown = (
        token.content for token in tokens if token.type in ("text", "code_inline", "myst_role")
    )
    return any(map(str.isalnum, "".join(shown)))


_OPTION = re.compile(r"\s*(:[\w-]+:.*)")
"""The first line of a body that other Markdown takes for an option."""

_LITERAL = frozenset({"fence", "colon_fence", "code_block"})

_TARGET = re.compile(r".+?\s*<([^<]*?)>\Z", re.DOTALL)
"""A role with a text of its own, `text <target>`; the form is Sphinx's."""

_JUDGED = frozenset({"text", "html_inline", "image", "link_open", "myst_role"})


def _count_lines(text: str) -> int:
    return text.count("\n") + (not text.endswith("\n") and text != "")


def _from(text: str, start: str) -> str:
    """Return a line from the first `start` in it, or from its first character that is no space."""
    place = text.find(start)
    return text[place:] if place >= 0 else text.lstrip()


def _span(token: Token, raw: str, cursor: int) -> tuple[int, int]:
    """Return where an inline token begins and ends in the text of its block, from `cursor` on.

    What is not found, because an entity or an escape is written differently, ends where it begins.
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
        found = raw.find(closing, ticks.end() if ticks else end)
        return start, found + len(closing) if found >= 0 else end
    for _ in range(content.count("\n")):
        end = min(_line_end(raw, end) + 1, len(raw))
    return start, end


def _line_end(text: str, start: int) -> int:
    """Return where the line ends in which `start` is."""
    end = text.find("\n", start)
    return end if end >= 0 else len(text)
