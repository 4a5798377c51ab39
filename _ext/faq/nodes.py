"""The two nodes of the extension: a placeholder, and the markup that fills it."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from schema.markdown.inline import Inline

LONGEST_OPTION = 24
"""Most characters of a word of code that does not break at a hyphen; a phone's line has 30."""


class placeholder(nodes.General, nodes.Element):
    """A piece of a page that depends on other records: `template` shows it from the view of `part`.

    It lives from reading to resolving: `faq.rendering` replaces it for each builder. The attribute
    `facts` holds what an entry shows besides.
    """


class markup(nodes.General, nodes.Element):
    """HTML made from our own templates, attribute `html`. Only HTML builders see it."""


def code_classes(text: str) -> list[str]:
    """Return the class of code that stays on one line; browsers break options at dashes."""
    kept = "-" in text and max(map(len, text.split())) <= LONGEST_OPTION
    return ["faq-option"] if kept else []


def inline_nodes(inline: Inline) -> list[nodes.Node]:
    """Return the pieces of an inline text as docutils nodes."""
    return [_inline_node(style, text) for style, text in inline]


def _inline_node(style: str, text: str) -> nodes.Node:
    match style:
        case "code":
            return nodes.literal(text, text, classes=code_classes(text))
        case "emphasis":
            return nodes.emphasis(text, text)
        case "strong":
            return nodes.strong(text, text)
        case _:
            return nodes.Text(text)


def add_to(app: Sphinx) -> None:
    """Register the nodes with their visitors."""
    app.add_node(placeholder)
    app.add_node(markup, html=(_visit_markup, None))


def _visit_markup(translator: HTML5Translator, node: markup) -> None:
    translator.body.append(node["html"])
    raise nodes.SkipNode
