"""Checks of the claims of the entry `export-onnx`."""

import mindspore as ms
import numpy as np
import onnx
import pytest
from mindspore import nn
from onnx.reference import ReferenceEvaluator

from checks import mutant


@mutant("ms.onnx.export(net, x", "ms.onnx.export(nn.Dense(3, 2), x")
def the_file_computes_what_the_network_does():
    net = nn.SequentialCell(nn.Dense(3, 8), nn.ReLU(), nn.Dense(8, 2))
    # ms.load_param_into_net(net, ms.load_checkpoint("net.ckpt"))
    net.set_train(False)

    x = ms.Tensor(np.ones((1, 3)), ms.float32)
    ms.onnx.export(net, x, file_name="net.onnx", input_names=["x"], output_names=["y"])

    model = onnx.load("net.onnx")
    onnx.checker.check_model(model, full_check=True)
    print([each.name for each in (*model.graph.input, *model.graph.output)])

    # Proof: other values give the network's results.
    values = np.random.default_rng(0).random((1, 3), np.float32)
    (result,) = ReferenceEvaluator(model).run(None, {"x": values})
    assert np.allclose(result, net(ms.Tensor(values)).asnumpy(), atol=1e-5)


@mutant(
    'net = create()\nms.onnx.export(net, x, file_name="second.onnx")',
    'ms.onnx.export(net, x, file_name="second.onnx")',
)
def each_export_needs_a_new_network():
    def create():
        return nn.Dense(3, 2)

    x = ms.Tensor(np.ones((1, 3)), ms.float32)
    net = create()
    ms.onnx.export(net, x, file_name="first.onnx")
    # Proof: the same object fails, a new one doesn't.
    with pytest.raises(RuntimeError, match="out of range"):
        ms.onnx.export(net, x, file_name="second.onnx")
    net = create()
    ms.onnx.export(net, x, file_name="second.onnx")


@mutant("np.ones((4, 3)", "np.ones((1, 3)")
def the_shape_is_fixed():
    ms.onnx.export(
        nn.Dense(3, 2), ms.Tensor(np.ones((4, 3)), ms.float32), file_name="net", input_names=["x"]
    )
    model = onnx.load("net.onnx")
    assert [size.dim_value for size in model.graph.input[0].type.tensor_type.shape.dim] == [4, 3]


@mutant('"ONNX"', '"MINDIR"')
def the_old_export_writes_the_same():
    net = nn.Dense(3, 2)
    x = ms.Tensor(np.ones((1, 3)), ms.float32)
    ms.export(net, x, file_name="old", file_format="ONNX")
    model = onnx.load("old.onnx")
    (result,) = ReferenceEvaluator(model).run(None, {model.graph.input[0].name: x.asnumpy()})
    assert np.allclose(result, net(x).asnumpy(), atol=1e-5)


class Masked(nn.Cell):
    """A network with two inputs."""

    def construct(self, image, mask):
        return image * mask


@mutant("export(Masked(), image, mask", "export(Masked(), mask, image")
def several_inputs_are_in_order():
    image = ms.Tensor(np.ones((1, 3, 4, 4)), ms.float32)
    mask = ms.Tensor(np.ones((1, 1, 4, 4)), ms.float32)
    ms.onnx.export(Masked(), image, mask, file_name="net.onnx", input_names=["image", "mask"])
    inputs = onnx.load("net.onnx").graph.input
    sizes = {x.name: [size.dim_value for size in x.type.tensor_type.shape.dim] for x in inputs}
    assert sizes == {"image": [1, 3, 4, 4], "mask": [1, 1, 4, 4]}
