"""Checks of the claims of the entry `print-device-memory`."""

import mindspore as ms
from mindspore import ops

from checks import mutant


@mutant("ms.runtime.max_memory_allocated()", "tensor.nbytes")
def the_functions_return_zero_on_a_cpu():
    tensor = ops.ones((1024, 1024)) * 2
    ms.runtime.synchronize()
    print(ms.runtime.memory_allocated(), ms.runtime.memory_reserved())

    # Proof: the tensor exists, and all functions return 0.
    assert float(tensor.sum()) == 2 * 1024 * 1024
    peak = ms.runtime.max_memory_allocated()
    assert {ms.runtime.memory_allocated(), ms.runtime.memory_reserved(), peak} == {0}


@mutant("Allocated memory", "Free memory")
def the_summary_is_a_table():
    summary = ms.runtime.memory_summary()
    assert all(name in summary for name in ("Reserved memory", "Allocated memory", "Idle memory"))


@mutant("ms.hal.empty_cache.__doc__", "ms.runtime.empty_cache.__doc__")
def the_function_in_hal_is_deprecated():
    text = " ".join(ms.hal.empty_cache.__doc__.split())
    assert "this api will be deprecated and removed in future versions" in text
    assert "use the api :func:`mindspore.runtime.empty_cache` instead" in text


@mutant("get_device_properties.__doc__", "get_device_name.__doc__")
def the_properties_contain_the_free_memory():
    text = " ".join(ms.hal.get_device_properties.__doc__.split())
    assert "AscendDeviceProperties { name(str), total_memory(int), free_memory(int) }" in text
    assert "this api will be deprecated and removed in future versions" in text
