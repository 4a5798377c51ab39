"""How work grows with its input, which is the same on a fast machine, a slow one and a busy one."""

import gc
import time
import tracemalloc
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

TIMES = 4
"""How much larger the larger input is."""

LIMIT = (TIMES + TIMES**2) / 2
"""Linear work takes `TIMES` as much for the larger input, quadratic work its square."""

ATTEMPTS = 8


def assert_linear(work: Callable[[T], object], make: Callable[[int], T], size: int) -> None:
    """Assert that the work on an input of `TIMES` the size takes about `TIMES` as long.

    Compares processor time, and measures again while the ratio is too large, since whatever else
    the machine does only adds to it. `size` is best large enough for some ten milliseconds.
    """
    small, large = make(size), make(size * TIMES)
    least_small = least_large = float("inf")
    for _ in range(ATTEMPTS):
        # The large one first: it also pays for what only the first run of a process does.
        least_large = min(least_large, seconds(work, large))
        least_small = min(least_small, seconds(work, small))
        if least_large < LIMIT * least_small:
            return
    ratio = least_large / least_small
    raise AssertionError(f"{TIMES} times the input takes {ratio:.1f} times as long")


def assert_linear_memory(work: Callable[[T], object], make: Callable[[int], T], size: int) -> None:
    """Assert that the work on an input of `TIMES` the size allocates about `TIMES` as much."""
    least, most = peak(work, make(size)), peak(work, make(size * TIMES))
    assert most < LIMIT * least, (
        f"{TIMES} times the input takes {most / least:.1f} times the memory"
    )


def seconds(work: Callable[[T], object], value: T) -> float:
    """Return the processor time that work takes, but not that of collecting garbage."""
    gc.disable()
    try:
        start = time.process_time()
        work(value)
        return time.process_time() - start
    finally:
        gc.enable()


def peak(work: Callable[[T], object], value: T) -> int:
    """Return the bytes that work holds at most at one time."""
    tracemalloc.start()
    try:
        work(value)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
