"""A program runs as anywhere, but alone, in an empty folder and not for ever."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tools.verify.programs import Ending, How, Runner, Stopped, begins_with

MODULE = "colorsys"
"""A module that nothing here needs, to be imported beforehand."""

Run = Callable[..., Ending]


@pytest.fixture(params=["anew", "forked"])
def run(request: pytest.FixtureRequest) -> Iterator[Run]:
    """Runs programs in a Python of their own, or in forks of one that has imported a module."""
    runner = Runner(module=MODULE)

    def run(program: str, seconds: float = 600) -> Ending:
        runner.time_limit = seconds
        return runner.run(f"import {MODULE}\n{program}" if request.param == "forked" else program)

    yield run
    runner.close()


@pytest.mark.parametrize("program", ["", "x = 1\n", "import sys\nsys.exit()\n", "exit(0)\n"])
def test_a_program_that_ends_without_an_error_completes(run: Run, program: str) -> None:
    assert run(program).how is How.COMPLETED


@pytest.mark.parametrize(
    ("program", "how", "error"),
    [
        ("assert 1 == 2", How.RAISED, "AssertionError"),
        ("raise KeyboardInterrupt", How.RAISED, "KeyboardInterrupt"),
        ("import sys; sys.exit(3)", How.RAISED, "SystemExit"),
        ("import pytest\nwith pytest.raises(ValueError): pass", How.RAISED, "Failed"),
        ("import pytest; pytest.skip('needs a GPU')", How.SKIPPED, "Skipped"),
        ("import pytest; pytest.importorskip('nothing_of_the_kind')", How.SKIPPED, "Skipped"),
        ("unknown", How.MISWRITTEN, "NameError"),
        ("def f():\n  x = x\nf()", How.MISWRITTEN, "UnboundLocalError"),
        ("def f(:", How.MISWRITTEN, "SyntaxError"),
        ("import nothing_of_the_kind", How.MISWRITTEN, "ModuleNotFoundError"),
        ("from os import nothing", How.MISWRITTEN, "ImportError"),
        ("raise SystemError", How.MISWRITTEN, "SystemError"),
        ("import math; math.sqrtt(4)", How.MISWRITTEN, "AttributeError"),
        ("None.asnumpy()", How.RAISED, "AttributeError"),
        ("import os; os.kill(os.getpid(), 11)", How.KILLED, "SIGSEGV"),
        ("import os; os._exit(0)", How.VANISHED, "exit code 0"),
    ],
)
def test_how_a_program_ended_is_told_apart(
    runner: Runner, program: str, how: How, error: str
) -> None:
    ending = runner.run(f"import {MODULE}\n{program}")
    assert (ending.how, ending.error) == (how, error)


def test_a_crash_after_the_last_line_is_no_completion(run: Run) -> None:
    crash = "import atexit, os\natexit.register(os.kill, os.getpid(), 6)\n"
    assert run(crash).how is How.KILLED


def test_what_a_program_said_last_is_kept_where_it_was_killed(run: Run) -> None:
    said = run("import os\nprint('terminate called', flush=True)\nos.abort()\n")
    assert "terminate called" in said.trace


def test_the_source_of_what_a_program_defines_can_be_read(run: Run) -> None:
    """MindSpore compiles the source of `construct`."""
    program = (
        "import inspect\n"
        "class Net:\n    def construct(self):\n        return 1\n"
        "assert 'return 1' in inspect.getsource(Net.construct)\n"
        "assert 'class Net' in inspect.getsource(Net)\n"
    )
    assert run(program).how is How.COMPLETED


def test_a_program_is_the_main_one(run: Run) -> None:
    program = "import pickle, sys\nclass A: pass\nassert __name__ == '__main__'\n"
    assert run(f"{program}pickle.dumps(A())\nassert sys.argv == [__file__]\n").how is How.COMPLETED


def test_a_program_finds_its_folder_empty_and_nothing_of_ours(run: Run) -> None:
    program = """
import importlib.util, os, pathlib, sys, tempfile
assert os.listdir() == ["program.py"]
assert os.path.samefile(os.environ["HOME"], ".")
assert not os.path.samefile(tempfile.gettempdir(), ".")
assert sys.stdin.read() == ""
assert "PYTHONPATH" not in os.environ
assert os.environ["GLOG_v"] == "3" and os.environ["OMP_NUM_THREADS"] == "1"
pathlib.Path("left").touch()
for name in ("tests", "conf"):
    assert importlib.util.find_spec(name) is None, name
"""
    for _ in range(2):
        assert run(program).how is How.COMPLETED


def test_variables_of_the_machine_do_not_reach_a_program(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("A_TOKEN", "secret")
    program = "import os, sys\nassert not {'PYTHONPATH', 'A_TOKEN'} & set(os.environ)\n"
    assert run(f"{program}assert '/elsewhere' not in sys.path\n").how is How.COMPLETED


@pytest.mark.parametrize("end", ["time.sleep(3600)", "pass"], ids=["too-late", "in-time"])
def test_what_a_program_started_ends_with_it(run: Run, tmp_path: Path, end: str) -> None:
    note = tmp_path / "pid"
    program = (
        "import pathlib, subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(3600)'])\n"
        f"pathlib.Path({str(note)!r}).write_text(str(child.pid))\n{end}\n"
    )
    for seconds in (600,) if end == "pass" else (1, 10, 100):
        ending = run(program, seconds=seconds)
        if note.exists():
            break  # else the machine is too busy to begin in time
    assert ending.how is (How.COMPLETED if end == "pass" else How.LATE)
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


@pytest.mark.parametrize("first", ["", f"import {MODULE}"], ids=["anew", "forked"])
def test_after_a_stop_nothing_more_is_run(first: str) -> None:
    runner = Runner(module=MODULE)
    threading.Timer(0.3, runner.close).start()
    with pytest.raises(Stopped):
        runner.run(f"{first}\nimport time; time.sleep(3600)")
    with pytest.raises(Stopped):
        runner.run(first)


# Forks of one process ------------------------------------------------------------------

WHO = """
import os, pathlib
pathlib.Path({note!r}).open("a").write(f"{{os.getppid()}} {{os.getpid()}}\\n")
"""


@pytest.fixture
def runner() -> Iterator[Runner]:
    made = Runner(module=MODULE)
    yield made
    made.close()


def test_what_begins_with_the_module_is_forked_from_one_that_has_it(
    runner: Runner, tmp_path: Path
) -> None:
    who = WHO.format(note=str(tmp_path / "who"))
    for program in (f"import {MODULE}{who}", f"import {MODULE}{who}", f"{who}import {MODULE}"):
        assert runner.run(program).how is How.COMPLETED
    (one, first), (other, second), (own, _) = (
        line.split() for line in (tmp_path / "who").read_text().splitlines()
    )
    assert one == other != own == str(os.getpid())
    assert first != second


@pytest.mark.parametrize(
    ("program", "begins"),
    [
        ("import a", True),
        ("import b\nimport c, a.d as e", True),
        ("from a.b import c", True),
        ("import ab", False),
        ("from b import a", False),
        ("x = 1\nimport a", False),
        ("if 1:\n    import a", False),
        ("", False),
        ("import a\n(", False),
        ("import a\n\0", False),
    ],
)
def test_only_the_first_imports_tell(program: str, begins: bool) -> None:
    assert begins_with(program, "a") is begins


def test_a_fork_sees_nothing_of_the_one_before(runner: Runner) -> None:
    program = f"""
import {MODULE}, os
assert not hasattr({MODULE}, "left") and "LEFT" not in os.environ
{MODULE}.left = os.environ["LEFT"] = "1"
os.chdir("/")
"""
    for _ in range(2):
        assert runner.run(program).how is How.COMPLETED


def test_a_module_that_cannot_be_imported_is_an_error_of_the_program() -> None:
    runner = Runner(module="nothing_of_the_kind")
    for _ in range(2):
        ending = runner.run("import nothing_of_the_kind")
        assert (ending.how, ending.error) == (How.MISWRITTEN, "ModuleNotFoundError")
    runner.close()


def test_one_that_ends_what_it_was_forked_from_harms_no_other(runner: Runner) -> None:
    first = f"import {MODULE}\n"
    deadly = f"{first}import os, time\nos.kill(os.getppid(), 9)\ntime.sleep(60)\n"
    assert runner.run(deadly).how is How.VANISHED
    assert runner.run(first).how is How.COMPLETED


def test_many_run_at_once(runner: Runner, tmp_path: Path) -> None:
    who = WHO.format(note=str(tmp_path / "who"))
    with ThreadPoolExecutor(3) as pool:
        endings = list(pool.map(runner.run, [f"import {MODULE}{who}"] * 12))
    assert {ending.how for ending in endings} == {How.COMPLETED}
    parents = {line.split()[0] for line in (tmp_path / "who").read_text().splitlines()}
    assert len(parents) <= 3
