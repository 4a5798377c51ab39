"""The JSON Schema of the entries of one knowledge base: it knows the tags that there are.

The schemas of `schema.json_schema` hold for every knowledge base and come with this package. This
one is made of the records below `kb/tags/` and lies beside them, for editors: they offer the tags
with what they mean, and underline one that does not exist.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from schema.catalogue import FacetCard, TagCard
from schema.evidence.proof import FACET
from schema.json_schema import describe, dump
from schema.knowledge_base import KnowledgeBase
from schema.markdown.inline import plain
from schema.models import Entry, Status
from schema.problems import Problem
from schema.records import ROOT

VOCABULARY = f"{ROOT}/entry.schema.json"
"""Path of the schema below the project."""

SCHEMA_LINE = "# yaml-language-server: $schema=../entry.schema.json"
"""The first line of an entry: where an editor finds the schema."""


class BrokenTags(Exception):
    """Records of tags or facets have problems, so that the vocabulary is not known."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            f"{self.problems[0].path} has a problem, so {VOCABULARY} cannot be made. "
            "Run 'kb validate' and mend it."
        )


def generate(base: KnowledgeBase) -> dict[str, str]:
    """Return the text of the schema file of a knowledge base by its path.

    Raises:
        BrokenTags: a record of a tag or a facet has a problem.
    """
    folders = (ROOT, f"{ROOT}/tags")
    problems = [
        each
        for each in base.problems
        if each.path in folders or each.path.startswith(f"{ROOT}/tags/")
    ]
    if problems:
        raise BrokenTags(problems)
    catalogue = base.catalogue
    schema = with_vocabulary(describe(Entry), catalogue.facets.values(), catalogue.tags.values())
    return {VOCABULARY: dump(schema)}


def with_vocabulary(
    schema: Mapping[str, Any], facets: Iterable[FacetCard], tags: Iterable[TagCard]
) -> dict[str, Any]:
    """Return the schema of entries with the facets and tags that an entry may have.

    A facet without tags is left out: no entry can have it.
    """
    described = schema["properties"]["tags"]
    (listed,) = described["patternProperties"].values()
    by_facet: dict[str, list[TagCard]] = {}
    for tag in sorted(tags, key=lambda card: card.sort_key):
        if tag.key.facet == FACET:
            continue  # no author writes these
        by_facet.setdefault(tag.key.facet, []).append(tag)
    choices = {
        facet.id: _choice(facet, by_facet[facet.id], listed)
        for facet in sorted(facets, key=lambda card: card.sort_key)
        if facet.id in by_facet
    }
    known = {
        key: value
        for key, value in described.items()
        if key not in ("patternProperties", "propertyNames")
    }
    names = ", ".join(choices)
    message = f"Tags are written below their facet. The facets are: {names}."
    tagged = {**known, "properties": choices, "errorMessage": message}
    fields = {**schema["properties"], "tags": tagged}
    return {**schema, "properties": fields, "defaultSnippets": [_snippet(list(choices))]}


def _choice(facet: FacetCard, tags: Sequence[TagCard], listed: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of the tags of one facet.

    Not `oneOf` with a `const` for each: of alternatives that all fail, an editor tells one.
    """
    return {
        **listed,
        "title": facet.label,
        "description": plain(facet.description),
        "items": {
            "type": "string",
            "enum": [tag.key.tag for tag in tags],
            "enumDescriptions": [_told(tag) for tag in tags],
            "errorMessage": f"There is no such tag below '{facet.id}'. Take one that is offered "
            f"here; if you have added {ROOT}/tags/{facet.id}/<tag>.yaml, run 'kb schema'.",
        },
    }


def _told(tag: TagCard) -> str:
    also = f" ({', '.join(tag.aliases)})" if tag.aliases else ""
    return f"{tag.label}{also}: {plain(tag.description)}"


def _snippet(facets: Sequence[str]) -> dict[str, Any]:
    """Return what an editor makes a new entry of, in the syntax of snippets.

    `CURRENT_YEAR` and the like are variables of VS Code; another editor leaves the word, which is
    no date and therefore marked.
    """
    facet = f"${{8|{','.join(facets)}|}}" if len(facets) > 1 else "".join(facets) or "${8:facet}"
    lines = [
        SCHEMA_LINE.replace("$", r"\$"),
        "question: ${1:How do I …?}",
        "phrasings:",
        "  - ${2:as a hurried reader asks it}",
        "  - ${3:in words that the question lacks}",
        "summary: >-",
        "  ${4:The answer in one or two sentences.}",
        "answer: |",
        "  ${5:The direct answer first.}",
        "tags:",
        f"  {facet}: [${{9:tag}}]",
        f"status: ${{10|{','.join(sorted(status.value for status in _NEW))}|}}",
        "reviewed_on: ${11:${CURRENT_YEAR}-${CURRENT_MONTH}-${CURRENT_DATE}}",
        "sources:",
        "  - url: ${6:https://}",
        "    supports: ${7:What the page shows}",
    ]
    return {
        "label": "New entry, for an empty file",
        "description": "A whole entry to be filled in, with every field that it needs.",
        "bodyText": "\n".join(lines) + "\n",
    }


_NEW = (Status.DRAFT, Status.PUBLISHED)
"""The states in which an entry begins."""
