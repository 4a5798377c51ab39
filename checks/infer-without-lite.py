"""Checks of the claims of the entry `infer-without-lite`."""

import mindspore as ms
import numpy as np
from mindspore import nn

from checks import mutant


class Net(nn.Cell):
    def __init__(self):
        super().__init__()
        self.dense = nn.Dense(3, 4)
        self.dropout = nn.Dropout(p=0.5)

    def construct(self, x):
        return self.dropout(self.dense(x))


@mutant('ms.load_param_into_net(net, ms.load_checkpoint("model.ckpt"))', "[], []")
def a_checkpoint_predicts():
    trained = Net()
    ms.save_checkpoint(trained, "model.ckpt")

    net = Net()
    not_loaded, _ = ms.load_param_into_net(net, ms.load_checkpoint("model.ckpt"))
    net.set_train(False)
    x = ms.Tensor(np.ones((1, 3)), ms.float32)
    print(not_loaded, net(x).shape)

    # Proof: nothing is missing, and the new network computes what the saved one computes.
    assert not_loaded == []
    expected = trained.set_train(False)(x).asnumpy()
    assert np.allclose(net(x).asnumpy(), expected)


@mutant("set_train(True)", "set_train(False)")
def training_mode_changes_the_results():
    x = ms.Tensor(np.ones((64, 3)), ms.float32)
    net = Net().set_train(True)
    # Proof: two calls differ in training mode, and agree after set_train(False).
    assert not np.allclose(net(x).asnumpy(), net(x).asnumpy())
    net.set_train(False)
    assert np.allclose(net(x).asnumpy(), net(x).asnumpy())


@mutant('nn.GraphCell(ms.load("model.mindir"))', "nn.Dense(3, 4)")
def a_mindir_runs_without_the_code():
    net = nn.Dense(3, 4)
    x = ms.Tensor(np.ones((1, 3)), ms.float32)
    ms.export(net, x, file_name="model", file_format="MINDIR")
    loaded = nn.GraphCell(ms.load("model.mindir"))
    assert np.allclose(loaded(x).asnumpy(), net(x).asnumpy(), atol=1e-5)
