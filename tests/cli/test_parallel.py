"""Work is shared among processes without changing what comes of it."""

import subprocess
import sys

PROGRAM = """
import os
from cli.parallel import LEAST, spread
os.cpu_count = lambda: 2

def work(number):
    if number < 0:
        raise ValueError("negative")
    return number * 2, os.getpid()

many = range(2 * LEAST)
results = list(spread("Working")(work, many))
assert [result for result, _ in results] == [number * 2 for number in many]
here = {process for _, process in spread("Working")(work, range(LEAST - 1))}
assert here == {os.getpid()}, "few items are not worth a process"
assert os.getpid() not in {process for _, process in results}
try:
    list(spread("Working")(work, range(-LEAST, LEAST)))
except ValueError as error:
    print(error)
"""


def test_the_result_is_that_of_map() -> None:
    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, check=False)
    assert (run.stdout, run.stderr) == (b"negative\n", b"")
