"""What a parallel reader sends back."""

from __future__ import annotations

import copy
import multiprocessing
import pickle
from multiprocessing.connection import Connection

from faq.domain import Document, Documents


def _fork(documents: Documents, pipe: Connection) -> None:
    documents["new"].words = b"3"
    documents["gone"].words = b"4"
    documents.pop("gone")
    pipe.send(pickle.dumps(documents))


def test_a_fork_sends_what_it_has_read_and_any_other_copy_is_whole() -> None:
    documents = Documents([("old", Document(words=b"1"))])
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=_fork, args=(documents, theirs))
    process.start()
    sent = pickle.loads(ours.recv())
    process.join()
    assert sent == {"new": Document(words=b"3")}
    documents["new"].words = b"2"
    both = {"old": Document(words=b"1"), "new": Document(words=b"2")}
    assert pickle.loads(pickle.dumps(documents)) == copy.deepcopy(documents) == both
