"""What an editor shows of a record: the real server is asked as an editor asks it."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from schema import vocabulary
from schema.evidence.proof import FACET
from schema.json_schema import update
from schema.records import Place, find_records
from tests.editor.client import Diagnostic, LanguageServer, Range, ServerEnded
from tests.schema.base import BASE, EXAMPLE, write

ROOT = Path(__file__).resolve().parents[2]

NPM = ROOT / "tests/npm"
SERVER = NPM / "node_modules/yaml-language-server/bin/yaml-language-server"
NODE = Path(sys.executable).with_name("node")
COMMAND = [str(NODE), "--require", str(NPM / "offline.cjs"), str(SERVER), "--stdio"]

pytestmark = pytest.mark.skipif(not SERVER.exists(), reason="run 'make editor'")

OFFLINE = {"schemaStore": {"enable": False}, "kubernetesCRDStore": {"enable": False}}
"""What keeps the server from fetching schemas of others."""


def nested(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings as a server gets them of those that VS Code writes with dots."""
    made: dict[str, Any] = {}
    for name, value in settings.items():
        *outer, last = name.split(".")
        inner = made
        for part in outer:
            inner = inner.setdefault(part, {})
        inner[last] = value
    return made


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    """Give the tests a server of this project that knows no schema but those the records name."""
    settings = {"yaml": {**OFFLINE, "validate": True, "hover": True, "completion": True}}
    with LanguageServer(COMMAND, ROOT, settings) as running:
        yield running


@pytest.fixture(scope="module")
def workspace() -> Iterator[LanguageServer]:
    """Give the tests a server with the settings that the project commits."""
    committed = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
    with LanguageServer(COMMAND, ROOT, nested(committed)) as running:
        yield running


ENTRY = f"""\
{vocabulary.SCHEMA_LINE}
question: Does it run on GPUs?
phrasings:
  - can i use an nvidia card
  - training on graphics cards
summary: It runs on GPUs.
answer: |
  It runs on GPUs.
tags:
  hardware: [ascend, gpu]
status: published
reviewed_on: 2026-11-22
"""

NEW = ROOT / "kb/entries/not-saved-yet.yaml"


def after(text: str, words: str) -> tuple[int, int]:
    """Return the place behind the only occurrence of some words."""
    assert text.count(words) == 1
    before = text[: text.index(words) + len(words)]
    return before.count("\n"), len(before.rpartition("\n")[2])


def marked(text: str) -> tuple[str, tuple[int, int]]:
    """Return a text without its mark, and the place where it stood."""
    place = after(text, "¦")
    return text.replace("¦", ""), (place[0], place[1] - 1)


def told(item: Mapping[str, Any]) -> str:
    """Return the documentation of what is offered, be it text or Markdown."""
    documentation = item["documentation"]
    return str(documentation if isinstance(documentation, str) else documentation["value"])


# Diagnostics --------------------------------------------------------------------------


def test_a_good_record_has_no_diagnostics(server: LanguageServer) -> None:
    assert server.diagnostics(NEW, ENTRY) == []


def test_no_record_of_this_knowledge_base_has_diagnostics(server: LanguageServer) -> None:
    places = [place for place in find_records(ROOT) if isinstance(place, Place)]
    assert {place.kind for place in places} == {"entry", "tag", "facet"}
    texts = {ROOT / place.path: (ROOT / place.path).read_text("utf-8") for place in places}
    opened = [server.open(path, text) for path, text in texts.items()]
    for key in opened:
        assert server.marks(key) == [], key


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("gpu]", "¦gpus¦]", "There is no such tag below 'hardware'."),
        ("hardware:", "¦hardwear¦:", "The facets are: hardware, export"),
        ("status:", "¦stats¦: a\nstatus:", "Property stats is not allowed."),
        ("published", "¦publishd¦", '"draft", "published"'),
        ("2026-11-22", "¦22.11.2026¦", "like 2026-11-22"),
        ("Does it run on GPUs?", "¦Does it run on GPUs¦", "A question ends with '?'"),
        ("[ascend, gpu]", "¦[gpu, gpu]¦", "duplicate"),
        ("published", "published\n¦reason¦: Gone.", "belongs to the status 'withdrawn'"),
        ("summary: It runs on GPUs.", "summary: ¦2¦", 'Expected "string"'),
    ],
)
def test_a_mistake_is_underlined_where_it_stands(
    old: str, new: str, said: str, server: LanguageServer
) -> None:
    """One mistake is one mark: of two that say the same a reader looks for the second."""
    assert ENTRY.count(old) == 1
    before, wrong, rest = ENTRY.replace(old, new).split("¦")
    (found,) = server.diagnostics(NEW, before + wrong + rest)
    line, column = after(f"{before}¦", "¦")
    assert found.range == Range((line, column - 1), (line, column - 1 + len(wrong)))
    assert said in found.message


def test_each_wrong_tag_is_underlined(server: LanguageServer) -> None:
    text = ENTRY.replace("[ascend, gpu]", "[ascent, gpu]\n  topic: [trainin]")
    first, second = server.diagnostics(NEW, text)
    assert (first.range, "'hardware'" in first.message) == (Range((9, 13), (9, 19)), True)
    assert (second.range, "'topic'" in second.message) == (Range((10, 10), (10, 17)), True)


@pytest.mark.parametrize("field", ["question", "tags", "reviewed_on"])
def test_a_missing_field_is_told_at_the_start_of_the_record(
    field: str, server: LanguageServer
) -> None:
    text = re.sub(rf"^{field}:.*\n(  .*\n)*", "", ENTRY, flags=re.MULTILINE)
    start = Range((1, 0), (1, 1))
    assert server.diagnostics(NEW, text) == [Diagnostic(start, f'Missing property "{field}".')]


def test_a_mark_counts_as_the_editor_does(server: LanguageServer) -> None:
    """The protocol counts UTF-16 units: a sign beyond the first plane is two."""
    (found,) = server.diagnostics(NEW, ENTRY.replace("[ascend, gpu]", '["😀", gpu]'))
    assert found.range == Range((9, 13), (9, 17))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2026-11-22", "2026-02-30", []),
        ("summary: It runs on GPUs.", f"summary: {'😀' * 151}", ["String is longer than"]),
    ],
)
def test_where_editors_differ_from_kb_validate_is_as_the_reference_says(
    old: str, new: str, said: list[str], server: LanguageServer
) -> None:
    """If one of these begins to agree, take it off `docs/reference/editors.md`."""
    found = server.diagnostics(NEW, ENTRY.replace(old, new))
    assert [mark.message[: len("String is longer than")] for mark in found] == said


# Completion ---------------------------------------------------------------------------


def offered(text: str, server: LanguageServer) -> dict[str, dict[str, Any]]:
    text, place = marked(text)
    return server.completions(NEW, text, place)


def test_fields_are_offered_with_what_they_mean(server: LanguageServer) -> None:
    found = offered(f"{ENTRY}¦", server)
    assert "a version specifier such as `>=2.3`" in told(found["applies_to"])
    assert "question" not in found, "it is there already"
    assert found["sources"]["insertText"].index("url:") < found["sources"]["insertText"].index(
        "supports:"
    )


def test_no_empty_list_is_offered(server: LanguageServer) -> None:
    assert offered(ENTRY.replace("status:", "related: ¦\nstatus:"), server) == {}


def test_facets_are_offered_with_what_they_are_about(server: LanguageServer) -> None:
    found = offered(ENTRY.replace("  hardware: [ascend, gpu]", "  hardware: [gpu]\n  ¦"), server)
    facets = {place.facet for place in find_records(ROOT) if isinstance(place, Place)} - {""}
    assert set(found) == facets - {"hardware", FACET}
    assert told(found["topic"]).startswith("What a question is about")


@pytest.mark.parametrize("written", ["[¦]", "[ascend, ¦]", "\n    - ¦", "\n    - ascend\n    - g¦"])
def test_tags_are_offered_with_label_aliases_and_description(
    written: str, server: LanguageServer
) -> None:
    found = offered(ENTRY.replace("[ascend, gpu]", written), server)
    tags = {path.stem for path in (ROOT / "kb/tags/hardware").glob("*.yaml")} - {"index"}
    assert set(found) == tags
    assert told(found["gpu"]).startswith("GPU (GPUs, graphics card, NVIDIA GPU): ")


def test_the_states_are_offered(server: LanguageServer) -> None:
    found = offered(ENTRY.replace("published", "¦"), server)
    assert list(found) == ["draft", "published", "superseded", "withdrawn"]


def filled(snippet: str) -> str:
    """Return what a snippet becomes when the reader accepts every placeholder."""
    snippet = snippet.replace("${CURRENT_YEAR}-${CURRENT_MONTH}-${CURRENT_DATE}", "2026-11-22")
    snippet = re.sub(r"\$\{\d+\|([^,|]*)[^|]*\|\}", r"\1", snippet)
    return re.sub(r"\$\{\d+:([^}]*)\}", r"\1", snippet).replace(r"\$", "$")


def test_an_empty_file_becomes_a_whole_entry(
    workspace: LanguageServer, server: LanguageServer
) -> None:
    (new,) = (
        item["insertText"]
        for label, item in workspace.completions(NEW, "", (0, 0)).items()
        if label.startswith("New entry")
    )
    text = filled(new)
    assert text.startswith(f"{vocabulary.SCHEMA_LINE}\n")
    assert not re.search(r"[$|]\{|\}", text)
    marks = server.diagnostics(NEW, text)
    lines = [text.splitlines()[mark.range.start[0]] for mark in marks]
    assert lines == ["  hardware: [tag]", "  - url: https://"], "the reader is led to both"
    done = text.replace("[tag]", "[gpu]").replace("https://", "https://a.example/b")
    assert server.diagnostics(NEW, done) == []


# Hover --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("quest", "ends with `?` unless it quotes an error"),
        ("tag", "The first one written is the entry's home"),
        ("hard", "#### Hardware"),
        ("statu", "Draft, published, superseded (needs `superseded_by`)"),
        ("ascend, gp", "* `gpu`: GPU (GPUs, graphics card, NVIDIA GPU): "),
    ],
)
def test_hover_explains_what_it_points_at(words: str, said: str, server: LanguageServer) -> None:
    line, column = after(ENTRY, f"\n{words}" if f"\n{words}" in ENTRY else words)
    assert said in server.hover(NEW, ENTRY, (line, column))


# Settings -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("kb/entries/new.yaml", ENTRY.partition("\n")[2].replace("gpu]", "gpus]"), "no such tag"),
        ("kb/tags/new/index.yaml", "label: New\ndescription: A.\naliases: [B]\n", "aliases"),
        ("kb/tags/new/tag.yaml", "label: New\ndescription: A.\naliases: B\n", "array"),
    ],
)
def test_the_workspace_knows_the_schema_of_a_record_that_names_none(
    path: str, text: str, said: str, workspace: LanguageServer
) -> None:
    (found,) = workspace.diagnostics(ROOT / path, text)
    assert said in found.message


def test_a_new_tag_is_known_once_the_schema_is_made_anew(tmp_path: Path) -> None:
    write(tmp_path, BASE)
    text = f"{vocabulary.SCHEMA_LINE}\n{BASE[EXAMPLE]}".replace("[gpu]", "[fpga]")
    update(tmp_path, vocabulary.generate(tmp_path))
    with LanguageServer(COMMAND, tmp_path, {"yaml": OFFLINE}) as server:
        (found,) = server.diagnostics(tmp_path / EXAMPLE, text)
    assert "run 'kb schema'" in found.message
    tag = "label: FPGA\ndescription: Gate arrays.\n"
    (tmp_path / "kb/tags/hardware/fpga.yaml").write_text(tag, encoding="utf-8")
    assert update(tmp_path, vocabulary.generate(tmp_path)) == (vocabulary.VOCABULARY,)
    with LanguageServer(COMMAND, tmp_path, {"yaml": OFFLINE}) as server:
        assert server.diagnostics(tmp_path / EXAMPLE, text) == []


def test_a_server_that_wants_the_network_is_ended() -> None:
    """So the tests above would fail if our settings let it fetch schemas of others."""
    settings = {"yaml": {**OFFLINE, "schemaStore": {"enable": True}}}

    def use() -> None:
        with LanguageServer(COMMAND, ROOT, settings) as server:
            server.diagnostics(ROOT / "other.yaml", "a: 1\n")
            server.hover(ROOT / "other.yaml", "a: 1\n", (0, 0))

    with pytest.raises((ServerEnded, BrokenPipeError)):
        use()
