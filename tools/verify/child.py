"""Run a program as Python would and leave behind how it ended; started by `programs`.

It imports nothing but the standard library, and of that little: what is run is somebody's program.
"""

from __future__ import annotations

import json
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


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
