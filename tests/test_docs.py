"""The documentation names everything there is, nothing that is not, and its examples are true."""

import argparse
import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from unittest.mock import Mock

import faq
import pytest
from docutils.parsers.rst import Directive
from faq.domain import FaqDomain
from faq.settings import SETTINGS
from pydantic import BaseModel

from cli import command
from cli import main as cli
from schema.markdown.allowed import DIRECTIVES, LANGUAGES, ROLES
from schema.models.entry import Claim, Entry, EntryTranslation, SourceLink, Status
from schema.models.shared import Glossary, Settings, Table
from schema.models.tag import Facet, FacetTranslation, Tag, TagTranslation
from tests.pages import ROOT, below, codes_in, make_targets, read, section
from tests.schema.base import BASE, EXAMPLE, asking, files_of, problems_of

RECORDS = "docs/reference/records.md"
EXTENSION = "docs/reference/extension.md"
COMMANDS = "docs/reference/commands.md"
CONTRIBUTING = "CONTRIBUTING.md"
PAGES = (
    *("README.md", CONTRIBUTING, "CHANGELOG.md", "SECURITY.md", "ARCHITECTURE.md", "kb/README.md"),
    *(RECORDS, EXTENSION, COMMANDS, "docs/reference/problems.md", "docs/reference/editors.md"),
)

KINDS: dict[str, tuple[type[BaseModel], str]] = {
    "Entry": (Entry, EXAMPLE),
    "Tag": (Tag, "kb/tags/hardware/gpu.yaml"),
    "Facet": (Facet, "kb/tags/hardware/index.yaml"),
    "Settings": (Settings, "kb/settings.yaml"),
    "Entry translation": (EntryTranslation, "kb/translations/zh-cn/third.yaml"),
    "Tag translation": (TagTranslation, "kb/translations/zh-cn/tags/hardware/ascend.yaml"),
    "Facet translation": (FacetTranslation, "kb/translations/zh-cn/tags/hardware/index.yaml"),
    "Glossary": (Glossary, "kb/glossary.yaml"),
    "Table": (Table, "kb/compatibility/pairs.yaml"),
}
FIELDS = [(kind, name) for kind, (model, _) in KINDS.items() for name in model.model_fields]

NAMED = ("ascend-and-npu", "run-on-gpu-and-cpu")
"""Entries to which examples refer."""
FILES = {
    **BASE,
    "kb/compatibility/pairs.yaml": "columns:\n  a: {en: A}\nrows:\n  - values: {a: b}\n    source: https://a.b/c\n",
    **{
        f"kb/entries/{id}.yaml": asking(
            f"What does `{id}` say?", f"explain {id}", f"{id} in short"
        ).replace("[gpu]", "[gpu, ascend]")
        for id in NAMED
    },
}


def agree(page: str, what: str, documented: Iterable[str], real: Iterable[str]) -> None:
    """Fail unless a page names exactly what there is, each once."""
    assert sorted(documented) == sorted(real), f"{page} does not describe each {what} once"


def codes_of(project: Path, *examples: str, path: str = EXAMPLE) -> set[str]:
    """Return the codes of the problems of a small knowledge base with examples written into it.

    An example holds fields of the record at `path`, or of those that its comments name.
    """
    files = [files_of(f"# {path}\n{example}", FILES) for example in examples]
    merged = {path: text for each in files for path, text in each.items()}
    return {problem.code for problem in problems_of(project, {**FILES, **merged})}


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_documented(kind: str) -> None:
    model, _ = KINDS[kind]
    agree(RECORDS, f"field of the record '{kind}'", below(RECORDS, kind), model.model_fields)


@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_the_example_of_a_field_is_valid(kind: str, name: str, tmp_path: Path) -> None:
    fences = below(RECORDS, kind)[name].fences("yaml")
    assert re.search(rf"^{name}:", fences[0], re.MULTILINE)
    # An example of an original is not what was translated.
    assert codes_of(tmp_path, *fences, path=KINDS[kind][1]) <= {"translation-stale"}


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
    languages = re.search(r"languages are allowed: (.*?)\. For", part.prose, re.DOTALL)
    assert languages
    agree(RECORDS, "language of code", codes_in(languages[1]), LANGUAGES)


def registered() -> dict[str, type[Directive]]:
    """Return the directives that the extension registers, by full name."""
    app = Mock(srcdir=ROOT)
    faq.setup(app)
    calls = [call.args for call in app.add_directive_to_domain.call_args_list]
    return {f"{domain}:{name}": directive for domain, name, directive in calls} | {
        f"{FaqDomain.name}:{name}": directive for name, directive in FaqDomain.directives.items()
    }


def test_every_setting_and_role_is_documented() -> None:
    agree(EXTENSION, "setting", below(EXTENSION, "Settings"), SETTINGS)
    roles = [f"{FaqDomain.name}:{name}" for name in FaqDomain.roles]
    agree(EXTENSION, "role", below(EXTENSION, "Roles"), roles)


def test_every_directive_is_documented_with_its_options() -> None:
    described = below(EXTENSION, "Directives")
    agree(EXTENSION, "directive", described, registered())
    for name, directive in registered().items():
        options = [code.strip(":") for row in described[name].rows[1:] for code in codes_in(row[0])]
        agree(EXTENSION, f"option of '{name}'", options, directive.option_spec or {})


def kb_commands() -> dict[str, argparse.ArgumentParser]:
    """Return the parser of each `kb` command, by its full name."""
    actions = cli.parser()._actions
    (commands,) = (action for action in actions if isinstance(action, argparse._SubParsersAction))
    return {f"kb {name}": parser for name, parser in commands.choices.items()}


def arguments(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if not isinstance(action, argparse._HelpAction):
            yield from action.option_strings or [str(action.metavar)]


def test_every_kb_command_is_documented_with_its_options() -> None:
    described = below(COMMANDS, "kb")
    agree(COMMANDS, "command", described, kb_commands())
    for name, parser in kb_commands().items():
        listed = re.findall(r"^- `(\S+)`: ", described[name].prose, re.MULTILINE)
        agree(COMMANDS, f"argument of '{name}'", listed, arguments(parser))
        exits = [row[0] for row in described[name].rows if row[0].isdecimal()]
        assert exits == [str(code) for code in (command.OK, command.PROBLEMS, command.MISUSE)]


def test_every_make_target_is_documented() -> None:
    parts = below(COMMANDS, "make")
    rows = [row for part in ("Build", "Check", "Maintain") for row in parts[part].rows[1:]]
    listed = [code.removeprefix("make ") for row in rows for code in codes_in(row[0])]
    agree(COMMANDS, "make target", listed, make_targets())


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_only_commands_that_exist(page: str) -> None:
    codes = [code for part in read(page) for code in part.codes]
    fences = [fence for part in read(page) for fence in part.fences("bash", "console")]
    lines = [line.removeprefix("$ ") for fence in fences for line in fence.splitlines()]
    text = "\n".join([*codes, *lines])
    targets = set(re.findall(r"^make ([a-z][a-z-]*)", text, re.MULTILINE))
    assert targets <= set(make_targets()), page
    assert set(re.findall(r"^kb [a-z]+", text, re.MULTILINE)) <= set(kb_commands()), page


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


ATTACKS = [row for part in read("SECURITY.md") for row in part.rows[1:]]


@pytest.mark.parametrize("row", ATTACKS, ids=lambda row: row[0][:40])
def test_what_stops_an_attack_has_a_test(row: list[str]) -> None:
    shown = codes_in(row[2])
    assert shown, "no test shows it"
    for name in shown:
        file, _, function = name.partition("::")
        if function:
            tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
            functions = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
            assert function.startswith("test_")
            assert function in functions, name
        else:
            assert name.removeprefix("make ") in make_targets()
