"""Checks of the claims of the entry `mixed-precision`."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import amp, mint, nn, ops

from checks import mutant


@mutant('"O2"', '"O0"')
def layers_compute_in_float16():
    seen = []

    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.fc = nn.Dense(4, 4)

        def construct(self, x):
            y = self.fc(x)
            seen.append(y.dtype)
            return y

    net = amp.auto_mixed_precision(Net(), "O2")
    output = net(ms.Tensor(np.ones((2, 4)), ms.float32))
    assert seen == [ms.float16]
    assert output.dtype == ms.float32
    assert {parameter.dtype for parameter in net.get_parameters()} == {ms.float32}


@mutant("if finite:", "if not finite:")
def a_step_with_mixed_precision():
    net = amp.auto_mixed_precision(nn.Dense(4, 1), "O2")
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.1)
    scaler = amp.DynamicLossScaler(scale_value=1024, scale_factor=2, scale_window=1000)
    step = ms.value_and_grad(lambda x: scaler.scale(net(x).mean()), None, optimizer.parameters)

    loss, gradients = step(ms.Tensor(np.ones((2, 4)), ms.float32))
    finite = amp.all_finite(gradients)
    if finite:
        optimizer(scaler.unscale(gradients))
    scaler.adjust(finite)
    print("finite:", finite, "loss:", scaler.unscale(loss).dtype)

    # Proof: the weights and the bias have moved by the learning rate, so the mean falls by 0.5.
    again, _ = step(ms.Tensor(np.ones((2, 4)), ms.float32))
    fall = scaler.unscale(loss) - scaler.unscale(again)
    assert np.isclose(fall.asnumpy(), 0.5, atol=1e-2)


@mutant('float("inf")', "1.0")
def an_overflow_lowers_the_scale():
    scaler = amp.DynamicLossScaler(scale_value=1024, scale_factor=2, scale_window=1000)
    scaler.adjust(amp.all_finite([ms.Tensor([float("inf")])]))
    assert scaler.scale_value.asnumpy() == 512


@mutant("Model(net, loss, optimizer, **options)", 'Model(net, loss, optimizer, amp_level="O0")')
def model_needs_no_loss_scaling_on_a_cpu():
    rows = [(np.ones(2, np.float32), np.ones(1, np.float32)) for _ in range(2)]
    data = ms.dataset.GeneratorDataset(rows, ["x", "y"], shuffle=False).batch(2)
    net, loss = nn.Dense(2, 1), nn.MSELoss()
    optimizer = nn.SGD(net.trainable_params(), 0.1)
    options = {"amp_level": "O2"}
    with pytest.raises(ValueError, match="Only `loss_scale_manager=None`"):
        ms.train.Model(net, loss, optimizer, **options).train(1, data, dataset_sink_mode=False)
    model = ms.train.Model(net, loss, optimizer, amp_level="O2", loss_scale_manager=None)
    model.train(1, data, dataset_sink_mode=False)


@mutant("ms.bfloat16", "ms.float16")
def bfloat16_does_not_multiply_on_a_cpu():
    net = amp.auto_mixed_precision(nn.Dense(2, 1), "O2", dtype=ms.bfloat16)
    with pytest.raises(TypeError, match="Unsupported data type"):
        net(ms.Tensor(np.ones((1, 2)), ms.float32)).asnumpy()


@mutant("amp.get_black_list()", "amp.get_white_list()")
def the_lists_name_layers():
    white = {kind.__name__ for kind in amp.get_white_list()}
    black = {kind.__name__ for kind in amp.get_black_list()}
    assert {"Dense", "Conv2d", "MatMul"} <= white
    assert black == {"BatchNorm1d", "BatchNorm2d", "BatchNorm3d", "LayerNorm"}


@mutant('"O1"', '"O2"')
@mutant('"O2"', '"O3"')
def the_levels_convert_by_the_lists():
    x = ms.Tensor(np.random.default_rng(0).normal(size=(4, 8)), ms.float32)

    def same(layer, level, expected):
        net = amp.auto_mixed_precision(nn.SequentialCell(layer), level)
        return np.array_equal(net(x).asnumpy(), expected)

    # Proof: O1 leaves the sigmoid alone; O2 only rounds what LayerNorm computes in float32.
    dense, sigmoid, norm = nn.Dense(8, 8), nn.Sigmoid(), nn.LayerNorm((8,))
    sigmoids, products = sigmoid(x).asnumpy(), dense(x).asnumpy()
    norms = norm(x).asnumpy().astype(np.float16)
    low, high = "O1", "O2"
    assert same(sigmoid, low, sigmoids)
    assert not same(dense, low, products)
    assert same(norm, high, norms)
    assert not same(nn.Sigmoid(), high, sigmoids)


@mutant("amp.get_white_list(), mint.nn.Linear", "amp.get_white_list()")
@mutant('Product(), "O1"', 'Product(), "O2"')
def o1_leaves_functions_and_mint_layers_alone():
    class Product(nn.Cell):
        def __init__(self):
            super().__init__()
            self.weight = ms.Parameter(ops.ones((1, 1)))

        def construct(self, x):
            return ops.matmul(x, self.weight)

    # Proof: float16 rounds the input to 1, float32 doesn't.
    x = ms.Tensor([[1 + 2**-12]], ms.float32)
    first, second = (nn.SequentialCell(mint.nn.Linear(1, 1, bias=False)) for _ in range(2))
    for net in (first, second):
        net[0].weight.set_data(ops.ones((1, 1)))
    assert amp.auto_mixed_precision(Product(), "O1")(x).asnumpy() > 1
    assert amp.auto_mixed_precision(first, "O1")(x).asnumpy() > 1
    net = amp.custom_mixed_precision(second, white_list=[*amp.get_white_list(), mint.nn.Linear])
    assert net(x).asnumpy() == 1
    assert not issubclass(mint.nn.LayerNorm, tuple(amp.get_black_list()))
