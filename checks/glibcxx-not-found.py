"""Checks of the claims of the entry `glibcxx-not-found`."""

import platform
import re
from pathlib import Path

import mindspore as ms
import pytest

from checks import mutant


@mutant("module.read_bytes()", "b'GLIBCXX_3.4.9'")
def the_newest_library_version_needed():
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        pytest.skip("needs Linux on x86-64")
    [module] = Path(ms.__file__).parent.glob("_c_expression*")
    newest = max(map(int, re.findall(rb"GLIBCXX_3\.4\.(\d+)", module.read_bytes())))
    assert newest == {"2.10.0": 26, "2.7.0": 22}[ms.__version__]


@mutant('"/mindspore/" in line', '"/libm.so" in line')
def the_newest_system_library_needed():
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        pytest.skip("needs Linux on x86-64")
    assert (ms.Tensor([1.0]) * 2).asnumpy() == 2.0
    lines = Path("/proc/self/maps").read_text().splitlines()
    files = {line.split()[-1] for line in lines if "/mindspore/" in line and ".so" in line}
    names = [re.findall(rb"\0GLIBC_2\.(\d+)", Path(file).read_bytes()) for file in files]
    assert max(int(number) for numbers in names for number in numbers) == 17
