"""Run a program as Python would and leave behind how it ended; started by `processes`.

It imports nothing but the standard library, and of that little: what is run is somebody's program.
With `--serve` it imports a module first, once, and then runs each program in a fork of itself.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import runpy
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path

MISWRITTEN = (NameError, SyntaxError, ImportError, SystemError)
"""What a program ends with if it is wrong, whatever MindSpore does; or if an extension module is.

Python raises the last one. With NumPy 2.4 the first operation of MindSpore 2.10.0 may do that."""

MOST = 20_000
"""Characters of a message or a traceback that are kept."""


def main(program: str, ending: str) -> int:
    """Run the program at a path and write its ending, as JSON, to another path."""
    sys.argv = [program]
    sys.path.insert(0, str(Path(program).parent))
    error: BaseException | None = None
    try:
        # Held until the process ends, as Python holds what a script has made.
        _held.update(runpy.run_path(program, run_name="__main__"))
    except SystemExit as caught:
        error = caught if caught.code not in (None, 0) else None
    except BaseException as caught:
        error = caught
    told = {"how": "completed"} if error is None else describe(error, program)
    Path(ending).write_text(json.dumps(told), encoding="utf-8")
    return 0 if error is None else 1


_held: dict[str, object] = {}


def describe(error: BaseException, program: str) -> Mapping[str, object]:
    """Return what an error says: its type, its message, and where in the program it came up."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [number for number, frame in enumerate(frames) if frame.filename == program]
    # What stands before the program is this module and `runpy`.
    shown = frames[own[0] :] if own else []
    lines = [*traceback.format_list(shown), *traceback.format_exception_only(error)]
    return {
        "how": _how(error),
        "error": type(error).__name__,
        "message": str(error)[:MOST],
        "statement": (frames[own[-1]].line or "") if own else "",
        "trace": "".join(lines)[-MOST:],
    }


def _how(error: BaseException) -> str:
    pytest = sys.modules.get("pytest")  # only the program imports it
    if pytest is not None and isinstance(error, pytest.skip.Exception):
        return "skipped"
    # MindSpore raises such errors too, but not about a module.
    misspelt = isinstance(error, AttributeError) and str(error).startswith("module ")
    return "miswritten" if misspelt or isinstance(error, MISWRITTEN) else "raised"


def serve(module: str) -> int:
    """Import a module, then run the programs that standard input asks for, one after the other.

    Each line is a JSON object, the arguments of `_become`. Two lines answer it: the process id,
    which is also that of the process group, and in the end the exit code, negative for a signal.
    """
    requests, answers = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), "w")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    importlib.import_module(module)
    for line in requests:
        child = os.fork()
        if child == 0:
            requests.close()
            answers.close()
            return _become(**json.loads(line))
        _lead_group(child)
        print(child, file=answers, flush=True)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), file=answers, flush=True)
    return 0


def _become(
    program: str, ending: str, output: str, folder: str, variables: Mapping[str, str]
) -> int:
    """Run a program in this process as if it had been started for it."""
    _lead_group(0)
    written = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(written, 1)
    os.dup2(written, 2)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(variables)
    return main(program, ending)


def _lead_group(process: int) -> None:
    """Give a process a group of its own; parent and child both do, whoever is first."""
    with contextlib.suppress(OSError):
        os.setpgid(process, process)


if __name__ == "__main__":
    sys.exit(serve(sys.argv[2]) if sys.argv[1] == "--serve" else main(*sys.argv[1:]))
