"""Checks of the claims of the entry `optimizer-differs-from-pytorch`."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import mint, nn
from mindspore.experimental import optim

from checks import mutant, needs


@mutant("optim.AdamW([new], 0.1,", "nn.AdamWeightDecay([new], 0.1,")
def experimental_adamw_corrects_the_bias():
    old, new = ms.Parameter(ms.Tensor([1.0])), ms.Parameter(ms.Tensor([1.0]))
    gradients = (ms.Tensor([1.0]),)
    nn.AdamWeightDecay([old], 0.1, weight_decay=0.1)(gradients)
    optim.AdamW([new], 0.1, weight_decay=0.1)(gradients)
    print(old.asnumpy(), new.asnumpy())

    # Proof: 1 - 0.1 * 0.1 - 0.1 = 0.89, and the other step is three times as large.
    assert np.allclose(new.asnumpy(), 0.89, atol=1e-4)
    assert np.allclose(old.asnumpy(), 0.674, atol=1e-3)


@needs("torch")
@mutant("tensor.grad = torch.tensor([1.0])", "tensor.grad = torch.tensor([-1.0])")
def sgd_adam_and_adamw_equal_pytorch():
    torch = pytest.importorskip("torch")
    pairs = [
        (
            lambda p: nn.SGD(p, 0.1, momentum=0.9, weight_decay=0.1),
            lambda p: torch.optim.SGD(p, 0.1, momentum=0.9, weight_decay=0.1),
        ),
        (lambda p: nn.Adam(p, 0.1), lambda p: torch.optim.Adam(p, 0.1)),
        (
            lambda p: optim.AdamW(p, 0.1, weight_decay=0.1),
            lambda p: torch.optim.AdamW(p, 0.1, weight_decay=0.1),
        ),
    ]
    for ours, theirs in pairs:
        parameter = ms.Parameter(ms.Tensor([1.0]))
        tensor = torch.nn.Parameter(torch.tensor([1.0]))
        optimizer, other = ours([parameter]), theirs([tensor])
        for _ in range(3):
            optimizer((ms.Tensor([1.0]),))
            tensor.grad = torch.tensor([1.0])
            other.step()
        assert np.allclose(parameter.asnumpy(), tensor.detach().numpy(), atol=1e-5)


@mutant("ms.Tensor([2.0])", "ms.Tensor([1.0])")
def rmsprop_starts_with_a_mean_square_of_one():
    parameter = ms.Parameter(ms.Tensor([1.0]))
    nn.RMSProp([parameter], 0.1)((ms.Tensor([2.0]),))

    # With a decay of 0.9, the mean square is 0.9 * 1 + 0.1 * 4 = 1.3.
    assert np.allclose(parameter.asnumpy(), 1 - 0.1 * 2 / 1.3**0.5, atol=1e-4)


@mutant("optim.RMSprop([parameter], 0.1)", "optim.RMSprop([parameter], 0.1, alpha=0.9)")
def experimental_rmsprop_equals_pytorch():
    parameter = ms.Parameter(ms.Tensor([1.0]))
    optimizer = optim.RMSprop([parameter], 0.1)
    value, square = 1.0, 0.0
    for _ in range(3):
        optimizer((ms.Tensor([2.0]),))
        square = 0.99 * square + 0.01 * 4
        value -= 0.1 * 2 / square**0.5
    assert np.allclose(parameter.asnumpy(), value, atol=1e-4)


@mutant("gamma=0.5", "gamma=1.0")
def step_lr_changes_the_learning_rate():
    optimizer = optim.AdamW([ms.Parameter(ms.Tensor([1.0]))], lr=0.1)
    scheduler = optim.lr_scheduler.StepLR(optimizer, step_size=1, gamma=0.5)
    optimizer((ms.Tensor([1.0]),))
    scheduler.step()
    assert np.allclose(optimizer.param_groups[0]["lr"].asnumpy(), 0.05)


@mutant("[0.1, 0.01, 0.001]", "[0.1, 0.01, 0.001, 0.0001]")
def a_short_list_of_learning_rates_raises_an_error():
    optimizer = nn.SGD([ms.Parameter(ms.Tensor([1.0]))], [0.1, 0.01, 0.001])
    for _ in range(3):
        optimizer((ms.Tensor([1.0]),))

    def fourth_step():
        optimizer((ms.Tensor([1.0]),))
        ms.runtime.synchronize()

    message = "For 'Gather', the 'input_indices' should be in the range"
    with pytest.raises(RuntimeError, match=message):
        fourth_step()


@mutant('"weight_decay": 0.1', '"weight_decay": 0.0')
def groups_also_decay_normalization_parameters():
    net, other = nn.LayerNorm((2,)), nn.LayerNorm((2,))
    zeros = (ms.Tensor([0.0, 0.0]), ms.Tensor([0.0, 0.0]))

    nn.SGD(net.trainable_params(), 0.1, weight_decay=0.1)(zeros)
    group = {"params": other.trainable_params(), "weight_decay": 0.1}
    nn.SGD([group], 0.1)(zeros)
    print(net.gamma.asnumpy(), other.gamma.asnumpy())

    # Proof: without a group, the parameter stays; the experimental optimizer decays it.
    assert net.gamma.asnumpy().tolist() == [1.0, 1.0]
    assert np.allclose(other.gamma.asnumpy(), 0.99)
    layer = nn.LayerNorm((2,))
    optim.SGD(layer.trainable_params(), 0.1, weight_decay=0.1)(zeros)
    assert np.allclose(layer.gamma.asnumpy(), 0.99)


@mutant("net.trainable_params(), lr=0.1))", "net.trainable_params(), 0.1) and None)")
@mutant("scheduler.step()", "pass")
def model_rejects_experimental_optimizers():
    net = nn.Dense(1, 1)
    with pytest.raises(TypeError, match="The type of 'optimizer' should be one of"):
        ms.Model(net, nn.MSELoss(), optim.AdamW(net.trainable_params(), lr=0.1))

    optimizer = optim.AdamW(net.trainable_params(), lr=0.1, weight_decay=0.0)
    scheduler = optim.lr_scheduler.StepLR(optimizer, step_size=1, gamma=0.1)

    def forward(x):
        return net(x).mean()

    backward = ms.value_and_grad(forward, None, optimizer.parameters)

    @ms.jit
    def step(x):
        loss, gradients = backward(x)
        optimizer(gradients)
        return loss

    changes = []
    for _ in range(2):
        before = net.bias.asnumpy().copy()
        step(ms.Tensor(np.ones((1, 1), np.float32)))
        scheduler.step()
        changes.append(np.abs(net.bias.asnumpy() - before).item())
    assert np.allclose(changes, [0.1, 0.01], rtol=0.05)


@mutant("1e-6", "1e-3")
def adam_makes_smaller_steps_for_tiny_gradients():
    gradients = (ms.Tensor([1e-6]),)
    old, new = ms.Parameter(ms.Tensor([1.0])), ms.Parameter(ms.Tensor([1.0]))
    nn.Adam([old], 0.1)(gradients)
    optim.AdamW([new], 0.1, weight_decay=0.0)(gradients)
    # In the first step, Adam divides the gradient by its size plus 1e-8.
    assert np.allclose(1 - new.asnumpy(), 0.1 / 1.01, atol=1e-4)
    assert np.allclose(1 - old.asnumpy(), 0.076, atol=1e-4)


@mutant("mint.optim", "ms.experimental.optim")
def mint_adamw_has_no_cpu_kernel():
    parameter = ms.Parameter(ms.Tensor([1.0]))
    optimizer = mint.optim.AdamW([parameter], lr=0.1)

    def step():
        optimizer((ms.Tensor([1.0]),))
        return parameter.asnumpy()  # waits for the operator

    with pytest.raises(RuntimeError, match=r"(kernel AdamW unregistered|Not found op \S*AdamW)"):
        step()
