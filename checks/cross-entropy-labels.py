"""Checks of the claims of the entry `cross-entropy-labels`."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn, ops

from checks import mutant


def _logits():
    return ms.Tensor(np.array([[1, 2, 4], [3, 2, 1]], np.float32))


def _labels(values, dtype=np.int32):
    return ms.Tensor(np.array(values, dtype))


@mutant("[0, 1], np.int64", "[0, 1], np.int32")
def labels_are_int32():
    with pytest.raises(TypeError, match="the 'labels' should be Int32, but got"):
        nn.CrossEntropyLoss()(_logits(), _labels([0, 1], np.int64))


@mutant('reduction="mean"', 'reduction="sum"')
def two_classes_give_the_same_loss():
    logits = ms.Tensor(np.array([[1, 2, 4], [3, 2, 1]], np.float32))
    labels = ms.Tensor(np.array([2, 0], np.int32))
    first = nn.CrossEntropyLoss()(logits, labels)
    second = nn.SoftmaxCrossEntropyWithLogits(sparse=True, reduction="mean")(logits, labels)
    print(round(float(first), 3), round(float(second), 3))

    # Proof: the function accepts int64 labels, and gives the same result.
    third = ops.cross_entropy(logits, _labels([2, 0], np.int64))
    assert np.isclose(float(first), float(second), atol=1e-4)
    assert np.isclose(float(first), float(third), atol=1e-4)


@mutant("_labels([0, 3])", "_labels([0, 1])")
def labels_end_below_the_number_of_classes():
    loss = nn.CrossEntropyLoss()
    assert float(loss(_logits(), _labels([0, 2]))) > 0
    with pytest.raises(RuntimeError, match="the value of 'index' must be in"):
        loss(_logits(), _labels([0, 3])).asnumpy()


@mutant("_labels([0, -1])", "_labels([0, 1])")
def a_negative_label_counts_from_the_end():
    loss = nn.CrossEntropyLoss()
    negative = loss(_logits(), _labels([0, -1]))
    assert np.isclose(float(negative), float(loss(_logits(), _labels([0, 2]))))


@mutant("[[0], [1]]", "[0, 1]")
def a_second_dimension_means_probabilities():
    for labels in ([[0], [1]], [[1, 0, 0], [0, 1, 0]]):
        with pytest.raises(TypeError, match="should be one of"):
            nn.CrossEntropyLoss()(_logits(), _labels(labels))


@mutant("_labels([0, 4])", "_labels([0, 3])")
def a_label_equal_to_the_number_of_classes_is_not_rejected():
    loss = nn.SoftmaxCrossEntropyWithLogits(sparse=True, reduction="mean")
    loss(_logits(), _labels([0, 3])).asnumpy()
    with pytest.raises(RuntimeError, match=r"got error label! label.index. must <= class_num"):
        loss(_logits(), _labels([0, 4])).asnumpy()


@mutant("[-100, -100]", "[0, -100]")
def a_batch_of_ignored_labels_gives_nan():
    assert np.isnan(float(nn.CrossEntropyLoss()(_logits(), _labels([-100, -100]))))
