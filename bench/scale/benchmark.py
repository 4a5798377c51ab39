"""Build both sites at every size and report what they cost; the command of the benchmark."""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import os
import platform
import pstats
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from . import report
from .corpus import SEED
from .measure import RunError, Sample, own_peak, run
from .output import Output, OutputError, check_page, read_output
from .results import EDITS, LARGE, Results, SiteResult, Step
from .sites import REPOSITORY, SITES, Site, SiteName, apply_edit, write_sites

PACKAGES = ("sphinx", "furo", "myst-parser", "sphinx-design", "docutils", "pydantic", "PyYAML")
WARM_UP = 20
PROFILE_LINES = 40
QUIET = 0.5

# The same hash seed for every build, so that two builds do the same work; pages with an edit link;
# and bytecode of all modules, which a site of a few pages would otherwise spend its time on.
ENVIRONMENT = {
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONHASHSEED": "0",
    "PYTHONPATH": str(REPOSITORY),
    "FAQ_REPOSITORY_URL": "https://git.example/team/faq",
}


@dataclass(frozen=True)
class Options:
    """What to measure, and how often."""

    sizes: tuple[int, ...]
    repeat: int
    jobs: int
    names: tuple[SiteName, ...]

    def full_builds(self, size: int) -> int:
        """Return how often to build from scratch: once where that takes minutes."""
        return self.repeat if size < LARGE else 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark or the profile, as the command line says."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    options = Options(
        sizes=asked.sizes,
        repeat=asked.repeat,
        jobs=asked.jobs,
        names=(asked.only,) if asked.only else SITES,
    )
    with _work_folder(asked.work) as folder:
        try:
            if asked.profile:
                _profile(asked.profile, folder)
            else:
                _benchmark(options, folder, asked.out)
        except (RunError, OutputError) as failure:
            print(failure, file=sys.stderr)
            return 1
    return 0


def measure_size(size: int, folder: Path, options: Options) -> tuple[SiteResult, ...]:
    """Measure every step at one size, the sites taking turns."""
    sites = {site.name: site for site in _written(size, folder, options.names)}
    samples: dict[SiteName, dict[Step, list[Sample]]] = {
        name: defaultdict(list) for name in options.names
    }
    outputs: dict[SiteName, Output] = {}

    def record(step: Step, name: SiteName, sample: Sample) -> None:
        samples[name][step].append(sample)
        _say(f"{size:>7,}  {step:<11}  {name:<5} {sample.wall:9.2f} s")

    for turn in range(options.full_builds(size)):
        for name in _in_turn(options.names, turn):
            _clean(sites[name])
            record("full build", name, _build(sites[name], options.jobs))
    for name, site in sites.items():
        outputs[name] = read_output(site)
    for turn in range(options.repeat):
        for name in _in_turn(options.names, turn):
            record("no-op", name, _build(sites[name], options.jobs))
    for turn in range(options.repeat):
        for edit in EDITS:
            for name in _in_turn(options.names, turn):
                if name == "bare" and edit == "tag edit":
                    continue
                sites[name] = apply_edit(sites[name], edit, turn + 1)
                record(edit, name, _build(sites[name], options.jobs))
                check_page(sites[name])
    if "ours" in sites:
        for _ in range(options.repeat):
            record("kb validate", "ours", _validate(sites["ours"]))
    return tuple(
        SiteResult(
            name,
            size,
            {step: tuple(taken) for step, taken in samples[name].items()},
            outputs[name],
        )
        for name in options.names
    )


def _benchmark(options: Options, folder: Path, out: Path) -> None:
    code, load = _code(), os.getloadavg()[0]
    if load > QUIET:
        _say(f"The machine is busy (load {load:.1f}): seconds will be too many, ratios unsteady.")
    for site in _written(WARM_UP, folder, options.names):  # compiles modules, fills the page cache
        _build(site, options.jobs)
    results = Results(())
    for size in options.sizes:
        results = replace(results, sites=results.sites + measure_size(size, folder, options))
        if _code() != code:
            raise RunError(
                "_ext/ or schema/ was edited meanwhile: the figures are of two versions."
            )
        facts = {**_facts(options), "code": code, "load_before": load}
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(report.as_json(results, facts), encoding="utf-8", newline="\n")
    print(report.as_text(results))


def _profile(size: int, folder: Path) -> None:
    """Print where one full build of ours, in one process, spends its time."""
    (site,) = _written(size, folder, ("ours",))
    _clean(site)
    record = folder / f"profile-{size}.pstats"
    command = _sphinx(site, jobs=1)
    command[1:1] = ["-m", "cProfile", "-o", str(record)]
    subprocess.run(command, cwd=site.source, env={**os.environ, **ENVIRONMENT}, check=True)
    stats = pstats.Stats(str(record)).strip_dirs()
    for order in ("cumulative", "tottime"):
        stats.sort_stats(order).print_stats(PROFILE_LINES)


def _written(size: int, folder: Path, names: tuple[SiteName, ...]) -> tuple[Site, ...]:
    """Write the sites in another process: what it needs would count as the builds' memory."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=spawn) as pool:
        return pool.submit(write_sites, size, folder, names).result()


def _build(site: Site, jobs: int) -> Sample:
    return run(_sphinx(site, jobs), site.source, env=ENVIRONMENT)


def _sphinx(site: Site, jobs: int) -> list[str]:
    return [
        *(sys.executable, "-m", "sphinx", "-b", "html", "-j", str(jobs), "-q"),
        *("-d", str(site.doctrees), str(site.source), str(site.output)),
    ]


def _validate(site: Site) -> Sample:
    command = [sys.executable, "-m", "cli", "validate"]
    return run(command, site.source, env=ENVIRONMENT, silent=False)


def _clean(site: Site) -> None:
    for folder in (site.output, site.doctrees):
        shutil.rmtree(folder, ignore_errors=True)


def _code() -> str:
    """Return a digest of the code that ours is built with."""
    digest = hashlib.sha256()
    for folder in ("_ext", "schema"):
        for path in sorted((REPOSITORY / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _in_turn(names: tuple[SiteName, ...], turn: int) -> tuple[SiteName, ...]:
    return names if turn % 2 == 0 else names[::-1]


def _facts(options: Options) -> dict[str, object]:
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "system": platform.system(),
        "cpu_count": os.cpu_count(),
        "versions": {name: _version(name) for name in PACKAGES},
        "seed": SEED,
        "jobs": options.jobs,
        "repeat": options.repeat,
        "peak_floor": own_peak(),
    }


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


@contextmanager
def _work_folder(asked: Path | None) -> Iterator[Path]:
    if asked is None:
        with tempfile.TemporaryDirectory(prefix="faq-scale-") as folder:
            yield Path(folder)
    else:
        asked.mkdir(parents=True, exist_ok=True)
        yield asked.resolve()


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted(int(part) for part in text.split(",")))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.scale.benchmark", description=__doc__)
    parser.add_argument("--sizes", type=_sizes, default=(100, 1_000, 10_000), metavar="N,N,...")
    parser.add_argument(
        "--repeat",
        type=int,
        default=3,
        metavar="N",
        help=f"runs to take the median of; full builds of {LARGE:,} entries run once (default 3)",
    )
    parser.add_argument("--jobs", type=int, default=2, help="processes of Sphinx (default 2)")
    parser.add_argument("--only", choices=SITES, help="measure one of the two sites")
    parser.add_argument("--out", type=Path, default=Path("_build/benchmark.json"))
    parser.add_argument("--work", type=Path, metavar="DIR", help="keep the sites in this folder")
    parser.add_argument(
        "--profile", type=int, metavar="SIZE", help="profile one full build of ours instead"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
