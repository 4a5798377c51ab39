"""Checks of the claims of the entry `hf32`."""

from mindspore.device_context.ascend import op_precision

from checks import mutant


@mutant("conv_allow_hf32", "matmul_allow_hf32")
def the_reference_enables_it_for_convolutions():
    text = " ".join(op_precision.conv_allow_hf32.__doc__.split())
    assert "CANN enables FP32 to HF32 for Conv operators by default" in text


@mutant("matmul_allow_hf32", "conv_allow_hf32")
def the_reference_disables_it_for_matrix_multiplications():
    text = " ".join(op_precision.matmul_allow_hf32.__doc__.split())
    assert "CANN disables FP32 to HF32 for Matmul operators by default" in text
