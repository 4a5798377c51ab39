"""Checks of the claims of the entry `resume-training`."""

import mindspore as ms
import numpy as np
from mindspore import nn

from checks import mutant


@mutant("ms.load_param_into_net(optimizer, state)", "optimizer.set_train()")
def weights_and_moments_continue_where_they_stopped():
    def make():
        net = nn.Dense(3, 1, weight_init="ones", bias_init="zeros")
        return net, nn.Adam(net.trainable_params(), learning_rate=0.1)

    def train(net, optimizer, steps):
        backward = ms.grad(lambda x: (net(x) ** 2).mean(), None, optimizer.parameters)
        for step in range(steps):
            optimizer(backward(ms.Tensor(np.ones((2, 3), np.float32)) * (step + 1)))

    net, optimizer = make()
    train(net, optimizer, 3)
    ms.save_checkpoint(optimizer, "last.ckpt", append_dict={"epoch": 3})

    net, optimizer = make()
    state = ms.load_checkpoint("last.ckpt")
    epoch = int(state.pop("epoch"))
    not_loaded, not_used = ms.load_param_into_net(optimizer, state)
    print(epoch, not_loaded, not_used)

    # Proof: three more steps lead to the weights of the run that was not interrupted.
    train(net, optimizer, 2)
    other, whole = make()
    train(other, whole, 3)
    train(other, whole, 2)
    assert np.allclose(net.weight.asnumpy(), other.weight.asnumpy(), atol=1e-6)
    assert (epoch, not_loaded, not_used) == (3, [], [])


@mutant("ms.save_checkpoint(net,", "ms.save_checkpoint(optimizer,")
def a_checkpoint_of_the_network_lacks_the_moments():
    net = nn.Dense(3, 1)
    optimizer = nn.Adam(net.trainable_params())
    ms.save_checkpoint(net, "net.ckpt")
    names = ms.load_checkpoint("net.ckpt").keys()
    assert optimizer.moment1[0].name not in names
    assert "weight" in names
