"""Files beside the pages, and the builders other than HTML."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sphinx.errors import ConfigError

from tests.ext.project import Project, differences, entry, tree

ROOT = Path(__file__).parents[2]


def test_data_of_the_finder_has_facets_and_entries_in_order(project: Project) -> None:
    project.put("entries/beta", entry("Is `</script>` second?", tags={"hardware": ["gpu", "cpu"]}))
    folder = project.build().outdir / "_static/finder"
    index, cards = (
        json.loads(f"[{text[text.index('(') + 1 : -3]}]")
        for path in (folder / "index.js", *folder.glob("cards-0-*.js"))
        for text in [path.read_text("utf-8")]
    )
    facets = {facet["id"]: [tag["id"] for tag in facet["tags"]] for facet in index[0]["facets"]}
    assert list(facets.items()) == [("hardware", ["cpu", "gpu"]), ("export", ["onnx"])]
    assert [id for id, *_ in cards[1]] == ["beta", "alpha", "gamma"]
    assert not (folder.parent / "faq-index.js").exists()


def test_redirects_follow_renames_and_go_with_them(project: Project) -> None:
    project.put("entries/alpha", entry("Is alpha first?", former_ids=["old", "older"]))
    for builder, name, target in (
        ("html", "kb/entries/old.html", "alpha.html"),
        ("dirhtml", "kb/entries/old/index.html", "../alpha/"),
    ):
        page = (project.build(builder).outdir / name).read_text(encoding="utf-8")
        assert f'content="0; url={target}"' in page
        assert f'<link rel="canonical" href="{target}">' in page
    project.put("entries/alpha", entry("Is alpha first?", former_ids=["older"]))
    outdir = project.build().outdir
    assert not (outdir / "kb/entries/old.html").exists()
    assert (outdir / "kb/entries/older.html").exists()


def test_rename_turns_the_old_page_into_a_redirect(project: Project) -> None:
    project.put("entries/beta", entry("Is beta second?"))
    project.build()
    project.delete("entries/alpha")
    project.put("entries/first", entry("Is alpha first?", former_ids=["alpha"]))
    built = project.build()
    assert 'content="0; url=first.html"' in built.page("kb/entries/alpha")
    assert differences(built.tree(), project.build(fresh=True).tree()) == []


def test_text_builder_shows_the_same_facts(project: Project) -> None:
    built = project.build("text")
    assert built.warnings == ""
    page = built.page("kb/entries/alpha")
    for words in (
        "Is alpha first?",
        "The long answer.",
        "one way",
        "Reviewed on 2026-01-05",
        "CPU",
    ):
        assert words in page
    assert "Is beta second?" in built.page("kb/tags/hardware/cpu")
    assert "Is gamma third?" in built.page("index")


def test_linkcheck_sees_the_sources_and_the_links_of_answers(project: Project) -> None:
    sources = [{"url": "https://source.invalid/a", "supports": "It."}]
    answer = "Fine.\n\nSee [this](https://answer.invalid/b).\n"
    path = project.put("entries/alpha", entry("Alpha?", sources=sources, answer=answer))
    project.build("linkcheck", config={"linkcheck_retries": 1, "linkcheck_timeout": 2})
    report = (project.root / "build/linkcheck/output.json").read_text().splitlines()
    found = {row["uri"]: row for row in map(json.loads, report)}
    assert set(found) == {"https://source.invalid/a", "https://answer.invalid/b"}
    line = path.read_text().splitlines().index("  See [this](https://answer.invalid/b).") + 1
    assert found["https://answer.invalid/b"]["lineno"] == line


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("faq_repository_url", "http://x"),
        ("faq_repository_url", "javascript:x"),
        ("faq_static_limit", -1),
    ],
)
def test_wrong_setting_is_refused_by_name(project: Project, name: str, value: object) -> None:
    with pytest.raises(ConfigError, match=name):
        project.build(config={name: value})


def test_entries_are_orphans_and_stay_out_of_the_sidebar(project: Project) -> None:
    built = project.build()
    assert all(
        built.app.env.metadata[name]["orphan"] for name in built.app.env.all_docs if "/" in name
    )
    sidebar = built.page("kb/entries/alpha").split('class="sidebar-tree"')[1].split("</aside>")[0]
    assert "kb/entries" not in sidebar


def _sphinx(source: Path, out: Path, jobs: int, seed: int) -> dict[str, bytes]:
    command = [sys.executable, "-m", "sphinx", "-q", "-n", "-W", "-b", "html"]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "_ext")]),
        "PYTHONHASHSEED": str(seed),
    }
    subprocess.run(
        [*command, "-j", str(jobs), "-d", f"{out}.doctrees", source, out],
        check=True,
        env=environment,
    )
    return tree(out)


def test_processes_and_hash_seeds_do_not_show(tmp_path: Path) -> None:
    project = Project(tmp_path)
    for number in range(12):
        project.put(
            f"entries/more-{number:02}",
            entry(
                f"Is {number} a number?",
                tags={"hardware": ["cpu", "gpu"][number % 2 :], "export": ["onnx"]},
                related=["alpha", f"more-{(number + 7) % 12:02}"],
            ),
        )
    one = _sphinx(project.source, tmp_path / "one", jobs=1, seed=1)
    four = _sphinx(project.source, tmp_path / "four", jobs=4, seed=2)
    assert differences(one, four) == []
    assert len(one) > 25
