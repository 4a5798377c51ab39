"""Checks of the claims of the entry `read-ascend-error-message`."""

from pathlib import Path

import mindspore as ms
import pytest

from checks import mutant


def _ascend_texts():
    library = "lib/plugin/ascend/libmindspore_ascend_res_manager.so"
    path = Path(ms.__file__).parent / library
    if not path.is_file():
        pytest.skip("needs the package for Linux, which contains the Ascend library")
    return path.read_bytes()


@mutant("Ascend Error Message:", "Ascend error occurred, error message:")
def the_ascend_library_prints_the_heading():
    assert b"Ascend Error Message:" in _ascend_texts()


@mutant('b"Preprocess failed before run graph"', 'b"GetGraphRunner"')
def the_graph_messages_of_each_release():
    texts = _ascend_texts()
    folder = Path(ms.__file__).parent / "lib/plugin"
    for library in ("ascend/libmindspore_graph_ir.so", "libmindspore_ascend.so.2"):
        texts += (folder / library).read_bytes()
    assert b"Call GE RunGraphWithStreamAsync Failed, ret is: " in texts
    assert b"Preprocess failed before run graph" not in texts
