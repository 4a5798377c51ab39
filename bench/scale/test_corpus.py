"""Tests of the benchmark's own arithmetic and text: none of them builds a site."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import yaml

from . import report, words
from .corpus import (
    ANSWER_WORDS,
    QUESTION_WORDS,
    SUMMARY_CHARACTERS,
    Corpus,
    make_corpus,
)
from .measure import RunError, Sample, run
from .output import Output, missing_text
from .results import LARGE, MEDIUM, Bar, Results, SiteResult, Step
from .sites import REPOSITORY, SiteName, edited, entry_file, files, typical

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SIZE = 400
NO_OUTPUT = Output(pages=1, page_mean=1_000, page_max=12_000, files=1, total=1_000)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return make_corpus(SIZE)


def test_the_same_size_and_seed_give_the_same_corpus(corpus: Corpus) -> None:
    assert make_corpus(SIZE) == corpus
    assert make_corpus(SIZE, seed=1) != corpus


def test_a_corpus_does_not_depend_on_the_hash_seed() -> None:
    program = "from bench.scale.corpus import make_corpus; print(make_corpus(30))"
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=REPOSITORY,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1


def test_a_larger_corpus_only_adds_entries(corpus: Corpus) -> None:
    assert make_corpus(SIZE // 2).entries == corpus.entries[: SIZE // 2]


def test_ids_questions_and_phrasings_are_unique(corpus: Corpus) -> None:
    phrasings = [phrasing for entry in corpus.entries for phrasing in entry.phrasings]
    for found in (
        [entry.id for entry in corpus.entries],
        [entry.question for entry in corpus.entries],
        phrasings,
    ):
        assert len(set(found)) == len(found)
    assert len(phrasings) == 3 * SIZE


def test_entries_keep_the_sizes_of_a_real_faq(corpus: Corpus) -> None:
    known = {entry.id for entry in corpus.entries}
    for entry in corpus.entries:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.id)
        assert len(entry.question.split()) in QUESTION_WORDS
        assert entry.question.endswith("?")
        assert len(entry.summary) <= SUMMARY_CHARACTERS
        assert len(entry.answer.split()) in ANSWER_WORDS
        assert "{" not in entry.summary
        assert 2 <= sum(len(slugs) for _, slugs in entry.tags) <= 4
        assert set(entry.related) <= known - {entry.id}
        assert entry.sources


def test_no_line_of_prose_opens_a_block_by_accident(corpus: Corpus) -> None:
    for entry in corpus.entries:
        prose = re.sub(r"```.*?```", "", entry.answer, flags=re.DOTALL)
        paragraphs = [one for one in prose.split("\n\n") if not re.match(r"- |\d+\. |\| ", one)]
        starts = re.findall(
            r"^(?:[-+*>#|]|\d+[.)] ).*", "\n\n".join(paragraphs), flags=re.MULTILINE
        )
        assert not starts


def test_every_template_can_be_filled(corpus: Corpus) -> None:
    text = " ".join(entry.answer for entry in corpus.entries)
    for lead in (*words.LEADS, *words.TABLE_LEADS, *words.CODE_LEADS):
        assert lead in text


def test_the_record_says_what_the_entry_says(corpus: Corpus) -> None:
    for entry in corpus.entries:
        record = yaml.load(entry_file(entry, "ours")[1], yaml.CSafeLoader)
        assert record["question"] == entry.question
        assert tuple(record["phrasings"]) == entry.phrasings
        assert record["summary"] == entry.summary
        assert record["answer"] == entry.answer
        assert record["tags"] == {facet: list(slugs) for facet, slugs in entry.tags}
        assert record["reviewed_on"] == entry.reviewed_on
        assert tuple(record.get("related", ())) == entry.related


def test_both_sites_have_the_same_text(corpus: Corpus) -> None:
    entry = corpus.entries[7]
    path, page = entry_file(entry, "bare")
    assert path == f"kb/entries/{entry.id}.md"
    shown = (entry.question, entry.summary, entry.answer)
    assert all(text in page for text in shown)
    assert all(source.url in page and source.supports in page for source in entry.sources)


def test_a_page_without_all_of_the_text_is_noticed(corpus: Corpus) -> None:
    for entry in corpus.entries:
        _, page = entry_file(entry, "bare")
        shown = re.sub(r"`|\]\(\S*\)|^- |^\d+\. |\[", "", page, flags=re.MULTILINE)
        assert not missing_text(entry, shown)
        support = entry.sources[0].supports
        assert support in missing_text(entry, shown.replace(support, ""))


def test_each_site_has_one_file_for_each_entry(corpus: Corpus) -> None:
    for name in ("ours", "bare"):
        entries = [path for path in files(corpus, name) if path.startswith("kb/entries/")]
        assert len(entries) == SIZE


def test_an_edit_changes_what_it_says(corpus: Corpus) -> None:
    entry = typical(corpus)
    body = edited(entry, "body edit", 1)
    title = edited(body, "title edit", 1)
    tag = edited(title, "tag edit", 1)
    assert replace(body, answer=entry.answer) == entry
    assert replace(title, question=entry.question) == body
    assert replace(tag, tags=entry.tags) == title
    assert len({entry.answer, body.answer}) == 2
    assert len({entry.question, title.question}) == 2
    assert len({entry.tags, tag.tags}) == 2


@pytest.mark.parametrize("edit", ["body edit", "title edit", "tag edit"])
def test_edits_made_one_after_another_differ(corpus: Corpus, edit: str) -> None:
    entry, seen = typical(corpus), set()
    for number in range(1, 6):
        before, entry = entry, edited(entry, edit, number)  # type: ignore[arg-type]
        assert entry != before
        assert entry.question.count("(case ") <= 1
        seen.add(entry)
    assert len(seen) == 5


def test_ratios() -> None:
    results = _results({"full build": 30}, {"full build": 25}, large=({"full build": 330}, 300))
    assert results.against_bare(MEDIUM, "full build") == pytest.approx(30 / 25)
    assert results.growth("ours") == pytest.approx((330 / LARGE) / (30 / MEDIUM))
    assert results.growth("bare") == pytest.approx((300 / LARGE) / (25 / MEDIUM))


def test_a_tag_edit_is_compared_with_a_body_edit_of_bare() -> None:
    results = _results({"tag edit": 3}, {"body edit": 2})
    assert results.against_bare(MEDIUM, "tag edit") == pytest.approx(1.5)


def test_repetitions_count_by_their_median() -> None:
    samples = tuple(Sample(wall, 0, 0, 0, None, None) for wall in (9, 1, 2))
    results = Results((SiteResult("ours", MEDIUM, {"no-op": samples}, NO_OUTPUT),))
    assert results.median("ours", MEDIUM, "no-op", lambda one: one.wall) == 2
    assert results.median("ours", MEDIUM, "no-op", lambda one: one.tree_peak) is None
    assert results.median("bare", MEDIUM, "no-op", lambda one: one.wall) is None


def test_growth_may_be_as_large_as_that_of_bare() -> None:
    results = _results({"full build": 10}, {"full build": 10}, large=({"full build": 120}, 130))
    bar = next(bar for bar in results.bars() if bar.name.startswith("time per entry"))
    assert bar.figure == pytest.approx(1.2)
    assert bar.limit == pytest.approx(1.3)
    assert bar.verdict == "pass"


def test_the_table_marks_a_missed_bar() -> None:
    bars = (Bar("met", 1, 1, ""), Bar("missed", 1.01, 1, "s"), Bar("unknown", None, 1, ""))
    lines = report.bars_table(bars).splitlines()[2:]
    assert [line.split("  ")[-1].strip() for line in lines] == ["pass", "MISS", "not measured"]
    assert "1.01 s" in lines[1]


def test_columns_are_aligned() -> None:
    lines = report.table(("name", "s"), [("a", "1.0"), ("longer", "10.0")]).splitlines()
    assert lines == ["name       s", "------  ----", "a        1.0", "longer  10.0"]


def test_the_whole_report_can_be_written() -> None:
    results = _results({"full build": 30}, {"full build": 25})
    assert "full build at 1,000, ours / bare" in report.as_text(results)
    assert '"verdict": "MISS"' in report.as_json(results, {"date": "today"})


def test_a_run_is_measured_with_its_children(tmp_path: Path) -> None:
    program = (
        "import os, time\n"
        "block = b'x' * 30_000_000\n"
        "pid = os.fork()\n"
        "if not pid: held = b'x' * 60_000_000\n"
        "time.sleep(1.2)\n"
        "if pid: os.wait()\n"
    )
    sample = run([sys.executable, "-c", program], tmp_path, env={})
    assert sample.wall >= 1.2
    assert sample.process_peak > 90_000_000
    if sys.platform == "linux":
        assert sample.tree_peak is not None
        assert sample.tree_share_peak is not None
        assert sample.tree_peak > 120_000_000
        assert 90_000_000 < sample.tree_share_peak < sample.tree_peak


def test_a_run_that_fails_or_warns_is_no_measurement(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="exit code 3"):
        run([sys.executable, "-c", "raise SystemExit(3)"], tmp_path, env={})
    with pytest.raises(RunError, match="careful"):
        run([sys.executable, "-c", "print('careful')"], tmp_path, env={})
    run([sys.executable, "-c", "print('fine')"], tmp_path, env={}, silent=False)


def _results(
    ours: Mapping[Step, float],
    bare: Mapping[Step, float],
    large: tuple[Mapping[Step, float], float] | None = None,
) -> Results:
    sites = [_result("ours", MEDIUM, ours), _result("bare", MEDIUM, bare)]
    if large:
        sites += [
            _result("ours", LARGE, large[0]),
            _result("bare", LARGE, {"full build": large[1]}),
        ]
    return Results(tuple(sites))


def _result(site: SiteName, size: int, walls: Mapping[Step, float]) -> SiteResult:
    samples = {
        step: (Sample(wall, wall, 0, 1_000_000, None, None),) for step, wall in walls.items()
    }
    return SiteResult(site, size, samples, NO_OUTPUT)
