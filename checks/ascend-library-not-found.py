"""Checks of the claims of the entry `ascend-library-not-found`."""

import platform
from pathlib import Path

import mindspore as ms
import pytest

from checks import mutant


@mutant('b"libcann_kb.so\\0"', 'b"libge_runner.so\\0"')
@mutant('b"libascendcl.so\\0"', 'b"libascend_cl.so\\0"')
def the_plugin_needs_other_libraries():
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        pytest.skip("needs Linux on x86-64")
    plugin = Path(ms.__file__).parent / "lib/plugin/libmindspore_ascend.so.2"
    content = plugin.read_bytes()
    assert (b"libcann_kb.so\0" in content) == (ms.__version__ == "2.7.0")
    assert b"libascendcl.so\0" in content
