"""Run a program in this process as Python would, and leave behind how it ended.

It imports only a little of the standard library: the rest of the process belongs to the program.
"""

from __future__ import annotations

import atexit
import json
import os
import runpy
import sys
import traceback
from collections.abc import Mapping

MISWRITTEN = (NameError, SyntaxError, ImportError, SystemError)
"""Errors of a wrong program, whatever the product does, or of an extension module.

Python raises the last one, for example in a module that was built for an older NumPy."""

MOST = 20_000
"""Characters of a message or a traceback that are kept."""

_held: dict[str, object] = {}
"""What the program defined, kept until the process ends, as Python does for a script."""


def run(folder: str, variables: Mapping[str, str]) -> None:
    """Run `work/program.py` in a folder, and write how it ended to the file `ending` beside `work`.

    What it prints goes to the file `output`. The exit code is 0, or 1 after an error.
    """
    os.setsid()  # so that the process can be killed together with all it starts
    nothing = os.open(os.devnull, os.O_RDONLY)
    output = os.open(f"{folder}/output", os.O_WRONLY | os.O_CREAT, 0o600)
    for source, target in ((nothing, 0), (output, 1), (output, 2)):
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


def _ending(program: str) -> Mapping[str, object]:
    try:
        _held.update(runpy.run_path(program, run_name="__main__"))
    except SystemExit as error:
        return {"how": "completed"} if error.code in (None, 0) else describe(error, program)
    except BaseException as error:
        return describe(error, program)
    return {"how": "completed"}


def describe(error: BaseException, program: str) -> Mapping[str, object]:
    """Return an error as values: its type, message, traceback, and the statement that raised it."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [number for number, frame in enumerate(frames) if frame.filename == program]
    # The frames before the program's own are those of this module and `runpy`.
    lines = traceback.format_list(frames[own[0] :] if own else [])
    return {
        "how": _how(error),
        "error": type(error).__name__,
        "message": str(error)[:MOST],
        "statement": (frames[own[-1]].line or "") if own else "",
        "trace": "".join([*lines, *traceback.format_exception_only(error)])[-MOST:],
    }


def _how(error: BaseException) -> str:
    pytest = sys.modules.get("pytest")  # only the program imports it
    if pytest is not None and isinstance(error, pytest.skip.Exception):
        return "skipped"
    # The product may raise AttributeError too, but not about a module.
    misspelt = isinstance(error, AttributeError) and str(error).startswith("module ")
    return "miswritten" if misspelt or isinstance(error, MISWRITTEN) else "raised"
