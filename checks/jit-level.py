"""Checks of the claims of the entry `jit-level`."""

import mindspore as ms
import pytest

from checks import mutant, needs


@mutant('("O0", "O1")', '("O0", "O2")')
def a_function_is_compiled_at_a_level():
    def square_sum(x):
        return (x * x).sum()

    for level in ("O0", "O1"):
        compiled = ms.jit(square_sum, jit_level=level)
        print(level, compiled(ms.Tensor([1.0, 2.0])))

    # Proof: 1 + 4.
    assert compiled(ms.Tensor([1.0, 2.0])).asnumpy() == 5


@mutant('"O2"', '"O1"')
def level_o2_is_rejected():
    def double(x):
        return x + x

    with pytest.raises(ValueError, match="the 'jit_level' must be str and must be in"):
        ms.jit(double, jit_level="O2")(ms.Tensor([1.0]))


@needs("mindspore>=2.10")
@mutant("ms.jit.__doc__", "ms.set_device.__doc__")
def the_reference_deprecates_ge():
    text = " ".join(ms.jit.__doc__.split())
    assert 'The value ``"GE"`` of `backend` is deprecated from version 2.9.0' in text
    assert 'the framework will use ``"ms_backend"`` backend by default' in text


@mutant("ms.set_context.__doc__", "ms.set_device.__doc__")
def the_reference_deprecates_jit_config():
    text = " ".join(ms.set_context.__doc__.split())
    described = text.partition("jit_config (dict): ")[2].partition("exec_order (str)")[0]
    assert "This parameter is deprecated" in described
    assert "related parameter of :func:`mindspore.jit` instead" in described
