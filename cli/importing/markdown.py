"""Markdown of any dialect as blocks, and blocks as the Markdown of an answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from cli.importing.html import as_fence, escape_unknown_tags, to_markdown
from cli.importing.links import Links
from cli.importing.model import (
    ADMONITIONS,
    CODE_DIRECTIVES,
    PAGE_PARTS,
    Block,
    Document,
    Note,
    Notes,
)
from schema.codes.markdown import NESTING
from schema.markdown.allowed import DIRECTIVES, directive_name, directive_title
from schema.markdown.lint import find_violations

_KINDS = {
    "heading_open": "heading",
    "paragraph_open": "paragraph",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "blockquote_open": "quote",
    "alert_open": "admonition",
    "admonition_open": "admonition",
    "fence": "code",
    "colon_fence": "directive",
    "code_block": "code",
    "table_open": "table",
    "html_block": "html",
    "hr": "rule",
    "front_matter": "metadata",
    "myst_target": "label",
    "myst_line_comment": "comment",
}
_REWRITTEN = frozenset({"heading", "html", "admonition"})
"""Kinds of blocks that an answer never has as they stand."""

_CONTENTS = frozenset({"contents", "toctree", "tableofcontents"})
_CONTENTS_ITEM = re.compile(
    r"\s*(?:[-*+]|[0-9]+[.)]) +\[[^\[\]]*\]\((?:[\w.-]+\.html?)?#[^\s()]*\)\s*"
)
_HTML_HEADING = re.compile(r"\s*<h([1-6])\b[^<>]*>(.*?)</h\1\s*>\s*", re.DOTALL | re.IGNORECASE)
_COMMENTS = re.compile(r"\s*(?:<!--(?:(?!-->).)*-->\s*)+", re.DOTALL)
_QUESTION = re.compile(r"#{1,6} *(?:Q|Question)[0-9 ]*[:.：]|#{2,6} +\S|<font\b[^<>]*> *\*\*Q")  # noqa: RUF001


@cache
def tokenizer() -> MarkdownIt:
    """Return a tokenizer that knows the dialects of FAQs, and accepts every link."""
    markdown = MarkdownIt("commonmark", {"html": True, "alerts": True}).enable("table")
    markdown.use(front_matter_plugin).use(myst_block_plugin).use(myst_role_plugin)
    markdown.use(admon_plugin).use(colon_fence_plugin)
    for name, rule in _RENDER_RULES.items():
        markdown.add_render_rule(name, rule)
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    markdown.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return markdown


def read_markdown(text: str) -> Document:
    """Return Markdown as blocks."""
    notes: list[Note] = []
    lines = text.split("\n")
    tokens, references = _tokens(lines, notes)
    blocks = list(_blocks(tokens, lines))
    covered = {number for block in blocks for number in range(block.first, block.last + 1)}
    blocks += [
        Block("definition", number, number, line)  # of a link: it has no token
        for number, line in enumerate(lines, 1)
        if line.strip() and number not in covered
    ]
    blocks.sort(key=lambda block: block.first)
    return Document(tuple(_whole_tables(blocks, lines)), references, tuple(notes))


def _tokens(lines: list[str], notes: list[Note]) -> tuple[list[Token], Mapping[str, Any]]:
    """Tokenize lines; a fence that is never closed ends before the next question."""
    while True:
        env: dict[str, Any] = {}
        tokens = tokenizer().parse("\n".join(lines), env)
        last = tokens[-1] if tokens else None
        if last is None or last.map is None or last.type not in ("fence", "colon_fence"):
            break
        start, end = last.map
        mark = re.escape(last.markup[0])
        if end - start > 1 and re.fullmatch(rf"\s*{mark}{{3,}}\s*", lines[end - 1]):
            break
        notes.append(Note(start + 1, "warning", "code", "This fence is never closed."))
        ends = (n for n in range(start + 2, end) if _QUESTION.match(lines[n]) and not lines[n - 1])
        if (end := next(ends, 0)) == 0:
            break
        lines[end - 1] = last.markup
    return tokens, env.get("references", {})


def _blocks(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[Block]:
    for index, token in enumerate(tokens):
        if token.level or token.map is None or token.type not in _KINDS:
            continue
        first, last = token.map
        while last > first + 1 and not lines[last - 1].strip():
            last -= 1
        text = "\n".join(lines[first:last])
        title = tokens[index + 1].content if token.type == "heading_open" else ""
        if token.markup == "-" and ("\n" in title or len(title) > 250):
            # A paragraph above a dividing line, which CommonMark reads as a heading.
            yield Block("paragraph", first + 1, last - 1, text.rpartition("\n")[0])
            yield Block("rule", last, last, "---")
        elif title:
            yield Block("heading", first + 1, last, title, int(token.tag[1]))
        elif heading := _HTML_HEADING.fullmatch(text):
            yield Block("heading", first + 1, last, heading[2].strip(), int(heading[1]))
        else:
            yield Block(_kind(token, text), first + 1, last, text)


def _kind(token: Token, text: str) -> str:
    kind = _KINDS[token.type]
    if token.type in ("fence", "colon_fence") and (name := directive_name(token.info)):
        return "contents" if name in _CONTENTS else "directive"
    if kind == "html" and _COMMENTS.fullmatch(text):
        return "comment"
    if kind == "list" and all(map(_CONTENTS_ITEM.fullmatch, filter(str.strip, text.split("\n")))):
        return "contents"
    return kind


def _whole_tables(blocks: Sequence[Block], lines: Sequence[str]) -> Iterator[Block]:
    """Join the parts of an HTML table, which CommonMark divides at its blank lines."""
    last = 0
    for number, block in enumerate(blocks):
        if block.first <= last:
            continue
        if block.kind == "html" and "<table" in block.text.lower():
            parts = (part for part in blocks[number:] if "</table" in part.text.lower())
            end = next(parts, block)
            text = "\n".join(lines[block.first - 1 : end.last])
            block = replace(block, last=end.last, text=text)  # noqa: PLW2901
        last = block.last
        yield block


def convert_block(block: Block, source: str, references: Mapping[str, Any], links: Links) -> Block:
    """Return a block with Markdown that an answer may contain.

    Text that an answer may contain stays as it is. Other text is rendered as HTML and written
    anew, or fenced verbatim if that does not help. `source` is the text of its lines in the file.
    """
    if block.kind in PAGE_PARTS:
        return block
    notes = Notes(block.first, source)
    problem, text, html = "", block.text.rstrip(), block.html
    try:
        if html := html or _html(block, references):
            text = to_markdown(html, links, notes)
        if block.kind != "heading" and (violations := find_violations(text)):
            problem = violations[0].message
    except RecursionError:
        problem = "It is nested too deep."
    if problem:
        notes.add("warning", block.kind, f"This is fenced verbatim: {problem}")
        text = as_fence(source)
    return replace(
        block,
        text=text,
        exact=block.exact and not html,
        notes=(*block.notes, *notes.notes),
        dead_links=tuple(notes.dead_links),
    )


def _html(block: Block, references: Mapping[str, Any]) -> str:
    """Return a block as HTML if it must be rewritten, else an empty string."""
    env = {"references": references}
    markdown = tokenizer()
    if block.kind == "heading":
        return str(markdown.renderInline(block.text, env))
    violations = {violation.code for violation in find_violations(block.text)}
    if NESTING in violations:  # rendering would drop text
        return ""
    html = str(markdown.render(block.text, env))
    indented_code = block.kind == "code" and not re.match(r" {0,3}[`~]", block.text)
    if violations or indented_code or block.kind in _REWRITTEN:
        return html
    return html if references and html != markdown.render(block.text) else ""


def _raw_html(_: object, tokens: Sequence[Token], index: int, *__: object) -> str:
    return escape_unknown_tags(tokens[index].content)


def _role(_: object, tokens: Sequence[Token], index: int, *__: object) -> str:
    token = tokens[index]
    return f'<span class="role {escape(token.meta["name"])}">{escape(token.content)}</span>'


def _fence(_: object, tokens: Sequence[Token], index: int, __: object, env: Any) -> str:
    """Render a fence: code, or a directive. Comments report the options that are not carried."""
    token = tokens[index]
    name = directive_name(token.info)
    if name is None:
        return _code(token.content, token.info)
    markdown = tokenizer()
    title = directive_title(token.info)
    options, body = _options_and_body(token.content)
    alt, caption = options.pop("alt", ""), options.pop("caption", "")
    html = f"<p>{markdown.renderInline(caption, env)}</p>" if caption else ""
    html += "".join(f"<!--:{key}: {escape(value)}-->" for key, value in options.items())
    if name in CODE_DIRECTIVES:
        return html + _code(body, title)
    if name in ("image", "figure"):
        html += f'<p><img src="{escape(title)}" alt="{escape(alt)}"></p>'
        return html + str(markdown.render(body, env))
    if name in ADMONITIONS or name in DIRECTIVES:
        heading = f'<p class="box-title">{markdown.renderInline(title, env)}</p>' if title else ""
        body = str(markdown.render(body, env))
        return f'{html}<div class="admonition {name}">{heading}{body}</div>\n'
    whole = f"{token.markup}{token.info}\n{token.content}{token.markup}"
    return f'<pre class="unknown">{escape(whole)}</pre>\n'


def _code(content: str, info: str) -> str:
    language = escape((info.split() or ["text"])[0])
    return f'<pre><code class="language-{language}">{escape(content)}</code></pre>\n'


def _options_and_body(content: str) -> tuple[dict[str, str], str]:
    """Split a directive into its options, lines `:key: value` or a block of `---`, and its body."""
    match = re.match(r"---\n(.*?\n)?---[^\n]*\n?", content, re.DOTALL)
    match = match or re.match(r"((?:[ \t]*:(?!::)[^\n]*\n?)*)", content)
    lines = (match[1] or "").splitlines() if match else []
    options = (line.strip().removeprefix(":").partition(":") for line in lines)
    body = content[match.end() :] if match else content
    return {key.strip(): value.strip(" \t'\"") for key, _, value in options}, body


_RENDER_RULES: Mapping[str, Callable[..., str]] = {
    "html_block": _raw_html,
    "html_inline": _raw_html,
    "myst_role": _role,
    "fence": _fence,
    "colon_fence": _fence,
}
