"""Checks of the claims of the entry `getnext-timeout`."""

import sys
from pathlib import Path

import mindspore as ms
import mindspore.dataset as ds
import pytest

from checks import mutant


@mutant("might result `GetNext` timeout problem", "might result `TDT` timeout problem")
def the_dataset_library_warns_of_slow_pipelines():
    if sys.platform != "linux":
        pytest.skip("needs the package for Linux")

    (library,) = Path(ms.__file__).parent.glob("_c_dataengine.*.so")
    texts = library.read_bytes()
    assert b"Bad performance attention, it waits more than" in texts
    assert b"might result `GetNext` timeout problem" in texts


@mutant("shuffle operation is turn on", "shuffle operation is turn off")
def the_first_batch_has_a_warning_of_its_own():
    if sys.platform != "linux":
        pytest.skip("needs the package for Linux")

    (library,) = Path(ms.__file__).parent.glob("_c_dataengine.*.so")
    _, _, rest = library.read_bytes().partition(b"seconds and unable to fetch first Batch of data")
    assert b"shuffle operation is turn on" in rest.partition(bytes(1))[0]


@mutant("10**6", "1")
def there_are_no_more_workers_than_cores():
    with pytest.raises(RuntimeError, match="exceeds the boundary between 1 and"):
        ds.config.set_num_parallel_workers(10**6)


@mutant("execute_timeout.__doc__", "debug_option.__doc__")
def the_time_limit_of_operators_is_900_seconds():
    documented = " ".join(ms.device_context.ascend.op_debug.execute_timeout.__doc__.split())
    assert "Set the maximum duration of executing an operator in seconds" in documented
    assert "The framework operator execution timeout time is ``900`` by default" in documented
