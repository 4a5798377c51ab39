"""Checks of the claims of the entry `cpu-threads`."""

import mindspore as ms
import pytest

from checks import mutant


@mutant("dispatch_threads_num(2)", "dispatch_threads_num")
def threads_are_limited():
    ms.set_device("CPU")
    ms.device_context.cpu.op_tuning.threads_num(4)
    ms.runtime.dispatch_threads_num(2)

    # Proof: both are set, so that neither can be set again.
    with pytest.raises(RuntimeError, match="The 'threads_num' can not be set repeatedly"):
        ms.device_context.cpu.op_tuning.threads_num(3)
    with pytest.raises(RuntimeError, match="The 'dispatch_threads_num' can not be set repeatedly"):
        ms.runtime.dispatch_threads_num(3)


@mutant("op_tuning.threads_num.__doc__", "op_tuning.__doc__")
def the_reference_names_the_defaults():
    documented = " ".join((ms.device_context.cpu.op_tuning.threads_num.__doc__ or "").split())
    assert "``25`` by default" in documented
    documented = " ".join(ms.runtime.dispatch_threads_num.__doc__.split())
    assert "5 by default" in documented


@mutant("set_context.__doc__", "get_context.__doc__")
def the_old_parameter_will_be_removed():
    documented = " ".join(ms.set_context.__doc__.split())
    _, _, documented = documented.partition(" runtime_num_threads")
    assert "mindspore.device_context.cpu.op_tuning.threads_num` instead" in documented
