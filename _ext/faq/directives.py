"""The directives of the domain: listings, the filter index, the sidebar and problem codes."""

import re
from collections.abc import Iterator
from typing import ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx.directives.other import TocTree
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec

from faq.domain import FaqDomain, vocabulary_pages
from faq.nodes import inline_nodes, placeholder
from faq.parts import GROUPINGS, Browse, Group, Listing, Part
from schema.cards import TagKey
from schema.markdown.inline import parse_inline
from schema.problems import Code
from schema.rules import all_codes


def tag_keys(argument: str | None) -> tuple[TagKey, ...]:
    """Read tags such as `hardware/ascend, export/onnx`. Raise `ValueError` for anything else."""
    words = (argument or "").replace(",", " ").split()
    for word in words:
        if not re.fullmatch("[^/]+/.+", word):
            raise ValueError(f"'{word}' isn't a tag; write facet/tag, such as hardware/ascend")
    return tuple(sorted({TagKey(*word.split("/", 1)) for word in words}))


class _PartDirective(SphinxDirective):
    def place(self, part: Part, template: str) -> list[nodes.Node]:
        """Return the placeholder of a part, at the place of the directive."""
        node = placeholder(part=part, template=template)
        self.set_source_info(node)
        return [node]


class ListingDirective(_PartDirective):
    """List entries with any of the tags of a facet, for every facet named."""

    option_spec: ClassVar[OptionSpec] = {
        "tags": tag_keys,
        "group": lambda group: directives.choice(group, tuple(GROUPINGS)),
        "limit": directives.nonnegative_int,
    }

    def run(self) -> list[nodes.Node]:
        """Return the placeholder of the listing."""
        group = cast("Group", self.options.get("group", "none"))
        limit = self.options.get("limit", 0)
        return self.place(Listing(self.options.get("tags", ()), group, limit), "listing.html")


class BrowseDirective(_PartDirective):
    """Show the filter index of all published entries, and errors to try, one a line."""

    has_content = True
    option_spec: ClassVar[OptionSpec] = {"popular": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Return the placeholder of the filter index."""
        first = self.env.current_document.setdefault("faq_browse", self.lineno)
        if first != self.lineno:
            raise self.error(f"A page can have only one 'faq:browse'; see line {first}.")
        settings = FaqDomain.of(self.env).policy.settings
        popular = settings.popular if "popular" in self.options else ()
        return self.place(Browse(popular, tuple(filter(None, self.content))), "browse.html")


class TocTreeDirective(TocTree):
    """A toctree that begins with the pages of the facets, or of the tags of one, in their order."""

    option_spec: ClassVar[OptionSpec] = {
        "caption": directives.unchanged_required,
        "facet": directives.unchanged_required,
        "hidden": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        """Return the toctree. As if it had a glob pattern, it follows pages that come and go."""
        self.options["glob"] = None
        facet = self.options.pop("facet", "")
        pages = (f"/{docname}" for docname in vocabulary_pages(self.env, facet))
        self.content = StringList([*pages, *self.content], "")
        return super().run()


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
