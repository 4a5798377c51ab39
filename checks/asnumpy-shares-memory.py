"""Checks of the claims of the entry `asnumpy-shares-memory`."""

import mindspore as ms
import numpy as np
from mindspore import nn, ops

from checks import mutant, needs


@mutant("tensor.asnumpy()", "tensor.asnumpy().copy()")
def a_change_of_the_array_changes_the_tensor():
    tensor = ms.Tensor([1.0, 2.0])
    array = tensor.asnumpy()
    array[0] = 9
    print(tensor)

    # Proof: the tensor has the new value.
    assert tensor.tolist() == [9.0, 2.0]


@mutant("net.weight.asnumpy()\n", "net.weight.asnumpy().copy()\n")
def the_weights_before_training_change_with_the_training():
    net = nn.Dense(2, 1, weight_init="ones")
    before = net.weight.asnumpy()
    backward = ms.grad(lambda x: net(x).sum(), None, net.trainable_params())
    gradients = backward(ms.Tensor(np.ones((1, 2), np.float32)))
    nn.SGD(net.trainable_params(), learning_rate=0.5)(gradients)
    assert before.tolist() == [[0.5, 0.5]]


@mutant("ms.Tensor(array)", "ms.Tensor.from_numpy(array)")
@mutant("ms.Tensor.from_numpy(values)", "ms.Tensor(values)")
def tensor_copies_and_from_numpy_does_not():
    array = np.ones(2, np.float32)
    tensor = ms.Tensor(array)
    array[0] = 7
    values = np.ones(2, np.float32)
    shared = ms.Tensor.from_numpy(values)
    values[0] = 7
    assert tensor.tolist() == [1.0, 1.0]
    assert shared.tolist() == [7.0, 1.0]


@needs("mindspore>=2.10")
@mutant("array = tensor.asnumpy()", "array = tensor.asnumpy().copy()")
def an_assignment_and_an_output_share_memory():
    tensor = ms.Tensor([1.0, 2.0])
    array = tensor.asnumpy()
    tensor[0] = 9
    assert array.tolist() == [9.0, 2.0]
    output = tensor + 1
    output.asnumpy()[0] = 5
    assert output.tolist() == [5.0, 3.0]


@needs("mindspore<2.8")
@mutant("ms.Tensor([0.0, 1.0]) + 1", "ms.Tensor([1.0, 2.0])")
def an_output_was_copied_in_2_7():
    output = ms.Tensor([0.0, 1.0]) + 1
    output.asnumpy()[0] = 5
    assert output.tolist() == [1.0, 2.0]


@mutant("ops.assign(p, ms.Tensor(best[p.name]))", "p.set_data(ms.Tensor(best[p.name]))")
def assigned_weights_can_be_trained():
    net = nn.Dense(2, 1, weight_init="ones")
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.5)
    backward = ms.grad(lambda x: net(x).sum(), None, optimizer.parameters)
    x = ms.Tensor(np.ones((1, 2), np.float32))
    best = {p.name: p.asnumpy().copy() for p in net.get_parameters()}
    optimizer(backward(x))
    for p in net.get_parameters():
        ops.assign(p, ms.Tensor(best[p.name]))
    optimizer(backward(x))
    assert net.weight.asnumpy().tolist() == [[0.5, 0.5]]

    restored = {name: ms.Parameter(ms.Tensor(array)) for name, array in best.items()}
    ms.load_param_into_net(net, restored)
    optimizer(backward(x))
    assert net.weight.asnumpy().tolist() == [[1.0, 1.0]]


@needs("mindspore>=2.10")
@mutant("ms.Tensor(tensor)", "tensor.copy()")
def a_tensor_of_a_tensor_shares_its_memory():
    tensor = ms.Tensor([1.0, 2.0])
    other, copy = ms.Tensor(tensor), tensor.copy()
    tensor[0] = 9
    assert other.tolist() == [9.0, 2.0]
    assert copy.tolist() == [1.0, 2.0]


@needs("mindspore<2.8")
@mutant("ms.Tensor(tensor)", "tensor")
def a_tensor_of_a_tensor_was_copied_in_2_7():
    tensor = ms.Tensor([1.0, 2.0])
    other = ms.Tensor(tensor)
    tensor[0] = 9
    assert other.tolist() == [1.0, 2.0]
