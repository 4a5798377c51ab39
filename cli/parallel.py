"""Share work among the processors of the machine."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

from cli.terminal.console import progress

LEAST = 100
"""Fewer items are done sooner than processes have started."""

MOST_PROCESSES = 8

_T = TypeVar("_T")
_R = TypeVar("_R")
_work: Callable[[Any], Any]
"""What a process does with each item; a forked one has it from its parent."""


def spread(task: str) -> Callable[[Callable[[_T], _R], Sequence[_T]], Iterator[_R]]:
    """Return a `map` that uses several processes and shows its progress under the task's name.

    The processes share no caches with the caller.
    """

    def mapped(work: Callable[[_T], _R], items: Sequence[_T]) -> Iterator[_R]:
        tracked = progress(task)(items)
        processes = min(os.cpu_count() or 1, MOST_PROCESSES)
        can_fork = "fork" in multiprocessing.get_all_start_methods()
        if len(items) < LEAST or processes == 1 or not can_fork:
            yield from map(work, tracked)
            return
        global _work  # noqa: PLW0603
        _work = work
        fork = multiprocessing.get_context("fork")
        # Interrupted, the first process ends the others.
        calm = signal.signal, (signal.SIGINT, signal.SIG_IGN)
        with ProcessPoolExecutor(processes, fork, *calm) as pool:
            size = len(items) // (processes * 8) + 1
            results: Iterator[_R] = pool.map(_do, items, chunksize=size)
            yield from (result for _, result in zip(tracked, results, strict=True))

    return mapped


def _do(item: Any) -> Any:
    return _work(item)
