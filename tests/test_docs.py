"""The documentation names everything there is, nothing that is not, and its examples are true."""

from __future__ import annotations

import argparse
import json
import re
import tomllib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import faq
import pytest
from faq.domain import FaqDomain
from faq.settings import SETTINGS
from pydantic import BaseModel

from cli import command
from cli import main as cli
from schema.json_schema import describe
from schema.markdown.allowed import DIRECTIVES, LANGUAGES, MAX_CODE, MAX_NESTING, ROLES
from schema.models import Claim, Entry, Facet, Settings, SourceLink, Status, Tag
from schema.source import MAX_BYTES, MAX_DEPTH
from schema.types import MAX_ID
from tests import examples
from tests.pages import ROOT, below, codes_in, read, section

RECORDS = "docs/reference/records.md"
PROBLEMS = "docs/reference/problems.md"
EXTENSION = "docs/reference/extension.md"
COMMANDS = "docs/reference/commands.md"
CONTRIBUTING = "CONTRIBUTING.md"
PAGES = (
    "README.md",
    CONTRIBUTING,
    "CHANGELOG.md",
    "SECURITY.md",
    "kb/README.md",
    "ARCHITECTURE.md",
    RECORDS,
    PROBLEMS,
    EXTENSION,
    COMMANDS,
    "docs/reference/editors.md",
)

KINDS: dict[str, tuple[type[BaseModel], str]] = {
    "Entry": (Entry, examples.EXAMPLE),
    "Tag": (Tag, "kb/tags/hardware/gpu.yaml"),
    "Facet": (Facet, "kb/tags/hardware/index.yaml"),
    "Settings": (Settings, "kb/settings.yaml"),
}


def agree(page: str, what: str, documented: Collection[str], real: Collection[str]) -> None:
    """Fail unless a page names exactly what there is, each once."""
    lacking = sorted(set(real) - set(documented))
    gone = sorted(set(documented) - set(real))
    assert not lacking, f"{page} lacks the {what} {', '.join(lacking)}"
    assert not gone, f"{page} describes the {what} {', '.join(gone)}, which does not exist"
    twice = sorted({name for name in documented if list(documented).count(name) > 1})
    assert not twice, f"{page} describes the {what} {', '.join(twice)} twice"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give the test a small knowledge base without a problem."""
    examples.write_base(tmp_path)
    assert examples.problems(tmp_path) == []
    return tmp_path


# Records ------------------------------------------------------------------------------


FIELDS = [(kind, name) for kind, (model, _) in KINDS.items() for name in model.model_fields]


def limits(node: Any, definitions: Any) -> Iterator[int]:
    """Yield the numbers that limit a value, from its JSON Schema; ids are described once."""
    if isinstance(node, list):
        for item in node:
            yield from limits(item, definitions)
    elif isinstance(node, dict):
        if "$ref" in node:
            yield from limits(definitions[node["$ref"].rpartition("/")[2]], definitions)
        for key, value in node.items():
            named = key in ("minimum", "maximum", "minItems", "maxItems", "maxLength")
            if (named and value != MAX_ID) or (key == "minLength" and value > 1):
                yield value
            elif isinstance(value, dict | list):
                yield from limits(value, definitions)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_documented(kind: str) -> None:
    model, _ = KINDS[kind]
    agree(RECORDS, f"field of the record '{kind}'", list(below(RECORDS, kind)), model.model_fields)


@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_a_field_is_described_as_it_is(kind: str, name: str) -> None:
    model, _ = KINDS[kind]
    described = below(RECORDS, kind)[name]
    info = model.model_fields[name]
    if name in ("superseded_by", "reason"):
        wanted = "Required if "
    else:
        wanted = "Required. " if info.is_required() else "Optional. "
    assert described.text.startswith(wanted)
    contract = describe(model)
    numbers = {int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", described.text)}
    missing = set(limits(contract["properties"][name], contract.get("$defs"))) - numbers
    assert not missing, f"{RECORDS}: '{name}' of the {kind} does not state the limits {missing}"


@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_the_example_of_a_field_is_valid(kind: str, name: str, project: Path) -> None:
    described = below(RECORDS, kind)[name]
    assert re.search(rf"^{name}:", described.yaml, re.MULTILINE)
    for fence in described.fences:
        examples.add(project, fence, KINDS[kind][1])
    assert examples.problems(project) == []


def test_the_parts_of_a_field_are_documented() -> None:
    entry = below(RECORDS, "Entry")
    agree(RECORDS, "field of a source", entry["sources"].codes, SourceLink.model_fields)
    parts = [code for code in entry["claims"].codes if code in Claim.model_fields]
    agree(RECORDS, "field of a claim", parts, Claim.model_fields)
    agree(RECORDS, "status", entry["status"].codes, [status.value for status in Status])


def test_the_markdown_of_an_answer_is_documented() -> None:
    part = section(RECORDS, "Markdown in an answer")
    names = [name for row in part.rows for name in codes_in(row[0])]
    agree(RECORDS, "role or directive of answers", names, ROLES | DIRECTIVES)
    languages = re.search(r"languages are allowed: (.*?)\. For", part.text, re.DOTALL)
    assert languages
    agree(RECORDS, "language of code", codes_in(languages[1]), LANGUAGES)
    assert f"more than {MAX_CODE:,} characters" in part.text
    assert f"at most {MAX_NESTING} of them" in part.text


def test_the_limits_of_a_file_are_documented() -> None:
    text = section(RECORDS, "Records").text
    for limit in (f"{MAX_BYTES:,} bytes", f"at most {MAX_DEPTH} deep", f"at most {MAX_ID} char"):
        assert limit in text


# Extension ----------------------------------------------------------------------------


def set_up() -> Mock:
    """Return a stand-in for Sphinx that has noted what the extension registers."""
    app = Mock()
    faq.setup(app)
    return app


def registered() -> dict[str, Any]:
    """Return the directives that the extension registers, by full name."""
    app = set_up()
    calls = [call.args for call in app.add_directive_to_domain.call_args_list]
    return {f"{domain}:{name}": directive for domain, name, directive in calls} | {
        f"{FaqDomain.name}:{name}": directive for name, directive in FaqDomain.directives.items()
    }


def test_every_setting_is_documented() -> None:
    described = below(EXTENSION, "Settings")
    agree(EXTENSION, "setting", list(described), SETTINGS)
    types = {str: "Text", int: "Number", bool: "True or false"}
    for name, (default, _, type_) in SETTINGS.items():
        opening = f"{types[type_]}, default `{json.dumps(default)}`. "
        assert described[name].text.startswith(opening), f"{EXTENSION}: {name}: {opening}"


def test_values_that_the_extension_sets_itself_are_documented() -> None:
    names = {call.args[0] for call in set_up().add_config_value.call_args_list}
    assert names - set(SETTINGS) <= set(section(EXTENSION, "What is rebuilt").codes)


def test_every_role_is_documented() -> None:
    real = [f"{FaqDomain.name}:{name}" for name in FaqDomain.roles]
    agree(EXTENSION, "role", list(below(EXTENSION, "Roles")), real)


def test_every_directive_is_documented_with_its_options() -> None:
    described = below(EXTENSION, "Directives")
    agree(EXTENSION, "directive", list(described), registered())
    for name, directive in registered().items():
        options = [code.strip(":") for row in described[name].rows[1:] for code in codes_in(row[0])]
        agree(EXTENSION, f"option of '{name}'", options, directive.option_spec or {})


# Commands -----------------------------------------------------------------------------


def kb_commands() -> dict[str, argparse.ArgumentParser]:
    """Return the parser of each `kb` command, by its full name."""
    actions = cli.parser()._actions
    (commands,) = (action for action in actions if isinstance(action, argparse._SubParsersAction))
    return {f"kb {name}": parser for name, parser in commands.choices.items()}


def arguments(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if not isinstance(action, argparse._HelpAction):
            yield from action.option_strings or [str(action.metavar)]


def makefile() -> str:
    return (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")


def make_targets() -> list[str]:
    return [
        name for line in re.findall(r"^\.PHONY:(.*)", makefile(), re.M) for name in line.split()
    ]


def test_every_kb_command_is_documented_with_its_options() -> None:
    described = below(COMMANDS, "kb")
    agree(COMMANDS, "command", list(described), kb_commands())
    for name, parser in kb_commands().items():
        listed = re.findall(r"^`(\S+)`: ", "\n".join(described[name].prose), re.MULTILINE)
        agree(COMMANDS, f"argument of '{name}'", listed, list(arguments(parser)))
        exits = [row[0] for row in described[name].rows if row[0].isdecimal()]
        assert exits == [str(code) for code in (command.OK, command.PROBLEMS, command.MISUSE)]


def test_every_make_target_is_documented() -> None:
    parts = below(COMMANDS, "make")
    rows = [row for part in ("Build", "Check", "Maintain") for row in parts[part].rows[1:]]
    listed = [code.removeprefix("make ") for row in rows for code in codes_in(row[0])]
    agree(COMMANDS, "make target", listed, make_targets())
    (test,) = (row for row in parts["Check"].rows if row[0] == "`make test`")
    (needed,) = re.findall(r"^test:([^#\n]*)", makefile(), re.MULTILINE)
    assert codes_in(test[1]) == needed.split()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_only_commands_that_exist(page: str) -> None:
    codes = [code for part in read(page) for code in part.codes]
    lines = [
        line
        for part in read(page)
        for fence in part.fences
        if fence.language in ("bash", "console")
        for line in fence.text.splitlines()
    ]
    shown = "\n".join([*codes, *(line.removeprefix("$ ") for line in lines)])
    targets = set(re.findall(r"^make ([a-z][a-z-]*)", shown, re.MULTILINE))
    assert targets <= set(make_targets()), page
    assert set(re.findall(r"^kb [a-z]+", shown, re.MULTILINE)) <= set(kb_commands()), page


# Files --------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_a_page_links_only_to_files_that_exist(page: str) -> None:
    for part in read(page):
        for address in part.links:
            if not address.startswith(("https://", "#")):
                file = (ROOT / page).parent / address.partition("#")[0]
                assert file.exists(), f"{page} links to {address}, which does not exist"


@pytest.mark.parametrize("page", ["README.md", CONTRIBUTING, "ARCHITECTURE.md"])
def test_a_page_names_only_files_that_exist(page: str) -> None:
    """Records are left out: many that are named are examples."""
    folders = ("schema/", "cli/", "_ext/", "docs/", "tests/", "tools/", ".ci/", ".github/")
    for part in read(page):
        for code in part.codes:
            if code.startswith(folders) and not re.search(r"[<*\s]", code):
                assert (ROOT / code).exists(), f"{page} names {code}, which does not exist"


def test_the_change_log_knows_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert faq.__version__ == version
    assert any(version in part.title for part in read("CHANGELOG.md"))
