"""Run one command and measure its time and its memory, children included.

* ``wall``: seconds between start and end.
* ``cpu``: user and system seconds of the process and of all children it waited for.
* ``process_peak``: the largest resident set any single process of the tree ever had, as the kernel
  kept it.  Exact, but worker processes do not add up.
* ``tree_peak``: the largest sum of the resident sets of the whole tree, sampled from ``/proc``
  every 50 ms.  Memory that forked workers share with their parent counts once for each of them, so
  this is more than the machine really gives away.
* ``tree_share_peak``: the same with shared memory counted once (the kernel's proportional set
  size), which is what the machine gives away.  Reading it costs a few milliseconds for each
  process, so it is sampled every 500 ms, and whenever the tree has grown by a twentieth.

A peak shorter than the interval may be missed.  Both are ``None`` where there is no ``/proc``.

A fresh process inherits the mark of the one that started it, so ``process_peak`` is never below
the measuring process's own peak: keep that one small (see ``benchmark.py``).
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

SAMPLE_SECONDS = 0.05
SHARE_EVERY = 10

_RSS_UNIT = 1 if sys.platform == "darwin" else 1024
_PAGE = resource.getpagesize()


@dataclass(frozen=True)
class Sample:
    """What one run cost, in seconds and bytes."""

    wall: float
    user: float
    system: float
    process_peak: int
    tree_peak: int | None
    tree_share_peak: int | None

    @property
    def cpu(self) -> float:
        """Processor seconds of the whole tree."""
        return self.user + self.system


class RunError(Exception):
    """A measured command failed or warned, so its figures would mean nothing."""


def run(
    command: Sequence[str],
    folder: Path,
    *,
    env: Mapping[str, str],
    silent: bool = True,
) -> Sample:
    """Run a command that has to succeed, without a word if ``silent``, and return what it cost."""
    os.sync()  # or the disk would still be busy with what was written before
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **env},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        sampler = _TreeSampler(process.pid)
        sampler.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        sampler.stop()
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode("utf-8", "replace").strip()
    if process.returncode != 0 or (silent and text):
        raise RunError(_failure(command, process.returncode, text))
    return Sample(
        wall=wall,
        user=usage.ru_utime,
        system=usage.ru_stime,
        process_peak=usage.ru_maxrss * _RSS_UNIT,
        tree_peak=sampler.peak,
        tree_share_peak=sampler.share_peak,
    )


def own_peak() -> int:
    """Return the peak of this process, below which no ``process_peak`` can be read."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _RSS_UNIT


def _failure(command: Sequence[str], code: int, text: str) -> str:
    lines = text.splitlines()
    shown = "\n".join(lines[:20] + ([f"... {len(lines) - 20} more lines"] if lines[20:] else []))
    return f"exit code {code} from {' '.join(command)}\n{shown}"


class _TreeSampler(threading.Thread):
    """Keeps the largest sums of memory seen in one process and all below it."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.peak: int | None = None
        self.share_peak: int | None = None
        self._root = root
        self._ended = threading.Event()

    def run(self) -> None:
        last = 0
        for turn in count():
            tree = _tree(self._root)
            total = sum(map(_resident, tree))
            self.peak = _larger(self.peak, total)
            if turn % SHARE_EVERY == 0 or total > last * 1.05:
                self.share_peak = _larger(self.share_peak, sum(map(_share, tree)))
                last = total
            if self._ended.wait(SAMPLE_SECONDS):
                return

    def stop(self) -> None:
        self._ended.set()
        self.join()


def _larger(peak: int | None, seen: int) -> int | None:
    return max(seen, peak or 0) or None


def _tree(root: int) -> list[int]:
    """Return a process and its descendants; Linux only, elsewhere nothing but the root."""
    found, queue = [], [root]
    while queue:
        pid = queue.pop()
        found.append(pid)
        try:
            for thread in Path(f"/proc/{pid}/task").iterdir():
                queue += map(int, (thread / "children").read_text().split())
        except OSError:  # it has ended, or there is no /proc
            continue
    return found


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0


def _share(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:  # it has ended, or the kernel does not say
        pass
    return 0
