"""A site has an edition for each language of the knowledge base."""

import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from faq.domain import FaqDomain

from schema.cards import TagKey
from schema.index import EntryWords
from schema.models.entry import Entry
from schema.translations import digest, originals
from tests.ext.project import RECORDS, Built, Project, entry, tag
from tests.ext.test_finder import content
from tests.ext.test_freshness import assert_clean
from tests.schema.base import validate

CHINESE = {"language": "zh_CN", "html_baseurl": "https://example.org/faq"}
ENGLISH = {"language": "en", "html_baseurl": "https://example.org/faq"}


def translated(id: str, question: str, **fields: Any) -> dict[str, Any]:
    """Return a translation of an entry of the small knowledge base."""
    texts = originals(Entry.model_validate(RECORDS[f"entries/{id}"]))
    return {
        "question": question,
        "phrasings": ["一种问法", "另一种问法"],
        "summary": "简短的回答。",
        "answer": "完整的回答。\n\n关于这个问题。\n",
        "translates": {name: digest(text) for name, text in texts.items()},
        **fields,
    }


@pytest.fixture
def bilingual(project: Project) -> Project:
    """A knowledge base in which one entry and one tag are translated."""
    project.write("kb/settings.yaml", "product: MindSpore\nlanguages: [en, zh-cn]\n")
    project.put("translations/zh-cn/alpha", translated("alpha", "阿尔法是第一个吗？"))
    label = {"label": "处理器", "description": "关于处理器。", "aliases": ["中央处理器"]}
    digests = {name: digest(text) for name, text in tag("CPU").items()}
    project.put("translations/zh-cn/tags/hardware/cpu", {**label, "translates": digests})
    return project


def page(built: Built, docname: str) -> BeautifulSoup:
    return BeautifulSoup(built.page(docname), "html.parser")


def test_an_edition_shows_its_language_where_it_can(bilingual: Project) -> None:
    source = {"url": "https://example.org/a", "supports": "What it shows"}
    bilingual.put("entries/alpha", {**RECORDS["entries/alpha"], "sources": [source]})
    built = bilingual.build(config=CHINESE)
    assert built.warnings == ""
    alpha = page(built, "kb/entries/alpha")
    assert alpha.h1.text.startswith("阿尔法是第一个吗？")
    assert "关于这个问题" in alpha.article.text
    assert not alpha.select(".faq-banner, article [lang]:not(.faq-foot *)")
    assert alpha.select_one(".faq-foot [lang=en]").text == "What it shows"
    beta = page(built, "kb/entries/beta")
    words = [element.text for element in beta.select("article section [lang=en]")]
    assert [text.partition("beta")[0] for text in words[:4]] == [
        "Is ",
        "The short answer to it: Is ",
        "The long answer.",
        "It is about Is ",
    ]
    assert "英语" in beta.select_one(".faq-banner").text
    rows = {row.a.text: row for row in page(built, "kb/tags/hardware/cpu").select(".faq-row")}
    assert not rows["阿尔法是第一个吗？"].select("[lang]")
    assert rows["Is beta second?"].a["lang"] == "en"
    assert rows["Is beta second?"].select_one(".faq-row-status").text == "英语"
    assert "处理器" in page(built, "kb/tags/hardware/index").article.text
    files = (content(built.outdir, f"cards-{at}") for at in range(2))
    cards = {row[0]: row for rows in files for row in rows}
    assert cards["alpha"][4:] == []
    assert cards["beta"][4:] == [["en", "英语"]]


def test_editions_lead_to_each_other(bilingual: Project) -> None:
    base = "https://example.org/faq"
    for config, other, way in ((CHINESE, "en", "../../../"), (ENGLISH, "zh-cn", "../../zh-cn/")):
        built = bilingual.build(config=config)
        alpha, beta = (page(built, f"kb/entries/{id}") for id in ("alpha", "beta"))
        link = alpha.select_one(".faq-languages a")
        assert (link["lang"], link["href"]) == (other, f"{way}kb/entries/alpha.html")
        ways = {a["hreflang"]: a["href"] for a in alpha.select("link[hreflang]")}
        assert ways == {
            "en": f"{base}/kb/entries/alpha.html",
            "zh-cn": f"{base}/zh-cn/kb/entries/alpha.html",
            "x-default": f"{base}/kb/entries/alpha.html",
        }
        assert beta.select_one("[rel=canonical]")["href"] == f"{base}/kb/entries/beta.html"
        sitemap = (built.outdir / "sitemap.xml").read_text(encoding="utf-8")
        assert ("beta" in sitemap) is (config is ENGLISH)
        feed = (built.outdir / "feeds/all.xml").read_text(encoding="utf-8")
        languages = re.findall('xml:lang="(.+?)"', feed)
        assert languages == (["en"] if config is ENGLISH else ["zh-CN", "en", "en"])
        nested = page(bilingual.build("dirhtml", config=config), "kb/entries/alpha")
        assert nested.select_one(".faq-languages a")["href"] == f"../{way}kb/entries/alpha/"


def test_both_languages_count_for_finding(bilingual: Project) -> None:
    same = {**tag("GPU"), "aliases": ["图形处理器"], "translates": {}}
    bilingual.put("translations/zh-cn/tags/hardware/gpu", same)
    for config in (CHINESE, ENGLISH):
        domain = FaqDomain.of(bilingual.build(config=config).app.env)
        words = EntryWords.unpack(domain.documents["kb/entries/alpha"].words)
        tokens = {*words.question, *words.body, *(t for named in words.phrasings for t in named)}
        assert {"first", "第一", "long", "完整"} <= tokens
        names = domain.catalogue.tags[TagKey("hardware", "gpu")].names
        assert names == (("图形处理器",) if config is ENGLISH else ())


def test_a_stale_translation_is_shown_and_names_what_changed(bilingual: Project) -> None:
    changed = entry("Is alpha first?", answer="Quite another answer.\n")
    bilingual.put("entries/alpha", changed)
    alpha = page(bilingual.build(config=CHINESE), "kb/entries/alpha")
    assert alpha.h1.text.startswith("阿尔法是第一个吗？")
    banner = alpha.select_one(".faq-banner")
    assert "答案" in banner.text
    assert banner.a["href"] == "../../../kb/entries/alpha.html"


@pytest.mark.parametrize("config", [CHINESE, ENGLISH])
def test_translations_that_come_change_and_go_leave_what_a_clean_build_would(
    bilingual: Project, config: dict[str, str]
) -> None:
    bilingual.build(config=config)
    for edit in (
        lambda: bilingual.put("translations/zh-cn/beta", translated("beta", "贝塔呢？")),
        lambda: bilingual.put("translations/zh-cn/beta", translated("beta", "贝塔是第二个吗？")),
        lambda: bilingual.delete("translations/zh-cn/beta"),
    ):
        edit()
        assert assert_clean(bilingual, config).read == {"kb/entries/beta"}


@pytest.mark.parametrize("config", [CHINESE, ENGLISH], ids=["zh-cn", "en"])
def test_problems_of_translations_are_those_of_the_command(
    bilingual: Project, config: dict[str, str], tmp_path: Path
) -> None:
    same = translated("beta", "阿尔法是第一个吗？", answer="<b>回答</b>\n", summary="用 GPU。")
    bilingual.put("translations/zh-cn/beta", same)
    bilingual.put("translations/zh-cn/nowhere", same)
    bilingual.put("translations/fr/alpha", same)
    bilingual.put("entries/eta", entry("What is eta?", language="fr"))
    bilingual.put("translations/zh-cn/gamma", {**translated("gamma", "伽马？"), "phrasings": 1})
    bilingual.put("translations/zh-cn/zeta", translated("alpha", "泽塔？", translates={}))
    bilingual.write("kb/translations/zh-cn/tags/hardware/gpu.yaml", "label: [\n")
    (bilingual.source / "kb/translations/zh-cn/tags/topic").symlink_to(tmp_path)
    problems = validate(bilingual.source).problems
    codes = {problem.code for problem in problems}
    assert codes >= {"similar-question", "raw-html", "orphan-translation", "unknown-language"}
    assert codes >= {"wrong-type", "yaml-syntax", "unexpected-file", "spaced-script"}
    warnings = sorted(bilingual.build(config=config).warnings.splitlines())
    assert warnings == sorted(
        f"{bilingual.source}/{each.path}:{each.line}:{each.column}: WARNING: "
        f"{each.code} {each.message} {each.hint} [faq.{each.code}]"
        for each in problems
        if each.severity == "error"
    )
