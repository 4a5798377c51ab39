"""The JSON Schemas of one knowledge base, which lie beside its records for editors.

That of the entries knows the tags below `kb/tags/`: an editor offers them with their descriptions,
and underlines one that does not exist.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from schema.catalogue import FacetCard, TagCard
from schema.json_schema import describe, dump
from schema.knowledge_base import KnowledgeBase
from schema.markdown.inline import plain
from schema.models import Status
from schema.problems import Problem
from schema.records import MODELS, ROOT, Kind

VOCABULARY = f"{ROOT}/entry.schema.json"
"""Path of the schema below the project."""

_FOLDERS_UP: Mapping[Kind, int] = {"entry": 1, "tag": 2, "facet": 2, "settings": 0}
"""How far below `kb/` the records of each kind lie."""


def schema_line(kind: Kind) -> str:
    """Return the first line of a record, by which an editor finds its schema."""
    return f"# yaml-language-server: $schema={'../' * _FOLDERS_UP[kind]}{kind}.schema.json"


class BrokenTags(Exception):
    """Records of tags or facets have problems, so that the vocabulary is not known."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            f"{self.problems[0].path} has a problem, so {VOCABULARY} cannot be made. "
            "Run 'kb validate' and mend it."
        )


def generate(base: KnowledgeBase) -> dict[str, str]:
    """Return the text of each schema file of a knowledge base by its path.

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
    facets, tags = catalogue.facets.values(), catalogue.tags.values()
    schemas = {kind: describe(model) for kind, model in MODELS.items()}
    schemas["entry"] = with_vocabulary(schemas["entry"], facets, tags)
    return {f"{ROOT}/{kind}.schema.json": dump(schema) for kind, schema in schemas.items()}


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
        schema_line("entry").replace("$", r"\$"),
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
