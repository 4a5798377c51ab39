"""Checks of the claims of the entry `train-dataset-columns`."""

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
import pytest
from mindspore import nn, ops
from mindspore.train import Model

from checks import mutant


class Masked(nn.Cell):
    def __init__(self):
        super().__init__()
        self.dense = nn.Dense(3, 2)

    def construct(self, x, mask):
        return ops.mul(self.dense(x), mask)


def _data(*columns):
    shapes = {"x": (8, 3), "mask": (8, 2), "y": (8, 2)}
    arrays = {name: np.ones(shapes[name], np.float32) for name in columns}
    return ds.NumpySlicesDataset(arrays, shuffle=False).batch(4)


@mutant('_data("x", "mask", "y")', '_data("x", "y")')
def a_loss_function_allows_two_columns():
    net = nn.Dense(3, 2)
    model = Model(net, nn.MSELoss(), nn.SGD(net.trainable_params(), 0.1))
    with pytest.raises(ValueError, match="'train_dataset' should return two elements, but got 3"):
        model.train(1, _data("x", "mask", "y"), dataset_sink_mode=False)


@mutant("net = Masked()", "net = nn.Dense(3, 2)")
def too_few_columns_raise_a_type_error():
    net = Masked()
    model = Model(net, nn.MSELoss(), nn.SGD(net.trainable_params(), 0.1))
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'mask'"):
        model.train(1, _data("x", "y"), dataset_sink_mode=False)


@mutant("Model(WithLoss(net), optimizer", "Model(WithLoss(net), nn.MSELoss(), optimizer")
def a_cell_with_the_loss_takes_all_columns():
    class WithLoss(nn.Cell):
        def __init__(self, net):
            super().__init__(auto_prefix=False)
            self.net = net

        def construct(self, x, mask, y):
            return ops.mse_loss(self.net(x, mask), y)

    net = Masked()
    optimizer = nn.SGD(net.trainable_params(), 0.1)
    model = Model(WithLoss(net), optimizer=optimizer)
    before = net.dense.weight.asnumpy().copy()
    model.train(1, _data("x", "mask", "y"), dataset_sink_mode=False)
    assert not np.allclose(net.dense.weight.asnumpy(), before)


@mutant("ms.GRAPH_MODE", "ms.PYNATIVE_MODE")
def graph_mode_counts_the_arguments():
    ms.set_context(mode=ms.GRAPH_MODE)
    with pytest.raises(
        TypeError, match="the function construct requires 2 positional argument, but"
    ):
        Masked()(ms.Tensor(np.ones((1, 3), np.float32)))


@mutant("np.float64", "np.float32")
def numpy_numbers_are_float64_by_default():
    rows = np.ones((2, 3), np.float64)
    with pytest.raises(TypeError, match="Float64"):
        nn.Dense(3, 2)(ms.Tensor(rows))


@mutant("eval_indexes=[0, 1, 2]", "eval_indexes=[0, 2, 2]")
def a_second_cell_evaluates_all_columns():
    class WithEval(nn.Cell):
        def __init__(self, net, loss):
            super().__init__(auto_prefix=False)
            self.net = net
            self.loss = loss

        def construct(self, x, mask, y):
            out = self.net(x, mask)
            return self.loss(out, y), out, y

    net = Masked()
    cell = WithEval(net, nn.MSELoss())
    model = Model(net, metrics={"mse"}, eval_network=cell, eval_indexes=[0, 1, 2])
    dataset = _data("x", "mask", "y")
    result = model.eval(dataset, dataset_sink_mode=False)["mse"]
    out = net(ms.Tensor(np.ones((8, 3), np.float32)), ms.Tensor(np.ones((8, 2), np.float32)))
    assert np.isclose(result, ((out.asnumpy() - 1) ** 2).sum(axis=1).mean(), rtol=1e-4)


@mutant("Wrapper(net, auto_prefix=False)", "Wrapper(net, auto_prefix=True)")
def without_auto_prefix_the_names_stay():
    class Wrapper(nn.Cell):
        def __init__(self, net, auto_prefix):
            super().__init__(auto_prefix=auto_prefix)
            self.net = net

    net = Masked()
    ms.save_checkpoint(net, "net.ckpt")
    Wrapper(net, auto_prefix=False)
    assert ms.load_param_into_net(net, ms.load_checkpoint("net.ckpt")) == ([], [])

    Wrapper(net, auto_prefix=True)
    not_loaded, _ = ms.load_param_into_net(net, ms.load_checkpoint("net.ckpt"))
    assert not_loaded == ["net.dense.weight", "net.dense.bias"]
