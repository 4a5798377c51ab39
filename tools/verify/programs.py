"""Programs, each run by itself in an empty folder and ended in time, and how they ended."""

from __future__ import annotations

import ast
import json
import os
import signal
import sys
import tempfile
import threading
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tools.verify.processes import Process, Server, Task, start

TIME_LIMIT = 60.0
"""Seconds that a program may take; the import of MindSpore is about one of them."""

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
    """Runs programs with one Python, each by itself; several threads may use it.

    A module, such as `mindspore`, may be imported beforehand for the programs that begin with it.
    """

    def __init__(
        self, python: str = sys.executable, time_limit: float = TIME_LIMIT, module: str = ""
    ) -> None:
        self.python = python
        self.time_limit = time_limit
        self.module = module
        self._lock = threading.Lock()
        self._running: set[Process] = set()
        self._idle: list[Server] = []
        self._stopped = False

    def run(self, program: str) -> Ending:
        """Run a program and say how it ended. Raises Stopped."""
        if self._stopped:
            raise Stopped
        with tempfile.TemporaryDirectory(prefix="check-", ignore_cleanup_errors=True) as name:
            folder = Path(name).resolve()
            for part in ("work", "tmp"):
                (folder / part).mkdir()
            task = Task(self.python, folder)
            task.program.write_text(program, encoding="utf-8")
            code = self._finish(task, warm=begins_with(program, self.module))
            places = (str(task.work), str(folder), name, *_prefixes(self.python))
            return _ending(code, task.ending, task.output, places)

    def stop(self) -> None:
        """End all that runs, and start nothing more."""
        with self._lock:
            self._stopped = True
            for process in self._running:
                process.end()
            for server in self._idle:
                server.close()
            self._idle.clear()

    def _finish(self, task: Task, *, warm: bool) -> int | None:
        """Run a task to its end; returns its exit code, None if it took too long."""
        if not warm:
            return self._watch(start(task))
        server = self._server()
        try:
            return self._watch(server.start(task, self.time_limit))
        finally:
            self._put_back(server)

    def _watch(self, process: Process) -> int | None:
        with self._lock:
            self._running.add(process)
            if self._stopped:
                process.end()
        try:
            code = process.wait(self.time_limit)
        finally:
            with self._lock:
                self._running.discard(process)
                process.end()
        process.collect()
        if self._stopped:
            raise Stopped
        return code

    def _server(self) -> Server:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return Server(self.python, self.module)

    def _put_back(self, server: Server) -> None:
        with self._lock:
            if self._stopped:
                server.close()
            else:
                self._idle.append(server)


def begins_with(program: str, module: str) -> bool:
    """Tell whether a program imports a module before it does anything but importing.

    Then it makes no difference to it when that is done.
    """
    try:
        statements = ast.parse(program).body
    except (SyntaxError, ValueError):
        return False
    for statement in statements:
        match statement:
            case ast.Import(names=names):
                found = [alias.name for alias in names]
            case ast.ImportFrom(module=str(name), level=0):
                found = [name]
            case _:
                return False
        if module in (name.partition(".")[0] for name in found):
            return True
    return False


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
