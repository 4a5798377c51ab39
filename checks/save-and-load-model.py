"""Checks of the claims of the entry `save-and-load-model`."""

from pathlib import Path

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
import pytest
from mindspore import nn
from mindspore.train import CheckpointConfig, Model, ModelCheckpoint

from checks import mutant


@mutant("ms.load_param_into_net(new, params)", "([], [])")
def a_new_network_gets_the_saved_weights():
    def create():
        return nn.SequentialCell(nn.Dense(3, 4), nn.ReLU(), nn.Dense(4, 2))

    net = create()  # train it
    ms.save_checkpoint(net, "net.ckpt")

    new = create()  # the same code as before
    params = ms.load_checkpoint("net.ckpt")
    not_loaded, not_used = ms.load_param_into_net(new, params)
    print(not_loaded, not_used)

    # Proof: the two networks give the same results.
    x = ms.Tensor([[1.0, 2.0, 3.0]])
    assert np.allclose(new(x).asnumpy(), net(x).asnumpy())
    assert (not_loaded, not_used) == ([], [])


@mutant("net.head = nn.Dense(4, 2)\nother", "net.tail = nn.Dense(4, 2)\nother")
def the_lists_name_what_did_not_fit():
    net = nn.Cell()
    net.body = nn.Dense(3, 4)
    net.head = nn.Dense(4, 2)
    other = nn.Cell()
    other.body = nn.Dense(3, 4)
    other.tail = nn.Dense(4, 2)
    before = other.tail.weight.asnumpy().copy()
    ms.save_checkpoint(net, "net.ckpt")
    not_loaded, not_used = ms.load_param_into_net(other, ms.load_checkpoint("net.ckpt"))
    assert sorted(not_loaded) == ["tail.bias", "tail.weight"]
    assert sorted(not_used) == ["head.bias", "head.weight"]
    assert np.array_equal(other.tail.weight.asnumpy(), before)


@mutant('"net", format="safetensors")', '"net")')
@mutant('ms.load_checkpoint("net.safetensors")', 'ms.load_checkpoint("net.ckpt")')
def safetensors_needs_the_format_twice():
    net = nn.Dense(3, 2)
    ms.save_checkpoint(net, "net")
    ms.save_checkpoint(net, "net", format="safetensors")
    params = ms.load_checkpoint("net.safetensors", format="safetensors")

    # Proof: both files have the extension and the weights; the wrong format is an error.
    assert Path("net.ckpt").exists()
    assert np.array_equal(params["weight"].asnumpy(), net.weight.asnumpy())
    with pytest.raises(ValueError, match="file format must same with 'format'"):
        ms.load_checkpoint("net.safetensors")


@mutant("net.set_train(False)", "net = nn.Dense(3, 4)")
def a_mindir_file_runs_without_the_class():
    net = nn.SequentialCell(nn.Dense(3, 4), nn.ReLU(), nn.Dense(4, 2))
    x = ms.Tensor(np.ones((1, 3), np.float32))

    net.set_train(False)
    ms.export(net, x, file_name="net", file_format="MINDIR")

    graph = nn.GraphCell(ms.load("net.mindir"))  # no class needed
    print(graph(x).shape)

    # Proof: for other values, the graph gives the results of the network.
    x = ms.Tensor([[1.0, 2.0, 3.0]])
    assert np.allclose(graph(x).asnumpy(), net(x).asnumpy(), atol=1e-6)
    assert graph(x).shape == (1, 2)


@mutant("optimizer, ", "net, ")
def a_checkpoint_of_the_network_has_no_optimizer_state():
    net = nn.Dense(3, 2)
    optimizer = nn.Adam(net.trainable_params())
    ms.save_checkpoint(net, "net.ckpt")
    ms.save_checkpoint(optimizer, "optimizer.ckpt")
    assert sorted(ms.load_checkpoint("net.ckpt")) == ["bias", "weight"]
    assert any("moment" in name for name in ms.load_checkpoint("optimizer.ckpt"))


@mutant("save_checkpoint_steps=dataset.get_dataset_size()", "save_checkpoint_steps=1")
@mutant("epochs = 7", "epochs = 4")
def a_callback_saves_each_epoch():
    net = nn.Dense(3, 2)
    optimizer = nn.SGD(net.trainable_params(), 0.1)
    rows = {"x": np.ones((4, 3), np.float32), "y": np.ones((4, 2), np.float32)}
    dataset = ds.NumpySlicesDataset(rows, shuffle=False).batch(2)
    model = Model(net, nn.MSELoss(), optimizer)
    config = CheckpointConfig(save_checkpoint_steps=dataset.get_dataset_size())
    callbacks = [ModelCheckpoint("net", "ckpt", config)]
    epochs = 7
    model.train(epochs, dataset, callbacks=callbacks, dataset_sink_mode=False)

    # Proof: each epoch has two steps; the newest five files are there, with the weights.
    files = sorted(path.name for path in Path("ckpt").glob("*.ckpt"))
    assert files == [f"net-{epoch}_2.ckpt" for epoch in (3, 4, 5, 6, 7)]
    loaded = ms.load_checkpoint("ckpt/net-7_2.ckpt")
    assert np.array_equal(loaded["weight"].asnumpy(), net.weight.asnumpy())


@mutant("= ModelCheckpoint(", "= SaveNetwork(")
def a_callback_saves_the_optimizer_too():
    class SaveNetwork(ms.train.Callback):
        def __init__(self, prefix, directory, config):
            super().__init__()
            self.folder = Path(directory)

        def end(self, run_context):
            self.folder.mkdir()
            ms.save_checkpoint(net, str(self.folder / "net-1_2.ckpt"))

    net = nn.Dense(3, 2)
    optimizer = nn.Adam(net.trainable_params())
    rows = {"x": np.ones((4, 3), np.float32), "y": np.ones((4, 2), np.float32)}
    dataset = ds.NumpySlicesDataset(rows, shuffle=False).batch(2)
    config = CheckpointConfig(save_checkpoint_steps=2)
    callback = ModelCheckpoint("net", "ckpt", config)
    model = Model(net, nn.MSELoss(), optimizer)
    model.train(1, dataset, callbacks=[callback], dataset_sink_mode=False)

    lists = ms.load_param_into_net(nn.Dense(3, 2), ms.load_checkpoint("ckpt/net-1_2.ckpt"))
    assert lists[0] == []
    assert "moment1.weight" in lists[1]


@mutant("set_train(True)", "set_train(False)")
def a_mindir_file_keeps_the_mode():
    net = nn.SequentialCell(nn.Dropout(p=0.5)).set_train(True)
    x = ms.Tensor(np.ones((4, 50), np.float32))
    ms.export(net, x, file_name="net", file_format="MINDIR")
    loaded = nn.GraphCell(ms.load("net.mindir"))
    assert (loaded(x).asnumpy() == 0).any()
