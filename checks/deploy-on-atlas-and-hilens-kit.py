"""Checks of the claims of the entry `deploy-on-atlas-and-hilens-kit`.

They end where the tools of Ascend begin, which need no MindSpore but cannot run here.
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
    sample = ms.Tensor(np.zeros((1, 1, 8, 8), np.float32))
    ms.onnx.export(net, sample, file_name="model.onnx", input_names=["image"])

    # Proof: a valid file with an input of that name, which computes what the network computes.
    model = onnx.load("model.onnx")
    onnx.checker.check_model(model)
    assert model.graph.input[0].name == "image"
    x = np.random.default_rng(0).normal(size=(1, 1, 8, 8)).astype(np.float32)
    (found,) = ReferenceEvaluator(model).run(None, {"image": x})
    assert np.allclose(found, net(ms.Tensor(x)).asnumpy(), atol=1e-4)


@mutant("again = net", "again = nn.Dense(3, 2)")
def a_second_onnx_export_of_one_network_can_fail():
    net = nn.Dense(3, 2)
    sample = ms.Tensor(np.zeros((1, 3), np.float32))
    ms.onnx.export(net, sample, file_name="first.onnx")

    again = net
    with pytest.raises(RuntimeError, match="out of range"):
        ms.onnx.export(again, sample, file_name="second.onnx")


@mutant("ms.export(net,", "ms.export(nn.Conv2d(1, 2, 3),")
def mindir_for_mindspore_lite_is_exported_without_ascend():
    net = nn.SequentialCell(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.ReLU()).set_train(False)
    sample = ms.Tensor(np.zeros((1, 1, 8, 8), np.float32))
    ms.export(net, sample, file_name="model", file_format="MINDIR")

    # Proof: it computes what the network computes.
    model = nn.GraphCell(ms.load("model.mindir"))
    x = ms.Tensor(np.random.default_rng(0).normal(size=(1, 1, 8, 8)), ms.float32)
    assert np.allclose(model(x).asnumpy(), net(x).asnumpy(), atol=1e-4)


@mutant('file_format="AIR"', 'file_format="MINDIR"')
def air_needs_ascend_and_is_deprecated():
    said = []
    log.warning = lambda message, *_: said.append(message)
    sample = ms.Tensor(np.zeros((1, 3), np.float32))
    with pytest.raises(ValueError, match="Only support export file in 'AIR' format with Ascend"):
        ms.export(nn.Dense(3, 2), sample, file_name="model", file_format="AIR")
    assert any(message.startswith("AIR format is deprecated") for message in said)
