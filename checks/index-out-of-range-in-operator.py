"""Checks of the claims of the entry `index-out-of-range-in-operator`."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn, ops

from checks import mutant


@mutant("[5, 17, 100]", "[5, 17, 99]")
def the_largest_token_must_be_below_the_vocabulary():
    table = ms.Tensor(np.ones((100, 8), np.float32))  # such as the embedding's weights
    tokens = ms.Tensor([5, 17, 100], ms.int32)
    print("smallest", tokens.asnumpy().min(), "largest", tokens.asnumpy().max())
    print("allowed: 0 to", table.shape[0] - 1)
    try:
        print(ops.gather(table, tokens, 0).asnumpy().shape)
    except RuntimeError as error:
        print(str(error).splitlines()[0])

    # Proof: the message names the index and the allowed range.
    with pytest.raises(RuntimeError, match=r"should be in the range \[0, 100\), but got 100"):
        ops.gather(table, tokens, 0).asnumpy()


@mutant("[7]]", "[1]]")
def scatter_checks_its_indices():
    x = ops.zeros((4, 2), ms.float32)
    with pytest.raises(RuntimeError, match="is out of range"):
        ops.tensor_scatter_add(x, ms.Tensor([[7]], ms.int32), ops.ones((1, 2))).asnumpy()


@mutant("[5, 0]", "[2, 0]")
def gather_nd_checks_its_indices():
    x = ops.zeros((4, 2), ms.float32)
    with pytest.raises(RuntimeError, match="does not index into input_shape"):
        ops.gather_nd(x, ms.Tensor([[5, 0]], ms.int32)).asnumpy()


@mutant("[3, 0]", "[2, 0]")
def a_label_must_be_below_the_number_of_classes():
    ms.runtime.launch_blocking()  # otherwise, the next operator may crash
    logits = ops.zeros((2, 3), ms.float32)
    with pytest.raises(RuntimeError, match="For 'GatherD', the value of 'index' must be in"):
        nn.CrossEntropyLoss()(logits, ms.Tensor([3, 0], ms.int32)).asnumpy()


@mutant("[-1]", "[-4]")
def gather_reads_minus_one_as_the_last_row():
    table = ms.Tensor([[1.0], [2.0], [3.0]])
    assert ops.gather(table, ms.Tensor([-1], ms.int32), 0).asnumpy().tolist() == [[3.0]]


@mutant("ops.gather.__doc__", "ops.gather_d.__doc__")
def gather_is_undefined_on_ascend():
    documented = " ".join(ops.gather.__doc__.split())
    assert "On CPU and GPU, an error is raised if an out of bound ind" in documented
    assert "On Ascend, the results may be undefined" in documented


@mutant("nn.CrossEntropyLoss(ignore_index=-1)", "nn.CrossEntropyLoss()")
def ignore_index_skips_samples():
    loss = nn.CrossEntropyLoss(ignore_index=-1)
    logits = ms.Tensor([[1.0, 2.0, 3.0], [1.0, 2.0, 0.0]])
    kept = nn.CrossEntropyLoss()(logits[1:], ms.Tensor([0], ms.int32))
    assert np.isclose(loss(logits, ms.Tensor([-1, 0], ms.int32)).asnumpy(), kept.asnumpy())
    assert np.isnan(loss(logits, ms.Tensor([-1, -1], ms.int32)).asnumpy())
