"""Checks of the claims of the entry `e39999-ai-cpu-error`."""

import mindspore as ms

from checks import mutant


@mutant("launch_blocking.__doc__", "synchronize.__doc__")
def launch_blocking_is_documented_as_synchronous():
    documented = " ".join(ms.runtime.launch_blocking.__doc__.split())
    assert "the operator is executed in a synchronized manner on the device" in documented
