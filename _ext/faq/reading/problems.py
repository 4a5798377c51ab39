"""The directive `faq:problems`: a reference of all problem codes, generated from the rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec

from faq.nodes import inline_nodes
from schema.markdown.inline import parse_inline
from schema.problems import Code
from schema.rules import all_codes


class ProblemsDirective(SphinxDirective):
    """List every code with its meaning, what to do, and an example before and after."""

    option_spec: ClassVar[OptionSpec] = {}

    def run(self) -> list[nodes.Node]:
        """Return one section for each code, in alphabetical order."""
        return [self._section(code) for code in all_codes().values()]

    def _section(self, code: Code) -> nodes.section:
        title = nodes.title("", "", nodes.literal("", code.name))
        section = nodes.section("", title, ids=[code.name], names=[code.name])
        self.state.document.note_implicit_target(section, section)
        section.extend(_description(code))
        self.set_source_info(section)
        return section


def _description(code: Code) -> Iterator[nodes.Node]:
    kind = "Warning. " if code.severity == "warning" else ""
    for text, example in ((kind + code.meaning, code.bad), (code.hint, code.good)):
        yield nodes.paragraph("", "", *inline_nodes(parse_inline(text)))
        if example:
            shown = example.replace("¦", "")
            # Many examples are not valid YAML, which is no reason for a warning.
            yield nodes.literal_block(shown, shown, language="yaml", force=True)
