"""reStructuredText as blocks of HTML: docutils reads it and renders it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, ClassVar
from unittest.mock import patch

from docutils import core, frontend, nodes
from docutils.parsers import rst
from docutils.readers import standalone
from docutils.writers import html5_polyglot as html5

from cli.importing.model import ADMONITIONS, CODE_DIRECTIVES, KINDS, TOC_DIRECTIVES, Block

_ROLE = re.compile(r":([\w.:+-]+):`(.+)`|`(.+)`:([\w.:+-]+):", re.DOTALL)
"""A role that docutils does not know, such as one of Sphinx."""

_SETTINGS = frozenset({"highlight", "currentmodule", "meta", "index", "default-role"})
_VERSIONS = frozenset({"versionadded", "versionchanged", "versionremoved", "deprecated"})


def read_rest(text: str) -> list[Block]:
    """Return reStructuredText as blocks, each with its HTML."""
    settings: Any = frontend.get_default_settings(rst.Parser, standalone.Reader, html5.Writer)
    settings.report_level, settings.halt_level, settings.warning_stream = 2, 5, False
    settings.file_insertion_enabled = False  # raw HTML is converted like the HTML of Markdown
    settings.doctitle_xform = settings.docinfo_xform = False
    settings.traceback = True  # otherwise docutils ends the program
    settings.syntax_highlight, settings.math_output = "none", "LaTeX"
    # The names of this reading: Sphinx, in the same process, may have registered its own.
    with (
        patch.dict("docutils.parsers.rst.directives._directives", _DIRECTIVES, clear=True),
        patch.dict("docutils.parsers.rst.roles._roles", clear=True),
    ):
        document = core.publish_doctree(text, settings=settings)
    _rewrite(document)
    lines = text.split("\n")
    parts = list(_parts(document, 0))
    starts = _starts([node for node, _level in parts], lines)
    blocks = [Block("metadata", 1, "\n".join(lines[: starts[0] - 1 if starts else None]).rstrip())]
    ranges = pairwise([*starts, len(lines) + 1])
    for (node, level), (start, end) in zip(parts, ranges, strict=True):
        source = "\n".join(lines[start - 1 : end - 1]).rstrip()
        if isinstance(node, nodes.title):
            blocks.append(Block("heading", start, source, level, _html(node.children, document)))
            continue
        html = _html([node], document)
        tag = re.match(r"\s*<(\w+)", html)
        kind = KINDS.get(node.tagname) or KINDS.get(tag[1] if tag else "", "paragraph")
        if isinstance(node, nodes.field_list) and node is document[0]:
            kind = "metadata"
        blocks.append(Block(str(node.get("kind", kind)), start, source, html=html))
    return blocks if blocks[0].source else blocks[1:]


class _Directive(rst.Directive):
    """A directive of Sphinx with any options; comments report those that are not carried."""

    has_content = True
    option_spec: ClassVar[Any] = defaultdict(lambda: str, name=str)

    def run(self) -> list[nodes.Node]:
        if self.name in TOC_DIRECTIVES | _SETTINGS:
            kind = "contents" if self.name in TOC_DIRECTIVES else "metadata"
            return [nodes.comment(self.block_text, self.block_text, kind=kind)]
        caption, content = self.options.pop("caption", ""), "\n".join(self.content)
        options = (f":{name}: {value}" for name, value in self.options.items())
        comments = [nodes.comment(option, option) for option in options]
        if self.name in CODE_DIRECTIVES or self.name == "math":
            titles = [nodes.paragraph(caption, caption)] * bool(caption)
            code = nodes.literal_block(content, content, classes=["code", *self.arguments])
            return [nodes.container("", *titles, code, *comments, kind="code")]
        title = " ".join([self.name] * (self.name in _VERSIONS) + self.arguments)
        box = nodes.admonition(classes=["note" if title else self.name])
        if title:
            box += nodes.title(title, "", *self.state.inline_text(title, self.lineno)[0])
        self.state.nested_parse(self.content, self.content_offset, box)
        box += comments
        return [box]


class _Titled(_Directive):
    optional_arguments = 1
    final_argument_whitespace = True


_DIRECTIVES: Mapping[str, type[rst.Directive]] = {
    **dict.fromkeys(TOC_DIRECTIVES | _SETTINGS | ADMONITIONS.keys() | {"math"}, _Directive),
    **dict.fromkeys(CODE_DIRECTIVES | _VERSIONS | {"admonition"}, _Titled),
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
    for node in list(document.findall()):
        if isinstance(node, nodes.footnote_reference):
            node.parent.replace(node, nodes.Text(f"[{node.astext()}]"))
        elif isinstance(node, nodes.problematic):
            replacement: nodes.Node = nodes.Text(node.astext())
            if role := _ROLE.fullmatch(node.astext()):
                content = re.sub(r"\\(.)", r"\1", role[2] or role[3], flags=re.DOTALL)
                replacement = nodes.inline(content, content, classes=["role", role[1] or role[4]])
            node.parent.replace(node, replacement)
        elif isinstance(node, nodes.footnote):
            node["backrefs"] = []
        elif isinstance(node, nodes.block_quote) and all(
            isinstance(child, nodes.bullet_list | nodes.enumerated_list) for child in node
        ):
            node.parent.replace(node, node.children)


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
        numbers = [part.line for part in node.findall(nodes.Element) if part.line]
        line = min(min(numbers, default=0), len(lines))
        if line < least or isinstance(node, nodes.comment):  # the next markup with two dots
            rest = range(least, len(lines) + 1)
            line = next((number for number in rest if lines[number - 1].startswith("..")), least)
        start = line
        while start > least and (lines[start - 2].strip() or not lines[start - 1].strip()):
            start -= 1
        starts.append(start)
        least = max(start, line if isinstance(node, nodes.title) else 0) + 1
    return starts


def _html(parts: Sequence[nodes.Node], document: nodes.document) -> str:
    translator = html5.HTMLTranslator(document)
    for node in parts:
        node.walkabout(translator)
    return "".join(translator.body)
