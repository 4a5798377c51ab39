"""Checks of the claims of the entry `accuracy-and-metrics`."""

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
import pytest
from mindspore import nn, train
from mindspore.train import F1, Accuracy, ConfusionMatrix, Metric, Model, Precision, Recall

from checks import mutant


@mutant("[0, 1, 1]", "[0, 1, 2]")
def metrics_are_updated_batch_by_batch():
    logits = ms.Tensor([[2.0, 1.0, 0.0], [0.0, 3.0, 1.0], [1.0, 0.5, 0.0]])
    labels = ms.Tensor([0, 1, 1], ms.int32)
    accuracy, matrix, recall = Accuracy(), ConfusionMatrix(num_classes=3), Recall()
    for metric in (accuracy, matrix, recall):
        metric.clear()  # before each epoch
        metric.update(logits, labels)  # after each batch
    print("accuracy", round(float(accuracy.eval()), 3))
    print(matrix.eval())

    # Proof: rows are labels, columns are predictions.
    assert np.isclose(accuracy.eval(), 2 / 3)
    assert matrix.eval().tolist() == [[1, 0, 0], [1, 1, 0], [0, 0, 0]]
    assert recall.eval().tolist() == [1, 0.5, 0]


@mutant("logits.asnumpy() > 0)", "logits.asnumpy() > 9)")
def a_metric_of_your_own():
    class BinaryAccuracy(Metric):
        def clear(self):
            self.right, self.total = 0, 0

        def update(self, logits, labels):
            right = (logits.asnumpy() > 0) == (labels.asnumpy() > 0.5)
            self.right += right.sum()
            self.total += right.size

        def eval(self):
            return float(self.right / self.total)

    x, y = np.array([[1], [-2], [3], [4]], np.float32), np.array([[1], [0], [1], [0]], np.float32)
    dataset = ds.NumpySlicesDataset((x, y), ["x", "y"], shuffle=False).batch(2)
    net = nn.Dense(1, 1, "ones", "zeros")
    model = Model(net, nn.BCEWithLogitsLoss(), metrics={"accuracy": BinaryAccuracy()})
    print(model.eval(dataset))

    # Proof: three of four signs are right; a second evaluation starts anew.
    assert model.eval(dataset) == {"accuracy": 0.75}


def _images():
    labels = (0, 1, 0)
    rows = [(row, np.array(label, np.int32)) for row, label in zip(np.eye(3), labels, strict=True)]
    rows = [(row.astype(np.float32), label) for row, label in rows]
    return ds.GeneratorDataset(rows, ["x", "y"], shuffle=False).batch(2)


@mutant('"ones"', '"zeros"')
def model_eval_returns_the_metrics():
    net = nn.SequentialCell(nn.Dense(3, 3, ms.Tensor(np.eye(3, dtype=np.float32)), "ones"))
    metrics = {"accuracy", "loss"}
    result = Model(net, nn.CrossEntropyLoss(), metrics=metrics).eval(_images())
    assert sorted(result) == ["accuracy", "loss"]
    assert np.isclose(result["accuracy"], 2 / 3)
    assert net[0].bias.asnumpy().tolist() == [1, 1, 1]


@mutant("np.array([[1], [1]])", "np.array([1, 1])")
def one_column_is_always_right():
    metric = Accuracy()
    metric.update(np.array([[0.1], [0.2]]), np.array([[1], [1]]))
    assert metric.eval() == 1


@mutant("np.array([0.1, 0.9])", "np.array([[0.1, 0.9], [0.9, 0.1]])")
def logits_have_one_dimension_more():
    with pytest.raises(ValueError, match="dimension of y_pred"):
        Accuracy().update(np.array([0.1, 0.9]), np.array([1, 0]))
    with pytest.raises(ValueError, match="dimension of y_pred"):
        Accuracy().update(np.eye(3), np.array([[0], [1], [2]]))
    metric = Accuracy()
    metric.update(np.eye(3), np.eye(3))  # one-hot labels
    assert metric.eval() == 1


@mutant("metric = Accuracy()", 'metric = Accuracy("multilabel")')
def an_empty_evaluation_fails():
    metric = Accuracy()
    metric.clear()
    if metric._type == "multilabel":
        metric.update(np.array([[1]]), np.array([[1]]))
    with pytest.raises(
        RuntimeError, match="can not be calculated, because the number of samples is"
    ):
        metric.eval()


@mutant('"mIoU"', '"mae"')
def unknown_names_fail():
    with pytest.raises(KeyError, match="For 'get_metric_fn', unsupported metric"):
        Model(nn.Dense(1, 1), nn.MSELoss(), metrics={"mIoU"})


@mutant("average=True", "average=False")
def precision_is_one_value_per_class():
    metric = Precision()
    metric.update(np.eye(3), np.array([0, 1, 0]))
    assert metric.eval().tolist() == [1, 1, 0]
    assert np.isclose(metric.eval(average=True), 2 / 3)
    f1 = F1()
    f1.update(np.eye(3), np.array([0, 1, 0]))
    assert f1.eval().shape == (3,)


@mutant("np.array([0, 1, 1])", "np.array([0, 1, 0])")
def the_confusion_matrix_gives_the_iou():
    metric = ConfusionMatrix(num_classes=2)
    metric.update(np.array([0, 1, 0]), np.array([0, 1, 1]))
    matrix = metric.eval()
    right = np.diag(matrix)
    iou = right / (matrix.sum(0) + matrix.sum(1) - right)
    assert iou.tolist() == [0.5, 0.5]


@mutant("metric.clear()", "metric.eval()")
def clear_forgets_the_last_epoch():
    metric = Accuracy()
    metric.update(np.eye(2), np.array([1, 0]))
    metric.clear()
    metric.update(np.eye(2), np.array([0, 1]))
    assert metric.eval() == 1


@mutant('"accuracy", "F1"', '"accuracy", "mIoU"')
def names_lists_the_metrics():
    assert {"accuracy", "F1", "mae", "top_5_accuracy"} <= set(train.names())


@mutant("255]]])", "1]]])")
def ignored_labels_are_left_out():
    logits = ms.Tensor([[[[3.0, 0.0, 0.0]], [[0.0, 1.0, 1.0]]]])
    labels = ms.Tensor([[[0, 1, 255]]])
    matrix = ConfusionMatrix(num_classes=2)
    p, y = logits.argmax(1).asnumpy(), labels.asnumpy()
    with pytest.raises(ValueError, match="cannot reshape array of size"):
        matrix.update(logits, labels)
    with pytest.raises(ValueError, match="must have no negative elements"):
        matrix.update(p.ravel(), np.array([0, 1, -1]))
    matrix.clear()
    matrix.update(p[y != 255], y[y != 255])
    assert matrix.eval().tolist() == [[1, 0], [0, 1]]


@mutant("np.eye(3), np.arange(3)", "np.eye(5), np.arange(5)")
def top_5_needs_five_classes():
    metric = train.TopKCategoricalAccuracy(5)
    with pytest.raises(ValueError, match="could not be broadcast"):
        metric.update(np.eye(3), np.arange(3))
    metric.clear()
    metric.update(np.eye(6), np.arange(6))
    assert metric.eval() == 1
