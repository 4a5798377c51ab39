"""A program runs as anywhere, but alone, in an empty folder and not for ever."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.verify.programs import Runner

MODULE = "colorsys"
"""A module that nothing here needs, to be imported beforehand."""


@pytest.fixture
def runner() -> Iterator[Runner]:
    runner = Runner(MODULE, time_limit=600)
    yield runner
    runner.close()


@pytest.mark.parametrize(
    ("program", "how", "reason"),
    [
        ("", "completed", ""),
        ("exit(0)\n", "completed", ""),
        ("assert 1 == 2", "raised", "AssertionError at 'assert 1 == 2'"),
        ("raise KeyboardInterrupt", "raised", "KeyboardInterrupt at 'raise KeyboardInterrupt'"),
        ("raise ValueError('\\n---\\n  Shapes.  \\n- C++')", "raised", "ValueError: Shapes."),
        ("import pytest\nwith pytest.raises(ValueError): pass", "raised", "Failed: DID NOT RAISE"),
        ("None.asnumpy()", "raised", "AttributeError: 'NoneType'"),
        ("import pytest; pytest.skip('needs a GPU')", "skipped", "needs a GPU"),
        ("import pytest; pytest.importorskip('nothing_of_the_kind')", "skipped", "could not"),
        ("unknown", "miswritten", "NameError: name 'unknown' is not defined"),
        ("def f():\n  x = x\nf()", "miswritten", "UnboundLocalError: "),
        ("def f(:", "miswritten", "SyntaxError: "),
        ("import nothing_of_the_kind", "miswritten", "ModuleNotFoundError: "),
        ("raise SystemError", "miswritten", "SystemError at "),
        ("import math; math.sqrtt(4)", "miswritten", "AttributeError: module"),
        ("import os; print('goodbye', flush=True); os.abort()", "cut-short", "SIGABRT ended it."),
        ("import os; os._exit(0)", "cut-short", "It exited early, with exit code 0."),
        ("import atexit, os\natexit.register(os.kill, os.getpid(), 6)", "cut-short", "SIGABRT"),
    ],
)  # fmt: skip
def test_how_a_program_ended_and_why(runner: Runner, program: str, how: str, reason: str) -> None:
    ending = runner.run(f"import {MODULE}\n{program}")
    assert ending.how == how
    assert ending.reason.startswith(reason)
    assert bool(ending.reason) == bool(reason)
    assert ("goodbye" in ending.trace) == ("goodbye" in program)


def test_a_reason_names_no_place_of_the_machine(runner: Runner) -> None:
    ending = runner.run(
        "import json, os, sys\n"
        "raise RuntimeError(f'no {os.getcwd()}/model.mindir, {json.__file__}, {sys.prefix}, '\n"
        "    f'{object()}, /home/somebody/x/y.cc:12 and https://example.org/a/b\\x1b')\n"
    )
    assert ending.reason.startswith("RuntimeError: no model.mindir, …/__init__.py, …/")
    assert "<object object at 0x…>" in ending.reason
    assert ", …/y.cc:12 and https://example.org/a/b" in ending.reason
    assert not any(place in ending.reason for place in (sys.prefix, "/tmp", "/home"))
    assert ending.reason.isprintable()
    assert 'File "program.py", line 2' in ending.trace


def test_a_program_runs_as_a_script_in_an_empty_folder_with_nothing_of_ours(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A framework may compile the source of `construct`."""
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("A_TOKEN", "secret")
    program = f"""
import {MODULE}, importlib.util, inspect, os, pathlib, pickle, sys, tempfile
class Net:
    def construct(self):
        return 1
assert "return 1" in inspect.getsource(Net.construct)
assert "class Net" in inspect.getsource(Net)
assert __name__ == "__main__" and sys.argv == [__file__] and pickle.dumps(Net())
assert os.listdir() == ["program.py"]
assert os.path.samefile(os.environ["HOME"], ".")
assert not os.path.samefile(tempfile.gettempdir(), ".")
assert sys.stdin.read() == ""
assert not {{"PYTHONPATH", "A_TOKEN", "LEFT"}} & set(os.environ)
assert os.environ["GLOG_v"] == "3" and os.environ["OMP_NUM_THREADS"] == "1"
assert "/elsewhere" not in sys.path
for name in ("tests", "conf"):
    assert importlib.util.find_spec(name) is None, name
assert not hasattr({MODULE}, "left")
pathlib.Path("left").touch()
{MODULE}.left = os.environ["LEFT"] = "1"
"""
    for _ in range(2):
        ending = runner.run(program)
        assert (ending.how, ending.reason) == ("completed", "")


@pytest.mark.parametrize("end", ["time.sleep(3600)", "pass"], ids=["too-late", "in-time"])
def test_what_a_program_started_ends_with_it(runner: Runner, tmp_path: Path, end: str) -> None:
    note = tmp_path / "pid"
    program = (
        "import pathlib, subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(3600)'])\n"
        f"pathlib.Path({str(note)!r}).write_text(str(child.pid))\n{end}\n"
    )
    for seconds in (600,) if end == "pass" else (1, 10, 100):
        runner.time_limit = seconds
        ending = runner.run(program)
        if note.exists():
            break  # else the machine is too busy to begin in time
    late = ("cut-short", f"It took longer than {seconds} s.")
    assert ending[:2] == (("completed", "") if end == "pass" else late)
    assert gone(int(note.read_text()))


def gone(pid: int) -> bool:
    """Wait a while for a process to be over: nobody is told when that of another is."""
    for _ in range(1_000):
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True  # over, and only not yet collected
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.05)
    return False


def test_after_a_stop_nothing_more_is_run(runner: Runner) -> None:
    threading.Timer(0.3, runner.close).start()
    for program in ("import time; time.sleep(3600)", ""):
        with pytest.raises(KeyboardInterrupt):
            runner.run(program)
