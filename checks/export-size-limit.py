"""Checks of the claims of the entry `export-size-limit`.

The checks about a limit lower it: a network of that size would need minutes and gigabytes.
"""

import re
from pathlib import Path

import mindspore as ms
import numpy as np
import onnx
import pytest
from mindspore import log, nn, ops
from mindspore.train import serialization
from onnx.reference import ReferenceEvaluator

from checks import mutant


@mutant("ms.onnx.export(net,", "ms.onnx.export(nn.Dense(3, 2),")
@mutant('{"x": {0: "batch"}}', "{}")
def onnx_export_computes_what_the_network_computes():
    net = nn.SequentialCell(nn.Dense(3, 4), nn.ReLU(), nn.Dense(4, 2))
    x = ms.Tensor(np.ones((1, 3)), ms.float32)
    dynamic = {"x": {0: "batch"}}
    ms.onnx.export(net, x, file_name="model.onnx", input_names=["x"], dynamic_axes=dynamic)

    model = onnx.load("model.onnx")
    print(model.graph.input[0].name, [node.op_type for node in model.graph.node])

    # Proof: the file is valid, and computes the same outside MindSpore, for another batch size too.
    onnx.checker.check_model(model)
    assert model.graph.input[0].type.tensor_type.shape.dim[0].dim_param == "batch"
    x = np.array([[1, -2, 3], [4, 5, -6]], np.float32)
    (found,) = ReferenceEvaluator(model).run(None, {"x": x})
    assert np.allclose(found, net(ms.Tensor(x)).asnumpy(), atol=1e-5)


@mutant("PROTO_LIMIT_SIZE = 0", "PROTO_LIMIT_SIZE = 2**21")
def onnx_export_splits_off_large_parameters():
    net = nn.SequentialCell(nn.Dense(3, 4), nn.ReLU(), nn.Dense(4, 2))
    sample = ms.Tensor(np.zeros((1, 3), np.float32))
    assert ms.onnx.onnx_export.PROTO_LIMIT_SIZE == 2**21  # KiB, that is 2 GiB

    ms.onnx.onnx_export.PROTO_LIMIT_SIZE = 0
    ms.onnx.export(net, sample, file_name="model.onnx", input_names=["x"])

    # Proof: the parameters are in separate files, and the model computes with them.
    names = {path.name for path in Path().glob("[0-9]*.*")}
    assert names == {"0.weight", "0.bias", "2.weight", "2.bias"}
    x = np.array([[1, -2, 3]], np.float32)
    (found,) = ReferenceEvaluator("model.onnx").run(None, {"x": x})
    assert np.allclose(found, net(ms.Tensor(x)).asnumpy(), atol=1e-5)


@mutant("PROTO_LIMIT_SIZE = 0", "PROTO_LIMIT_SIZE = 2**21")
def the_old_onnx_export_rejects_large_networks():
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


class InverseErf(nn.Cell):
    def construct(self, x):
        return ops.erfinv(x)


@mutant("ms.onnx.export(InverseErf()", "ms.onnx.export(nn.ReLU()")
@mutant("ms.onnx.export(nn.SiLU()", "ms.onnx.export(InverseErf()")
def some_operators_cannot_be_exported_to_onnx():
    x = ms.Tensor(np.zeros(3), ms.float32)
    error = re.escape("in convert map. Exporting Erfinv operator is not yet supported.")
    with pytest.raises(RuntimeError, match=error):
        ms.onnx.export(InverseErf(), x, file_name="erfinv.onnx")

    ms.export(InverseErf(), x, file_name="erfinv", file_format="MINDIR")
    assert nn.GraphCell(ms.load("erfinv.mindir"))(x).asnumpy().tolist() == [0, 0, 0]
    ms.onnx.export(nn.SiLU(), x, file_name="silu.onnx")
    onnx.checker.check_model("silu.onnx")


@mutant("TOTAL_SAVE = 0", "TOTAL_SAVE = 2**20")
@mutant("ms.export(net,", "ms.export(nn.Dense(3, 2),")
def a_large_mindir_is_split():
    net = nn.SequentialCell(nn.Dense(3, 4), nn.ReLU(), nn.Dense(4, 2))
    sample = ms.Tensor(np.zeros((1, 3), np.float32))
    assert serialization.TOTAL_SAVE == 2**20  # KiB, that is 1 GiB

    serialization.TOTAL_SAVE = 0
    ms.export(net, sample, file_name="model", file_format="MINDIR")
    model = nn.GraphCell(ms.load("model_graph.mindir"))

    # Proof: the parameters are in a separate file, and the graph computes with them.
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


@mutant("export.__doc__", "load.__doc__")
def the_reference_limits_a_tensor():
    documented = " ".join(ms.export.__doc__.split())
    assert "AIR, ONNX format, the size of a single tensor can not exceed 2GB" in documented
