"""Checks of the claims of the entry `converter-no-op-adapter`."""

from pathlib import Path

import mindspore as ms
import numpy as np
import onnx
from mindspore import nn
from mindspore.train.mind_ir_pb2 import ModelProto
from onnx.reference import ReferenceEvaluator

from checks import mutant, needs


class Recurrent(nn.Cell):
    """A network with one LSTM layer."""

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(3, 4)

    def construct(self, x):
        return self.lstm(x)[0]


@mutant("nn.LSTM(3, 4)", "nn.GRU(3, 4)")
def lstm_is_one_operator_on_a_cpu():
    ms.set_device("CPU")
    x = ms.Tensor(np.ones((5, 1, 3), np.float32))
    ms.export(Recurrent(), x, file_name="model", file_format="MINDIR")
    # Proof: the file has an operator LSTM.
    model = ModelProto()
    model.ParseFromString(Path("model.mindir").read_bytes())
    assert "LSTM" in {primitive.op_type for primitive in model.primitives}


@needs("mindspore>=2.10")
@mutant('export(net, x, file_name="model.onnx"', 'export(nn.ReLU(), x, file_name="model.onnx"')
def onnx_has_a_standard_lstm():
    ms.set_device("CPU")
    x = ms.Tensor(np.ones((5, 1, 3), np.float32))
    net = Recurrent()
    ms.onnx.export(net, x, file_name="model.onnx", input_names=["x"])

    # Proof: a valid file with ONNX's LSTM operator, that computes what the network computes.
    onnx.checker.check_model("model.onnx")
    model = onnx.load("model.onnx")
    assert "LSTM" in {node.op_type for node in model.graph.node}
    (y,) = ReferenceEvaluator(model).run(None, {"x": x.asnumpy()})
    ms.export(net, x, file_name="model", file_format="MINDIR")
    assert np.allclose(y, nn.GraphCell(ms.load("model.mindir"))(x).asnumpy(), atol=1e-5)
