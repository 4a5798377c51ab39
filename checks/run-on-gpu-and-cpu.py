"""Checks of the claims of the entry `run-on-gpu-and-cpu`."""

import os
import re
import subprocess
import sys
from importlib.metadata import metadata
from pathlib import Path

import mindspore as ms
import numpy as np
import pytest
from mindspore import mint, nn, ops

from checks import mutant, needs


@mutant('set_device("CPU")', 'set_device("GPU")')
@mutant("optimizer(gradients)\n", "")
def a_network_trains_on_the_cpu():
    ms.set_device("CPU")
    net = nn.Dense(3, 1, weight_init="zeros")
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.1)
    backward = ms.value_and_grad(lambda x: net(x).sum(), None, optimizer.parameters)

    _, gradients = backward(ms.Tensor(np.ones((2, 3), np.float32)))
    optimizer(gradients)
    print(net.weight.asnumpy())

    # Proof: the device is the CPU, and each weight moved by 0.1 times its gradient, which is 2.
    assert ms.get_current_device().device_target == "CPU"
    assert np.allclose(net.weight.asnumpy(), -0.2, atol=1e-6)


@mutant("if getattr", "if True or getattr")
def the_best_device_that_is_available_is_found():
    for target in ("Ascend", "GPU", "CPU"):
        if getattr(ms.device_context, target.lower()).is_available():
            break
    ms.set_device(target)
    print(target)

    # Proof: the device runs an operation.
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
def a_missing_device_raises_an_error():
    if ms.device_context.gpu.is_available() or ms.device_context.ascend.is_available():
        pytest.skip("needs a machine without GPU and Ascend")

    message = "Unsupported device target GPU. This process only supports one of the ['CPU']."
    with pytest.raises(RuntimeError, match=re.escape(message)):
        ms.set_device("GPU")


def _log_of(statement):
    """Run the statement in a new process and return what MindSpore logs."""
    program = f"import mindspore as ms\n{statement}\nprint(ms.get_current_device())"
    env = {**os.environ, "GLOG_v": "2", "GLOG_logtostderr": "1"}
    run = subprocess.run(
        [sys.executable, "-c", program], env=env, capture_output=True, text=True, check=True
    )
    assert run.stdout == "('CPU', 0)\n"
    return run.stderr


@mutant('ms.set_context(device_target="CPU")', 'ms.set_device("CPU")')
@mutant("_log_of('ms.set_device(\"CPU\")')", "_log_of('ms.set_context(device_id=0)')")
def set_context_warns_about_device_target():
    warning = (
        "For 'context.set_context', the parameter 'device_target' will be deprecated and removed "
        "in a future version. Please use the api mindspore.set_device() instead."
    )
    assert warning in _log_of('ms.set_context(device_target="CPU")')
    assert "set_device() instead" not in _log_of('ms.set_device("CPU")')


@mutant('glob("libmindspore_gpu.so.*")', 'glob("libmindspore_ascend.so.*")')
def the_linux_package_contains_cuda_11_plugins():
    if sys.platform != "linux" or os.uname().machine != "x86_64":
        pytest.skip("needs the package for Linux on x86-64")

    folder = Path(ms.__file__).parent / "lib/plugin"
    plugins = sorted(folder.glob("libmindspore_gpu.so.*"))
    assert [plugin.name for plugin in plugins] == [
        "libmindspore_gpu.so.11.1",
        "libmindspore_gpu.so.11.6",
    ]
    for plugin in plugins:
        needed = subprocess.run(["ldd", plugin], capture_output=True, text=True, check=True).stdout
        assert "libcublas.so.11" in needed
        assert "libcudnn.so.8" in needed


@mutant("mint.nn.functional.mish(x)", "ops.mish(x)")
@mutant("np.allclose(ops.mish(x)", "np.allclose(mint.nn.functional.mish(x)")
def some_functions_do_not_run_on_a_cpu():
    x = ms.Tensor([-1.0, 2.0])
    assert np.allclose(ops.mish(x).asnumpy(), [-0.3034, 1.944], atol=1e-4)

    with pytest.raises(RuntimeError, match=re.escape("The kernel MishExt unregistered.")):
        mint.nn.functional.mish(x).asnumpy()


@needs("mindspore>=2.10")
@mutant('metadata("mindspore")', 'metadata("pytest")')
def the_package_lists_its_platforms():
    text = metadata("mindspore").get_payload()
    rows = re.findall(r"^\| ([^|]*?) *\| (\S+) +\| ✔", text, re.MULTILINE)
    assert rows == [
        ("Ascend", "Linux-x86"),
        ("", "Linux-aarch64"),
        ("GPU CUDA 11.6", "Linux-x86"),
        ("CPU", "Linux-x86"),
        ("", "Linux-aarch64"),
        ("", "Windows-x86"),
        ("", "MacOS-x86"),
        ("", "MacOS-aarch64"),
    ]
