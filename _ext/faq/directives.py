"""The directives `faq:listing` and `faq:browse`."""

from __future__ import annotations

from typing import ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec

from faq.nodes import placeholder
from faq.parts import Browse, Group, Listing, Part, Sort
from faq.settings import Settings
from schema.cards import TagKey


def tag_keys(argument: str | None) -> tuple[TagKey, ...]:
    """Read `hardware/ascend, export/onnx`, parted by commas or blanks.

    Raises ValueError for anything without a `/`.
    """
    words = (argument or "").replace(",", " ").split()
    for word in words:
        facet, _, tag = word.partition("/")
        if not facet or not tag:
            raise ValueError(f"'{word}' is no tag; write facet/tag, such as hardware/ascend")
    return tuple(sorted({TagKey(*word.split("/", 1)) for word in words}))


def _sort(argument: str) -> str:
    return directives.choice(argument, ("question", "reviewed"))


def _group(argument: str) -> str:
    return directives.choice(argument, ("none", "letter", "month"))


class _PartDirective(SphinxDirective):
    def place(self, part: Part) -> list[nodes.Node]:
        """Return the placeholder of a part, at the place of the directive."""
        node = placeholder(part=part, facts=None)
        self.set_source_info(node)
        return [node]


class ListingDirective(_PartDirective):
    """List entries by any combination of tags: either within a facet, both across facets."""

    option_spec: ClassVar[OptionSpec] = {
        "tags": tag_keys,
        "sort": _sort,
        "group": _group,
        "limit": directives.nonnegative_int,
    }

    def run(self) -> list[nodes.Node]:
        """Return the placeholder of the listing."""
        options = self.options
        group = cast("Group", options.get("group", "none"))
        natural: Sort = "reviewed" if group == "month" else "question"
        sort = cast("Sort", options.get("sort", natural))
        if group != "none" and sort != natural:
            raise self.error(f"':group: {group}' goes with ':sort: {natural}'. Leave ':sort:' out.")
        return self.place(Listing(options.get("tags", ()), sort, group, options.get("limit", 0)))


class BrowseDirective(_PartDirective):
    """Show the filter index of all published entries."""

    option_spec: ClassVar[OptionSpec] = {}

    def run(self) -> list[nodes.Node]:
        """Return the placeholder of the filter index."""
        seen = self.env.current_document.setdefault("faq_browse", self.lineno)
        if seen != self.lineno:
            raise self.error(f"'faq:browse' can stand only once on a page; see line {seen}.")
        return self.place(Browse(Settings.of(self.config).static_limit))
