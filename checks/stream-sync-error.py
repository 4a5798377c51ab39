"""Checks of the claims of the entry `stream-sync-error`."""

from pathlib import Path

import mindspore as ms
import pytest
from mindspore import mint

from checks import mutant


def _ascend_texts():
    library = "lib/plugin/ascend/libmindspore_ascend_res_manager.so"
    path = Path(ms.__file__).parent / library
    if not path.is_file():
        pytest.skip("needs the package for Linux, which contains the Ascend library")
    return path.read_bytes()


@mutant("Grep 'Sync run failed' in your logs", "Grep 'Run task failed' in your logs")
def the_ascend_library_recommends_launch_blocking():
    texts = _ascend_texts()
    assert b"Call runtime aclrtSynchronizeStreamWithTimeout error" in texts
    assert (
        b"Set mindspore.runtime.launch_blocking() at the beginning of your python script" in texts
    )
    assert b"Grep 'Sync run failed' in your logs" in texts


@mutant("launch_blocking.__doc__", "synchronize.__doc__")
def launch_blocking_can_be_called_anywhere():
    ms.set_device("CPU")
    assert ms.runtime.launch_blocking() is None
    documented = " ".join(ms.runtime.launch_blocking.__doc__.split())
    assert "executed in a synchronized manner" in documented


@mutant("ms.runtime.launch_blocking()\n", "")
def the_call_raises_the_error():
    ms.runtime.launch_blocking()
    x = ms.Tensor([1.0, 2.0])
    with pytest.raises(RuntimeError, match=r"unregistered|Not found op"):
        mint.nn.functional.mish(x)  # has no CPU kernel
