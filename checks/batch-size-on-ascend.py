"""Checks of the claims of the entry `batch-size-on-ascend`."""

import inspect

import mindspore as ms

from checks import mutant, needs


@needs("mindspore>=2.10")
@mutant("runtime.get_device_limit", "runtime.synchronize")
def the_core_count_can_be_read():
    function = ms.runtime.get_device_limit
    source = inspect.getsource(function)
    assert 'return {"cube_core_num": cube_num, "vector_core_num": vector_num}' in source
    assert "``Ascend``" in function.__doc__
