"""Checks of the claims of the entry `converter-no-op-adapter`."""

from pathlib import Path

import mindspore as ms
import numpy as np
from mindspore import nn
from mindspore.train.mind_ir_pb2 import ModelProto

from checks import mutant


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
