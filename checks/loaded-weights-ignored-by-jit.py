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
