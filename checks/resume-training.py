"""Checks of the claims of the entry `resume-training`."""

from pathlib import Path

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
from mindspore import nn
from mindspore.train import CheckpointConfig, Model, ModelCheckpoint

from checks import mutant


def _make():
    net = nn.SequentialCell(nn.BatchNorm2d(3), nn.Conv2d(3, 2, 1, weight_init="ones"))
    return net, nn.Adam(net.trainable_params(), learning_rate=0.1)


def _assert_same(net, other):
    for param, expected in zip(net.get_parameters(), other.get_parameters(), strict=True):
        assert np.allclose(param.asnumpy(), expected.asnumpy(), atol=1e-5), param.name


@mutant('ms.load_checkpoint("last_net.ckpt", net)', "net.set_train()")
def weights_and_moments_continue_where_they_stopped():
    def train(net, optimizer, steps):
        net.set_train()
        backward = ms.grad(lambda x: (net(x) ** 2).mean(), None, optimizer.parameters)
        for step in range(steps):
            rows = np.arange(12, dtype=np.float32).reshape(4, 3, 1, 1) ** 2
            optimizer(backward(ms.Tensor(rows) * (step + 1)))

    net, optimizer = _make()
    train(net, optimizer, 3)
    ms.save_checkpoint(net, "last_net.ckpt")
    ms.save_checkpoint(optimizer, "last.ckpt", append_dict={"epoch": 3})

    net, optimizer = _make()
    ms.load_checkpoint("last_net.ckpt", net)
    state = ms.load_checkpoint("last.ckpt")
    epoch = int(state.pop("epoch"))
    not_loaded, not_used = ms.load_param_into_net(optimizer, state)
    print(epoch, not_loaded, not_used)

    # Proof: two more steps lead to the values of the run that was not interrupted.
    train(net, optimizer, 2)
    other, whole = _make()
    train(other, whole, 3)
    train(other, whole, 2)
    _assert_same(net, other)
    assert (epoch, not_loaded, not_used) == (3, [], [])


@mutant("ms.save_checkpoint(net,", "ms.save_checkpoint(optimizer,")
def a_checkpoint_of_the_network_lacks_the_moments():
    net, optimizer = _make()
    ms.save_checkpoint(net, "net.ckpt")
    ms.save_checkpoint(optimizer, "optimizer.ckpt")
    names = ms.load_checkpoint("net.ckpt").keys()
    assert optimizer.moment1[0].name not in names
    assert "0.moving_mean" in names
    names = ms.load_checkpoint("optimizer.ckpt").keys()
    assert optimizer.moment1[0].name in names
    assert "0.moving_mean" not in names


@mutant("ms.load_param_into_net(optimizer, state)", "optimizer.set_train()")
def model_train_continues_from_the_stored_epoch():
    def train(net, optimizer, epochs, **options):
        x = np.arange(24, dtype=np.float32).reshape(8, 3, 1, 1) ** 2
        rows = {"x": x, "y": np.ones((8, 2, 1, 1), np.float32)}
        dataset = ds.NumpySlicesDataset(rows, shuffle=False).batch(4)
        model = Model(net, nn.MSELoss(), optimizer)
        model.train(epochs, dataset, dataset_sink_mode=False, **options)

    net, optimizer = _make()
    config = CheckpointConfig(save_checkpoint_steps=2, append_info=["epoch_num"])
    train(net, optimizer, 3, callbacks=[ModelCheckpoint("net", ".", config)])

    net, optimizer = _make()
    state = ms.load_checkpoint("net-3_2.ckpt")
    ms.load_param_into_net(net, state)
    ms.load_param_into_net(optimizer, state)
    callbacks = [ModelCheckpoint("net", ".", config)]
    train(net, optimizer, 5, callbacks=callbacks, initial_epoch=int(state["epoch_num"]))
    assert Path("net_1-5_2.ckpt").exists()

    # Proof: the run that was not interrupted leads to the same values.
    other, whole = _make()
    train(other, whole, 5)
    _assert_same(net, other)
    assert int(state["epoch_num"]) == 3


@mutant("ds.config.set_seed(2)  # a new epoch", "ds.config.set_seed(1)")
def the_seed_counts_when_the_iterator_is_created():
    dataset = ds.NumpySlicesDataset(np.arange(50), shuffle=True)

    def rows(iterator):
        return [int(row) for (row,) in iterator]

    ds.config.set_seed(1)
    first = rows(dataset.create_tuple_iterator(output_numpy=True))
    ds.config.set_seed(2)  # a new epoch
    second = rows(dataset.create_tuple_iterator(output_numpy=True))
    ds.config.set_seed(1)
    late = dataset.create_tuple_iterator(output_numpy=True)
    ds.config.set_seed(2)
    assert first != second
    assert rows(late) == first


@mutant("step(net, used)  # before loading", "used.set_train()")
def a_used_optimizer_ignores_loaded_weights():
    def step(net, optimizer):
        backward = ms.grad(lambda x: net(x).sum(), None, optimizer.parameters)
        optimizer(backward(ms.Tensor(np.ones((2, 3, 1, 1), np.float32))))
        return net[1].weight.asnumpy().copy()

    trained, _ = _make()
    ms.save_checkpoint(trained, "trained.ckpt")
    loaded = trained[1].weight.asnumpy()

    net, used = _make()
    step(net, used)  # before loading
    ms.load_checkpoint("trained.ckpt", net)
    assert np.array_equal(step(net, used), loaded)

    again = nn.Adam(net.trainable_params(), learning_rate=0.1)
    assert not np.array_equal(step(net, again), loaded)
