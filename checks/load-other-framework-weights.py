"""Checks of the claims of the entry `load-other-framework-weights`."""

import json
import pickle
import re
import zipfile
from pathlib import Path

import mindspore as ms
import numpy as np
import pytest
import torch
from mindspore import mint, nn
from safetensors.numpy import save_file
from safetensors.torch import load_file

from checks import mutant, needs


@mutant('"0.weight": rng', '"1.weight": rng')
@mutant("x @ state", "(x + 1) @ state")
def arrays_become_a_checkpoint():
    rng = np.random.default_rng(0)
    state = {"0.weight": rng.normal(size=(4, 3)), "0.bias": rng.normal(size=4)}
    data = [{"name": name, "data": ms.Tensor(state[name], ms.float32)} for name in state]
    ms.save_checkpoint(data, "converted.ckpt")

    net = nn.SequentialCell(nn.Dense(3, 4), nn.ReLU())
    params = ms.load_checkpoint("converted.ckpt")
    not_loaded, not_used = ms.load_param_into_net(net, params)
    print(not_loaded, not_used)

    # Proof: every parameter was loaded, and the network computes what NumPy computes.
    assert not_loaded == not_used == []
    x = rng.normal(size=(2, 3))
    expected = np.maximum(x @ state["0.weight"].T + state["0.bias"], 0)
    assert np.allclose(net(ms.Tensor(x, ms.float32)).asnumpy(), expected, atol=1e-5)


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
@mutant("array = array.reshape(array.shape[:2])", "")
def a_shape_mismatch_raises_an_error():
    net = nn.Dense(3, 2)
    error = "weight in the argument 'net' should have the same shape as weight"
    for shape in [(3, 2), (1, 2, 3)]:
        with pytest.raises(RuntimeError, match=error):
            ms.load_param_into_net(net, {"weight": ms.Parameter(np.ones(shape, np.float32))})

    array = np.ones((2, 3, 1, 1), np.float32)
    ms.load_param_into_net(net, {"weight": ms.Parameter(array)})
    assert net.weight.shape == (2, 3, 1, 1)

    net = nn.Dense(3, 2)
    array = array.reshape(array.shape[:2])
    ms.load_param_into_net(net, {"weight": ms.Parameter(array)})
    assert net.weight.shape == (2, 3)


@mutant("nn.BatchNorm2d(2)", "ms.mint.nn.BatchNorm2d(2)")
@mutant('"0.running_var"', '"0.moving_variance"')
def names_that_do_not_match_are_returned():
    names = ["0.weight", "0.bias", "0.running_mean", "0.running_var"]
    state = {name: ms.Parameter(np.ones(2, np.float32)) for name in names}

    net = nn.SequentialCell(nn.BatchNorm2d(2))
    not_loaded, not_used = ms.load_param_into_net(net, state)

    # No parameter of the network has been loaded, and no error says so.
    assert not_loaded == ["0.moving_mean", "0.moving_variance", "0.gamma", "0.beta"]
    assert not_used == names


@mutant("RENAMED.get(last, last)", "last")
@mutant("np.full(2, 3,", "np.full(2, 4,")
def renamed_parameters_load():
    RENAMED = {
        "weight": "gamma",
        "bias": "beta",
        "running_mean": "moving_mean",
        "running_var": "moving_variance",
    }
    arrays = {"0.weight": np.ones((2, 1, 3, 3), np.float32)}  # a convolution
    arrays |= {f"1.{name}": np.full(2, 3, np.float32) for name in RENAMED}
    arrays["1.num_batches_tracked"] = np.array(7, np.int64)

    net = nn.SequentialCell(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2))
    norms = {name for name, cell in net.cells_and_names() if isinstance(cell, nn.BatchNorm2d)}
    params = {}
    for name, array in arrays.items():
        layer, _, last = name.rpartition(".")
        if layer in norms:
            last = RENAMED.get(last, last)
        params[f"{layer}.{last}"] = ms.Parameter(array)
    not_loaded, not_used = ms.load_param_into_net(net, params)

    # Proof: all names but one match, and the layer computes with the values.
    assert not_loaded == []
    assert not_used == ["1.num_batches_tracked"]
    y = net[1].set_train(False)(ms.Tensor(np.full((1, 2, 1, 1), 7, np.float32))).asnumpy()
    assert np.allclose(y, (7 - 3) / np.sqrt(3) * 3 + 3, atol=1e-3)


@mutant("nn.BatchNorm2d(2)", "ms.mint.nn.BatchNorm2d(2)")
def num_batches_tracked_is_not_used():
    net = nn.SequentialCell(nn.BatchNorm2d(2))
    state = {"0.num_batches_tracked": ms.Parameter(np.array(7, np.int64))}
    _, not_used = ms.load_param_into_net(net, state)
    assert not_used == ["0.num_batches_tracked"]


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
    not_loaded, not_used = ms.load_param_into_net(net, state)

    # Nothing had to be renamed.
    assert not_loaded == not_used == []


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


@mutant('ms.load_checkpoint("model.safetensors", format="safetensors")', "net.parameters_dict()")
@mutant('format="safetensors"', 'format="ckpt"')
def safetensors_files_load():
    state = {"weight": np.full((2, 3), 2, np.float32), "bias": np.ones(2, np.float32)}
    save_file(state, "model.safetensors", metadata={"format": "pt"})

    net = nn.Dense(3, 2)
    params = ms.load_checkpoint("model.safetensors", format="safetensors")
    not_loaded, not_used = ms.load_param_into_net(net, params)
    print(not_loaded, not_used)

    # Proof: the network computes with the values of the file.
    assert not_loaded == not_used == []
    x = np.ones((1, 3), np.float32)
    expected = x @ state["weight"].T + state["bias"]
    assert np.allclose(net(ms.Tensor(x)).asnumpy(), expected)


@mutant('"model/2.safetensors"', '"other.safetensors"')
@mutant(
    'load_checkpoint("model/model.safetensors.index.json"', 'load_checkpoint("model/1.safetensors"'
)
def shards_load_one_after_the_other():
    Path("model").mkdir()
    save_file({"weight": np.ones((2, 3), np.float32)}, "model/1.safetensors")
    save_file({"bias": np.ones(2, np.float32)}, "model/2.safetensors")

    net = nn.Dense(3, 2)
    tensors = {}
    for shard in sorted(Path("model").glob("*.safetensors")):
        tensors.update(ms.load_checkpoint(str(shard), format="safetensors"))
    print(ms.load_param_into_net(net, tensors))

    # Proof: the network has the values of both files, and the index is no checkpoint.
    assert net(ms.Tensor(np.ones((1, 3), np.float32))).asnumpy().tolist() == [[4, 4]]
    Path("model/model.safetensors.index.json").write_text("{}")
    with pytest.raises(ValueError, match="the checkpoint file format must same with 'format'"):
        ms.load_checkpoint("model/model.safetensors.index.json", format="safetensors")


def _write_bfloat16(path):
    """Write a safetensors file of one bfloat16 tensor, which NumPy itself doesn't know."""
    header = json.dumps({"w": {"dtype": "BF16", "shape": [2], "data_offsets": [0, 4]}}).encode()
    values = b"\x80\x3f\x00\xc0"  # 1.0 and -2.0
    Path(path).write_bytes(len(header).to_bytes(8, "little") + header + values)


@needs("numpy<2")
@mutant('"BF16"', '"F16"')
def bfloat16_loads_with_numpy_1():
    _write_bfloat16("model.safetensors")
    params = ms.load_checkpoint("model.safetensors", format="safetensors")
    assert params["w"].dtype == ms.bfloat16
    assert params["w"].float().asnumpy().tolist() == [1, -2]


@needs("numpy>=2", "torch")
@mutant('"BF16"', '"F16"')
@mutant("tensor.float().numpy()", "tensor.numpy()")
def bfloat16_fails_with_numpy_2():
    _write_bfloat16("model.safetensors")
    with pytest.raises(TypeError, match="The Numpy bfloat16 data type is not supported now"):
        ms.load_checkpoint("model.safetensors", format="safetensors")

    tensors = load_file("model.safetensors")
    try:
        params = {name: ms.Parameter(tensor.float().numpy()) for name, tensor in tensors.items()}
    except TypeError:
        params = {}
    assert {name: value.asnumpy().tolist() for name, value in params.items()} == {"w": [1, -2]}


@mutant(', name_map={"0.weight": "0.gamma"}', "")
def safetensors_to_ckpt_renames():
    Path("out").mkdir()
    save_file({"0.weight": np.ones(2, np.float32)}, "model.safetensors")
    ms.safetensors_to_ckpt("model.safetensors", "out", name_map={"0.weight": "0.gamma"})
    params = ms.load_checkpoint("out/model.ckpt")
    assert {name: list(value.asnumpy()) for name, value in params.items()} == {"0.gamma": [1, 1]}


@needs("torch")
@mutant("last = NORM.get(last, last) if layer in norms else last", "")
@mutant("source.eval()", "source.train()")
def parameters_of_a_pth_file_load():
    source = torch.nn.Sequential(
        torch.nn.Conv2d(1, 2, 3), torch.nn.BatchNorm2d(2), torch.nn.Flatten(), torch.nn.Linear(8, 3)
    )
    source(torch.rand(5, 1, 4, 4))  # a training step changes the running mean and variance
    torch.save(source.state_dict(), "model.pth")
    convolution = nn.Conv2d(1, 2, 3, pad_mode="valid", has_bias=True)
    net = nn.SequentialCell(convolution, nn.BatchNorm2d(2), nn.Flatten(), nn.Dense(8, 3))

    tensors = torch.load("model.pth", map_location="cpu")
    arrays = {name: tensor.float().numpy() for name, tensor in tensors.items()}
    NORM = {
        "weight": "gamma",
        "bias": "beta",
        "running_mean": "moving_mean",
        "running_var": "moving_variance",
    }
    norms = {name for name, cell in net.cells_and_names() if isinstance(cell, nn.BatchNorm2d)}
    params = {}
    for name, array in arrays.items():
        layer, dot, last = name.rpartition(".")
        last = NORM.get(last, last) if layer in norms else last
        params[layer + dot + last] = ms.Parameter(array)
    not_loaded, not_used = ms.load_param_into_net(net, params)
    print(not_loaded, not_used)

    # Proof: all names but one match, and both networks compute the same.
    assert not_loaded == []
    assert not_used == ["1.num_batches_tracked"]
    x = np.random.default_rng(0).random((2, 1, 4, 4), np.float32)
    expected = source.eval()(torch.from_numpy(x)).detach().numpy()
    result = net.set_train(False)(ms.Tensor(x)).asnumpy()
    assert np.allclose(result, expected, atol=1e-4)


@needs("torch")
@mutant("momentum=0.9", "momentum=0.1")
def momentum_is_one_minus_pytorch_momentum():
    x = np.random.default_rng(0).normal(size=(4, 2, 3, 3)).astype(np.float32)
    layer, source = nn.BatchNorm2d(2, momentum=0.9), torch.nn.BatchNorm2d(2, momentum=0.1)
    layer.set_train()(ms.Tensor(x))
    source(torch.from_numpy(x))
    assert np.allclose(layer.moving_mean.asnumpy(), source.running_mean.numpy(), atol=1e-5)


def _write_pth(path):
    """Write the archive that torch.save makes of a dictionary without tensors."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("archive/data.pkl", pickle.dumps({"epoch": 3}, protocol=2))
        archive.writestr("archive/byteorder", "little")
        archive.writestr("archive/version", "3\n")


@mutant('path = "model.pth"', 'path = "model.ckpt"')
@mutant('_write_pth("renamed.ckpt")', 'ms.save_checkpoint(ms.nn.Dense(3, 2), "renamed.ckpt")')
def a_pth_file_raises_an_error():
    path = "model.pth"
    _write_pth(path)
    error = "the checkpoint file format must same with 'format', but got file_name:'model.pth'"
    with pytest.raises(ValueError, match=error):
        ms.load_checkpoint(path)

    _write_pth("renamed.ckpt")
    error = re.escape("The file may be corrupted, and the content cannot be parsed.")
    with pytest.raises(ValueError, match=error):
        ms.load_checkpoint("renamed.ckpt")


@mutant("nn.LayerNorm((2,))", "nn.LayerNorm((2,), epsilon=1e-5)")
def some_layers_have_other_defaults():
    assert nn.LayerNorm((2,)).epsilon == 1e-7
    x = ms.Tensor([1.0, 2.0])
    exact = nn.GELU(approximate=False)(x).asnumpy()
    assert np.allclose(exact, [0.84134475, 1.9544997], atol=1e-6)
    assert not np.allclose(nn.GELU()(x).asnumpy(), exact, atol=1e-5)
    assert [parameter.name for parameter in nn.PReLU().get_parameters()] == ["a"]
