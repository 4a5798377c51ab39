"""Run programs, each in its own process and an empty folder, and kill those that take too long."""

import json
import multiprocessing
import os
import re
import signal
import sys
import tempfile
import threading
from multiprocessing import forkserver
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Literal, NamedTuple
from unittest.mock import patch

from schema.problems import excerpt
from schema.types import MAX_LINE
from tools.verify import child

VARIABLES = {
    "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.defpath)),
    "LANG": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
    "GLOG_v": "3",  # programs that log with glog, such as frameworks, log errors only
    # Some Pythons do not start without it.
    **{name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ},
}
"""Environment variables of every program: few, and the same on every machine."""

_FOLDERS = re.compile(r"(?<![\w./:~-])/(?:[^\s/:'\"`,;()\[\]]+/)+(?=[^\s/:'\"`,;()\[\]]*)")
"""The folders of an absolute path. A URL has a host before them."""

_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,16}\b")
"""A memory address, which differs in every run."""

How = Literal["completed", "raised", "skipped", "miswritten", "cut-short"]
"""How a program ended.

*Miswritten* is an error that says nothing about the product, such as an unknown name. *Cut short*
is a signal, the time limit or an early exit.
"""


class Ending(NamedTuple):
    """How a program ended, and why it did not complete."""

    how: How
    reason: str = ""
    """One line that says nothing about this machine."""
    trace: str = ""
    """The traceback, or else the end of the output."""
    printed: str = ""
    """What it wrote to standard output."""


class Runner:
    """Runs programs with this Python, each in its own process; several threads may use it.

    A program may take `time_limit` seconds. Its process is a fork of one that has imported
    `module`, which saves each program that import.
    Only the first runner of a process can choose the module.
    """

    def __init__(self, module: str, time_limit: float = 60.0) -> None:
        self.time_limit = time_limit
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([module])
        self._lock = threading.Lock()
        self._closed = False
        with patch.dict(os.environ, VARIABLES, clear=True):  # the module may read them
            forkserver.ensure_running()

    def run(self, program: str) -> Ending:
        """Run a program and return how it ended. Raise KeyboardInterrupt once this is closed."""
        with tempfile.TemporaryDirectory(prefix="check-", ignore_cleanup_errors=True) as name:
            folder = Path(name).resolve()
            for part in ("work", "tmp"):
                (folder / part).mkdir()
            (folder / "work/program.py").write_text(program, encoding="utf-8")
            variables = {**VARIABLES, "HOME": f"{folder}/work", "TMPDIR": f"{folder}/tmp"}
            process = self._context.Process(target=child.run, args=(str(folder), variables))
            return self._ending(self._finish(process), folder)

    def close(self) -> None:
        """Kill the programs that run, and start no other."""
        with self._lock:
            self._closed = True
            for process in multiprocessing.active_children():
                _kill(process)

    def _finish(self, process: BaseProcess) -> int | None:
        """Return the exit code of a process, negative for a signal, None if it took too long."""
        with self._lock:
            if self._closed:
                raise KeyboardInterrupt
            process.start()
        in_time = bool(wait([process.sentinel], self.time_limit))
        # Under the lock, because starting a process also collects the exit codes of others.
        with self._lock:
            _kill(process)
            process.join()
        if self._closed:
            raise KeyboardInterrupt
        return process.exitcode if in_time else None

    def _ending(self, code: int | None, folder: Path) -> Ending:
        printed, logged = (_tail(folder / name) for name in ("printed", "logged"))
        output = printed + logged
        if code is None:
            return Ending("cut-short", f"It took longer than {self.time_limit:g} s.", output)
        if code < 0:
            return Ending("cut-short", f"{signal.Signals(-code).name} ended it.", output)
        try:
            text = (folder / "ending").read_text(encoding="utf-8")
            ending = json.loads(text.replace(f"{folder}/work/", ""))
        except (OSError, ValueError):
            return Ending("cut-short", f"It exited early, with exit code {code}.", output)
        reason = _ADDRESS.sub("0x…", _FOLDERS.sub("…/", ending.get("reason", "")))
        return Ending(ending["how"], excerpt(reason, MAX_LINE), ending.get("trace", ""), printed)


def _tail(path: Path) -> str:
    """Return the last 20,000 bytes of a file as text; nothing if the file doesn't exist."""
    with path.open("ab+") as stream:
        stream.seek(-min(20_000, stream.tell()), os.SEEK_END)
        return stream.read().decode(errors="replace")


def _kill(process: BaseProcess) -> None:
    """Kill a process and all that it has started, even if it has ended itself."""
    assert process.pid is not None
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):  # it has no group yet, or no longer
        process.kill()
