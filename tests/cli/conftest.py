"""Running `kb` in a test."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cli.main import main

Kb = Callable[..., tuple[int, str, str]]


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
