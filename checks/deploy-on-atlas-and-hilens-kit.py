"""Checks of the claims of the entry `deploy-on-atlas-and-hilens-kit`.

They stop before ATC and the devices, which cannot run here.
"""

import mindspore as ms
import numpy as np
import onnx
import pytest
from mindspore import log, nn
from onnx.reference import ReferenceEvaluator

from checks import mutant


@mutant(', input_names=["image"]', "")
@mutant("ms.onnx.export(net,", "ms.onnx.export(nn.ReLU(),")
def onnx_for_atc_is_exported_without_ascend():
    net = nn.SequentialCell(nn.Conv2d(1, 2, 3), nn.ReLU())
    image = ms.Tensor(np.zeros((1, 1, 8, 8)), ms.float32)
    ms.onnx.export(net, image, file_name="model.onnx", input_names=["image"])

    graph = onnx.load("model.onnx").graph
    print(graph.input[0].name, "->", [node.op_type for node in graph.node])

    # Proof: a valid file with an input of that name, which computes what the network computes.
    onnx.checker.check_model("model.onnx")
    assert graph.input[0].name == "image"
    x = np.random.default_rng(0).normal(size=(1, 1, 8, 8)).astype(np.float32)
    (found,) = ReferenceEvaluator("model.onnx").run(None, {"image": x})
    assert np.allclose(found, net(ms.Tensor(x)).asnumpy(), atol=1e-4)


@mutant("again = net", "again = nn.Dense(3, 2)")
def a_second_onnx_export_of_one_network_can_fail():
    net = nn.Dense(3, 2)
    sample = ms.Tensor(np.zeros((1, 3), np.float32))
    ms.onnx.export(net, sample, file_name="first.onnx")

    again = net
    with pytest.raises(RuntimeError, match="out of range"):
        ms.onnx.export(again, sample, file_name="second.onnx")


@mutant('file_format="AIR"', 'file_format="MINDIR"')
def air_needs_ascend_and_is_deprecated():
    said = []
    log.warning = lambda message, *_: said.append(message)
    sample = ms.Tensor(np.zeros((1, 3), np.float32))
    with pytest.raises(ValueError, match="Only support export file in 'AIR' format with Ascend"):
        ms.export(nn.Dense(3, 2), sample, file_name="model", file_format="AIR")
    assert any(message.startswith("AIR format is deprecated") for message in said)
