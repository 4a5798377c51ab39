"""Checks of the claims of the entry `run-on-gpu-and-cpu`."""

import os
import re
import subprocess
import sys
from pathlib import Path

import mindspore as ms
import numpy as np
import pytest
from mindspore import mint, nn, ops

from checks import mutant


@mutant('set_device("CPU")', 'set_device("GPU")')
@mutant("optimizer(gradients)\n", "")
def a_network_trains_on_the_cpu():
    ms.set_device("CPU")
    net = nn.Dense(3, 1)
    weights = net.trainable_params()
    optimizer = nn.SGD(weights, learning_rate=0.1)
    step = ms.value_and_grad(lambda x: net(x).sum(), None, weights)
    before = net.weight.asnumpy().copy()
    _, gradients = step(ms.Tensor(np.ones((2, 3), np.float32)))
    optimizer(gradients)
    print(before, net.weight.asnumpy())  # each weight is smaller by 0.2

    # Proof: the device is the CPU, and each weight moved by 0.1 times its gradient, which is 2.
    assert ms.get_current_device().device_target == "CPU"
    assert np.allclose(net.weight.asnumpy(), before - 0.2, atol=1e-6)


@mutant("if getattr", "if True or getattr")
def the_best_device_that_is_available_is_found():
    for target in ("Ascend", "GPU", "CPU"):
        if getattr(ms.device_context, target.lower()).is_available():
            break
    ms.set_device(target)
    print(target)

    # Proof: the device accepts an operation.
    y = ops.relu(ms.Tensor([-1.0, 2.0]))
    assert y.asnumpy().tolist() == [0.0, 2.0]
    assert ms.get_current_device().device_target == target


@mutant("ops.relu(ms.Tensor([-1.0, 2.0])).asnumpy()\n", "")
def the_device_is_set_before_the_first_operation():
    ops.relu(ms.Tensor([-1.0, 2.0])).asnumpy()

    late = "The runtime has been initialized, please set it before the kernel is executed"
    with pytest.raises(RuntimeError, match=re.escape(late)):
        ms.set_device("CPU")


@mutant('ms.set_device("GPU")', 'ms.set_device("CPU")')
@mutant('ms.set_device("Ascend")', 'ms.set_device("CPU")')
def a_target_that_is_not_available_is_refused():
    if ms.device_context.gpu.is_available() or ms.device_context.ascend.is_available():
        pytest.skip("needs a machine without GPU and Ascend")

    refused = "Unsupported device target {}. This process only supports one of the ['CPU']."
    with pytest.raises(RuntimeError, match=re.escape(refused.format("GPU"))):
        ms.set_device("GPU")
    with pytest.raises(RuntimeError, match=re.escape(refused.format("Ascend"))):
        ms.set_device("Ascend")


def _warnings_of(statement):
    """Return what MindSpore writes to the log when a process of its own runs the statement."""
    program = f"import mindspore as ms\n{statement}\nprint(ms.get_current_device())"
    env = {**os.environ, "GLOG_v": "2", "GLOG_logtostderr": "1"}
    run = subprocess.run(
        [sys.executable, "-c", program], env=env, capture_output=True, text=True, check=True
    )
    assert run.stdout == "('CPU', 0)\n"
    return run.stderr


@mutant('ms.set_context(device_target="CPU")', 'ms.set_device("CPU")')
@mutant("_warnings_of('ms.set_device(\"CPU\")')", "_warnings_of('ms.set_context(device_id=0)')")
def set_context_announces_the_end_of_device_target():
    announced = (
        "For 'context.set_context', the parameter 'device_target' will be deprecated and removed "
        "in a future version. Please use the api mindspore.set_device() instead."
    )
    assert announced in _warnings_of('ms.set_context(device_target="CPU")')
    assert "set_device() instead" not in _warnings_of('ms.set_device("CPU")')


def _plugins_that_failed(cuda):
    """Return what MindSpore says of its plugins where `CUDA_HOME` holds that release of CUDA."""
    nvcc = Path("cuda/bin/nvcc")
    nvcc.parent.mkdir(parents=True, exist_ok=True)
    nvcc.write_text(f'#!/bin/sh\necho "Cuda compilation tools, release {cuda}, V{cuda}"\n')
    nvcc.chmod(0o755)
    env = {**os.environ, "CUDA_HOME": str(Path("cuda").resolve()), "GLOG_v": "4"}
    program = 'import mindspore as ms\nms.set_device("GPU")'
    run = subprocess.run(
        [sys.executable, "-c", program], env=env, capture_output=True, text=True, check=False
    )
    return run.stderr


@mutant('("11.1"', '("11.6"')
@mutant('("11.8"', '("12.8"')
@mutant('("12.4"', '("11.4"')
def the_package_serves_cuda_11_and_not_cuda_12():
    if sys.platform != "linux" or os.uname().machine != "x86_64":
        pytest.skip("needs the package for Linux on x86-64")
    if ms.device_context.gpu.is_available():
        pytest.skip("needs a machine without the libraries of CUDA 11")

    # The plugin for GPUs is tried, and only a library of CUDA is missing.
    missing = "failed. libcublas.so.11: cannot open shared object file"
    assert f"libmindspore_gpu.so.11.1 {missing}" in _plugins_that_failed("11.1")
    assert f"libmindspore_gpu.so.11.6 {missing}" in _plugins_that_failed("11.8")
    assert "libmindspore_gpu" not in _plugins_that_failed("12.4")


@mutant("libmindspore_gpu.so.11.6", "libmindspore_ascend.so.2")
def the_gpu_plugin_needs_cudnn_8():
    plugin = Path(ms.__file__).parent / "lib/plugin/libmindspore_gpu.so.11.6"
    if not plugin.exists():
        pytest.skip("needs the package for Linux on x86-64")

    needed = subprocess.run(["ldd", plugin], capture_output=True, text=True, check=True).stdout
    assert "libcudnn.so.8" in needed


@mutant("mint.nn.functional.mish(x)", "ops.mish(x)")
@mutant("ops.relu(x)", "mint.nn.functional.mish(x)")
def not_every_function_runs_on_the_cpu():
    x = ms.Tensor([-1.0, 2.0])
    assert ops.relu(x).asnumpy().tolist() == [0.0, 2.0]

    with pytest.raises(RuntimeError, match=re.escape("The kernel MishExt unregistered.")):
        mint.nn.functional.mish(x).asnumpy()


@mutant('set_device("CPU")', 'set_device("Ascend")')
@mutant('set_device("GPU")', 'set_device("CPU")')
def an_operator_has_a_device_of_its_own():
    relu = ops.ReLU().set_device("CPU")
    y = relu(ms.Tensor([-1.0, 2.0]))
    print(y)  # [0. 2.]

    # Proof: the operator runs there, and would run on another device if there were one.
    assert y.asnumpy().tolist() == [0.0, 2.0]
    if ms.device_context.gpu.is_available():
        pytest.skip("needs a machine without GPU")
    elsewhere = ops.ReLU().set_device("GPU")
    with pytest.raises(RuntimeError, match=r"device.GPU"):
        elsewhere(ms.Tensor([-1.0, 2.0])).asnumpy()
