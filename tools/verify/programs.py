"""Run programs, each in its own process and an empty folder, and kill it when its time is up."""

from __future__ import annotations

import ast
import contextlib
import json
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from tools.verify import child

TIME_LIMIT = 60.0
"""Seconds that a program may take; importing a framework takes about one of them."""

MOST = 20_000
"""Bytes at the end of a program's output that are kept."""


class How(StrEnum):
    """How a program ended."""

    COMPLETED = "completed"
    RAISED = "raised"
    SKIPPED = "skipped"
    MISWRITTEN = "miswritten"
    """With an error that says nothing about the product, such as an unknown name."""
    KILLED = "killed"
    """By a signal."""
    LATE = "late"
    VANISHED = "vanished"
    """It exited before its end, so nothing else is known."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a program ended, with details."""

    how: How
    error: str = ""
    """The type of the exception, or the name of the signal."""
    message: str = ""
    statement: str = ""
    """The line of the program that raised the exception."""
    trace: str = ""
    """The traceback, or else the end of the output."""
    places: tuple[str, ...] = ()
    """Folders of this machine that a message may name."""


class Stopped(Exception):
    """The runner was closed: running programs were killed, and no other starts."""


class Runner:
    """Runs programs with this Python, each in its own process; several threads may use it.

    A program that begins with the import of `module` runs in a fork of a
    process that has imported it. Only the first runner of a process can choose the module.
    """

    def __init__(self, time_limit: float = TIME_LIMIT, module: str = "") -> None:
        self.time_limit = time_limit
        self.module = module
        self._warm = multiprocessing.get_context("forkserver")
        self._warm.set_forkserver_preload([module])
        self._cold = multiprocessing.get_context("spawn")
        self._lock = threading.Lock()
        self._running: set[BaseProcess] = set()
        self._closed = False

    def run(self, program: str) -> Ending:
        """Run a program and return how it ended. Raises Stopped."""
        with tempfile.TemporaryDirectory(prefix="check-", ignore_cleanup_errors=True) as name:
            folder = Path(name).resolve()
            for part in ("work", "tmp"):
                (folder / part).mkdir()
            (folder / "work/program.py").write_text(program, encoding="utf-8")
            context = self._warm if begins_with(program, self.module) else self._cold
            own = {"HOME": f"{folder}/work", "TMPDIR": f"{folder}/tmp"}
            process = context.Process(target=child.run, args=(str(folder), variables() | own))
            return _ending(self._finish(process), folder)

    def close(self) -> None:
        """Kill the programs that run, and start no other."""
        with self._lock:
            self._closed = True
            for process in self._running:
                _kill(process)

    def _finish(self, process: BaseProcess) -> int | None:
        """Return the exit code of a process, negative for a signal, None if it took too long."""
        with self._lock:
            if self._closed:
                raise Stopped
            with _environment(variables()):
                process.start()
            self._running.add(process)
        in_time = bool(wait([process.sentinel], self.time_limit))
        # Under the lock, because starting a process also collects the exit codes of others.
        with self._lock:
            self._running.discard(process)
            _kill(process)
            process.join()
        if self._closed:
            raise Stopped
        return process.exitcode if in_time else None


def variables() -> dict[str, str]:
    """Return the environment variables of every program: few, and the same on every machine."""
    values = {
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.defpath)),
        "HOME": tempfile.gettempdir(),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "OMP_NUM_THREADS": "1",
        "GLOG_v": "3",  # programs that log with glog, such as frameworks, log errors only
    }
    # Some Pythons do not start without it.
    if (libraries := os.environ.get("LD_LIBRARY_PATH")) is not None:
        values["LD_LIBRARY_PATH"] = libraries
    return values


@contextlib.contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """Replace the environment variables, which a new process inherits."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _kill(process: BaseProcess) -> None:
    """Kill a process and all that it has started, even if it has ended itself."""
    assert process.pid is not None
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):  # it has no group yet, or no longer
        process.kill()


def begins_with(program: str, module: str) -> bool:
    """Return whether a program imports a module before it does anything but import.

    Then it makes no difference to the program when the module was imported.
    """
    try:
        statements = ast.parse(program).body
    except (SyntaxError, ValueError):
        return False
    for statement in statements:
        match statement:
            case ast.Import(names=aliases):
                names = [alias.name for alias in aliases]
            case ast.ImportFrom(module=str(name), level=0):
                names = [name]
            case _:
                return False
        if module in (name.partition(".")[0] for name in names):
            return True
    return False


def _ending(code: int | None, folder: Path) -> Ending:
    work, output = folder / "work", folder / "output"
    places = (str(work), str(folder), sys.prefix, os.path.realpath(sys.prefix), sys.base_prefix)
    if code is None:
        return Ending(How.LATE, trace=_tail(output), places=places)
    if code < 0:
        return Ending(How.KILLED, signal.Signals(-code).name, trace=_tail(output), places=places)
    try:
        ending = json.loads((folder / "ending").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Ending(How.VANISHED, f"exit code {code}", trace=_tail(output), places=places)
    trace = str(ending.get("trace", "")).replace(f"{work}/", "")
    return Ending(**{**ending, "how": How(ending["how"]), "trace": trace, "places": places})


def _tail(output: Path) -> str:
    if not output.exists():
        return ""
    with output.open("rb") as stream:
        stream.seek(-min(MOST, output.stat().st_size), os.SEEK_END)
        return stream.read().decode(errors="replace")
