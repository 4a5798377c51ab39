"""The answer of an entry, rendered by MyST without anything that a record may not contain.

A rule reports forbidden constructs to the contributor. This module doesn't rely on that rule:
a forbidden construct becomes text, however it got here.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, cast
from unicodedata import east_asian_width

from docutils import nodes
from docutils.parsers.rst.languages import get_language
from docutils.utils import column_width
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from markupsafe import escape
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.base import token_line
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from sphinx import addnodes
from sphinx.util import logging
from sphinx_design.shared import create_component, is_component

from faq.nodes import code_classes, markup
from schema.evidence.claims import Example
from schema.markdown import allowed

logger = logging.getLogger(__name__)

FORBIDDEN_NODES = (
    nodes.raw,
    nodes.image,
    nodes.pending,
    nodes.system_message,
    addnodes.download_reference,
    addnodes.toctree,
    addnodes.only,
)
"""Nodes that no answer may contain, whatever produced them."""

MAX_NARROW = 68
"""Most columns of text in the rows of a table that fits on a phone, with those of `PADDING`."""

MAX_UNBROKEN = 46
"""Most columns of the longest words of its columns, which don't break, likewise."""

MANY_ROWS = 10
"""Most rows of a table without a field to look them up."""

PADDING = 2
"""Columns of text that the padding of a cell takes."""

NONE = "\u2013"
"""What stands in a cell without a value; cards leave it out."""

MAX_LABEL = 60
"""Most characters of a column's name that are repeated in each of its cells."""

ID_PREFIX = "answer-"
"""Prefix of heading ids, so that they don't clash with ids of the page."""


def render_answer(
    text: str,
    first_line: int,
    section: nodes.section,
    examples: Mapping[str, Example],
    tables: Mapping[str, str],
) -> None:
    """Render Markdown into a section of its document.

    `first_line` is the line of the file, from 1, on which the text begins, so that warnings name
    the right line. The directives `check` and `table` show an example, or a table in Markdown, by
    name. If rendering fails, the section shows the Markdown, and a warning says so.
    """
    document = section.document
    assert document is not None
    parser = _parser()
    parser.options.update({"document": document, "current_node": section})
    parser.options.update({"examples": examples, "tables": tables})
    before = len(section)
    prefix, document.settings.id_prefix = document.settings.id_prefix, ID_PREFIX
    try:
        parser.render("\n" * (first_line - 1) + text)
    except Exception as error:  # one record must never stop the build
        del section[before:]
        section += nodes.literal_block(text, text)
        warning = "The answer cannot be rendered, so the page shows its source: %s"
        location = f"{document['source']}:{first_line}"
        logger.warning(warning, type(error).__name__, location=location, type="faq")
    finally:
        document.settings.id_prefix = prefix
    for child in section[before:]:
        _remove_forbidden(child)
    _bound_highlighting(section[before:])


@cache
def _parser() -> MarkdownIt:
    """Return the parser for all answers. The project's MyST settings don't apply to them."""
    disabled = [*allowed.DISABLED_SYNTAX]
    config = MdParserConfig(enable_extensions={"colon_fence"}, disable_syntax=disabled)
    return create_md_parser(config, AnswerRenderer)


class AnswerRenderer(SphinxRenderer):
    """MyST's renderer, limited to the directives, roles and links of `schema.markdown.allowed`.

    It creates the nodes of directives itself, because the directives of docutils and Sphinx drop
    what they cannot use.
    """

    def setup_render(self, options: Any, env: Any) -> None:
        """Start below the title, so that headings of level 2 become subsections of the entry.

        MyST's own method also creates a document that is never used, which takes as long as
        rendering a short answer.
        """
        self.md_env, self.md_options, self.md_config = env, options, options["myst_config"]
        self.document, self.current_node = options["document"], options["current_node"]
        self.reporter = self.document.reporter
        language = get_language(self.document.settings.language_code)
        self.language_module_rst = language  # type: ignore[assignment]
        self._heading_offset, self._heading_slugs = 0, {}
        self._level_to_section = {0: self.document, 1: options["current_node"]}
        self._depth = 0
        self._shown: dict[str, set[str]] = {allowed.CHECK: set(), allowed.TABLE: set()}

    def _render_finalise(self) -> None:
        """Skip what MyST does for footnotes, anchors and repeated link definitions."""

    def render_heading(self, token: SyntaxTreeNode) -> None:
        """Render headings of level 1 as text, because the question is the only one."""
        if token.tag == "h1":
            self._text(token.children[0].content if token.children else "", token)
        else:
            super().render_heading(token)

    def render_hr(self, token: SyntaxTreeNode) -> None:
        """Draw a line anywhere, unlike docutils, which allows it only between paragraphs."""
        self.current_node += markup("", html='<hr class="docutils" />\n')

    def render_hardbreak(self, token: SyntaxTreeNode) -> None:
        """Break the line without the raw nodes that MyST uses."""
        self.current_node += [nodes.Text("\n"), markup("", html="<br />\n")]

    def render_code_inline(self, token: SyntaxTreeNode) -> None:
        """Keep the options of commands on one line."""
        super().render_code_inline(token)
        code = self.current_node.children[-1]
        if isinstance(code, nodes.literal):
            code["classes"] += code_classes(token.content)

    def render_softbreak(self, token: SyntaxTreeNode) -> None:
        """Join lines between wide characters, as of Chinese, where a line break shows a space."""
        after = token.next_sibling
        while after and after.children:
            after = after.children[0]
        ends = self.current_node.astext()[-1:] + (after.content[:1] if after else "")
        widths = [*map(east_asian_width, ends)]  # quotation marks and dashes are ambiguous
        if not ({*widths} <= {*"WFA"} and {*widths} & {*"WF"} and len(widths) == 2):
            super().render_softbreak(token)

    def render_table(self, token: SyntaxTreeNode) -> None:
        """Head each row by its first cell, and say whether it fits on narrow screens.

        There, only the rows of a table that is not narrow become cards, in which the names of all
        columns but the first are labels.
        """
        super().render_table(token)
        table = cast("nodes.Element", self.current_node[-1])
        next(iter(table.findall(nodes.colspec)))["stub"] = 1
        names, *rows = ([*row] for row in table.findall(nodes.row))
        columns = [[cell.astext() for cell in column] for column in zip(names, *rows, strict=False)]
        width = sum(PADDING + max(map(column_width, column)) for column in columns)
        words = [re.findall("[!-~]+", " ".join(column)) for column in columns]
        longest = sum(PADDING + max(map(len, column), default=0) for column in words)
        if width > MAX_NARROW or longest > MAX_UNBROKEN:
            table["classes"] += ["faq-carded"]
            for row in rows:
                for name, cell in zip(names[1:], row[1:], strict=False):
                    cell["classes"] += ["faq-none"] if cell.astext() == NONE else []
                    if label := escape(name.astext()[:MAX_LABEL]):
                        html = f'<span class="faq-label">{label}</span> '
                        cell[0].insert(0, markup("", html=html))
        if len(rows) > MANY_ROWS and "faq-lookup" not in self.current_node["classes"]:
            self.current_node[-1] = nodes.container("", table, classes=["faq-lookup"])

    def render_image(self, token: SyntaxTreeNode) -> None:
        """Show the alternative text of an image, never the file."""
        self._text(token.content, token)

    def render_link(self, token: SyntaxTreeNode) -> None:
        """Link to https addresses only; show the text of any other link."""
        if allowed.link_problem(str(token.attrGet("href") or "")):
            self.render_children(token)
        else:
            self.render_link_url(token)

    def render_myst_role(self, token: SyntaxTreeNode) -> None:
        """Run an allowed role; show the text of any other, and of one that takes long to read."""
        if token.meta["name"] in allowed.ROLES and len(token.content) <= allowed.MAX_ROLE:
            super().render_myst_role(token)
        else:
            self._text(token.content, token)

    def render_fence(self, token: SyntaxTreeNode) -> None:
        """Show a code block, a directive, or the content of a div without its class."""
        name = allowed.directive_name(token.info)
        if name is not None:
            self._directive(name, token)
        elif token.type == "colon_fence":
            self.nested_render_text(token.content, token_line(token, 0))
        else:
            self._code(token.content, (token.info.split() or ["text"])[0], token)

    render_colon_fence = render_fence

    def _directive(self, name: str, token: SyntaxTreeNode) -> None:
        """Show an allowed directive; show the body of any other."""
        title = allowed.directive_title(token.info)
        if name in self._shown:
            shown = self._shown[name]
            if title in shown or (name == allowed.TABLE and len(shown) == allowed.MAX_TABLES):
                return
            shown.add(title)
        if name == allowed.CHECK:
            code, output = self.md_options["examples"].get(title, (token.content, ""))
            box = nodes.container(classes=["faq-example"])
            self.add_line_and_source_path(box, token)
            with self.current_node_context(box, append=True):
                self._code(code, "python", token)
                if output:
                    self._code(output, "text", token, ["faq-output"])
        elif name == allowed.TABLE:
            self._table(self.md_options["tables"].get(title, ""), token)
        elif name not in allowed.DIRECTIVES or self._depth >= allowed.MAX_NESTING:
            self._code(token.content, "text", token)
        else:
            self._depth += 1
            self._box(name, title, token)
            self._depth -= 1

    def _table(self, table: str, token: SyntaxTreeNode) -> None:
        """Show a table of its own record, with a field to look up its rows."""
        box = nodes.container(classes=["faq-lookup", "faq-first"])
        self.add_line_and_source_path(box, token)
        with self.current_node_context(box, append=True):
            self.nested_render_text(table, token_line(token, 0))

    def _box(self, name: str, title: str, token: SyntaxTreeNode) -> None:
        body, line = token.content, token_line(token, 0)
        if title and name in allowed.UNTITLED_DIRECTIVES:
            body, line = f"{title}\n{body}", line - 1
        box: nodes.Element
        inner: nodes.Element
        match name:
            case "tab-set":
                box = inner = create_component("tab-set", classes=["sd-tab-set"])
            case "tab-item" if is_component(self.current_node, "tab-set"):
                label = nodes.rubric(classes=["sd-tab-label"], sync_id=title, sync_group="tab")
                inner = create_component("tab-content", classes=["sd-tab-content"])
                box = create_component("tab-item", classes=["sd-tab-item"])
                box += [self._titled(label, title, line), inner]
            case "dropdown":
                box = inner = create_component("dropdown", **_DROPDOWN, has_title=bool(title))
                box += [self._titled(nodes.rubric(), title, line)] if title else []
            case _:
                box = inner = _ADMONITIONS.get(name, nodes.admonition)()
                box += [] if name in _ADMONITIONS else [self._titled(nodes.title(), title, line)]
        self.add_line_and_source_path(box, token)
        with self.current_node_context(inner):
            self.nested_render_text(body, line)
        if name == "tab-set":  # sphinx-design would drop what isn't a tab
            self.current_node += [node for node in box if not is_component(node, "tab-item")]
            box.children = [node for node in box if is_component(node, "tab-item")]
        if box.children:
            self.current_node += box

    def _titled(self, node: nodes.Element, title: str, line: int) -> nodes.Element:
        with self.current_node_context(node):
            self.nested_render_text(title, line, inline=True)
        return node

    def _code(
        self, code: str, language: str, token: SyntaxTreeNode, classes: Sequence[str] = ()
    ) -> None:
        block = nodes.literal_block(code, code, language=language, classes=[*classes])
        self.add_line_and_source_path(block, token)
        self.current_node += block

    def _text(self, text: str, token: SyntaxTreeNode) -> None:
        node = nodes.Text(text)
        if isinstance(self.current_node, nodes.TextElement):
            self.current_node += node
        else:
            self.current_node += nodes.paragraph("", "", node)


_ADMONITIONS: Mapping[str, type[nodes.Element]] = {
    node.__name__: node
    for node in (nodes.note, nodes.tip, nodes.hint, nodes.important, nodes.warning, nodes.caution)
}

_DROPDOWN: Mapping[str, Any] = {
    "opened": False,
    "type": "dropdown",
    "icon": None,
    "chevron": None,
    "container_classes": ["sd-mb-3"],
    "title_classes": [],
    "body_classes": [],
}
"""What sphinx-design expects in a dropdown's node."""


def _remove_forbidden(tree: nodes.Node) -> None:
    for node in list(tree.findall(lambda node: isinstance(node, FORBIDDEN_NODES))):
        if node.parent is not None:
            node.parent.remove(node)
    for node in tree.findall(nodes.reference):
        if "refuri" in node and allowed.link_problem(node["refuri"]):
            del node["refuri"]


def _bound_highlighting(answer: Iterable[nodes.Node]) -> None:
    """Show code as plain text if highlighting it could take long."""
    left = allowed.MAX_HIGHLIGHTED
    for block in (block for node in answer for block in node.findall(nodes.literal_block)):
        code = block.astext()
        # Sphinx takes Python that begins with a prompt for pycon, whose lexer may never end.
        risky = block.get("language") not in allowed.LANGUAGES or code.startswith(">>>")
        if risky or len(code) > min(left, allowed.MAX_CODE):
            block["language"] = "text"
        else:
            left -= len(code)
        block["force"] = True  # code with a mistake in it is highlighted as far as possible
