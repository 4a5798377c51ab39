"""A program as a process of its own: in an empty folder and ended in time, with all it began."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

CHILD = Path(__file__).with_name("child.py")

TIME_LIMIT = 60.0
"""Seconds that a program may take; the import of MindSpore is about one of them."""

KEPT = ("LD_LIBRARY_PATH",)
"""Variables that a program gets as they are: some Pythons do not start without."""

MOST = 20_000
"""Bytes of what a program printed that are kept, the last ones."""


class How(StrEnum):
    """How a program ended."""

    COMPLETED = "completed"
    RAISED = "raised"
    SKIPPED = "skipped"
    MISWRITTEN = "miswritten"
    """With an error that says nothing of MindSpore, such as that of an unknown name."""
    KILLED = "killed"
    """By a signal."""
    LATE = "late"
    VANISHED = "vanished"
    """It ended its process in its midst, so that nothing is known."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a program ended, and what it said of that."""

    how: How
    error: str = ""
    """The name of the type of the exception, or of the signal."""
    message: str = ""
    statement: str = ""
    """The line of the program at which the exception came up."""
    trace: str = ""
    """The traceback, or else what it printed last."""
    places: tuple[str, ...] = ()
    """Folders of the machine that a message may name."""


class Stopped(Exception):
    """No more programs are run, and those that ran have been ended."""


class Runner:
    """Runs programs with one Python, each by itself; several threads may use it."""

    def __init__(self, python: str = sys.executable, time_limit: float = TIME_LIMIT) -> None:
        self.python = python
        self.time_limit = time_limit
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._stopped = False

    def run(self, program: str) -> Ending:
        """Run a program and say how it ended. Raises Stopped."""
        with tempfile.TemporaryDirectory(prefix="check-", ignore_cleanup_errors=True) as name:
            folder = Path(name).resolve()
            for part in ("work", "tmp"):
                (folder / part).mkdir()
            file, ending, output = folder / "work/program.py", folder / "ending", folder / "output"
            file.write_text(program, encoding="utf-8")
            # -P: the folder of `child` is not a place to import from.
            command = [self.python, "-P", str(CHILD), str(file), str(ending)]
            code = self._finish(command, folder, output)
            places = (str(folder / "work"), str(folder), name, *_prefixes(self.python))
            return _ending(code, ending, output, places)

    def stop(self) -> None:
        """End all that runs, and start nothing more."""
        with self._lock:
            self._stopped = True
            for process in self._running:
                _end(process)

    def _finish(self, command: list[str], folder: Path, output: Path) -> int | None:
        """Run a command to its end; returns its exit code, None if it took too long."""
        with output.open("wb") as stream, self._lock:
            if self._stopped:
                raise Stopped
            process = subprocess.Popen(
                command,
                cwd=folder / "work",
                env=environment(self.python, folder),
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # a process group of its own, to end it as a whole
            )
            self._running.add(process)
        try:
            code: int | None = process.wait(self.time_limit)
        except subprocess.TimeoutExpired:
            code = None
        finally:
            with self._lock:
                self._running.discard(process)
                _end(process)
        process.wait()
        if self._stopped:
            raise Stopped
        return code


def environment(python: str, folder: Path) -> Mapping[str, str]:
    """Return the variables of a program: few, and the same for whoever runs it."""
    own = {
        "PATH": os.pathsep.join((str(Path(python).parent), os.defpath)),
        "HOME": str(folder / "work"),
        "TMPDIR": str(folder / "tmp"),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONNOUSERSITE": "1",
        "OMP_NUM_THREADS": "1",
        "GLOG_v": "3",  # MindSpore logs errors only
    }
    return own | {name: os.environ[name] for name in KEPT if name in os.environ}


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it has started, also if it is over itself."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _prefixes(python: str) -> tuple[str, ...]:
    """Return the folders of an environment: as it is called, and where its Python really is."""
    prefix = Path(python).parent.parent
    return str(prefix), str(prefix.resolve()), str(Path(python).resolve().parent.parent)


def _ending(code: int | None, ending: Path, output: Path, places: tuple[str, ...]) -> Ending:
    if code is None:
        return Ending(How.LATE, trace=_tail(output), places=places)
    if code < 0:
        return Ending(How.KILLED, signal.Signals(-code).name, trace=_tail(output), places=places)
    try:
        told = json.loads(ending.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Ending(How.VANISHED, f"exit code {code}", trace=_tail(output), places=places)
    # The first place is the folder of the program; nobody looks for it after the run.
    trace = str(told.get("trace", "")).replace(f"{places[0]}/", "")
    return Ending(**{**told, "how": How(told["how"]), "trace": trace, "places": places})


def _tail(output: Path) -> str:
    with output.open("rb") as stream:
        stream.seek(-min(MOST, output.stat().st_size), os.SEEK_END)
        return stream.read().decode(errors="replace")
