"""Work is shared among processes without changing what comes of it."""

import subprocess
import sys

PROGRAM = """
import os
from cli.parallel import LEAST, spread

os.cpu_count = lambda: 2
here, few, many = os.getpid(), range(1, LEAST), range(1, 2 * LEAST)
work = lambda number: (999 // number, os.getpid())
assert list(spread("Task")(work, few)) == [(999 // number, here) for number in few]
values, processes = zip(*spread("Task")(work, many))
assert list(values) == [999 // number for number in many]
assert here not in processes
list(spread("Task")(work, range(2 * LEAST)))
"""


def test_the_result_is_that_of_map() -> None:
    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, check=False)
    assert run.stderr.endswith(b"\nZeroDivisionError: integer division or modulo by zero\n")
