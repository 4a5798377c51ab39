"""The data files of the finder: what is in them, and what an edit costs."""

import re
from importlib import metadata
from pathlib import Path
from typing import Any

from faq.finder.data import DIGEST
from faq.settings import Settings

from cli.ranking import Ranking
from schema import knowledge_base
from tests.browser import data
from tests.ext.project import Built, Project, entry
from tests.ext.test_pages import links, soup
from tests.scripts.node import Scripts


def content(outdir: Path, name: str) -> Any:
    """Return the content of a data file."""
    (path,) = (
        path
        for path in (outdir / "_static/finder").iterdir()
        if re.fullmatch(rf"{name}(-[\w-]{{{DIGEST}}})?\.js", path.name)
    )
    return data.content(path.read_text(encoding="utf-8"))


def index_of(built: Built) -> dict[str, Any]:
    index: dict[str, Any] = content(built.outdir, "index")
    return index


def test_index_has_facets_and_entries_in_order(site: Built) -> None:
    index = index_of(site)
    cards = [card for at in range(3) for card in content(site.outdir, f"cards-{at}")]
    listed, others = ["beta", "alpha", "gamma", "zeta"], ["midway", "replaced"]
    assert [card[0] for card in cards] == listed + others  # no drafts, none withdrawn
    assert (index["size"], index["listed"]) == (6, 4)
    assert index["successors"] == [[4, 1], [5, 1]]
    facets = {facet["id"]: [tag["id"] for tag in facet["tags"]] for facet in index["facets"]}
    assert list(facets.items()) == [("hardware", ["cpu", "gpu"]), ("export", ["onnx"])]
    assert index["search"] == "search.html"
    assert content(site.outdir, "errors") == [[1, "RuntimeError: walrus is missing"]]


SCORES = """async (text) => {
  const { entries, level, share } = await FaqSearch.find(text);
  const cards = await FaqStore.cardsOf(entries);
  return [level, cards.map(({ id }, at) => [id, share(entries[at]).toFixed(9)])];
}"""


def test_a_terminal_ranks_entries_as_the_site_does(site: Built) -> None:
    ranking = Ranking(knowledge_base.read(Path(site.app.srcdir)))
    folder = site.outdir / "_static/finder"
    with Scripts("dom", "tokens", "errors", "vocabulary", "rank", "store", "search") as scripts:
        scripts.load({path.name: path.read_text("utf-8") for path in folder.iterdir()})
        for query in (
            "is alpha first",
            "processor, onnx",
            "another way to be secnd",
            "the long answer about gamma: save_it()",
            "replaced midway",
            "Traceback\nRuntimeError: walrus is missing\n",
        ):
            found = ranking.search(query)
            scores = [[match.id, f"{match.share:.9f}"] for match in found.entries]
            assert scores
            assert scripts.evaluate(SCORES, query) == [found.level, scores], query


def test_new_questions_go_to_the_repository(project: Project, site: Built) -> None:
    assert index_of(site)["ask"] == {
        "address": "https://github.com/o/n/issues/new?template=ask-a-question.yml",
        "title": "title",
        "text": "question",
    }
    without = index_of(project.build())
    assert (without["ask"], without["errors"]) == ({}, "")
    assert Settings("https://gitlab.com/owner/name", "main").new_question == {
        "address": "https://gitlab.com/owner/name/-/issues/new",
        "title": "issue[title]",
        "text": "issue[description]",
    }


def test_new_questions_and_edits_go_to_the_page_that_tells_how(project: Project) -> None:
    project.build("dirhtml")
    project.write("docs/contribute.rst", ":orphan:\n\nContribute\n==========\n")
    built = project.build("dirhtml")
    index = content(built.outdir, "index")
    assert index["ask"] == {"address": "docs/contribute/"}
    assert index["address"] == "kb/entries/_/"
    edit = links(soup(built, "kb/entries/alpha"))["Improve this answer"]
    assert edit == "../../../docs/contribute/"


def test_a_body_edit_leaves_the_cards_alone_and_no_old_file(project: Project) -> None:
    built = project.build()
    before = index_of(built)
    (built.outdir / "_static/finder/postings-99.js").touch()
    record = entry("Is alpha first?", related=["beta"], answer="Quite another answer.\n")
    project.put("entries/alpha", record)
    after = index_of(project.build())
    assert after["cards"] == before["cards"]
    assert after["postings"] != before["postings"]
    files = {path.name for path in (built.outdir / "_static/finder").iterdir()}
    names = {
        f"{stem}-{at // DIGEST}-{after[stem][at : at + DIGEST]}.js"
        for stem in ("cards", "postings")
        for at in range(0, len(after[stem]), DIGEST)
    }
    assert files == {"index.js", f"words-{after['words']}.js", *names}


def test_an_epub_has_no_finder(project: Project) -> None:
    assert not (project.build("singlehtml").outdir / "_static/finder").exists()


def test_the_site_contains_the_licenses_of_what_it_ships(site: Built) -> None:
    text = (site.outdir / "_static/LICENSES.txt").read_text(encoding="utf-8")
    for package, file in {
        "snowballstemmer": "COPYING",
        "sphinx-design": "LICENSE",
        "furo": "LICENSE",
    }.items():
        license = metadata.distribution(package).read_text(f"licenses/{file}")
        assert license
        assert license in text
