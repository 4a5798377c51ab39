"""An answer written by a stranger: what it says is text, what it wants is refused.

The record rules report most of these first. Here only the build counts: each case asserts what
ends up in the page, whatever the rules say.
"""

import re

import pytest
from bs4 import Tag
from faq.reading import markdown
from sphinx.util import logging

from bench.answers import put_answers
from tests.ext.project import RECORDS, Built, Project, entry
from tests.ext.test_pages import soup

SECRET = "secret-7f3a"

TABLE = """\
columns: {one: {en: "<b>|`"}, two: {en: Two}}
rows:
  - values: {one: "x](javascript:alert(1)) | <script>alert(1)</script>", two: "[a](https://b.c)"}
    source: https://example.org/a?b=(c)
  - values: {one: "&#x202e;x", two: z}
    source: https://example.org/a|b?x=1&copy;=2
"""

ANSWERS = {
    "script": "<script>alert(1)</script>",
    "inline handler": 'Hello <img src=x onerror="alert(1)"> there.',
    "html comment": "<!-- x --><iframe src='https://example.org'></iframe>",
    "javascript link": "[click](javascript:alert(1))",
    "disguised javascript link": "[click](JaVaScRiPt&colon;alert(1)) [b](java\tscript:alert(1))",
    "reference link": "[click][x]\n\n[x]: javascript:alert(1)",
    "file link": "[click](file:///etc/passwd)",
    "local file": "[click](../../SECRET.txt)",
    "absolute local file": "[click](/SECRET.txt) [b](path:/SECRET.txt) [c](project:/SECRET.txt)",
    "inventory link": "[](inv:#index)",
    "image": "![x](../../SECRET.txt)",
    "include": "```{include} ../../SECRET.txt\n```",
    "literalinclude": "```{literalinclude} ../../SECRET.txt\n```",
    "raw": "```{raw} html\n<script>alert(1)</script>\n```",
    "eval-rst": "```{eval-rst}\n.. include:: ../../SECRET.txt\n```",
    "entities": "&#x202e;abc &zwj;",
    "table": "```{table} hostile\n```\n\n" * 50,
    "wide table": f"|One|`<b>`|{'x' * 130}||\n|-|-|-|-|\n|1|2|3|4|",
    "numbers": "```{code-block} text\n:emphasize-lines: 1-3000000000\n\nx\n```",
    "download": "{download}`../../SECRET.txt`",
    "raw role": "{raw-html}`<script>alert(1)</script>` {eval-rst}`x`",
    "card yaml options": '```{card} x\n---\n"link": javascript:alert(1)\n---\n```',
    "nested": ":::::{note}\n::::{tip}\n:::{include} ../../SECRET.txt\n:::\n::::\n:::::",
    "title of an admonition": "```{admonition} ![x](../../SECRET.txt) [c](javascript:x)\n```",
    "class option": "```{note}\n:class: sd-stretched-link\nx\n```",
    "colon class": ":::sd-stretched-link\nx\n:::",
    "front matter": "---\nmyst:\n  html_meta:\n    refresh: 0; url=https://example.org\n---\nx",
    "substitution": "{{ env.app.config }}",
    "target": "(genindex)=\n\n## Hijack",
    "level one": "# Not the title",
    "math": "$$\\href{javascript:alert(1)}{x}$$",
    "attributes": "[x](https://example.org){onclick=alert(1)}",
    "octicon": '{octicon}`alert;1em;"onclick=alert(1)`',
    "deep quotes": ">" * 400 + " x",
    "deep lists": "\n".join("  " * depth + "- x" for depth in range(8)),
    "many backticks": "`" * 5001 + "a" + "`" * 5000,
    "long line": "x" * 40_000,
    "endless lexer": "```mcschema\nx\n```",
    "endless lexer in a list": "- ```mcschema\n  x\n  ```",
    "endless lexer by a prompt": (
        '```python\n>>> x\nTraceback (most recent call last):\n  File "a", line 1x\n```'
    ),
    "much code": ("```c\n" + "int x;\n" * 250 + "```\n\n") * 9,
    "long code": "```python\n" + "x = 1\n" * 1000 + "```",
    "escaped entities": "&lt;script&gt;alert(1)&lt;/script&gt; &#60;script&#62;",
}

ALLOWED_TAGS = frozenset(  # one to a line would take half a page
    """
    a abbr article aside blockquote br caption code col colgroup dd details div dl dt em h1 h2 h3 hr
    input kbd label li nav ol p pre section span strong sub summary sup table tbody td th thead time
    tr ul
    """.split()  # noqa: SIM905
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Tag]:
    """Build all the answers as entries of one site; return their articles."""
    project = Project(tmp_path_factory.mktemp("hostile"))
    project.write("SECRET.txt", SECRET)
    project.write("kb/SECRET.txt", SECRET)
    project.write("kb/compatibility/hostile.yaml", TABLE)
    names = {name: f"case-{number}" for number, name in enumerate(ANSWERS)}
    for name, id in names.items():
        project.put(
            f"entries/{id}", entry(f"Is {id} safe?", answer=f"{ANSWERS[name]}\n\nThe end.\n")
        )
    built = project.build(config={"nitpicky": False})
    for path, content in built.tree().items():
        assert SECRET.encode() not in content, path
    assert not (built.outdir / "_downloads").exists()
    assert not list((built.outdir / "_images").glob("*"))
    articles = {}
    for name, id in names.items():
        page = soup(built, f"kb/entries/{id}", "html")
        assert not page.select("meta[http-equiv]")
        articles[name] = page.article
    return articles


@pytest.mark.parametrize("name", ANSWERS)
def test_page_is_harmless(hostile: dict[str, Tag], name: str) -> None:
    article = hostile[name]
    tags = {tag.name for tag in article.find_all(True)}
    assert tags <= ALLOWED_TAGS, tags - ALLOWED_TAGS
    for tag in article.find_all(True):
        for attribute, value in tag.attrs.items():
            assert not attribute.startswith("on"), tag
            assert attribute not in ("style", "srcset", "src"), tag
            if attribute == "href":
                assert not value.startswith(("//", "http:", "/")), tag
                assert value.startswith("https://") or ":" not in value, tag
            if attribute == "class":
                assert "sd-stretched-link" not in value, tag
    assert len(article.find_all("h1")) == 1
    assert "The end." in article.text


def test_a_cell_of_a_table_is_text(hostile: dict[str, Tag]) -> None:
    cells = [cell.get_text() for cell in hostile["table"].select("th, td")]
    assert cells == [
        "<b>|`",
        "Two",
        "x](javascript:alert(1)) | <script>alert(1)</script>",
        "Two [a](https://b.c)",
        "&#x202e;x",
        "Two z",
    ]
    labels = hostile["wide table"].select("table.faq-carded .faq-label")
    assert [each.get_text() for each in labels] == ["<b>", "x" * markdown.MAX_LABEL]
    assert [a["href"] for a in hostile["table"].select("th a")] == [
        "https://example.org/a?b=(c)",
        "https://example.org/a%7Cb?x=1&copy;=2",
    ]


@pytest.mark.parametrize(
    "name", ["endless lexer", "endless lexer in a list", "endless lexer by a prompt", "long code"]
)
def test_code_that_may_take_long_is_plain_text(hostile: dict[str, Tag], name: str) -> None:
    assert hostile[name].select(".highlight-text pre")
    assert not hostile[name].select("pre span[class]")


def test_only_so_much_code_is_highlighted(hostile: dict[str, Tag]) -> None:
    languages = [block["class"][0] for block in hostile["much code"].select("[class^=highlight-]")]
    assert languages == ["highlight-c"] * 3 + ["highlight-text"] * 6


RENDERED = {
    "## Why": "#answer-why h2",
    "A *paragraph* with `code` and **weight**.": "p code",
    "[A link](https://example.org/a?b=1&c=2)": 'a[href="https://example.org/a?b=1&c=2"]',
    "| a | b |\n| - | - |\n| 1 | 2 |": "table td",
    '```python\nprint("<b>")\n```': "pre",
    "::::{tab-set}\n:::{tab-item} A\nB\n:::\n:::{tab-item} C\nD\n:::\n::::": ".sd-tab-set input",
    ":::{dropdown} A log\nBody.\n:::": "details.sd-dropdown",
    "Line\\\nbreak": "p br",
    "---": "hr",
    "```{note}\n{faq:tag}`hardware/cpu`.\n```": '.admonition a[href="../tags/hardware/cpu.html"]',
    "{kbd}`Ctrl`": "kbd",
}
"""What Markdown becomes, as a selector."""


def test_good_markdown_is_rendered_whole(project: Project) -> None:
    project.put("entries/alpha", entry("Is alpha first?", answer="\n\n".join(RENDERED)))
    built = project.build()
    assert built.warnings == ""
    page = soup(built, "kb/entries/alpha")
    assert [selector for selector in RENDERED.values() if not page.select(selector)] == []


def test_what_passes_kb_validate_builds_without_a_warning(project: Project) -> None:
    """The command `python -m bench.answers` tries a thousand answers."""
    assert len(put_answers(project, range(40))) > 12
    assert project.build().warnings == ""


def test_an_answer_that_cannot_be_rendered_is_shown_as_its_source(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise IndexError

    monkeypatch.setattr(markdown.allowed, "link_problem", fail)
    project.put("entries/alpha", entry("Is alpha first?", answer="Some [*words*](https://a.b)\n"))
    built = project.build()
    assert "alpha.yaml:7: WARNING: The answer cannot be rendered" in built.warnings
    assert "[*words*]" in soup(built, "kb/entries/alpha").text


def test_no_page_is_among_the_records(project: Project) -> None:
    for name in ("kb/README.md", "kb/.evil.md", "kb/entries/.evil.rst"):
        project.write(name, "Evil\n====\n")
    assert project.build().read == {"index", "all", "recent", *map("kb/{}".format, RECORDS)}


def test_no_name_of_a_file_reaches_the_log_as_it_is(project: Project) -> None:
    name = "x\n::error::forged ##[error]\x1b[2J"
    project.put(f"entries/{name}", entry("Is it forged?"))
    (project.source / "kb/entries/[a]").symlink_to("/")
    built = project.build()
    assert built.read == {"index", "all", "recent", *map("kb/{}".format, RECORDS)}
    for log in (built.warnings, built.told):
        assert not re.search(r"##\[|^\s*::", log, re.MULTILINE)
    codes = re.findall(r"WARNING: (\S+)", built.warnings)
    assert codes == ["unexpected-file", "bad-id"]
    assert len(built.warnings.splitlines()) == 2


def test_no_warning_forges_a_line(project: Project) -> None:
    def warn(*_: object) -> None:
        logging.getLogger("faq").warning("one\n::error::%s", "two\r##[error]", location="a\nb:1")

    warnings = project.build(before=lambda app: app.connect("build-finished", warn)).warnings
    assert warnings == "a\\u000ab:1: WARNING: one ::error::two ##\\[error]\n"


def test_raw_stays_allowed_elsewhere(site: Built) -> None:
    assert "<b>ours</b>" in site.page("own")
