"""The two nodes of the extension: a placeholder, and the markup that fills it."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from schema.markdown.inline import Inline


class placeholder(nodes.General, nodes.Element):
    """A part of a page that depends on other records; attribute `part` says which.

    It lives from reading to resolving: `transforms` replaces it for each builder.
    """


class markup(nodes.General, nodes.Element):
    """HTML made from our own templates, attribute `html`. Only HTML builders see it."""


def inline_nodes(inline: Inline) -> list[nodes.Node]:
    """Return the pieces of an inline text as docutils nodes."""
    made: list[nodes.Node] = []
    for style, text in inline:
        match style:
            case "code":
                made.append(nodes.literal(text, text, classes=["docutils", "notranslate"]))
            case "emphasis":
                made.append(nodes.emphasis(text, text))
            case "strong":
                made.append(nodes.strong(text, text))
            case _:
                made.append(nodes.Text(text))
    return made


def add_to(app: Sphinx) -> None:
    """Register the nodes with their visitors."""
    app.add_node(placeholder)
    app.add_node(markup, html=(_visit_markup, None))


def _visit_markup(translator: HTML5Translator, node: markup) -> None:
    translator.body.append(node["html"])
    raise nodes.SkipNode
