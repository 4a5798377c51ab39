"""Running `kb` in a test."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.main import main
from tests.schema.base import BASE, write

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
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a knowledge base without a problem and go there."""
    monkeypatch.chdir(write(tmp_path, BASE))
    monkeypatch.setenv("LC_ALL", "C")
    return tmp_path


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
