"""Hold what was measured, and hold it against the bars.

Sizes are in bytes here; 1 kB is 1,000 bytes and 1 MB is 1,000,000.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Literal, TypeAlias, get_args

from .measure import Sample
from .output import Output
from .sites import EditKind, SiteName

Step: TypeAlias = EditKind | Literal["full build", "no-op", "kb validate"]
EDITS: tuple[EditKind, ...] = get_args(EditKind)
STEPS: tuple[Step, ...] = ("full build", "no-op", *EDITS, "kb validate")

MEDIUM = 1_000
LARGE = 10_000

# What a step of ours is compared with; a bare page has no tag to edit, so its body is.
COUNTERPARTS: Mapping[Step, Step] = {"tag edit": "body edit"}


@dataclass(frozen=True)
class SiteResult:
    """Everything measured of one site at one size."""

    site: SiteName
    size: int
    samples: Mapping[Step, tuple[Sample, ...]]
    output: Output


@dataclass(frozen=True)
class Bar:
    """One limit and the figure held against it, ``None`` when it was not measured."""

    name: str
    figure: float | None
    limit: float
    unit: str

    @property
    def verdict(self) -> str:
        """Return ``pass``, ``MISS`` or ``not measured``."""
        if self.figure is None:
            return "not measured"
        return "pass" if self.figure <= self.limit else "MISS"


@dataclass(frozen=True)
class Results:
    """The results of a run, and the ratios that follow from them."""

    sites: tuple[SiteResult, ...]

    @property
    def sizes(self) -> tuple[int, ...]:
        """Return the sizes that were measured, smallest first."""
        return tuple(sorted({result.size for result in self.sites}))

    def at(self, site: SiteName, size: int) -> SiteResult | None:
        """Return the results of one site at one size, if there are any."""
        found = (one for one in self.sites if (one.site, one.size) == (site, size))
        return next(found, None)

    def median(
        self, site: SiteName, size: int, step: Step, figure: Callable[[Sample], float | None]
    ) -> float | None:
        """Return the median of one figure of a step over its repetitions."""
        result = self.at(site, size)
        samples = result.samples.get(step, ()) if result else ()
        figures = [value for value in map(figure, samples) if value is not None]
        return median(figures) if figures else None

    def against_bare(
        self, size: int, step: Step, figure: Callable[[Sample], float | None] = lambda one: one.wall
    ) -> float | None:
        """Return ours divided by bare for one step, or for the counterpart of it."""
        ours = self.median("ours", size, step, figure)
        return ratio(ours, self.median("bare", size, COUNTERPARTS.get(step, step), figure))

    def growth(self, site: SiteName, small: int = MEDIUM, large: int = LARGE) -> float | None:
        """Return the seconds an entry takes in a large full build, by those in a smaller one."""
        return ratio(
            per_entry(self.median(site, large, "full build", lambda one: one.wall), large),
            per_entry(self.median(site, small, "full build", lambda one: one.wall), small),
        )

    def bars(self) -> tuple[Bar, ...]:
        """Return every bar with the figure that was measured for it."""
        ours = [self.at("ours", size) for size in self.sizes]
        pages = [result.output.page_max for result in ours if result]
        bare_growth = self.growth("bare")
        return (
            Bar(
                f"full build at {MEDIUM:,}, ours / bare",
                self.against_bare(MEDIUM, "full build"),
                1.0,
                "",
            ),
            Bar(
                f"time per entry, {LARGE:,} / {MEDIUM:,} (limit: 1.15, or bare's growth if more)",
                self.growth("ours"),
                max(1.15, bare_growth or 0),
                "",
            ),
            *(
                Bar(
                    f"{edit} at {LARGE:,}, ours / bare {COUNTERPARTS.get(edit, edit)}",
                    self.against_bare(LARGE, edit),
                    1.3,
                    "",
                )
                for edit in EDITS
            ),
            Bar(
                f"kb validate at {LARGE:,}",
                self.median("ours", LARGE, "kb validate", lambda one: one.wall),
                5,
                "s",
            ),
            Bar(
                f"kb validate at {LARGE:,}, peak memory of its largest process",
                _mega(self.median("ours", LARGE, "kb validate", lambda one: one.process_peak)),
                500,
                "MB",
            ),
            Bar(
                f"full build at {LARGE:,}, peak memory of its largest process",
                _mega(self.median("ours", LARGE, "full build", lambda one: one.process_peak)),
                600,
                "MB",
            ),
            Bar(
                f"full build at {LARGE:,}, peak memory of its process tree, shared counted once",
                _mega(self.median("ours", LARGE, "full build", lambda one: one.tree_share_peak)),
                600,
                "MB",
            ),
            Bar(
                "HTML of the largest entry page",
                max(pages) / 1000 if pages else None,
                20,
                "kB",
            ),
        )


def ratio(figure: float | None, other: float | None) -> float | None:
    """Return one figure divided by another, if both were measured."""
    return figure / other if figure is not None and other else None


def per_entry(seconds: float | None, entries: int) -> float | None:
    """Return the seconds one entry takes."""
    return None if seconds is None else seconds / entries


def _mega(size: float | None) -> float | None:
    return None if size is None else size / 1_000_000
