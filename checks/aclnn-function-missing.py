"""Checks of the claims of the entry `aclnn-function-missing`."""

from pathlib import Path

import mindspore as ms
import pytest

from checks import mutant


@mutant("please check whether CANN packages are", "please check whether CUDA packages are")
def the_library_asks_to_check_cann():
    library = "lib/plugin/ascend/libmindspore_ascend_res_manager.so"
    path = Path(ms.__file__).parent / library
    if not path.is_file():
        pytest.skip("needs the package for Linux, which contains the Ascend library")

    texts = path.read_bytes()
    assert b"Get ascend path" in texts
    assert b"failed, please check whether CANN packages are" in texts
    assert b"environment variables are set by source" in texts


@mutant("/op_api/lib/libcust_opapi.so", "/op_api/lib/libother_opapi.so")
def custom_operators_have_a_folder():
    path = Path(ms.__file__).parent / "lib/plugin/libmindspore_ops_ascend.so"
    if not path.is_file():
        pytest.skip("needs the package for Linux, which contains the Ascend library")

    texts = path.read_bytes()
    assert b"/op_api/lib/libcust_opapi.so" in texts
    assert b"ASCEND_CUSTOM_OPP_PATH" in texts


@mutant("/lib64/libopapi.so", "/lib64/libopapi_math.so")
def functions_come_from_one_library():
    path = Path(ms.__file__).parent / "lib/plugin/libmindspore_ops_ascend.so"
    if not path.is_file():
        pytest.skip("needs the package for Linux, which contains the Ascend library")

    assert b"/lib64/libopapi.so" in path.read_bytes()


@mutant("aclSetTensorAddr is nullptr", "aclSetTensorAddr is missing")
def the_library_names_missing_functions():
    path = Path(ms.__file__).parent / "lib/plugin/libmindspore_ops_ascend.so"
    if not path.is_file():
        pytest.skip("needs the package for Linux, which contains the Ascend library")

    assert b"aclSetTensorAddr is nullptr" in path.read_bytes()
