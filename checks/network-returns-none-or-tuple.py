"""Checks of the claims of the entry `network-returns-none-or-tuple`."""

import mindspore as ms
import pytest
from mindspore import nn, ops

from checks import mutant


class _NoReturn(nn.Cell):
    def construct(self, x):
        ops.relu(x)


class _Two(nn.Cell):
    def construct(self, x):
        return x, ops.relu(x)


@mutant("(1, 1, 4)", "(5, 1, 4)")
def the_type_of_the_output_tells():
    net = nn.LSTM(input_size=3, hidden_size=4)
    output = net(ops.ones((5, 1, 3)))
    print(type(output))
    if isinstance(output, tuple):
        print([type(value) for value in output])
        output = output[0]
    print(output.shape)

    # Proof: the layer returns two values, the second one is a tuple too.
    output, (h, c) = net(ops.ones((5, 1, 3)))
    assert output.shape == (5, 1, 4)
    assert h.shape == c.shape == (1, 1, 4)


@mutant("_NoReturn()(x)", "ops.relu(x)")
def without_return_the_output_is_none():
    x = ms.Tensor([1.0, 2.0])
    output = _NoReturn()(x)
    assert output is None
    with pytest.raises(TypeError, match='Failed calling Sub with "Sub'):
        nn.MSELoss()(output, x)
    with pytest.raises(TypeError, match='Failed calling add with "add'):
        x + output
    with pytest.raises(AttributeError, match="'NoneType' object has no attribute 'shape'"):
        nn.CrossEntropyLoss()(output, ms.Tensor([1, 0], ms.int32))
    with pytest.raises(TypeError, match="the input argument must be Tensor, but got"):
        nn.Dense(2, 1)(output)


@mutant("net = _NoReturn()", "net = nn.ReLU()")
def a_compiled_loss_of_none_is_a_null_pointer():
    net = _NoReturn()
    criterion = nn.MSELoss()

    def loss(x):
        return criterion(net(x), x)

    with pytest.raises(RuntimeError, match=r"The pointer\[seq_abs\] is null"):
        ms.jit(loss)(ms.Tensor([1.0, 2.0]))


@mutant("def constuct(", "def construct(")
def a_misspelled_construct_is_not_defined():
    class Net(nn.Cell):
        def constuct(self, x):
            return x

    with pytest.raises(AttributeError, match="the method 'construct' is not defined"):
        Net()(ms.Tensor([1.0]))


@mutant("_Two()(x)", "_Two()(x)[0]")
def two_values_are_a_tuple():
    x = ms.Tensor([1.0, 2.0])
    output = _Two()(x)
    with pytest.raises(AttributeError, match="'tuple' object has no attribute 'asnumpy'"):
        output.asnumpy()
    with pytest.raises(TypeError, match="the 'logits' must be"):
        nn.MSELoss()(output, x)
    with pytest.raises(TypeError, match="input=Tuple<Tensor, Tensor>"):
        ops.relu(output)
    with pytest.raises(TypeError, match=r"the input argument must be Tensor, but got .*'tuple'"):
        nn.Dense(2, 1)(output)


@mutant("largest, position = ", "largest = position = ")
def max_along_an_axis_returns_two_tensors():
    x = ms.Tensor([[1.0, 4.0], [3.0, 2.0]])
    largest, position = ops.max(x, axis=0)
    assert largest.asnumpy().tolist() == [3, 4]
    assert position.asnumpy().tolist() == [1, 0]
    assert isinstance(x.max(0), tuple)
    assert x.max(axis=0).tolist() == [3, 4]


@mutant("nn.SGD(net.weight", "nn.SGD([net.weight]")
def an_optimizer_needs_a_list():
    net = nn.Dense(2, 1)
    with pytest.raises(TypeError, match="For 'Optimizer'"):
        nn.SGD(net.weight, learning_rate=0.1)
    nn.SGD(net.trainable_params(), learning_rate=0.1)
