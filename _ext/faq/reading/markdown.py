"""The answer of an entry rendered by MyST, with everything refused that a record may not contain.

The record rule tells the contributor first, from the tokens. This module does not rely on it:
whatever way a forbidden construct comes, it ends as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from docutils import nodes
from markdown_it.tree import SyntaxTreeNode
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.base import token_line
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from sphinx import addnodes

from schema.markdown.allowed import (
    CHECK,
    DIRECTIVES,
    DISABLED_SYNTAX,
    LANGUAGES,
    MAX_CODE,
    MAX_HIGHLIGHTED,
    MAX_NESTING,
    ROLES,
    directive_name,
    link_problem,
    split_options,
)

FORBIDDEN_NODES = (
    nodes.raw,
    nodes.image,
    nodes.pending,
    nodes.system_message,
    addnodes.download_reference,
    addnodes.toctree,
    addnodes.only,
)
"""Nodes that no answer may produce, whichever directive or role made them."""


EXAMPLES = "faq_examples"
"""Where the options of the parser hold the examples of checks."""


def render_answer(
    text: str,
    first_line: int,
    section: nodes.section,
    config: MdParserConfig,
    examples: Mapping[str, str],
) -> None:
    """Render Markdown into a section of its document.

    `first_line` is the line of the source file, from 1, on which the text begins: warnings then
    name the true line. `examples` are the programs that a directive `check` shows, by its argument.
    """
    own = replace(
        config,
        enable_extensions={"colon_fence"},
        disable_syntax=list(DISABLED_SYNTAX),
        commonmark_only=False,
        gfm_only=False,
        heading_anchors=0,
        html_meta={},
        substitutions={},
    )
    document = section.document
    parser = create_md_parser(own, AnswerRenderer)
    parser.options.update({"document": document, "current_node": section, EXAMPLES: examples})
    before = len(section)
    parser.render("\n" * (first_line - 1) + text)
    for child in section[before:]:
        _remove_forbidden(child)
    _bound_highlighting(section[before:])


class AnswerRenderer(SphinxRenderer):
    """MyST's renderer, limited to the directives, roles and links of `schema.markdown.allowed`."""

    _depth = 0

    def setup_render(self, options: Any, env: Any) -> None:
        """Begin below the title: headings of level 2 become subsections of the entry."""
        super().setup_render(options, env)
        if isinstance(self.current_node, nodes.section):
            self._level_to_section = {0: self.document, 1: self.current_node}

    def render_heading(self, token: SyntaxTreeNode) -> None:
        """Keep the question the only heading of level 1."""
        if token.tag == "h1":
            self._refuse(token.children[0].content if token.children else "", token)
        else:
            super().render_heading(token)

    def render_image(self, token: SyntaxTreeNode) -> None:
        """Show the words of an image, never its file."""
        self._refuse(token.content, token)

    def render_link(self, token: SyntaxTreeNode) -> None:
        """Make links of https addresses; the words of any other stay text."""
        if link_problem(str(token.attrGet("href") or "")):
            self.render_children(token)
        else:
            self.render_link_url(token)

    def render_myst_role(self, token: SyntaxTreeNode) -> None:
        """Run an allowed role; show the source of any other."""
        if token.meta["name"] in ROLES:
            super().render_myst_role(token)
        else:
            self._refuse(token.content, token)

    def render_directive(
        self, token: SyntaxTreeNode, name: str, arguments: str, **keywords: Any
    ) -> None:
        """Run an allowed directive with allowed options; show the body of any other."""
        options, _, _ = split_options(token.content)
        allowed = DIRECTIVES.get(name)
        refused = allowed is None or any(
            option not in allowed or (option == "link" and link_problem(value))
            for option, value in options
        )
        if refused or self._depth > MAX_NESTING:
            self.current_node += nodes.literal_block(token.content, token.content)
            return
        if name == CHECK:
            code = self.md_options[EXAMPLES].get(arguments.strip(), token.content)
            self.current_node += nodes.literal_block(code, code, language="python")
            return
        self._depth += 1
        try:
            super().render_directive(token, name, arguments, **keywords)
        finally:
            self._depth -= 1

    def render_colon_fence(self, token: SyntaxTreeNode) -> None:
        """Run `:::{directive}`; of any other div keep the content, not the class it asks for."""
        if directive_name(token.info) is None:
            self.nested_render_text(token.content, token_line(token, 0))
        else:
            super().render_colon_fence(token)

    def render_restructuredtext(self, token: SyntaxTreeNode) -> None:
        """Show the text of `{eval-rst}`, which MyST does not count among the directives."""
        self.current_node += nodes.literal_block(token.content, token.content)

    def _refuse(self, text: str, token: SyntaxTreeNode) -> None:
        node = nodes.Text(text)
        if isinstance(self.current_node, nodes.TextElement):
            self.current_node += node
        else:
            self.current_node += nodes.paragraph("", "", node)


def _remove_forbidden(tree: nodes.Node) -> None:
    for node in list(tree.findall(lambda node: isinstance(node, FORBIDDEN_NODES))):
        if node.parent is not None:
            node.parent.remove(node)
    for node in tree.findall(nodes.reference):
        if "refuri" in node and link_problem(node["refuri"]):
            del node["refuri"]


def _bound_highlighting(answer: Iterable[nodes.Node]) -> None:
    """Show code as plain text unless highlighting it is known to take little time."""
    left = MAX_HIGHLIGHTED
    for block in (block for node in answer for block in node.findall(nodes.literal_block)):
        code = block.astext()
        # Sphinx takes Python that begins with a prompt for pycon, whose lexer may never end.
        risky = block.get("language") not in LANGUAGES or code.startswith(">>>")
        if risky or len(code) > min(left, MAX_CODE):
            block["language"] = "text"
        else:
            left -= len(code)
        block["force"] = True  # code with a mistake in it is highlighted as far as possible
