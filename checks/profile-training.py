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


@mutant("Profiler(start_profile=False)", "profiler")
def the_older_class_is_deprecated():
    program = "import mindspore as ms\nms.Profiler(start_profile=False)"
    environment = {**os.environ, "GLOG_v": "2", "GLOG_logtostderr": "1"}
    command = [sys.executable, "-c", program]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    warning = "'mindspore.Profiler' will be deprecated and removed in a future version"
    assert warning in run.stderr + run.stdout
    assert "'mindspore.profiler.profile' instead" in run.stderr + run.stdout
