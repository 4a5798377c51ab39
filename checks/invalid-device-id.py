"""Checks of the claims of the entry `invalid-device-id`."""

from pathlib import Path

import mindspore as ms
import pytest

from checks import mutant


@mutant("Call aclrtSetDevice failed, ret[", "Call rtSetDevice failed, ret[")
def the_message_names_the_number_of_devices():
    library = "lib/plugin/ascend/libmindspore_ascend_res_manager.so"
    path = Path(ms.__file__).parent / library
    if not path.is_file():
        pytest.skip("needs the package for Linux, which contains the Ascend library")

    texts = path.read_bytes()
    assert b"Call aclrtSetDevice failed, ret[" in texts
    assert b"]. Got device count[" in texts
    assert b"], please check if device id is valid." in texts
