"""Which module may import which: a folder boundary is a dependency boundary.

Modules of one row do not see each other, and each row sees those above it. So there are no
cycles, and a module that is in no row fails the test until someone decides where it belongs.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

SCHEMA = (
    {
        "codes",
        "failures",
        "finder",
        "finder.digits",
        "finder.errors",
        "finder.tokens",
        "finder.vocabulary",
        "ids",
        "inline",
        "names",
        "policy",
    },
    {"finder.pastes", "finder.words", "likeness"},
    {"finder.index"},
    {"finder.collection"},
    {"finder.rank"},
    {"finder.search"},
    {"problems", "programs", "types"},
    {"checks", "ledger", "markdown", "models", "syntax"},
    {"evidence", "source"},
    {
        "contract",
        "diagnosis",
        "finder.answers",
        "garbling",
        "layout.scalars",
        "layout.tree",
        "violations",
    },
    {"catalogue", "layout.canonical", "layout.edits"},
    {"loading", "tagging"},
    {"proving", "vocabulary"},
    {"library"},
    {
        "rules.claims",
        "rules.comments",
        "rules.dates",
        "rules.errors",
        "rules.facets",
        "rules.folding",
        "rules.former_ids",
        "rules.garbling",
        "rules.markdown",
        "rules.mentions",
        "rules.phrasings",
        "rules.product_names",
        "rules.questions",
        "rules.references",
        "rules.reviews",
        "rules.self_reference",
        "rules.succession",
        "rules.summary",
        "rules.tag_names",
        "rules.tag_use",
        "rules.tags",
        "rules.to_do",
        "rules.unlisted",
    },
    {"rules"},
    {"formats", "terminal.progress", "terminal.style", "validation"},
    {"history", "statistics", "terminal.asking", "terminal.problems", "writing"},
    {"terminal.entries", "terminal.statistics"},
    {"terminal"},
    {"judging", "layout.formatting"},
    {"drafting", "fixing", "layout"},
    {"importing.model", "importing.pages"},
    {
        "importing.addresses",
        "importing.decoding",
        "importing.duplicates",
        "importing.telling",
        "importing.writing",
    },
    {"importing.markup"},
    {"importing.inline", "importing.rest_inline"},
    {"importing.html"},
    {"importing.blocks"},
    {"importing.markdown_reader", "importing.rest_blocks"},
    {"importing.rest_reader", "importing.splitting"},
    {"importing.drafts", "importing.questions"},
    {"importing.sources"},
    {"importing.pipeline"},
    {"importing", "proposing"},
    {"commands.dialogue", "commands.options", "commands.outcome", "commands.standard_input"},
    {"commands.scope"},
    {"commands.format_", "commands.import_", "commands.schema_", "commands.validate"},
    {"commands.new", "commands.search", "commands.show", "commands.stats"},
    {"commands"},
    {"cli"},
    {"__main__"},
)
"""Rows of the package `schema`."""

FAQ = (
    {"dates", "files", "markdown", "memory", "nodes", "reporting", "settings", "tables"},
    {"claims", "parts"},
    {"directives", "pages"},
    {"domain", "html", "plain"},
    {"opensearch", "parser", "transforms"},
    {"freshness"},
    {"assets", "finder"},
    {"outputs"},
    {""},
)
"""Rows of the package `faq`; the empty name is the package itself."""

LAYERS = {"schema": SCHEMA, "faq": FAQ}
FOLDERS = {"schema": ROOT / "schema", "faq": ROOT / "_ext" / "faq"}

SPHINX = ("sphinx", "docutils", "myst_parser", "sphinx_design", "furo", "jinja2", "faq")
"""What the knowledge base does not need."""

VIEWS = ("dates", "parts", "files")
"""Modules of the extension without Sphinx: what a page shows, and how files are written."""


def modules(package: str) -> dict[str, Path]:
    """Return the modules of a package by name below it; a package goes by its own name."""
    folder = FOLDERS[package]
    found = {}
    for file in sorted(folder.rglob("*.py")):
        parts = file.relative_to(folder).with_suffix("").parts
        found[".".join(part for part in parts if part != "__init__")] = file
    if package == "schema":
        del found[""]
    return found


def imports(file: Path) -> Iterator[tuple[int, str]]:
    """Yield line and full name of everything a file imports, within functions too."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno}: relative import; name the package"
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


def imported_modules(package: str, file: Path) -> Iterator[tuple[int, str]]:
    """Yield line and name of each module of `package` that a file imports."""
    known = modules(package)
    for line, name in imports(file):
        top, _, rest = name.partition(".")
        if top != package:
            continue
        while rest not in known and "." in rest:
            rest = rest.rpartition(".")[0]
        if rest in known:
            yield line, rest


@pytest.mark.parametrize("package", LAYERS)
def test_every_module_has_one_row(package: str) -> None:
    rows = LAYERS[package]
    placed = [name for row in rows for name in row]
    missing = sorted(modules(package).keys() - set(placed))
    gone = sorted(set(placed) - modules(package).keys())
    assert not missing, f"Give these modules of '{package}' a row in {__file__}: {missing}"
    assert not gone, f"These modules of '{package}' are no more; remove them from the rows: {gone}"
    assert len(placed) == len(set(placed)), f"A module of '{package}' stands in two rows."


@pytest.mark.parametrize("package", LAYERS)
def test_modules_import_only_from_rows_above(package: str) -> None:
    row_of = {name: number for number, row in enumerate(LAYERS[package]) for name in row}
    wrong = [
        f"{file.relative_to(ROOT)}:{line}: '{name or package}' may not import '{other}': "
        "it is not in a row above"
        for name, file in modules(package).items()
        for line, other in imported_modules(package, file)
        if row_of.get(other, -1) >= row_of.get(name, 99)
    ]
    assert not wrong, "\n".join(wrong)


def forbidden(files: Iterator[Path], names: tuple[str, ...]) -> list[str]:
    return [
        f"{file.relative_to(ROOT)}:{line}: may not import '{name}'"
        for file in files
        for line, name in imports(file)
        if name.partition(".")[0] in names
    ]


def test_the_knowledge_base_knows_nothing_of_sphinx() -> None:
    wrong = forbidden(iter(modules("schema").values()), SPHINX)
    assert not wrong, "\n".join(wrong)


def test_views_know_nothing_of_sphinx() -> None:
    files = (modules("faq")[name] for name in VIEWS)
    wrong = forbidden(files, ("sphinx", "docutils", "myst_parser", "jinja2"))
    assert not wrong, "\n".join(wrong)


def test_kb_runs_without_loading_sphinx() -> None:
    """Also what the packages that `schema` imports load."""
    code = (
        "import sys; from schema.cli import main; main(['schema', '--check'])\n"
        f"print(*(name for name in {SPHINX!r} if name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not done.stdout.split(), f"'kb' loads {done.stdout.split()}"


def test_a_command_loads_no_other() -> None:
    """The help is there in 0.05 s, and the records of a small base are judged in 0.3 s."""
    heavy = ("pydantic", "yaml", "markdown_it", "schema.importing", "schema.finder.rank")
    for arguments, allowed in ((["--help"], 0), (["validate", "--help"], 3)):
        code = (
            "import sys\nfrom schema.cli import main\n"
            f"try: main({arguments})\nexcept SystemExit: pass\n"
            f"print(*(name for name in {heavy!r} if name in sys.modules), file=sys.stderr)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert done.stderr.split() == list(heavy[:allowed]), arguments


def test_query_logic_does_not_touch_the_page() -> None:
    script = (FOLDERS["faq"] / "scripts" / "faq-query.js").read_text(encoding="utf-8")
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", script, flags=re.DOTALL)
    dom = r"\b(document|window|location|history|localStorage|navigator)\b"
    assert not re.findall(dom, code), "faq-query.js uses the page; that belongs in faq-finder.js"
