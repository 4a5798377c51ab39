"""Checks of the claims of the entry `loaded-weights-ignored-by-jit`."""

import mindspore as ms
import numpy as np
from mindspore import nn, ops

from checks import mutant


@mutant("    @ms.jit\n", "")
def weights_loaded_after_the_first_call_are_ignored():
    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.k = ms.Parameter(ms.Tensor([1.0]))

        @ms.jit
        def construct(self, x):
            return x * self.k

    x = ms.Tensor([2.0])
    for load in (
        lambda net: ms.load_param_into_net(net, {"k": ms.Parameter(ms.Tensor([5.0]))}),
        lambda net: net.k.set_data(ms.Tensor([5.0])),
    ):
        net = Net()
        assert net(x).asnumpy() == 2.0
        load(net)
        assert net.k.asnumpy() == 5.0
        assert not np.allclose(net(x).asnumpy(), 10.0)


@mutant("ops.assign(net.k, ms.Tensor([5.0]))", "net.k.set_data(ms.Tensor([5.0]))")
def assign_changes_the_weights():
    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.k = ms.Parameter(ms.Tensor([1.0]))

        @ms.jit
        def construct(self, x):
            return x * self.k

    net, x = Net(), ms.Tensor([2.0])
    print(net(x))
    ops.assign(net.k, ms.Tensor([5.0]))
    print(net(x))

    # Proof: the last result is the new one.
    assert np.allclose(net(x).asnumpy(), 10.0)


@mutant("ops.assign(net.k, ms.Tensor([6.0]))", "net = Net()\n    load(net, 6.0)")
@mutant("net = Net()  # again", "net")
def after_loading_only_a_new_network_helps():
    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.k = ms.Parameter(ms.Tensor([1.0]))

        @ms.jit
        def construct(self, x):
            return x * self.k

    def load_checkpoint(net, k):
        ms.load_param_into_net(net, {"k": ms.Parameter(ms.Tensor([k]))})

    def set_data(net, k):
        net.k.set_data(ms.Tensor([k]))

    x = ms.Tensor([2.0])
    for load in (load_checkpoint, set_data):
        net = Net()
        assert net(x).asnumpy() == 2.0
        load(net, 5.0)
        ops.assign(net.k, ms.Tensor([6.0]))
        assert net.k.asnumpy() == 6.0
        assert not np.allclose(net(x).asnumpy(), 12.0)

        net = Net()  # again
        load(net, 5.0)
        assert np.allclose(net(x).asnumpy(), 10.0)


@mutant("net = Net()\n", "net = Net()\nnet(ms.Tensor([2.0]))\n")
def weights_loaded_before_the_first_call_are_used():
    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.k = ms.Parameter(ms.Tensor([1.0]))

        @ms.jit
        def construct(self, x):
            return x * self.k

    net = Net()
    ms.load_param_into_net(net, {"k": ms.Parameter(ms.Tensor([5.0]))})
    assert np.allclose(net(ms.Tensor([2.0])).asnumpy(), 10.0)


@mutant("ms.set_context(mode=ms.GRAPH_MODE)", "Net.construct = ms.jit(Net.construct)")
def graph_mode_uses_new_weights():
    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.k = ms.Parameter(ms.Tensor([1.0]))

        def construct(self, x):
            return x * self.k

    ms.set_context(mode=ms.GRAPH_MODE)
    net, x = Net(), ms.Tensor([2.0])
    assert np.allclose(net(x).asnumpy(), 2.0)
    ms.load_param_into_net(net, {"k": ms.Parameter(ms.Tensor([5.0]))})
    assert np.allclose(net(x).asnumpy(), 10.0)


@mutant("if name in params", "if name")
def a_whole_checkpoint_can_be_assigned():
    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.dense = nn.Dense(2, 1)

        @ms.jit
        def construct(self, x):
            return self.dense(x)

    trained, net = Net(), Net()
    optimizer = nn.Momentum(trained.trainable_params(), 0.1, 0.9)
    step = nn.TrainOneStepCell(nn.WithLossCell(trained, nn.MSELoss()), optimizer)
    ms.save_checkpoint(step, "model.ckpt")  # with the optimizer's values
    x = ms.Tensor([[1.0, 2.0]])
    net(x)
    params = net.parameters_dict()
    for name, value in ms.load_checkpoint("model.ckpt").items():
        if name in params:
            ops.assign(params[name], value)
    assert np.allclose(net(x).asnumpy(), trained(x).asnumpy())


@mutant("ops.assign(net.weight, value)", "net.weight.set_data(value)")
def a_used_optimizer_does_not_update_loaded_weights():
    def step(net, optimizer):
        backward = ms.grad(lambda x: net(x).sum(), None, optimizer.parameters)
        optimizer(backward(ms.Tensor(np.ones((1, 2), np.float32))))
        return net.weight.asnumpy().tolist()

    value = ms.Tensor([[3.0, 3.0]])
    net = nn.Dense(2, 1, "ones")
    used = nn.SGD(net.trainable_params(), learning_rate=0.5)
    assert step(net, used) == [[0.5, 0.5]]
    ops.assign(net.weight, value)
    assert step(net, used) == [[2.5, 2.5]]

    net.weight.set_data(ms.Tensor([[3.0, 3.0]]))
    assert step(net, used) == [[3.0, 3.0]]
    again = nn.SGD(net.trainable_params(), learning_rate=0.5)
    assert step(net, again) == [[2.5, 2.5]]
