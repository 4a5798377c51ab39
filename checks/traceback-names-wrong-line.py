"""Checks of the claims of the entry `traceback-names-wrong-line`."""

import mindspore as ms
import pytest
from mindspore import mint, ops

from checks import mutant


@mutant("y = mint", "ms.runtime.launch_blocking()\ny = mint")
def the_error_comes_late_without_blocking():
    x = ms.Tensor([1.0, 2.0])
    y = mint.nn.functional.mish(x)
    print("mish was called")
    try:
        print(y)
    except RuntimeError as error:
        print(str(error).splitlines()[0])

    # Proof: the first line is printed, so the call raised nothing; the value isn't there.
    with pytest.raises(RuntimeError, match=r"unregistered|Not found op"):
        mint.nn.functional.mish(x).asnumpy()


@mutant("mint.nn.functional.mish(x)", "mint.nn.functional.relu(x)")
def an_unrelated_operation_raises_the_error():
    x = ms.Tensor([1.0, 2.0])
    mint.nn.functional.mish(x)
    with pytest.raises(RuntimeError, match=r"unregistered|Not found op"):
        ops.relu(x).asnumpy()


@mutant("ms.runtime.launch_blocking()", "")
def blocking_raises_the_error_at_the_call():
    ms.runtime.launch_blocking()
    x = ms.Tensor([1.0, 2.0])
    with pytest.raises(RuntimeError, match=r"unregistered|Not found op"):
        mint.nn.functional.mish(x)


@mutant("pynative_synchronize=True", "pynative_synchronize=False")
def the_old_setting_raises_the_error_at_the_call():
    ms.set_context(pynative_synchronize=True)
    x = ms.Tensor([1.0, 2.0])
    with pytest.raises(RuntimeError, match=r"unregistered|Not found op"):
        mint.nn.functional.mish(x)
