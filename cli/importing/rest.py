"""reStructuredText as blocks of HTML: docutils reads it and renders it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, ClassVar
from unittest.mock import patch

from docutils import core, frontend, nodes, utils
from docutils.parsers import rst
from docutils.parsers.rst import roles
from docutils.readers import standalone
from docutils.writers import html5_polyglot as html5

from cli.importing.html import escape_unknown_tags
from cli.importing.model import ADMONITIONS, CODE_DIRECTIVES, CONTENTS_DIRECTIVES, Block, Note

_SETTINGS = frozenset({"highlight", "currentmodule", "meta", "index", "default-role"})
_VERSIONS = frozenset({"versionadded", "versionchanged", "versionremoved", "deprecated"})
_KINDS: Mapping[type[nodes.Node], str] = {
    nodes.title: "heading",
    nodes.bullet_list: "list",
    nodes.enumerated_list: "list",
    nodes.definition_list: "list",
    nodes.field_list: "list",
    nodes.option_list: "list",
    nodes.block_quote: "quote",
    nodes.literal_block: "code",
    nodes.doctest_block: "code",
    nodes.table: "table",
    nodes.admonition: "admonition",
    nodes.transition: "rule",
    nodes.comment: "comment",
    nodes.target: "label",
    nodes.substitution_definition: "definition",
}


def read_rest(text: str) -> tuple[list[Block], list[Note]]:
    """Return reStructuredText as blocks, each with its HTML. There are no notes."""
    settings: Any = frontend.get_default_settings(rst.Parser, standalone.Reader, html5.Writer)
    settings.report_level, settings.halt_level, settings.warning_stream = 2, 5, False
    settings.file_insertion_enabled = False  # raw HTML is converted like the HTML of Markdown
    settings.doctitle_xform = settings.docinfo_xform = False
    settings.syntax_highlight, settings.math_output = "none", "LaTeX"
    # The names of this reading: Sphinx, in the same process, may have registered its own.
    with (
        patch.dict("docutils.parsers.rst.directives._directives", _DIRECTIVES, clear=True),
        patch.dict("docutils.parsers.rst.roles._roles", clear=True),
        patch.object(roles, "role", _role),
    ):
        document = core.publish_doctree(text, settings=settings)
    _rewrite(document)
    lines = text.split("\n")
    parts = list(_parts(document, 0))
    starts = _starts([node for node, _level in parts], lines)
    blocks = [Block("metadata", 1, "\n".join(lines[: starts[0] - 1 if starts else None]).rstrip())]
    ranges = pairwise([*starts, len(lines) + 1])
    for (node, level), (start, end) in zip(parts, ranges, strict=True):
        kind = str(node.get("kind") or _KINDS.get(type(node), "paragraph"))
        if isinstance(node, nodes.field_list) and node is document[0]:
            kind = "metadata"
        source = "\n".join(lines[start - 1 : end - 1]).rstrip()
        html = _html(node.children if kind == "heading" else [node], document)
        blocks.append(Block(kind, start, source, level if kind == "heading" else 0, html))
    return blocks if blocks[0].source else blocks[1:], []


_find_role: Any = roles.role


def _role(name: str, *context: Any) -> Any:
    """Return a role of docutils, or the one for all others."""
    function, _messages = _find_role(name, *context)
    return function or _unknown_role, []


def _unknown_role(name: str, source: str, text: str, *_: object) -> Any:
    return [nodes.inline(source, utils.unescape(text), classes=["role", name])], []


class _Directive(rst.Directive):
    """A directive that accepts all options; comments report those that are not carried."""

    has_content = True
    option_spec: ClassVar[Any] = defaultdict(lambda: str, name=str)

    def comments(self) -> list[nodes.Node]:
        options = (f":{name}: {value}" for name, value in self.options.items())
        return [nodes.comment(option, option) for option in options]


class _Math(_Directive):
    def run(self) -> list[nodes.Node]:
        caption, content = self.options.pop("caption", ""), "\n".join(self.content)
        whole = nodes.container(kind="code")
        whole += [nodes.paragraph(caption, caption)] * bool(caption)
        whole += nodes.literal_block(content, content, classes=["code", *self.arguments])
        whole += self.comments()
        return [whole]


class _Code(_Math):
    optional_arguments = 1


class _Page(_Directive):
    def run(self) -> list[nodes.Node]:
        kind = "contents" if self.name in CONTENTS_DIRECTIVES else "metadata"
        return [nodes.comment(self.block_text, self.block_text, kind=kind)]


class _Box(_Directive):
    def run(self) -> list[nodes.Node]:
        is_version = self.name in _VERSIONS
        name = "note" if is_version or self.name == "admonition" else self.name
        box = nodes.admonition(classes=[name])
        if title := " ".join([self.name] * is_version + self.arguments):
            children, _messages = self.state.inline_text(title, self.lineno)
            box += nodes.title(title, "", *children)
        self.state.nested_parse(self.content, self.content_offset, box)
        box += self.comments()
        return [box]


class _TitledBox(_Box):
    optional_arguments = 1
    final_argument_whitespace = True


_DIRECTIVES: Mapping[str, type[rst.Directive]] = {
    **dict.fromkeys(CONTENTS_DIRECTIVES | _SETTINGS, _Page),
    **dict.fromkeys(CODE_DIRECTIVES, _Code),
    **dict.fromkeys(ADMONITIONS, _Box),
    **dict.fromkeys(_VERSIONS | {"admonition"}, _TitledBox),
    "math": _Math,
}


def _rewrite(document: nodes.document) -> None:
    """Turn what docutils could not read into code, and indented lists into lists."""
    for message in list(document.findall(nodes.system_message)):
        code = [child for child in message if isinstance(child, nodes.literal_block)]
        if "line too short." in message.astext():  # of a title, which is read nevertheless
            code = []
        for block in code:
            block["classes"].append("unknown")
            block.line = message.get("line")
        message.parent.replace(message, code)
    for reference in list(document.findall(nodes.footnote_reference)):
        reference.parent.replace(reference, nodes.Text(f"[{reference.astext()}]"))
    for problem in list(document.findall(nodes.problematic)):
        problem.parent.replace(problem, nodes.Text(problem.astext()))
    for footnote in document.findall(nodes.footnote):
        footnote["backrefs"] = []
    for quote in list(document.findall(nodes.block_quote)):
        if all(isinstance(child, nodes.bullet_list | nodes.enumerated_list) for child in quote):
            quote.parent.replace(quote, quote.children)


def _parts(parent: nodes.Element, level: int) -> Iterator[tuple[nodes.Element, int]]:
    """Yield the nodes that become blocks, each with the level of its section."""
    for node in parent.children:
        if isinstance(node, nodes.section):
            yield from _parts(node, level + 1)
        elif isinstance(node, nodes.Element):
            yield node, level


def _starts(parts: Sequence[nodes.Element], lines: Sequence[str]) -> list[int]:
    """Return the line on which each part begins; docutils knows one near it, or none."""
    starts: list[int] = []
    least = 1
    for node in parts:
        known = [part.line for part in node.findall(nodes.Element) if part.line]
        line = min(min(known, default=0), len(lines))
        if line < least or isinstance(node, nodes.comment):  # the next markup with two dots
            rest = range(least, len(lines) + 1)
            line = next((number for number in rest if lines[number - 1].startswith("..")), least)
        start = line
        while start > least and not lines[start - 1].strip():
            start -= 1
        while start > least and lines[start - 2].strip():
            start -= 1
        starts.append(start)
        least = max(start, line if isinstance(node, nodes.title) else 0) + 1
    return starts


def _html(parts: Sequence[nodes.Node], document: nodes.document) -> str:
    translator = html5.HTMLTranslator(document)
    for node in parts:
        node.walkabout(translator)
    return escape_unknown_tags("".join(translator.body))
