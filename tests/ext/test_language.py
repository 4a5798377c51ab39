"""The site in Chinese: the catalogue of its words, and pages with nothing else of ours."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po
from faq.language import LOCALE
from faq.writing.assets import HERE, MESSAGE

from tests.ext.project import Project, entry
from tests.pages import ROOT


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def marks(text: str) -> list[str]:
    """Return the placeholders and the markup of a message."""
    return sorted(re.findall(r"\{\w*\}|<[^>]+>", text))


def test_catalogues_are_complete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    template = tmp_path / "faq.pot"
    extract = f"pybabel -q extract --mapping pyproject.toml --output {template} schema cli _ext/faq"
    CommandLineInterface().run(extract.split())
    ids = ids_of(read(template))
    scripts = [file.read_text(encoding="utf-8") for file in HERE.rglob("*.js")]
    assert {match[2] for script in scripts for match in MESSAGE.finditer(script)} <= ids
    catalogues = list(map(read, LOCALE.glob("*/LC_MESSAGES/faq.po")))
    assert catalogues
    for catalogue in catalogues:
        assert_complete(catalogue, ids)


def ids_of(catalogue: Catalog) -> set[str]:
    """Return the messages that are more than a number."""
    ids = (str(message.id) for message in catalogue)
    return {id for id in ids if id.strip("0123456789.,")}


def assert_complete(catalogue: Catalog, ids: set[str]) -> None:
    assert ids_of(catalogue) == ids, "run `make messages`"
    for message in (catalogue[id] for id in ids):
        assert message.string, message.id
        assert not message.fuzzy, message.id
        assert marks(message.string) == marks(message.id)


def test_guides_are_translated_whole(tmp_path: Path) -> None:
    # Without the records and the reference, which take most of the time, references to them warn.
    left_out = "exclude_patterns=kb/**,docs/reference/[!i]*"
    options = ("-q", "-b", "gettext", "-D", left_out, "-d", tmp_path / "doctrees")
    build = (sys.executable, "-m", "sphinx", *options, ROOT, tmp_path)
    subprocess.run(build, check=True, capture_output=True)
    catalogues = ROOT / "docs/locale/zh_CN/LC_MESSAGES"
    for path in catalogues.rglob("*.po"):
        template = tmp_path / path.relative_to(catalogues).with_suffix(".pot")
        assert_complete(read(path), ids_of(read(template)))


def test_a_site_in_chinese(project: Project) -> None:
    answer = "中文“换行”\n不留**空格**\n。English\nkeeps it.\n"
    project.put("entries/alpha", entry("Is alpha first?", answer=answer, applies_to=">=2.3,<3"))
    for id, question in (("beta", "怎么用？"), ("delta", "模型在哪？")):
        project.put(f"entries/{id}", entry(question, summary="看这里。", answer="就是这样。\n"))
    built = project.build(config={"language": "zh_CN"})
    assert built.warnings == ""
    page = built.page("kb/entries/alpha")
    for text in ('lang="zh-CN"', "适用版本：MindSpore 2.3及以上、3之前", "2026年1月5日"):
        assert text in page
    assert "中文“换行”不留<strong>空格</strong>。English\nkeeps it." in page
    assert "2026年1月</h2>" in built.page("recent").replace("<a", "</h2><a")
    assert "translations.js" not in page
    for name, word, english in (
        ("finder.bundle.js", "最佳匹配", "Best match"),
        ("entry.bundle.css", "输出", "Output"),
    ):
        bundle = (built.outdir / f"_static/faq-{name}").read_text(encoding="utf-8")
        assert word in bundle
        assert english not in bundle
    assert re.findall('id="by-(.+?)">(.+?)</h2>', built.page("all"))[-1] == ("cpu", "CPU")
