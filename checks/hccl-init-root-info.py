"""Checks of the claims of the entry `hccl-init-root-info`."""

import inspect

import mindspore as ms

from checks import mutant


@mutant("runtime.set_memory", "runtime.memory_stats")
def the_memory_pool_has_a_maximum_size():
    parameters = inspect.signature(ms.runtime.set_memory).parameters
    assert "max_size" in parameters
    assert parameters["max_size"].default == "1024GB"
