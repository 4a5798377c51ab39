"""Checks of the claims of the entry `c-expression-import-name`."""

from mindspore import _c_expression

from checks import mutant


@mutant('"Tensor", ', '"TensorPy", ')
@mutant('"_random_normal"', '"random_normals"')
def the_internal_names():
    assert not any(hasattr(_c_expression, name) for name in ("Tensor", "random_normal"))
    present = ("TensorPy", "_random_normal", "MSContext", "typing", "ParamInfo")
    assert all(hasattr(_c_expression, name) for name in present)
