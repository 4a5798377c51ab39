"""Checks of the claims of the entry `load-other-framework-weights`."""

import pickle
import re
import zipfile

import mindspore as ms
import numpy as np
import pytest
import torch
from mindspore import mint, nn
from safetensors.numpy import save_file

from checks import mutant, needs


@mutant('"0.weight": rng', '"1.weight": rng')
@mutant("x @ state", "(x + 1) @ state")
def arrays_become_a_checkpoint():
    rng = np.random.default_rng(0)
    state = {"0.weight": rng.normal(size=(4, 3)), "0.bias": rng.normal(size=4)}

    tensors = {name: ms.Tensor(state[name], ms.float32) for name in state}
    listed = [{"name": name, "data": tensors[name]} for name in tensors]
    ms.save_checkpoint(listed, "converted.ckpt")

    net = nn.SequentialCell(nn.Dense(3, 4), nn.ReLU())
    params = ms.load_checkpoint("converted.ckpt")
    missing, unused = ms.load_param_into_net(net, params)
    print(missing, unused)  # [] []

    # Proof: every parameter has found its place, and the network computes what NumPy computes.
    assert missing == unused == []
    x = rng.normal(size=(2, 3))
    expected = np.maximum(x @ state["0.weight"].T + state["0.bias"], 0)
    assert np.allclose(net(ms.Tensor(x, ms.float32)).asnumpy(), expected, atol=1e-5)


@mutant("ms.Parameter(value)", "ms.Tensor(value)")
@mutant('"0.weight": np', '"0.kernel": np')
def arrays_load_without_a_file():
    state = {"0.weight": np.full((4, 3), 2, np.float32), "0.bias": np.ones(4, np.float32)}
    net = nn.SequentialCell(nn.Dense(3, 4), nn.ReLU())
    params = {name: ms.Parameter(value) for name, value in state.items()}
    ms.load_param_into_net(net, params)

    assert np.allclose(net(ms.Tensor(np.ones((1, 3), np.float32))).asnumpy(), 7)


@mutant(
    '"weight": np.ones((2, 3), np.float32)', '"weight": ms.Parameter(np.ones((2, 3), np.float32))'
)
@mutant('"data": state[name]', '"data": ms.Tensor(state[name])')
def plain_arrays_are_no_parameters():
    state = {"weight": np.ones((2, 3), np.float32)}
    net = nn.Dense(3, 2)

    with pytest.raises(TypeError, match="should be a 'str' and 'Parameter'"):
        ms.load_param_into_net(net, state)
    listed = [{"name": name, "data": state[name]} for name in state]
    with pytest.raises(TypeError, match="the data in dict should be parameter"):
        ms.save_checkpoint(listed, "converted.ckpt")


@mutant("(3, 2), (1, 2, 3)", "(3, 2), (2, 3)")
@mutant("(2, 3, 1, 1), np", "(2, 3, 1, 2), np")
def a_weight_of_another_shape_is_refused():
    net = nn.Dense(3, 2)
    error = "weight in the argument 'net' should have the same shape as weight"
    for shape in [(3, 2), (1, 2, 3)]:
        with pytest.raises(RuntimeError, match=error):
            ms.load_param_into_net(net, {"weight": ms.Parameter(np.ones(shape, np.float32))})

    value = np.ones((2, 3, 1, 1), np.float32)
    ms.load_param_into_net(net, {"weight": ms.Parameter(value)})
    assert net.weight.shape == (2, 3, 1, 1)


@mutant("(np.float16, np.float64)", "(np.float16, np.int32)")
@mutant("(np.int32, np.int64)", "(np.int32, np.float64)")
def other_types_are_converted_or_refused():
    net = nn.Dense(3, 2)
    for number, kind in enumerate((np.float16, np.float64)):
        value = np.full(2, number, kind)
        ms.load_param_into_net(net, {"bias": ms.Parameter(value)})
        assert net.bias.dtype == ms.float32
        assert (net.bias.asnumpy() == number).all()

    for kind in (np.int32, np.int64):
        with pytest.raises(RuntimeError, match="should have the same type as"):
            ms.load_param_into_net(net, {"bias": ms.Parameter(np.ones(2, kind))})


@mutant("nn.BatchNorm2d(2)", "ms.mint.nn.BatchNorm2d(2)")
@mutant('"0.running_var"', '"0.moving_variance"')
def names_that_do_not_fit_are_returned():
    names = ["0.weight", "0.bias", "0.running_mean", "0.running_var"]
    state = {name: ms.Parameter(np.ones(2, np.float32)) for name in names}

    net = nn.SequentialCell(nn.BatchNorm2d(2))
    missing, unused = ms.load_param_into_net(net, state)

    # Proof: no parameter of the network has been loaded, and no error says so.
    assert missing == ["0.moving_mean", "0.moving_variance", "0.gamma", "0.beta"]
    assert unused == names


@mutant('"module.0.weight"', '"module.1.weight"')
def a_shared_prefix_is_left_out():
    net = nn.SequentialCell(nn.Dense(3, 2))
    names = ["module.0.weight", "module.0.bias"]
    values = [np.full((2, 3), 9, np.float32), np.ones(2, np.float32)]
    state = {name: ms.Parameter(value) for name, value in zip(names, values, strict=True)}
    missing, unused = ms.load_param_into_net(net, state)
    assert missing == []
    assert unused == names
    assert (net[0].weight.asnumpy() == 9).all()


@mutant("RENAMED.get(last, last)", "last")
@mutant("np.arange(2, 4", "np.arange(3, 5")
def renamed_parameters_load():
    RENAMED = {
        "weight": "gamma",
        "bias": "beta",
        "running_mean": "moving_mean",
        "running_var": "moving_variance",
    }
    names = ["0.weight", "0.bias", "0.running_mean", "0.running_var"]
    state = {name: np.arange(2, 4, dtype=np.float32) for name in names}

    params = {}
    for name, value in state.items():
        layer, _, last = name.rpartition(".")
        params[f"{layer}.{RENAMED.get(last, last)}"] = ms.Parameter(value)
    net = nn.SequentialCell(nn.BatchNorm2d(2)).set_train(False)
    missing, unused = ms.load_param_into_net(net, params)
    print(missing, unused)  # [] []

    # Proof: all names fit, and the layer computes with the values.
    assert missing == unused == []
    y = net(ms.Tensor(np.full((1, 2, 1, 1), 7, np.float32))).asnumpy().ravel()
    assert np.allclose(y, [5 / np.sqrt(2) * 2 + 2, 4 / np.sqrt(3) * 3 + 3], atol=1e-3)


@mutant("nn.BatchNorm2d(2)", "ms.mint.nn.BatchNorm2d(2)")
def num_batches_tracked_is_not_used():
    net = nn.SequentialCell(nn.BatchNorm2d(2))
    state = {"0.num_batches_tracked": ms.Parameter(np.array(7, np.int64))}
    _, unused = ms.load_param_into_net(net, state)
    assert unused == ["0.num_batches_tracked"]


@mutant("ms.nn.LayerNorm", "ms.mint.nn.LayerNorm")
@mutant("ms.nn.Embedding", "ms.mint.nn.Embedding")
def layers_of_nn_have_names_of_their_own():
    net = ms.nn.SequentialCell(ms.nn.LayerNorm((3,)), ms.nn.Embedding(3, 2))
    names = [parameter.name for parameter in net.get_parameters()]

    assert names == ["0.gamma", "0.beta", "1.embedding_table"]


@mutant("(mint.nn.BatchNorm2d(2)", "(nn.BatchNorm2d(2)")
@mutant("mint.nn.LayerNorm((2,))", "nn.LayerNorm((2,))")
def layers_of_mint_have_the_names_of_pytorch():
    names = ["weight", "bias", "running_mean", "running_var", "num_batches_tracked"]
    state = {f"0.{name}": ms.Parameter(np.ones(2, np.float32)) for name in names[:4]}
    state["0.num_batches_tracked"] = ms.Parameter(np.array(7, np.int64))
    state |= {f"1.{name}": ms.Parameter(np.ones(2, np.float32)) for name in names[:2]}

    net = nn.SequentialCell(mint.nn.BatchNorm2d(2), mint.nn.LayerNorm((2,)))
    missing, unused = ms.load_param_into_net(net, state)

    # Proof: nothing had to be renamed.
    assert missing == unused == []


# One layer for each program: the error of the first may be raised again by the next call.
@mutant("ms.mint.nn.BatchNorm2d", "ms.nn.BatchNorm2d")
def batch_normalization_of_mint_does_not_run_on_a_cpu():
    ms.set_device("CPU")
    x = ms.Tensor(np.ones((2, 2, 2, 2), np.float32))
    with pytest.raises(RuntimeError, match="BatchNormExt"):
        ms.mint.nn.BatchNorm2d(2)(x).asnumpy()


@mutant("ms.mint.nn.LayerNorm", "ms.nn.LayerNorm")
def layer_normalization_of_mint_does_not_run_on_a_cpu():
    ms.set_device("CPU")
    x = ms.Tensor(np.ones((2, 2, 2, 2), np.float32))
    with pytest.raises(RuntimeError, match="LayerNormExt"):
        ms.mint.nn.LayerNorm((2,))(x).asnumpy()


@needs("torch")
@mutant("twin.state_dict()", "torch.nn.Linear(3, 4).state_dict()")
@mutant("ms.load_param_into_net(net, params)", "[], []")
def parameters_of_a_pth_file_load():
    twin = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.ReLU())
    torch.save(twin.state_dict(), "model.pth")

    tensors = torch.load("model.pth", map_location="cpu")
    params = {name: ms.Parameter(tensor.numpy()) for name, tensor in tensors.items()}
    net = nn.SequentialCell(nn.Dense(3, 4), nn.ReLU())
    missing, unused = ms.load_param_into_net(net, params)
    print(missing, unused)  # [] []

    # Proof: both networks compute the same.
    assert missing == unused == []
    x = np.linspace(-1, 1, 6, dtype=np.float32).reshape(2, 3)
    expected = twin(torch.from_numpy(x)).detach().numpy()
    assert np.allclose(net(ms.Tensor(x)).asnumpy(), expected, atol=1e-5)


@mutant('ms.load_checkpoint("model.safetensors", format="safetensors")', "net.parameters_dict()")
@mutant('format="safetensors"', 'format="ckpt"')
def safetensors_files_load():
    state = {
        "weight": np.full((2, 3), 2, np.float32),
        "bias": np.ones(2, np.float32),
    }
    save_file(state, "model.safetensors", metadata={"format": "pt"})

    net = nn.Dense(3, 2)
    params = ms.load_checkpoint("model.safetensors", format="safetensors")
    missing, unused = ms.load_param_into_net(net, params)
    print(missing, unused)  # [] []

    # Proof: the network computes with the values of the file.
    assert missing == unused == []
    x = np.ones((1, 3), np.float32)
    expected = x @ state["weight"].T + state["bias"]
    assert np.allclose(net(ms.Tensor(x)).asnumpy(), expected)


def _write_pth(path):
    """Write the archive that torch.save makes of a dictionary without tensors."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("archive/data.pkl", pickle.dumps({"epoch": 3}, protocol=2))
        archive.writestr("archive/byteorder", "little")
        archive.writestr("archive/version", "3\n")


@mutant('path = "model.pth"', 'path = "model.ckpt"')
@mutant('_write_pth("renamed.ckpt")', 'ms.save_checkpoint(ms.nn.Dense(3, 2), "renamed.ckpt")')
def a_pth_file_is_refused():
    path = "model.pth"
    _write_pth(path)
    error = "the checkpoint file format must same with 'format', but got file_name:'model.pth'"
    with pytest.raises(ValueError, match=error):
        ms.load_checkpoint(path)

    _write_pth("renamed.ckpt")
    error = re.escape("The file may be corrupted, and the content cannot be parsed.")
    with pytest.raises(ValueError, match=error):
        ms.load_checkpoint("renamed.ckpt")
