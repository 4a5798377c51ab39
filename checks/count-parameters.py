"""Checks of the claims of the entry `count-parameters`."""

import contextlib
import io

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
import pytest
from mindspore import mint, nn, ops
from mindspore.train import FlopsUtilizationCollector, Model

from checks import mutant


@mutant("net[0].weight.requires_grad = False", "net[0].weight.requires_grad = True")
def frozen_parameters_are_counted_apart():
    net = nn.SequentialCell(nn.Dense(3, 4), nn.BatchNorm1d(4), nn.Dense(4, 2))
    net[0].weight.requires_grad = False
    print("all", sum(parameter.size for parameter in net.get_parameters()))
    print("trainable", sum(parameter.size for parameter in net.trainable_params()))

    # Proof: weights, biases, gamma and beta are trained, except for the 12 frozen weights.
    assert sum(parameter.size for parameter in net.trainable_params()) == 4 + 8 + 10
    assert sum(parameter.size for parameter in net.get_parameters()) == 16 + 16 + 10


@mutant("ms.save_checkpoint(net,", "ms.save_checkpoint(optimizer,")
def a_checkpoint_of_the_network_has_the_same_number():
    net = nn.Dense(3, 4)
    optimizer = nn.Adam(net.trainable_params())
    ms.save_checkpoint(net, "net.ckpt")
    stored = sum(tensor.size for tensor in ms.load_checkpoint("net.ckpt").values())
    assert stored == sum(parameter.size for parameter in net.get_parameters())
    assert optimizer


@mutant(" if name in names", "")
def only_names_of_the_network_are_counted():
    net = nn.Dense(3, 4)
    ms.save_checkpoint(nn.SGD(net.trainable_params(), momentum=0.9), "both.ckpt")

    names = {parameter.name for parameter in net.get_parameters()}
    stored = ms.load_checkpoint("both.ckpt")
    count = sum(tensor.size for name, tensor in stored.items() if name in names)
    print(count, "of", sum(tensor.size for tensor in stored.values()))

    # Proof: the network has 3 * 4 weights and 4 biases.
    assert count == 16


@mutant("nn.Conv2d | nn.Dense", "nn.Conv2d")
def hooks_show_shapes_and_count_flops():
    net = nn.SequentialCell(nn.Conv2d(3, 8, 3), nn.ReLU(), nn.Flatten(), nn.Dense(8192, 10))
    flops = []

    def show(cell, inputs, output):
        print(cell.cls_name, getattr(output, "shape", type(output)))
        if isinstance(cell, nn.Conv2d | nn.Dense | mint.nn.Conv2d | mint.nn.Linear):
            flops.append(2 * output.size * (cell.weight.size // cell.weight.shape[0]))

    layers = [cell for _, cell in net.cells_and_names() if not list(cell.cells())]
    handles = [layer.register_forward_hook(show) for layer in layers]
    net(ms.Tensor(np.zeros((1, 3, 32, 32), np.float32)))
    print(f"{sum(flops):,} FLOPs")

    # Proof: an output of the convolution has 3 * 3 * 3 products, one of the dense layer 8192.
    assert sum(flops) == 2 * (8 * 32 * 32 * 27 + 10 * 8192)
    assert len(handles) == 4


@mutant("ms.GRAPH_MODE", "ms.PYNATIVE_MODE")
def the_collector_counts_a_training_step_in_graph_mode():
    with contextlib.suppress(SystemError):
        ops.mul(ms.Tensor([1.0]), 2)
    ms.set_context(mode=ms.GRAPH_MODE)
    net = nn.SequentialCell(nn.Conv2d(3, 8, 3), nn.Flatten(), nn.Dense(8192, 1))
    columns = (np.ones((4, 3, 32, 32), np.float32), np.ones((4, 1), np.float32))
    dataset = ds.NumpySlicesDataset(columns, shuffle=False).batch(4)
    model = Model(net, nn.MSELoss(), nn.SGD(net.trainable_params(), 1e-4))
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        model.train(1, dataset, callbacks=[FlopsUtilizationCollector(1)])

    # Proof: the convolution forward and its weights backward, the dense layer three times.
    convolution, dense = 2 * 4 * 8 * 32 * 32 * 27, 2 * 4 * 8192
    assert f"Full model flops is {2 * convolution + 3 * dense}.0" in output.getvalue()


@mutant("ms.PYNATIVE_MODE", "ms.GRAPH_MODE")
def the_collector_needs_graph_mode():
    ms.set_context(mode=ms.PYNATIVE_MODE)
    net = nn.Dense(3, 1)
    columns = (np.ones((4, 3), np.float32), np.ones((4, 1), np.float32))
    dataset = ds.NumpySlicesDataset(columns, shuffle=False).batch(4)
    model = Model(net, nn.MSELoss(), nn.SGD(net.trainable_params(), 1e-4))
    with pytest.raises(ValueError, match="FlopsUtilizationCollector now only support graph mode"):
        model.train(1, dataset, callbacks=[FlopsUtilizationCollector(1)])
