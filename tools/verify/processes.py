"""A program as a process with a group of its own, which ends with all it began."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

CHILD = Path(__file__).with_name("child.py")

KEPT = ("LD_LIBRARY_PATH",)
"""Variables that a program gets as they are: some Pythons do not start without."""


@dataclass(frozen=True, slots=True)
class Task:
    """A program to run with a Python, in a folder of its own."""

    python: str
    folder: Path

    @property
    def work(self) -> Path:
        """The current folder of the program."""
        return self.folder / "work"

    @property
    def program(self) -> Path:
        """The file with the program."""
        return self.work / "program.py"

    @property
    def ending(self) -> Path:
        """The file that will say how the program ended."""
        return self.folder / "ending"

    @property
    def output(self) -> Path:
        """The file that will hold what the program prints."""
        return self.folder / "output"


class Process(Protocol):
    """A program that has been started."""

    def wait(self, seconds: float) -> int | None:
        """Return the exit code, negative for a signal; None if it does not end in time."""

    def end(self) -> None:
        """End the program and all that it has started, also if it is over itself."""

    def collect(self) -> None:
        """Wait until it is over, which it is soon after `end`."""


def variables(python: str, folder: Path) -> Mapping[str, str]:
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


def start(task: Task) -> Process:
    """Start a program in a Python of its own."""
    with task.output.open("wb") as stream:
        return _Started(
            subprocess.Popen(
                # -P: the folder of `child` is not a place to import from.
                [task.python, "-P", str(CHILD), str(task.program), str(task.ending)],
                cwd=task.work,
                env=variables(task.python, task.folder),
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # a process group of its own, to end it as a whole
            )
        )


class _Started:
    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def wait(self, seconds: float) -> int | None:
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def end(self) -> None:
        _end_group(self._process.pid)

    def collect(self) -> None:
        self._process.wait()


class Server:
    """A Python that has imported a module, and runs programs in forks of itself, one at a time."""

    def __init__(self, python: str, module: str) -> None:
        self._home = tempfile.TemporaryDirectory(prefix="check-", ignore_cleanup_errors=True)
        folder = Path(self._home.name).resolve()
        for part in ("work", "tmp"):
            (folder / part).mkdir()
        self._process = subprocess.Popen(
            [python, "-P", str(CHILD), "--serve", module],
            cwd=folder / "work",
            env=variables(python, folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,  # what `select` does not see must not wait in a buffer
            start_new_session=True,
        )

    def start(self, task: Task, seconds: float) -> Process:
        """Start a program, in a Python of its own if the module cannot be imported in time."""
        asked = {
            "program": str(task.program),
            "ending": str(task.ending),
            "output": str(task.output),
            "folder": str(task.work),
            "variables": variables(task.python, task.folder),
        }
        assert self._process.stdin
        try:
            self._process.stdin.write(f"{json.dumps(asked)}\n".encode())
            group = self.answer(seconds)
        except (BrokenPipeError, EOFError):
            group = None
        if group is None:
            _end_group(self._process.pid)
            return start(task)
        return _Forked(self, group)

    def answer(self, seconds: float | None) -> int | None:
        """Return the next number that the server tells; None if it does not within a time.

        Raises EOFError if it is over.
        """
        assert self._process.stdout
        ready, _, _ = select.select([self._process.stdout], [], [], seconds)
        if not ready:
            return None
        line = self._process.stdout.readline()
        if not line:
            raise EOFError
        return int(line)

    def close(self) -> None:
        """End the server, which runs nothing."""
        assert self._process.stdin
        assert self._process.stdout
        _end_group(self._process.pid)
        self._process.wait()
        self._process.stdin.close()
        self._process.stdout.close()
        self._home.cleanup()


class _Forked:
    def __init__(self, server: Server, group: int) -> None:
        self._server = server
        self._group = group
        self._over = False

    def wait(self, seconds: float) -> int | None:
        try:
            code = self._server.answer(seconds)
        except EOFError:
            code = -signal.SIGKILL  # as whoever ended the server would have ended the program
        self._over = code is not None
        return code

    def end(self) -> None:
        _end_group(self._group)

    def collect(self) -> None:
        if not self._over:
            with contextlib.suppress(EOFError):
                self._server.answer(None)


def _end_group(group: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)
