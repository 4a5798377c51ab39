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


def test_former_ids_redirect(project: Project) -> None:
    project.put("entries/alpha", entry("Is alpha first?", former_ids=["old"]))
    for builder, target in (("html", "alpha.html"), ("dirhtml", "../alpha/")):
        page = project.build(builder).page("kb/entries/old")
        assert f'content="0; url={target}"' in page
        assert f'<link rel="canonical" href="{target}">' in page
    project.put("entries/alpha", entry("Is alpha first?"))
    assert not (project.build().outdir / "kb/entries/old.html").exists()


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


@pytest.mark.parametrize("url", ["http://x", "javascript:x"])
def test_wrong_setting_is_refused_by_name(project: Project, url: str) -> None:
    with pytest.raises(ConfigError, match="faq_repository_url"):
        project.build(config={"faq_repository_url": url})


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
