"""Markdown of any dialect as blocks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from html import escape
from importlib import import_module
from typing import Any
from unittest.mock import patch

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from cli.importing.model import ADMONITIONS, CODE_DIRECTIVES, KINDS, TOC_DIRECTIVES, Block, Note
from schema.codes.markdown import NESTING
from schema.markdown.allowed import DIRECTIVES, directive_name, directive_title
from schema.markdown.lint import contents
from schema.phrases import Phrase

_CONTENTS_ITEM = re.compile(
    r"\s*(?:[-*+]|[0-9]+[.)]) +\[[^\[\]]*\]\((?:[\w.-]+\.html?)?#[^\s()]*\)\s*"
)
_HTML_HEADING = re.compile(r"\s*<h([1-6])\b[^<>]*>(.*?)</h\1\s*>\s*", re.DOTALL | re.IGNORECASE)

_html_block: Any = import_module("markdown_it.rules_block.html_block")  # the package hides it
_TABLE = (re.compile("^<table", re.IGNORECASE), re.compile("</table>", re.IGNORECASE), True)


@cache
def tokenizer() -> MarkdownIt:
    """Return a tokenizer that knows the dialects of FAQs, and accepts every link."""
    markdown = MarkdownIt("commonmark", {"html": True, "alerts": True}).enable("table")
    markdown.use(front_matter_plugin).use(myst_block_plugin).use(myst_role_plugin)
    markdown.use(admon_plugin).use(colon_fence_plugin)
    markdown.add_render_rule("myst_role", _role)
    for name in ("fence", "colon_fence"):
        markdown.add_render_rule(name, _fence)
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    markdown.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return markdown


def read_markdown(text: str) -> list[Block]:
    """Return Markdown as blocks."""
    lines = text.split("\n")
    env: dict[str, Any] = {}
    # For CommonMark, an HTML table ends at a blank line.
    with patch.object(_html_block, "HTML_SEQUENCES", [_TABLE, *_html_block.HTML_SEQUENCES]):
        tokens = tokenizer().parse(text, env)
        blocks = [_rendered(block, env) for block in _blocks(tokens, lines)]
    rows = ((block.first, block.source.count("\n") + 1) for block in blocks)
    numbers = {number for first, height in rows for number in range(first, first + height)}
    blocks += [
        Block("definition", number, line)  # of a link: it has no token
        for number, line in enumerate(lines, 1)
        if line.strip() and number not in numbers
    ]
    return sorted(blocks, key=lambda block: block.first)


def _blocks(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[Block]:
    for index, token in enumerate(tokens):
        if token.level or token.map is None or token.nesting < 0:
            continue
        start, end = token.map
        source = "\n".join(lines[start:end]).rstrip("\n ")
        if token.type == "heading_open":
            title = tokens[index + 1].content
            if "\n" in title:  # a paragraph above a dividing line, for CommonMark a heading
                yield Block("paragraph", start + 1, source.rpartition("\n")[0])
                yield Block("rule", end, lines[end - 1])
            else:
                yield Block("heading", start + 1, source, int(token.tag[1]), title)
        elif heading := _HTML_HEADING.fullmatch(source):
            yield Block("heading", start + 1, source, int(heading[1]), heading[2].strip())
        else:
            notes = _fence_notes(token, source) if token.markup and token.tag == "code" else ()
            yield Block(_kind(token, source), start + 1, source, notes=notes)


def _fence_notes(token: Token, source: str) -> tuple[Note, ...]:
    """Return a warning if a fence is not closed."""
    _, _, end = source.partition("\n")
    if end.rpartition("\n")[2].strip().startswith(token.markup):
        return ()
    message = Phrase("This fence is never closed, so everything after it is code; close it.")
    return (Note(token.map[0] + 1 if token.map else 1, "warning", "code", message),)


def _kind(token: Token, source: str) -> str:
    kind = KINDS.get(token.tag or token.type, "paragraph")
    if token.type in ("fence", "colon_fence") and (name := directive_name(token.info)):
        return "contents" if name in TOC_DIRECTIVES else "directive"
    if kind == "list" and all(map(_CONTENTS_ITEM.fullmatch, filter(str.strip, source.split("\n")))):
        return "contents"
    return kind


def _rendered(block: Block, env: Mapping[str, Any]) -> Block:
    """Return a block with its HTML if an answer cannot contain its source."""
    markdown, source = tokenizer(), block.source
    if block.kind == "heading":
        return replace(block, html=markdown.renderInline(block.html, {**env}))
    violations = {violation.code for violation in contents(source).violations}
    if NESTING in violations:  # rendering would drop text
        return block
    html = str(markdown.render(source, {**env}))
    indented_code = block.kind == "code" and not re.match(r" {0,3}[`~]", source)
    rewrite = violations or indented_code or block.kind in ("html", "admonition")
    if rewrite or ("references" in env and html != markdown.render(source)):
        return replace(block, html=html)
    return block


def _role(_: object, tokens: Sequence[Token], index: int, *__: object) -> str:
    token = tokens[index]
    return f'<span class="role {escape(token.meta["name"])}">{escape(token.content)}</span>'


def _fence(_: object, tokens: Sequence[Token], index: int, __: object, env: Any) -> str:
    """Render a fence: code, or a directive. Comments report the options that are not carried."""
    token, markdown = tokens[index], tokenizer()
    name, title = directive_name(token.info), directive_title(token.info)
    if name is None:
        return _code(token.content, token.info)
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
    match = re.match(r"---\n(.*?\n?)---[^\n]*\n?", content, re.DOTALL)
    match = match or re.match(r"((?:[ \t]*:(?!::)[^\n]*\n?)*)", content)
    lines = (match[1] or "").splitlines() if match else []
    options = (line.strip().removeprefix(":").partition(":") for line in lines)
    body = content[match.end() :] if match else content
    return {key.strip(): value.strip(" \t'\"") for key, _, value in options}, body
