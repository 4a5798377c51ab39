"""Lighthouse on a phone, with its throttling applied instead of simulated."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from bench.reader.bars import Bar
from tests.browser.chromium import find

FOLDER = Path(__file__).with_name("lighthouse")
PROGRAM = FOLDER / "node_modules/lighthouse/cli/index.js"
BIN = Path(sys.executable).parent
BARS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
RUNS = 3
SECONDS = 300


class LighthouseError(RuntimeError):
    """Lighthouse cannot run; the message says why."""


def scores(name: str, address: str) -> list[Bar]:
    """Return the bars of a page: medians of some runs, with what the last one found."""
    reports = [_run(address) for _ in range(RUNS)]
    return [
        Bar(
            f"Lighthouse {category}, {name}",
            100 * median(report["categories"][category]["score"] for report in reports),
            limit,
            at_least=True,
            notes=_findings(reports[-1], category),
        )
        for category, limit in BARS.items()
    ]


def install() -> None:
    """Install Lighthouse from npm if it's missing."""
    if not PROGRAM.exists():
        print("installing Lighthouse with npm", file=sys.stderr, flush=True)
        _output([BIN / "npm", "ci", "--prefix", FOLDER, "--ignore-scripts", "--silent"])


def _run(address: str) -> dict[str, Any]:
    command: list[str | Path] = [
        *(BIN / "node", PROGRAM, address, "--quiet", "--output=json"),
        *("--throttling-method=devtools", "--no-enable-error-reporting"),
        f"--only-categories={','.join(BARS)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu --no-first-run",
    ]
    report: dict[str, Any] = json.loads(_output(command))
    if error := report.get("runtimeError"):
        raise LighthouseError(f"{address} cannot be loaded: {error['message']}")
    return report


def _findings(report: Mapping[str, Any], category: str) -> tuple[str, ...]:
    references = report["categories"][category]["auditRefs"]
    audits = [report["audits"][one["id"]] for one in references if one["weight"]]
    return tuple(
        f"{audit['id']}: {audit.get('displayValue') or audit['title']}"
        for audit in audits
        if audit["score"] is not None and audit["score"] < 1
    )


def _output(command: Sequence[str | Path]) -> str:
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"  # npm runs the node that comes first
    try:
        run = subprocess.run(
            command,
            env={**os.environ, "PATH": path, "CHROME_PATH": find()},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=SECONDS,
            check=True,
        )
    except OSError as error:
        raise LighthouseError(f"{error}. Run `make reader-report`, which installs it.") from error
    except subprocess.TimeoutExpired as error:
        raise LighthouseError(f"{command[1]} took more than {SECONDS} seconds") from error
    except subprocess.CalledProcessError as error:
        raise LighthouseError(f"{command[1]} failed: {error.stderr[-800:]}") from error
    return run.stdout
