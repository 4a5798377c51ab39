"""Checks of the claims of the entry `supported-operating-systems`."""

import platform
import re
from importlib.metadata import metadata
from pathlib import Path

import mindspore as ms
import pytest

from checks import mutant, needs


@mutant('set_device("CPU")', 'set_device("Ascend")')
def an_operation_runs_on_linux():
    if platform.system() != "Linux":
        pytest.skip("needs Linux")
    ms.set_device("CPU")
    assert (ms.Tensor([1.0, 2.0]) * 2).asnumpy().tolist() == [2.0, 4.0]


@needs("mindspore>=2.10")
@mutant("mindspore", "pytest")
def the_package_lists_its_platforms():
    text = metadata("mindspore").get_payload()
    table = text.partition("| CPU ")[2].partition("\n\n")[0]
    systems = re.findall(r"\| (\S+) +\| ✔", table)
    assert systems == [
        "Linux-x86",
        "Linux-aarch64",
        "Windows-x86",
        "MacOS-x86",
        "MacOS-aarch64",
    ]


@mutant("module.read_bytes()", "b'GLIBCXX_3.4.9'")
def the_newest_library_version_needed():
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        pytest.skip("needs Linux on x86-64")
    [module] = Path(ms.__file__).parent.glob("_c_expression*")
    newest = max(map(int, re.findall(rb"GLIBCXX_3\.4\.(\d+)", module.read_bytes())))
    assert newest == {"2.10.0": 26, "2.7.0": 22}[ms.__version__]
