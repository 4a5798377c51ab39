"""Checks of the claims of the entry `memory-copy-failed`."""

import mindspore as ms

from checks import mutant


@mutant("launch_blocking.__doc__", "synchronize.__doc__")
def the_reference_says_that_execution_gets_synchronous():
    text = " ".join(ms.runtime.launch_blocking.__doc__.split())
    assert "synchronizing the execution of the startup device" in text
