"""Checks of the claims of the entry `broken-pipe`."""

import multiprocessing
import os
import signal
import subprocess
import sys

from checks import mutant


@mutant("signal.SIGKILL", "signal.SIGCONT")
def a_dead_process_breaks_the_pipe():
    ours, theirs = multiprocessing.Pipe()

    def worker():
        os.kill(os.getpid(), signal.SIGKILL)  # like the system when memory runs out
        theirs.recv()

    process = multiprocessing.get_context("fork").Process(target=worker)
    process.start()
    theirs.close()
    process.join(5)
    for call in (lambda: ours.send("work"), ours.recv):
        try:
            call()
        except (OSError, EOFError) as error:
            print(repr(error))
    print("exit code:", process.exitcode)
