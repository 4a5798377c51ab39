"""Show results as aligned tables for a terminal and as JSON for a file."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

from .measure import SAMPLE_SECONDS, SHARE_EVERY, Sample
from .results import COUNTERPARTS, STEPS, Bar, Results, per_entry
from .sites import SITES

_MISSING = "-"


def as_text(results: Results) -> str:
    """Return every table, and what the columns mean."""
    return "\n\n".join(
        (
            "Time in seconds (medians of the runs)\n" + _steps_table(results, _TIMES),
            "Peak memory in MB (medians of the runs)\n" + _steps_table(results, _PEAKS),
            "What was written\n" + _output_table(results),
            "Seconds of a full build for each entry\n" + _growth_table(results),
            "Bars\n" + bars_table(results.bars()),
            _LEGEND,
        )
    )


def bars_table(bars: Sequence[Bar]) -> str:
    """Return the bars beside their figures, each with its verdict."""
    rows = [
        (
            bar.name,
            _number(bar.figure, 2, bar.unit),
            f"<= {_number(bar.limit, 2, bar.unit)}",
            bar.verdict,
        )
        for bar in bars
    ]
    return table(("bar", "figure", "limit", "verdict"), rows)


def as_json(results: Results, facts: Mapping[str, object]) -> str:
    """Return the results with every single run, after the facts about the machine and the run."""
    document = {
        **facts,
        "bars": [{**asdict(bar), "verdict": bar.verdict} for bar in results.bars()],
        "growth": {site: results.growth(site) for site in SITES},
        "sites": [asdict(result) for result in results.sites],
    }
    return json.dumps(document, indent=2) + "\n"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return lines whose columns are aligned: words to the left, figures to the right."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    words = [not any(cell[:1].isdigit() for cell in column) for column in zip(*rows, strict=True)]
    lines = [head, ["-" * width for width in widths], *rows]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if left else cell.rjust(width)
            for cell, width, left in zip(line, widths, words, strict=True)
        ).rstrip()
        for line in lines
    )


_COMPARED = ", and ".join(f"a {ours} with bare's {bare}" for ours, bare in COUNTERPARTS.items())
_LEGEND = f"""\
cpu: user and system time of the whole process tree.
largest: the largest resident set of any single process, as the kernel kept it.
tree: the largest sum over the process tree, sampled every {SAMPLE_SECONDS * 1000:.0f} ms;
  memory that forked workers share counts once for each process, so it is more than is in use.
shared once: the same with shared memory counted once, sampled every \
{SAMPLE_SECONDS * SHARE_EVERY * 1000:.0f} ms
  and whenever the tree has grown by a twentieth.
ratio: ours / bare; compares {_COMPARED}.
1 kB is 1,000 bytes, 1 MB is 1,000,000 bytes."""


@dataclass(frozen=True)
class _Figure:
    """One figure of a sample, as a table shows it."""

    name: str
    of: Callable[[Sample], float | None]
    digits: int


def _mega(size: int | None) -> float | None:
    return None if size is None else size / 1_000_000


_TIMES = (
    _Figure("wall", lambda one: one.wall, 2),
    _Figure("cpu", lambda one: one.cpu, 2),
)
_PEAKS = (
    _Figure("largest", lambda one: _mega(one.process_peak), 0),
    _Figure("tree", lambda one: _mega(one.tree_peak), 0),
    _Figure("shared once", lambda one: _mega(one.tree_share_peak), 0),
)


def _steps_table(results: Results, figures: Sequence[_Figure]) -> str:
    head = ["entries", "step", "runs"]
    for figure in figures:
        head += [f"{figure.name}: ours", "bare", "ratio"]
    rows = []
    for size in results.sizes:
        for step in STEPS:
            runs = [
                len(result.samples.get(step, ())) if (result := results.at(site, size)) else 0
                for site in SITES
            ]
            if not any(runs):
                continue
            row = [f"{size:,}", step, str(max(runs))]
            for figure in figures:
                medians = (results.median(site, size, step, figure.of) for site in SITES)
                row += [_number(median, figure.digits) for median in medians]
                row.append(_number(results.against_bare(size, step, figure.of), 2))
            rows.append(row)
    return table(head, rows)


def _output_table(results: Results) -> str:
    head = ("entries", "site", "page mean kB", "page max kB", "all bytes / entry", "files")
    rows = [
        (
            f"{result.size:,}",
            result.site,
            _number(result.output.page_mean / 1000, 1),
            _number(result.output.page_max / 1000, 1),
            f"{result.output.total / result.size:,.0f}",
            f"{result.output.files:,}",
        )
        for result in sorted(results.sites, key=lambda one: (one.size, SITES.index(one.site)))
    ]
    return table(head, rows)


def _growth_table(results: Results) -> str:
    rows = []
    for size in results.sizes:
        walls = (results.median(site, size, "full build", lambda one: one.wall) for site in SITES)
        rows.append((f"{size:,}", *(_number(per_entry(wall, size), 5) for wall in walls)))
    return table(("entries", *SITES), rows)


def _number(value: float | None, digits: int, unit: str = "") -> str:
    return _MISSING if value is None else f"{value:,.{digits}f} {unit}".strip()
