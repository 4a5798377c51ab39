"""Checks of the claims of the entry `move-to-device`."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn

from checks import mutant


@mutant('device="CPU", dtype=ms.float16', 'device="CPU"')
def a_network_and_a_tensor_take_a_device():
    net = nn.Dense(2, 2)
    net.to("CPU")
    x = ms.Tensor([1.0]).to(device="CPU", dtype=ms.float16)
    print(net.weight.device, x.device, x.dtype)

    # Proof: the cell is moved in place, and the dtype changed with the device.
    assert (net.weight.device, x.device, x.dtype) == ("CPU", "CPU", ms.float16)


@mutant("net.to(ms.float16)", "net")
def to_converts_the_weights():
    net = nn.Dense(2, 2)
    net.to(ms.float16)
    assert net.weight.dtype == ms.float16
    assert net(ms.Tensor(np.ones((1, 2)), ms.float16)).dtype == ms.float16
    with pytest.raises(TypeError, match="the type of 'x2' should be same as 'x1'"):
        net(ms.Tensor(np.ones((1, 2)), ms.float32))


@mutant("optimizer(grads)", "grads")
def an_optimizer_keeps_its_parameters():
    net = nn.Dense(2, 1)
    optimizer = nn.SGD(net.trainable_params(), 0.1)
    assert net.to("CPU") is net
    before = net.weight.asnumpy().copy()
    step = ms.value_and_grad(lambda x: net(x).sum(), None, optimizer.parameters)
    _, grads = step(ms.Tensor(np.ones((1, 2), np.float32)))
    optimizer(grads)
    assert not np.allclose(net.weight.asnumpy(), before)


@mutant('("CPU:0", "cuda")', '("CPU",)')
def names_have_no_number():
    for name in ("CPU:0", "cuda"):
        with pytest.raises(ValueError, match="of input 'device' of 'to' to enum"):
            ms.Tensor([1.0]).to(name)
    assert ms.Tensor([1.0]).to("cpu").device == "CPU"


@mutant("move_to.__doc__", "to.__doc__")
def move_to_is_deprecated():
    assert ms.Tensor([1.0]).move_to("CPU").device == "CPU"
    assert "deprecated" in ms.Tensor.move_to.__doc__


@mutant("Tensor.to.__doc__", "Tensor.move_to.__doc__")
def the_reference_names_jit():
    documented = " ".join(ms.Tensor.to.__doc__.split())
    assert "do not take effect in GRAPH_MODE or within jit" in documented


@mutant("return x.to(device)", "return x + 1")
def a_compiled_function_cannot_move_a_tensor():
    for device, name in (("CPU", "CopyToHost"), ("Ascend", "CopyToDevice")):

        @ms.jit
        def move(x, device=device):
            return x.to(device)

        with pytest.raises(RuntimeError, match=f"Unsupported op .{name}. on CPU"):
            move(ms.Tensor([1.0]))
