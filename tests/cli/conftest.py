"""Running `kb` in a test."""

import io
from collections.abc import Callable

import pytest

from cli.main import main

Kb = Callable[..., tuple[int, str, str]]


class Terminal(io.StringIO):
    """A person who types lines, and presses Ctrl-C for `\x03`."""

    def isatty(self) -> bool:
        return True

    def readline(self, size: int | None = -1) -> str:  # type: ignore[override]
        line = super().readline()
        if line == "\x03":
            raise KeyboardInterrupt
        return line


@pytest.fixture
def kb(capsys: pytest.CaptureFixture[str]) -> Kb:
    """Run a command line; return the exit code, standard output and standard error."""

    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main(arguments)
        except SystemExit as ended:  # from argparse
            code = int(str(ended.code))
        return code, *capsys.readouterr()

    return run
