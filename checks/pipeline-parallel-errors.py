"""Checks of the claims of the entry `pipeline-parallel-errors`."""

from pathlib import Path

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn
from mindspore.parallel.nn import Pipeline, PipelineCell

from checks import mutant, needs


@mutant("np.ones((6, 3))", "np.ones((8, 3))")
def the_batch_is_a_multiple_of_the_micro_size():
    net = PipelineCell(nn.Dense(3, 1), micro_size=4)
    with pytest.raises(ValueError, match="must be divided by micro size"):
        net(ms.Tensor(np.ones((6, 3)), ms.float32))


@mutant("micro_size=3", "micro_size=1")
def the_batch_is_cut_into_micro_batches():
    net = nn.WithLossCell(nn.Dense(3, 1), nn.MSELoss())
    x = ms.Tensor(np.ones((6, 3)), ms.float32)
    y = ms.Tensor(np.zeros((6, 1)), ms.float32)
    ratio = PipelineCell(net, micro_size=3)(x, y) / net(x, y)
    print(round(float(ratio.asnumpy()), 3))

    # Proof: the losses are added, not averaged.
    assert abs(float(ratio.asnumpy()) - 3) < 1e-3


@mutant('"_backbone.second": 1', '"_backbone.second": 0')
def layers_are_assigned_to_stages():
    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.first, self.second = nn.Dense(3, 4), nn.Dense(4, 1)

        def construct(self, x):
            return self.second(self.first(x))

    net = Net()
    stages = {"_backbone.first": 0, "_backbone.second": 1}
    loss_net = nn.WithLossCell(net, nn.MSELoss())
    net_with_loss = Pipeline(loss_net, micro_size=4, stage_config=stages)
    print(net.first.pipeline_stage, net.second.pipeline_stage)

    # Proof: each layer has its stage.
    assert net_with_loss.micro_size == 4
    assert (net.first.pipeline_stage, net.second.pipeline_stage) == (0, 1)


@needs("mindspore>=2.10")
@mutant("libmindspore_frontend.so", "libmindspore_core.so")
def the_compiler_checks_devices_and_parameters():
    library = (Path(ms.__file__).parent / "lib" / "libmindspore_frontend.so").read_bytes()
    assert b"Device_num must be divisible by the stage_num" in library
    assert b"each stage must have at least one parameter that needs to be trained" in library
    assert b"Reshape op can't be a border" in library
