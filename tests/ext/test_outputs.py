"""Files beside the pages, and the builders other than HTML."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sphinx.errors import ConfigError

from tests.ext.project import Project, differences, entry, tree
from tests.pages import ROOT


def test_former_ids_redirect(project: Project) -> None:
    project.put("entries/alpha", entry("Is alpha first?", former_ids=["old"]))
    for builder, target in (("html", "alpha.html"), ("dirhtml", "../alpha/")):
        page = project.build(builder).page("kb/entries/old")
        assert f'content="0; url={target}"' in page
        assert f'<link rel="canonical" href="{target}">' in page


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


def test_processes_and_hash_seeds_do_not_show(project: Project, tmp_path: Path) -> None:
    outputs = []
    with Path(project.source, "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('myst_enable_extensions = {"colon_fence", "deflist", "tasklist"}\n')
    for number in ("1", "2"):
        out = tmp_path / number
        command = [sys.executable, "-m", "sphinx", "-q", "-n", "-W", "-b", "html", "-j", number]
        path = os.pathsep.join([str(ROOT), str(ROOT / "_ext")])
        subprocess.run(
            [*command, "-d", f"{out}.doctrees", project.source, out],
            check=True,
            env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": number},
        )
        outputs.append(tree(out))
    assert differences(*outputs) == []
    assert len(outputs[0]) > 10
