"""What a fork sends back of a table."""

from __future__ import annotations

import copy
import multiprocessing
import pickle
from multiprocessing.connection import Connection

from faq.tables import DocTable


def _fork(table: DocTable[int], pipe: Connection) -> None:
    table["new"] = 3
    table["gone"] = 4
    table.pop("gone")
    pipe.send(pickle.dumps(table))


def test_fork_sends_what_it_set() -> None:
    table = DocTable([("old", 1)])
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=_fork, args=(table, theirs))
    process.start()
    sent = pickle.loads(ours.recv())
    process.join()
    assert sent == {"new": 3}


def test_pickle_and_copy_keep_everything_in_the_same_process() -> None:
    table = DocTable([("old", 1)])
    table["new"] = 2
    assert pickle.loads(pickle.dumps(table)) == copy.deepcopy(table) == {"old": 1, "new": 2}
