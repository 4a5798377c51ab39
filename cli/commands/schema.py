"""`kb schema`: write the JSON Schemas of the records, which lie beside them for editors.

They are generated from the models. The schema of entries also knows the tags below `kb/tags/`: an
editor offers them with their descriptions and underlines a tag that does not exist.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from cli.command import Refusal, knowledge_base_here
from cli.terminal.language import said
from schema.cards import FacetCard, TagCard
from schema.catalogue import Catalogue
from schema.files import has_text, write_if_changed
from schema.knowledge_base import KnowledgeBase
from schema.markdown.inline import plain
from schema.models import Model
from schema.phrases import Phrase
from schema.records import MODELS, ROOT

ENTRY_SCHEMA = f"{ROOT}/entry.schema.json"
"""The schema of entries, relative to the project."""


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    checking = "write nothing; report schemas that are out of date"
    parser.add_argument("--check", action="store_true", help=checking)


def run(options: argparse.Namespace) -> bool:
    """Write the JSON Schemas of the records to kb/.

    Editors find the tags of this knowledge base there. Exit code 1: with --check a schema is
    out of date.
    """
    base = knowledge_base_here()
    texts = generate(base)
    if options.check:
        stale = [path for path, text in texts.items() if not has_text(base.project / path, text)]
        for path in stale:
            print(said(Phrase("{path} is out of date. Run 'kb schema'.", path)), file=sys.stderr)
        return not stale
    changed = [path for path, text in texts.items() if write_if_changed(base.project / path, text)]
    for path in changed:
        print(said(Phrase("Wrote {path}.", path)))
    if not changed:
        print(said("All schemas are up to date."))
    return True


def generate(base: KnowledgeBase) -> dict[str, str]:
    """Return the text of each schema file of a knowledge base by its path.

    Raise Refusal if records of tags or facets have problems: then their names are not known.
    """
    tags = f"{ROOT}/tags/"
    for problem in base.problems:
        if problem.path == ROOT or f"{problem.path}/".startswith(tags):
            message = "{path} has a problem; {schema} needs it. Run 'kb validate' and fix it."
            raise Refusal(message, problem.path, ENTRY_SCHEMA)
    schemas = {kind: describe(model) for kind, model in MODELS.items()}
    _add_tags(schemas["entry"]["properties"]["tags"], base.catalogue)
    # Not sorted: editors write the fields of a new record in this order.
    return {
        f"{ROOT}/{kind}.schema.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for kind, schema in schemas.items()
    }


# The models -------------------------------------------------------------------------


def describe(model: type[Model]) -> dict[str, Any]:
    """Return the JSON Schema of a model for any editor and validator."""
    schema: dict[str, Any] = _adapted(model.model_json_schema())
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _adapted(node: Any) -> Any:
    """Forbid what the source reader forbids: nulls, and keys that match no pattern.

    Editors show `description` unformatted and offer every `default`, so descriptions with code are
    repeated in `markdownDescription`, and empty defaults are left out.
    """
    if isinstance(node, list):
        return [_adapted(item) for item in node]
    if not isinstance(node, dict):
        return node
    schema = {key: _adapted(value) for key, value in node.items()}
    if "patternProperties" in schema:
        schema["additionalProperties"] = False
    if isinstance(options := schema.get("anyOf"), list) and {"type": "null"} in options:
        (only,) = (option for option in options if option != {"type": "null"})
        del schema["anyOf"], schema["default"]
        schema = {**only, **schema}
    if schema.get("default") in ([], {}, ""):
        del schema["default"]
    if isinstance(description := schema.get("description"), str) and "`" in description:
        schema["markdownDescription"] = description
    return schema


# The tags ---------------------------------------------------------------------------


def _add_tags(field: dict[str, Any], catalogue: Catalogue) -> None:
    """Add the facets and tags to the schema of a field; no entry can have a facet without tags."""
    (items,) = field.pop("patternProperties").values()
    field.pop("propertyNames", None)
    choices = {
        facet: _choice(catalogue.facets[facet], [catalogue.tags[key] for key in keys], items)
        for facet, keys in catalogue.tags_of.items()
        if keys
    }
    message = f"Write tags below their facet. The facets are: {', '.join(choices)}."
    field.update(properties=choices, errorMessage=message)


def _choice(facet: FacetCard, tags: Sequence[TagCard], items: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of the tags of one facet.

    Editors replace their own messages with `errorMessage`, which the standard does not define. Not
    `oneOf` with a `const` for each tag: if all alternatives fail, an editor reports only one.
    """
    return {
        **items,
        "title": facet.label,
        "description": plain(facet.description),
        "items": {
            "type": "string",
            "enum": [tag.key.tag for tag in tags],
            "enumDescriptions": [_description(tag) for tag in tags],
            "errorMessage": f"There is no such tag below '{facet.id}'. Choose one of those offered "
            f"here; if you have added {ROOT}/tags/{facet.id}/<tag>.yaml, run 'kb schema'.",
        },
    }


def _description(tag: TagCard) -> str:
    aliases = f" ({', '.join(tag.aliases)})" if tag.aliases else ""
    return f"{tag.label}{aliases}: {plain(tag.description)}"
