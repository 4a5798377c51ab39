"""Checks of the claims of the entry `export-size-limit`.

Those of a limit lower it: a network of that size would need minutes and gigabytes.
"""

import re
from pathlib import Path

import mindspore as ms
import numpy as np
import onnx
import pytest
from mindspore import log, nn
from mindspore.train import serialization
from onnx.reference import ReferenceEvaluator

from checks import mutant


@mutant("ms.onnx.export(net,", "ms.onnx.export(nn.Dense(3, 2),")
def onnx_export_computes_what_the_network_computes():
    net = nn.SequentialCell(nn.Dense(3, 4), nn.ReLU(), nn.Dense(4, 2))
    sample = ms.Tensor(np.zeros((1, 3), np.float32))
    ms.onnx.export(net, sample, file_name="model.onnx", input_names=["x"])

    # Proof: the file is valid, and computes the same outside MindSpore.
    onnx.checker.check_model("model.onnx")
    x = np.array([[1, -2, 3]], np.float32)
    (found,) = ReferenceEvaluator("model.onnx").run(None, {"x": x})
    assert np.allclose(found, net(ms.Tensor(x)).asnumpy(), atol=1e-5)


@mutant("PROTO_LIMIT_SIZE = 0", "PROTO_LIMIT_SIZE = 2**21")
def onnx_export_keeps_large_parameters_beside_the_file():
    net = nn.SequentialCell(nn.Dense(3, 4), nn.ReLU(), nn.Dense(4, 2))
    sample = ms.Tensor(np.zeros((1, 3), np.float32))
    assert ms.onnx.onnx_export.PROTO_LIMIT_SIZE == 2**21  # KiB, that is 2 GiB

    ms.onnx.onnx_export.PROTO_LIMIT_SIZE = 0
    ms.onnx.export(net, sample, file_name="model.onnx", input_names=["x"])

    # Proof: the parameters are in files of their own, and the model computes with them.
    names = {path.name for path in Path().glob("[0-9]*.*")}
    assert names == {"0.weight", "0.bias", "2.weight", "2.bias"}
    x = np.array([[1, -2, 3]], np.float32)
    (found,) = ReferenceEvaluator("model.onnx").run(None, {"x": x})
    assert np.allclose(found, net(ms.Tensor(x)).asnumpy(), atol=1e-5)


@mutant("PROTO_LIMIT_SIZE = 0", "PROTO_LIMIT_SIZE = 2**21")
def the_old_onnx_export_refuses_large_networks():
    sample = ms.Tensor(np.zeros((1, 3), np.float32))
    assert serialization.PROTO_LIMIT_SIZE == 2**21  # KiB, that is 2 GiB

    serialization.PROTO_LIMIT_SIZE = 0
    error = re.escape("Export onnx model failed. Network size is: ")
    with pytest.raises(RuntimeError, match=error):
        ms.export(nn.Dense(3, 2), sample, file_name="model", file_format="ONNX")


@mutant('file_format="ONNX"', 'file_format="MINDIR"')
def the_old_onnx_export_is_to_be_removed():
    said = []
    log.warning = lambda message, *_: said.append(message)
    sample = ms.Tensor(np.zeros((1, 3), np.float32))
    ms.export(nn.Dense(3, 2), sample, file_name="model", file_format="ONNX")

    expected = "mindspore.export(file_format='ONNX') will be deleted"
    assert any(message.startswith(expected) for message in said)


@mutant("ms.export(net,", "ms.export(nn.Dense(3, 2),")
def mindir_loads():
    net = nn.SequentialCell(nn.Dense(3, 4), nn.ReLU(), nn.Dense(4, 2))
    sample = ms.Tensor(np.zeros((1, 3), np.float32))
    ms.export(net, sample, file_name="model", file_format="MINDIR")
    model = nn.GraphCell(ms.load("model.mindir"))

    # Proof: it computes what the network computes.
    x = ms.Tensor(np.array([[1, -2, 3]], np.float32))
    assert np.allclose(model(x).asnumpy(), net(x).asnumpy(), atol=1e-5)


@mutant("TOTAL_SAVE = 0", "TOTAL_SAVE = 2**20")
@mutant("ms.export(net,", "ms.export(nn.Dense(3, 2),")
def a_large_mindir_is_split():
    net = nn.SequentialCell(nn.Dense(3, 4), nn.ReLU(), nn.Dense(4, 2))
    sample = ms.Tensor(np.zeros((1, 3), np.float32))
    assert serialization.TOTAL_SAVE == 2**20  # KiB, that is 1 GiB

    serialization.TOTAL_SAVE = 0
    ms.export(net, sample, file_name="model", file_format="MINDIR")
    model = nn.GraphCell(ms.load("model_graph.mindir"))

    # Proof: the parameters are in a file of their own, and the graph computes with them.
    assert Path("model_variables/data_0").stat().st_size > 0
    x = ms.Tensor(np.array([[1, -2, 3]], np.float32))
    assert np.allclose(model(x).asnumpy(), net(x).asnumpy(), atol=1e-5)


@mutant('load("model.onnx")', 'load("model.mindir")')
@mutant('Path("renamed.mindir").write', 'Path("other.mindir").write')
def onnx_does_not_load():
    sample = ms.Tensor(np.zeros((1, 3), np.float32))
    ms.export(nn.Dense(3, 2), sample, file_name="model", file_format="ONNX")
    for name in ("model", "renamed"):
        ms.export(nn.Dense(3, 2), sample, file_name=name, file_format="MINDIR")

    error = "For 'load', the argument 'file_name'(MindIR file) should end with '.mindir'"
    with pytest.raises(ValueError, match=re.escape(error)):
        ms.load("model.onnx")

    Path("renamed.mindir").chmod(0o600)
    Path("renamed.mindir").write_bytes(Path("model.onnx").read_bytes())
    with pytest.raises(RuntimeError, match=re.escape("Load MindIR failed.")):
        ms.load("renamed.mindir")
