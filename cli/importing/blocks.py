"""Blocks of a source as Markdown that an answer may have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from textwrap import dedent

from markdown_it import MarkdownIt
from markdown_it.rules_block import make_fence_rule
from markdown_it.token import Token

from cli.importing.html import convert_html
from cli.importing.inline import convert_inline
from cli.importing.markup import Context, Made, as_fence, merge
from cli.importing.model import Block, Note
from schema.markdown.allowed import (
    DIRECTIVES,
    MAX_NESTING,
    code_language,
    directive_name,
    read_option,
    split_directive,
)
from schema.markdown.lint import find_violations
from schema.problems import excerpt

ADMONITIONS = {
    "attention": "important",
    "danger": "warning",
    "error": "warning",
    "seealso": "tip",
    "info": "note",
    "abstract": "note",
    "summary": "note",
    "success": "tip",
    "question": "note",
    "failure": "warning",
    "bug": "warning",
    "example": "note",
    "admonition": "note",
    **{name: name for name in ("note", "tip", "hint", "important", "warning", "caution")},
}
"""Names of boxes in other dialects, and what they are called here."""

CODE_DIRECTIVES = frozenset({"code", "code-block", "sourcecode", "code-cell", "parsed-literal"})
CONTENTS_DIRECTIVES = frozenset({"contents", "toctree", "tableofcontents"})


@cache
def tokeniser() -> MarkdownIt:
    """Return the block tokeniser that judges answers, without the words within the blocks."""
    made = MarkdownIt("commonmark", {"html": True}).enable("table")
    colons = make_fence_rule(markers=(":",), token_type="colon_fence")
    before = ["paragraph", "reference", "blockquote", "list"]
    made.block.ruler.before("fence", "colon_fence", colons, {"alt": before})
    made.core.ruler.enableOnly(["normalize", "block"])
    return made


def census(text: str) -> Counter[str]:
    """Count what a piece of Markdown consists of, in lists and quotes too."""
    counts: Counter[str] = Counter()
    in_table = in_heading = False
    for token in tokeniser().parse(text):
        if token.type in ("table_open", "table_close"):
            in_table = token.type == "table_open"
            counts["table"] += in_table
        elif token.type in ("heading_open", "heading_close"):
            in_heading = token.type == "heading_open"
            counts["heading"] += in_heading
        elif token.type == "inline" and not in_table and not in_heading:
            counts["paragraph"] += 1
        elif token.type in ("fence", "code_block", "colon_fence"):
            counts["code"] += 1
        elif token.type == "html_block":
            counts["table" if "<table" in token.content.lower() else "html"] += 1
    return +counts


@dataclass(frozen=True, slots=True)
class Converted:
    """A block as it goes into an answer; with no text it is left out."""

    block: Block
    text: str
    notes: tuple[Note, ...]
    counts: Counter[str]
    dead: tuple[str, ...] = ()
    """Addresses of the source that lead nowhere from an answer."""


def convert_block(block: Block, context: Context) -> Converted:
    """Convert one block; whatever is still not allowed becomes a fenced block, verbatim."""
    made = Made(notes=list(block.notes))
    if block.kind == "html":  # all of it, also behind a blank line
        merge(made, part := convert_html(block.text, block.first, context))
        made.text = part.text
    else:
        made.text = _convert(block.text, block.first, context, made)
    if made.tags:
        names = ", ".join(f"<{name}>" for name in sorted(made.tags))
        made.notes.append(Note(block.first, "changed", "html", f"HTML was converted: {names}."))
    text = made.text.strip("\n").rstrip()
    # A heading by itself is too deep, whatever its level: levels are mended in the whole answer.
    if text and block.kind != "heading" and (wrong := find_violations(text)):
        message = f"This is fenced as it stands: {wrong[0].message}"
        made.notes.append(Note(block.first, "warning", block.kind, message))
        text = as_fence(block.text)
        kept = [note for note in made.notes if note.kind not in ("link", "image")]
        made = Made(text, kept, Counter({key: made.counts[key] for key in ("link", "image")}))
    return Converted(block, text, tuple(made.notes), +made.counts, tuple(made.dead))


def _convert(text: str, line: int, context: Context, made: Made) -> str:
    """Convert Markdown that begins on a line of the source; adds notes and counts to `made`."""
    tokens = tokeniser().parse(text)
    lines = text.split("\n")
    out: list[str] = []
    reached = 0
    table = False
    for token in tokens:
        table = token.type == "table_open" or (table and token.type != "table_close")
        if token.type not in _LEAVES or token.map is None:
            continue
        first, end = token.map
        if first < reached:  # another cell of a row that is done
            continue
        out += lines[reached:first]
        out += _leaf(token, lines[first:end], line + first, context, made, row=table)
        reached = end
    return "\n".join([*out, *lines[reached:]])


_LEAVES = frozenset({"inline", "fence", "colon_fence", "code_block", "html_block"})


def _leaf(  # noqa: PLR0913  a step of `_convert`
    token: Token, lines: list[str], line: int, context: Context, made: Made, *, row: bool
) -> list[str]:
    if token.type == "inline":
        part = convert_inline("\n".join(lines), line, context, row=row)
        merge(made, part)
        return _nested_title(token, part.text).split("\n")
    if token.type == "html_block":
        indent = re.match(r"[ \t]*(?:>[ \t]?)*", lines[0])
        part = convert_html(token.content, line, context)
        merge(made, part)
        return [f"{indent[0] if indent else ''}{one}" for one in part.text.split("\n")]
    if token.type == "code_block" and token.level == 0:
        return as_fence(dedent(token.content).strip("\n")).split("\n")
    if token.type == "fence" and directive_name(token.info) is None:
        before, fence, _ = lines[0].partition(token.markup)
        lines = [f"{before}{fence}{code_language(token.info)}", *lines[1:]]
    if token.type in ("fence", "colon_fence") and token.level == 0:
        return _fence(token, lines, line, context, made).split("\n")
    return lines


def _nested_title(token: Token, text: str) -> str:
    """Make a heading of level 1 within a list or a quote one of level 2."""
    if token.level > 1 and re.match(r"[ >*+0-9.)-]*#\s", text):
        return text.replace("#", "##", 1)
    return text


def _fence(  # noqa: PLR0911  one for each kind of directive
    token: Token, lines: list[str], line: int, context: Context, made: Made
) -> str:
    """Convert a fence of the left margin: code stays, directives become what is allowed."""
    name = directive_name(token.info)
    last = lines[-1].strip()
    if len(lines) < 2 or not last or last.strip(token.markup[0]) or len(last) < len(token.markup):
        made.notes.append(Note(line, "warning", "code", "The fence is never closed."))
        lines = [*lines, token.markup]
    if name is None:
        return "\n".join(lines) if token.type == "fence" else as_fence(token.content)
    options, number, body = split_directive(token.content)
    title = token.info.partition("}")[2].strip()
    body_line = line + 1 + number
    nested = name in DIRECTIVES or name in ADMONITIONS or name in ("image", "figure")
    if nested and made.depth >= MAX_NESTING:
        message = f"Directives are nested more than {MAX_NESTING} deep; fenced as it stands."
        made.notes.append(Note(line, "warning", "directive", message))
        return as_fence("\n".join(lines))
    if name in DIRECTIVES and name not in CODE_DIRECTIVES:
        bad = [read_option(text)[0] for _, text in options]
        if any(key not in DIRECTIVES[name] for key in bad):
            message = f"Options of '{name}' are left out: {excerpt(', '.join(bad))}."
            made.notes.append(Note(line, "changed", "directive", message))
            options = []
        inner = _deeper(body, body_line, context, made)
        kept = [f":{text}" for _, text in options]
        return _box(token.info, "\n".join([*kept, inner]))
    if name in ADMONITIONS:
        return admonition(name, title, _deeper(body, body_line, context, made))
    if name in CODE_DIRECTIVES:
        return as_fence(body.strip("\n"), code_language(title))
    if name in ("image", "figure"):
        part = convert_inline(f"![{_alt(options)}]({title})", line, context)
        merge(made, part)
        return "\n\n".join(filter(None, [part.text, _deeper(body, body_line, context, made)]))
    message = f"The directive '{excerpt(name)}' is fenced as it stands."
    made.notes.append(Note(line, "warning", "directive", message))
    return as_fence("\n".join(lines))


def _deeper(text: str, line: int, context: Context, made: Made) -> str:
    """Convert the body of a directive."""
    made.depth += 1
    inner = _convert(text, line, context, made)
    made.depth -= 1
    return inner


def _alt(options: list[tuple[int, str]]) -> str:
    return next((value for key, value in (read_option(o) for _, o in options) if key == "alt"), "")


def admonition(name: str, title: str, body: str) -> str:
    """Return a box with a body of Markdown."""
    known = ADMONITIONS[name]
    if title and name != "admonition" and known == "note" and not body.strip():
        return _box("{note}", title)
    return _box(f"{{admonition}} {title}" if title else f"{{{known}}}", body)


def _box(info: str, body: str) -> str:
    longest = max((len(run) for run in re.findall(r":{3,}", body)), default=2)
    colons = ":" * (longest + 1)
    return f"{colons}{info.strip()}\n{body.strip(chr(10))}\n{colons}"


def join_answer(parts: list[Converted], outer: int = 0) -> str:
    """Join blocks to an answer whose headings begin at level 2 and skip none."""
    levels = [part.block.level for part in parts if part.block.kind == "heading"]
    base = min(levels, default=2)
    above = 1
    texts = []
    for part in parts:
        if part.block.kind == "heading":
            above = min(max(part.block.level - base + 2, 2), above + 1, 6)
            title = " ".join(part.text.split())
            texts.append(f"{'#' * above} {title}")
        else:
            texts.append(part.text)
    return "\n\n".join(texts)


def safe_answer(answer: str, line: int) -> tuple[str, tuple[Note, ...]]:
    """Return the answer, all fenced if blocks that are fine one by one are not side by side."""
    wrong = find_violations(answer) if answer else ()
    if not wrong:
        return answer, ()
    message = f"The whole answer is fenced as it stands: {wrong[0].message}"
    return as_fence(answer), (Note(line, "warning", "answer", message),)


def plain_blocks(parts: list[Converted]) -> Iterator[str]:
    """Yield the text of the paragraphs of an answer, those of lists last."""
    for part in parts:
        if part.block.kind == "paragraph":
            yield part.text
    for part in parts:
        if part.block.kind in ("list", "quote", "admonition"):
            lines = part.text.split("\n")
            for token in tokeniser().parse(part.text):
                if token.type == "inline" and token.map:
                    yield re.sub(r"^[ >*+0-9.)-]+", "", "\n".join(lines[slice(*token.map)]))
