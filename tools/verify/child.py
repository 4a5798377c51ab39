"""Run a program in this process as Python would, and record how it ended.

This module imports only a little of the standard library: the process belongs to the program.
"""

import atexit
import json
import os
import runpy
import sys
import traceback
from collections.abc import Mapping

_globals: dict[str, object] = {}
"""The globals of the program, kept until the process ends, as Python does for a script."""


def run(folder: str, variables: Mapping[str, str]) -> None:
    """Run `work/program.py` in a folder, and write how it ended to the file `ending` beside `work`.

    What it prints goes to the file `printed`, what it logs to `logged`. The exit code is 0, or 1
    after an error.
    """
    os.setsid()  # so that the process can be killed together with all it starts
    nothing = os.open(os.devnull, os.O_RDONLY)
    flags = os.O_WRONLY | os.O_CREAT
    printed, logged = (os.open(f"{folder}/{name}", flags, 0o600) for name in ("printed", "logged"))
    for source, target in ((nothing, 0), (printed, 1), (logged, 2)):
        os.dup2(source, target)
    os.chdir(f"{folder}/work")
    os.environ.clear()
    os.environ.update(variables)
    program = f"{folder}/work/program.py"
    installed = [path for path in sys.path if path.startswith((sys.prefix, sys.base_prefix))]
    sys.path[:] = [f"{folder}/work", *installed]
    sys.argv = [program]
    ending = _ending(program)
    with open(f"{folder}/ending", "w", encoding="utf-8") as stream:  # noqa: PTH123 - see above
        json.dump(ending, stream)
    atexit._run_exitfuncs()  # multiprocessing leaves them out; the product may crash there
    sys.exit(ending["how"] != "completed")


def _ending(program: str) -> Mapping[str, str]:
    try:
        _globals.update(runpy.run_path(program, run_name="__main__"))
    except BaseException as error:
        if not isinstance(error, SystemExit) or error.code not in (None, 0):
            return _describe(error, program)
    return {"how": "completed"}


def _describe(error: BaseException, program: str) -> Mapping[str, str]:
    """Return what kind of error it is, its reason on one line, and its traceback."""
    frames = traceback.extract_tb(error.__traceback__)
    # The frames before the program's own are those of this module and `runpy`.
    own = [number for number, frame in enumerate(frames) if frame.filename == program]
    name, how = type(error).__name__, _how(error)
    lines = (line.strip() for line in str(error).splitlines())
    message = next((line for line in lines if any(map(str.isalnum, line))), "")
    if how == "skipped":
        reason = message or "It calls pytest.skip."
    elif message:
        reason = f"{name}: {message}"
    else:
        reason = f"{name} at '{frames[own[-1]].line}'" if own else name
    trace = traceback.format_list(frames[own[0] :] if own else [])
    trace += traceback.format_exception_only(error)
    return {"how": how, "reason": reason, "trace": "".join(trace)}


def _how(error: BaseException) -> str:
    pytest = sys.modules.get("pytest")  # only the program imports it
    if pytest is not None and isinstance(error, pytest.skip.Exception):
        return "skipped"
    # The program is wrong, whatever the product does. A module built for an older NumPy raises
    # SystemError. The product may raise AttributeError too, but not about a module.
    is_wrong = isinstance(error, NameError | SyntaxError | ImportError | SystemError)
    misspelt = isinstance(error, AttributeError) and str(error).startswith("module ")
    return "miswritten" if is_wrong or misspelt else "raised"
