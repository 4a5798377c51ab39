"""Hold figures against their bars, and show them as a table and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from bench.scale.report import table


@dataclass(frozen=True)
class Bar:
    """A figure, `None` if it wasn't measured, and the limit it's held against, if there is one."""

    name: str
    figure: float | None
    limit: float | None = None
    unit: str = ""
    at_least: bool = False
    notes: tuple[str, ...] = ()
    """Where the figure comes from: the worst page, each violation, why it's missing."""

    @property
    def verdict(self) -> str:
        """Return `pass`, `MISS`, `not measured`, or nothing without a limit."""
        if self.figure is None:
            return "not measured"
        if self.limit is None:
            return ""
        passes = self.figure >= self.limit if self.at_least else self.figure <= self.limit
        return "pass" if passes else "MISS"


def as_text(bars: Sequence[Bar]) -> str:
    """Return a table of all bars, then the notes on those that aren't met."""
    rows = [
        (
            bar.name,
            _number(bar.figure, bar.unit),
            _limit(bar),
            bar.verdict,
        )
        for bar in bars
    ]
    lines = [table(("measure", "figure", "bar", "verdict"), rows)]
    for bar in bars:
        if bar.notes and bar.verdict in ("MISS", "not measured"):
            lines += ["", f"{bar.name}:", *(f"  {note}" for note in bar.notes)]
    return "\n".join(lines)


def as_json(bars: Sequence[Bar], facts: Mapping[str, object]) -> str:
    """Return the bars with all their notes, after the facts about the run."""
    document = {**facts, "bars": [{**asdict(bar), "verdict": bar.verdict} for bar in bars]}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _limit(bar: Bar) -> str:
    sign = ">=" if bar.at_least else "<="
    return "-" if bar.limit is None else f"{sign} {_number(bar.limit, bar.unit)}"


def _number(value: float | None, unit: str) -> str:
    if value is None:
        return "-"
    return f"{value:,.3f}".rstrip("0").rstrip(".") + (f" {unit}" if unit else "")
