"""Checks of the claims of the entry `mindir-to-onnx`."""

from pathlib import Path

import mindspore as ms
import numpy as np
import onnx
import pytest
from mindspore import nn
from onnx.reference import ReferenceEvaluator

from checks import mutant


def _image():
    """Return an input."""
    return ms.Tensor(np.random.default_rng(0).random((1, 3, 8, 8)), ms.float32)


def _network():
    """Return a small network."""
    return nn.SequentialCell(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.Flatten(), nn.Dense(256, 2))


@mutant('ms.load("model.mindir")', 'ms.load("other.mindir")')
def a_loaded_mindir_exports_to_onnx():
    net = _network().set_train(False)
    ms.export(net, _image(), file_name="model", file_format="MINDIR")
    ms.export(_network(), _image(), file_name="other", file_format="MINDIR")
    loaded = nn.GraphCell(ms.load("model.mindir"))
    if hasattr(ms, "onnx"):
        ms.onnx.export(loaded, _image(), file_name="model.onnx")
    else:
        ms.export(loaded, _image(), file_name="model", file_format="ONNX")
    # Proof: the ONNX model computes what the network computes.
    model = onnx.load("model.onnx")
    onnx.checker.check_model(model, full_check=True)
    (result,) = ReferenceEvaluator(model).run(None, {model.graph.input[0].name: _image().asnumpy()})
    assert np.allclose(result, net(_image()).asnumpy(), atol=1e-4)


@mutant('ms.load("model.mindir")', 'ms.load("other.mindir")')
def a_loaded_mindir_gives_back_its_weights():
    net = _network()
    ms.export(net, _image(), file_name="model", file_format="MINDIR")
    ms.export(_network(), _image(), file_name="other", file_format="MINDIR")
    ms.save_checkpoint(nn.GraphCell(ms.load("model.mindir")), "weights.ckpt")
    # Proof: the checkpoint has the weights of the network.
    weights = ms.load_checkpoint("weights.ckpt")
    assert Path("weights.ckpt").exists()
    for parameter in net.trainable_params():
        assert np.allclose(weights[parameter.name].asnumpy(), parameter.asnumpy())


def _export(net):
    if hasattr(ms, "onnx"):
        ms.onnx.export(net, _image(), file_name="again.onnx")
    else:
        ms.export(net, _image(), file_name="again", file_format="ONNX")


@mutant("called(_image())", "called.parameters_dict()")
@mutant("_export(exported)  # the first time", "exported.parameters_dict()")
def a_loaded_mindir_exports_once():
    ms.export(_network(), _image(), file_name="model", file_format="MINDIR")
    called = nn.GraphCell(ms.load("model.mindir"))
    called(_image())
    with pytest.raises(RuntimeError, match=r"The pointer\[context\] is null"):
        _export(called)
    exported = nn.GraphCell(ms.load("model.mindir"))
    _export(exported)  # the first time
    with pytest.raises(RuntimeError, match="out of range"):
        _export(exported)


@mutant('nn.GraphCell(ms.load("model.mindir"))', "net")
def a_loaded_mindir_has_no_gradient():
    net = _network()
    ms.export(net, _image(), file_name="model", file_format="MINDIR")
    loaded = nn.GraphCell(ms.load("model.mindir"))

    def total(x):
        return loaded(x).sum()

    _, gradients = ms.value_and_grad(total, None, loaded.trainable_params())(_image())
    assert len(gradients) == len(net.trainable_params())
    assert not any(gradient.asnumpy().any() for gradient in gradients)
