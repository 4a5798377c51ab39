"""Checks of the claims of the entry `onnx-dynamic-batch`."""

import mindspore as ms
import numpy as np
import onnx
import pytest
from mindspore import nn
from onnx.reference import ReferenceEvaluator

from checks import mutant


@mutant('{"image": {0: "batch"}}', "{}")
def flatten_keeps_the_batch_open():
    net = nn.SequentialCell(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.Flatten(), nn.Dense(256, 2))
    image = ms.Tensor(np.zeros((1, 3, 8, 8)), ms.float32)
    dynamic = {"image": {0: "batch"}}
    ms.onnx.export(net, image, file_name="model.onnx", input_names=["image"], dynamic_axes=dynamic)

    model = onnx.load("model.onnx")
    print(model.graph.input[0].type.tensor_type.shape.dim[0].dim_param)

    # Proof: the dimension is open, and a batch of 3 computes what the network computes.
    assert model.graph.input[0].type.tensor_type.shape.dim[0].dim_param == "batch"
    images = np.random.default_rng(0).random((3, 3, 8, 8), np.float32)
    (result,) = ReferenceEvaluator(model).run(None, {"image": images})
    assert np.allclose(result, net(ms.Tensor(images) * 1).asnumpy(), atol=1e-4)


class Pooled(nn.Cell):
    """A network without a layer that needs a certain image size."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
        self.head = nn.Dense(4, 2)

    def construct(self, x):
        return self.head(self.conv(x).mean((2, 3)))


@mutant('{0: "batch", 2: "height", 3: "width"}', '{0: "batch"}')
def a_mean_keeps_the_image_size_open():
    sample = ms.Tensor(np.zeros((1, 3, 8, 8)), ms.float32)
    net = Pooled()
    dynamic = {"image": {0: "batch", 2: "height", 3: "width"}}
    ms.onnx.export(net, sample, file_name="model.onnx", input_names=["image"], dynamic_axes=dynamic)

    # Proof: three dimensions are open, and images of other sizes give the network's results.
    model = onnx.load("model.onnx")
    sizes = [size.dim_param for size in model.graph.input[0].type.tensor_type.shape.dim]
    assert sizes == ["batch", "", "height", "width"]
    for shape in ((1, 3, 8, 8), (2, 3, 16, 12), (3, 3, 9, 7)):
        images = np.random.default_rng(0).random(shape, np.float32)
        (result,) = ReferenceEvaluator(model).run(None, {"image": images})
        expected = net.head(ms.Tensor(net.conv(ms.Tensor(images)).asnumpy().mean((2, 3))))
        assert np.allclose(result, expected.asnumpy(), atol=1e-4)


@mutant("nn.AdaptiveAvgPool2d(1)", "nn.ReLU()")
def adaptive_pooling_stops_the_export():
    sample = ms.Tensor(np.zeros((1, 3, 8, 8)), ms.float32)
    net = nn.SequentialCell(nn.Conv2d(3, 4, 3), nn.AdaptiveAvgPool2d(1))
    # Proof: the export raises the error.
    with pytest.raises(RuntimeError, match="Can not find key AdaptiveAvgPool2D in convert map"):
        ms.onnx.export(net, sample, file_name="model.onnx")


class Reshaped(nn.Cell):
    """A network that computes with the size of the batch."""

    def construct(self, x):
        return x.reshape((x.shape[0], -1)) * 2


@mutant("x.reshape((x.shape[0], -1))", "x.flatten(start_dim=1)")
def a_computed_batch_is_fixed():
    sample = ms.Tensor(np.zeros((1, 4, 2), np.float32))
    dynamic = {"x": {0: "batch"}}
    ms.onnx.export(
        Reshaped(), sample, file_name="model.onnx", input_names=["x"], dynamic_axes=dynamic
    )
    # Proof: the ONNX model doesn't give 3 rows for a batch of 3.
    model = ReferenceEvaluator(onnx.load("model.onnx"))
    (result,) = model.run(None, {"x": np.zeros((3, 4, 2), np.float32)})
    assert result.shape != (3, 8)
    assert result.shape[0] == 1


@mutant("(3, 5, 8)", "(1, 5, 8)")
def recurrent_and_attention_layers_fix_the_batch():
    sample = ms.Tensor(np.zeros((1, 5, 8), np.float32))
    dynamic = {"x": {0: "batch"}}
    for net in (
        nn.LSTM(8, 4, batch_first=True),
        nn.TransformerEncoderLayer(8, 2, batch_first=True).set_train(False),
    ):
        ms.onnx.export(net, sample, file_name="model.onnx", input_names=["x"], dynamic_axes=dynamic)
        # Proof: the batch of the sample is built in.
        model = ReferenceEvaluator(onnx.load("model.onnx"))
        with pytest.raises(ValueError, match="cannot reshape array"):
            model.run(None, {"x": np.zeros((3, 5, 8), np.float32)})


@mutant("shape=[None, 4, 2]", "shape=[1, 4, 2]")
def an_unknown_size_stops_at_shape():
    sample = ms.Tensor(shape=[None, 4, 2], dtype=ms.float32)
    # Proof: the export raises the error.
    with pytest.raises(RuntimeError, match="Can not find key Shape in convert map"):
        ms.onnx.export(Reshaped(), sample, file_name="model.onnx")


@mutant("shape=[None, 3]", "shape=[1, 3]")
def the_old_export_rejects_dynamic_shapes():
    sample = ms.Tensor(shape=[None, 3], dtype=ms.float32)
    # Proof: the export raises the error.
    error = "Export ONNX format model not support dynamic shape mode"
    with pytest.raises(ValueError, match=error):
        ms.export(nn.Dense(3, 2), sample, file_name="model", file_format="ONNX")
