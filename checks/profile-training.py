"""Checks of the claims of the entry `profile-training`."""

import os
import subprocess
import sys
from pathlib import Path

from checks import mutant

_PROGRAM = """
import mindspore as ms, numpy as np
from mindspore import nn
from mindspore.profiler import ProfilerActivity, profile, schedule, tensorboard_trace_handler

net, x = nn.Dense(64, 64), ms.Tensor(np.ones((32, 64)), ms.float32)
with profile(
    activities=[ProfilerActivity.CPU],
    schedule=schedule(wait=1, warmup=1, active=2, repeat=1),
    on_trace_ready=tensorboard_trace_handler("prof"),
) as profiler:
    for _ in range(5):
        net(x)
        profiler.step()
"""


@mutant("        profiler.step()\n", "")
def the_profiler_writes_a_trace():
    Path("train.py").write_text(_PROGRAM)
    subprocess.run([sys.executable, "train.py"], check=True)
    (trace,) = Path("prof").rglob("trace_view.json")
    assert "Default/BiasAdd" in trace.read_text()


_CALLBACK = """
import mindspore as ms, numpy as np
import mindspore.dataset as ds
from mindspore import nn
from mindspore.profiler import ProfilerActivity, profile, schedule, tensorboard_trace_handler
from mindspore.train import Callback, Model

class Step(Callback):
    def __init__(self, profiler):
        super().__init__()
        self.profiler = profiler

    def on_train_step_end(self, run_context):
        self.profiler.step()

rows = np.ones((16, 3), np.float32)
data = ds.NumpySlicesDataset((rows, rows[:, :1]), shuffle=False).batch(2)
net = nn.Dense(3, 1)
model = Model(net, nn.MSELoss(), nn.SGD(net.trainable_params(), 0.1))
with profile(
    activities=[ProfilerActivity.CPU],
    schedule=schedule(wait=1, warmup=1, active=2, repeat=1),
    on_trace_ready=tensorboard_trace_handler("prof"),
) as profiler:
    model.train(1, data, callbacks=[Step(profiler)], dataset_sink_mode=False)
"""


@mutant("callbacks=[Step(profiler)]", "callbacks=[]")
def a_callback_profiles_model_train():
    Path("train.py").write_text(_CALLBACK)
    subprocess.run([sys.executable, "train.py"], check=True)
    (trace,) = Path("prof").rglob("trace_view.json")
    assert "BiasAdd" in trace.read_text()


@mutant("Profiler(start_profile=False)", "profiler")
def the_older_class_is_deprecated():
    program = "import mindspore as ms\nms.Profiler(start_profile=False)"
    environment = {**os.environ, "GLOG_v": "2", "GLOG_logtostderr": "1"}
    command = [sys.executable, "-c", program]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    warning = "'mindspore.Profiler' will be deprecated and removed in a future version"
    assert warning in run.stderr + run.stdout
    assert "'mindspore.profiler.profile' instead" in run.stderr + run.stdout
