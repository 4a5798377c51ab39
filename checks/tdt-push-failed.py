"""Checks of the claims of the entry `tdt-push-failed`."""

import sys
from pathlib import Path

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
import pytest

from checks import mutant


@mutant("check the first error or TraceBack first", "check the last error or TraceBack first")
def the_message_points_to_the_first_error():
    if sys.platform != "linux":
        pytest.skip("needs the package for Linux")

    (library,) = Path(ms.__file__).parent.glob("_c_dataengine.*.so")
    expected = b"TDT Push data into device Failed, check the first error or TraceBack first"
    assert expected in library.read_bytes()


@mutant("In this scenario, the training ends first", "In this scenario, the training fails first")
def an_error_after_training_can_be_ignored():
    folder = Path(ms.__file__).parent / "lib/plugin"
    paths = [*folder.glob("libmindspore_ascend.so.*"), *folder.glob("ascend/*_res_manager.so")]
    if not paths:
        pytest.skip("needs the package for Linux, which contains the Ascend library")

    texts = b"".join(path.read_bytes() for path in paths)
    assert b"interrupted by TdtHandle::DestroyHandle, you can ignore" in texts
    assert b"In this scenario, the training ends first" in texts


@mutant("batch(4, drop_remainder=True)", "batch(4)")
def drop_remainder_keeps_the_shape():
    rows = [np.zeros(3, np.float32) for _ in range(10)]
    dataset = ds.GeneratorDataset(rows, ["data"], shuffle=False)
    dataset = dataset.batch(4, drop_remainder=True)
    for batch in dataset.create_dict_iterator(output_numpy=True):
        print(batch["data"].shape)

    # Proof: without it, the last batch has the two rows that are left.
    shapes = {item["data"].shape for item in dataset.create_dict_iterator(output_numpy=True)}
    assert shapes == {(4, 3)}
    dataset = ds.GeneratorDataset(rows, ["data"], shuffle=False).batch(4)
    *_, last = dataset.create_dict_iterator(output_numpy=True)
    assert last["data"].shape == (2, 3)
