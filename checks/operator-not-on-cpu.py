"""Checks of the claims of the entry `operator-not-on-cpu`."""

import inspect

import mindspore as ms
import numpy as np
import pytest
from mindspore import mint, nn, ops

from checks import mutant


@mutant('ops.einsum("ij,jk->ik", x, x)', "ops.matmul(x, x)")
@mutant('mint.einsum("ij,jk->ik", x, x)', "mint.matmul(x, x)")
def einsum_does_not_run_on_a_cpu():
    x = ms.Tensor(np.eye(2), ms.float32)
    with pytest.raises(RuntimeError, match=r"Unsupported op \[Einsum\] on CPU"):
        ops.einsum("ij,jk->ik", x, x)
    with pytest.raises(NotImplementedError, match="einsum only supports Ascend"):
        mint.einsum("ij,jk->ik", x, x)


@mutant("k.transpose(1, 2, 3, 0)", "k[::-1].transpose(1, 2, 3, 0)")
@mutant("q.transpose(1, 2, 0, 3)", "q[:, ::-1].transpose(1, 2, 0, 3)")
def einsum_as_a_matrix_product():
    q = ms.Tensor(np.random.rand(5, 2, 3, 4), ms.float32)
    k = ms.Tensor(np.random.rand(6, 2, 3, 4), ms.float32)
    scores = ops.matmul(q.transpose(1, 2, 0, 3), k.transpose(1, 2, 3, 0))
    print(scores.shape)

    # Proof: NumPy computes the same.
    expected = np.einsum("ibnd,jbnd->bnij", q.asnumpy(), k.asnumpy())
    assert np.allclose(scores.asnumpy(), expected, atol=1e-5)


@mutant("(ops.einsum)", "(ops.matmul)")
@mutant("(mint.einsum)", "(ops.einsum)")
def einsum_names_one_platform():
    def platforms(function):
        return function.__doc__.split("Supported Platforms:")[1].split("Examples")[0].split()

    assert platforms(ops.einsum) == ["``GPU``"]
    assert platforms(mint.einsum) == ["``Ascend``"]


@mutant("(mint.nn.functional.gelu)", "(ops.relu)")
@mutant("(ops.gelu)", "(mint.nn.functional.mish)")
def the_documentation_lists_the_platforms():
    def platforms(function):
        return function.__doc__.split("Supported Platforms:")[1].split("Examples")[0].split()

    assert platforms(mint.nn.functional.gelu) == ["``Ascend``"]
    assert "``CPU``" in platforms(ops.gelu)


@mutant("mint.nn.functional.gelu(x)", "mint.nn.functional.relu(x)")
def functions_of_mint_do_not_run_on_a_cpu():
    x = ms.Tensor(np.ones((1, 2)), ms.float32)
    image = ms.Tensor(np.ones((1, 1, 2, 2)), ms.float32)
    ms.runtime.launch_blocking()
    calls = [
        lambda: mint.nn.Conv2d(1, 1, 1)(image),
        lambda: mint.nn.Embedding(2, 2)(ms.Tensor([0])),
        lambda: mint.nn.CrossEntropyLoss()(x, ms.Tensor([0])),
        lambda: mint.nn.functional.gelu(x),
        lambda: mint.nn.functional.mish(x),
        lambda: mint.nn.LayerNorm((2,))(x),
        lambda: mint.nn.BatchNorm2d(1)(image),
        lambda: mint.multinomial(x, 1),
    ]
    for call in calls:
        with pytest.raises(RuntimeError, match=r"unregistered|Not found op|Create kernelmod"):
            call().asnumpy()


@mutant("ops.gamma((2,), x, x)", "ops.standard_normal((2,))")
@mutant('ops.flash_attention_score(y, y, y, 2, input_layout="BNSD")', "ops.add(y, y)")
def gamma_and_flash_attention_do_not_run_on_a_cpu():
    x, y = ms.Tensor([1.0]), ms.Tensor(np.ones((1, 2, 4, 8)), ms.float16)
    with pytest.raises(RuntimeError, match=r"Unsupported op \[Gamma\] on CPU"):
        ops.gamma((2,), x, x).asnumpy()
    with pytest.raises(RuntimeError, match=r"FlashAttentionScore"):
        ops.flash_attention_score(y, y, y, 2, input_layout="BNSD").asnumpy()


@mutant("np.ones((1, 2))", "np.zeros((1, 2))")
@mutant('mode="bilinear"', 'mode="bilinear", align_corners=True')
def the_replacements_run_on_a_cpu():
    x = ms.Tensor(np.ones((1, 2)), ms.float32)
    image = ms.Tensor(np.ones((1, 1, 2, 2)), ms.float32)
    conv = nn.Conv2d(1, 1, 2, pad_mode="valid", has_bias=True, weight_init="ones")
    assert np.allclose(conv(image).asnumpy(), 4 + conv.bias.asnumpy())
    assert [weight.name for weight in nn.Embedding(2, 2).get_parameters()] == ["embedding_table"]
    labels = ms.Tensor([0], ms.int32)
    assert np.allclose(nn.CrossEntropyLoss()(x, labels).asnumpy(), np.log(2))
    assert np.allclose(ops.gelu(x).asnumpy(), 0.8413, atol=1e-3)
    assert np.allclose(ops.mish(x).asnumpy(), 0.8651, atol=1e-3)
    assert np.allclose(nn.LayerNorm((2,))(x).asnumpy(), 0.0)
    assert np.allclose(nn.BatchNorm2d(1)(image).asnumpy(), 1.0, atol=1e-3)
    assert ops.multinomial(x, 1).asnumpy().item() in (0, 1)

    step = ms.Tensor(np.array([[[[0, 1], [0, 1]]]]), ms.float32)
    large = ops.interpolate(step, size=(4, 4), mode="bilinear").asnumpy()
    assert np.allclose(large[0, 0, 0], [0.0, 0.25, 0.75, 1.0])  # half-pixel centers


@mutant("axis=-1)\n    return", "axis=0)\n    return")
def attention_from_basic_operators_runs_on_a_cpu():
    def attention(query, key, value):
        scores = ops.matmul(query, key.swapaxes(-2, -1))
        weights = ops.softmax(scores * query.shape[-1] ** -0.5, axis=-1)
        return ops.matmul(weights, value)

    x = ms.Tensor(np.eye(4).reshape(1, 1, 4, 4), ms.float32)
    x = x + x
    print(attention(x, x, x).shape)

    # Proof: NumPy computes the same.
    scores = np.exp(2 * np.eye(4))
    expected = 2 * scores / scores.sum(axis=-1, keepdims=True)
    assert np.allclose(attention(x, x, x).asnumpy()[0, 0], expected, atol=1e-5)


@mutant("ops.select(condition, integers, floats)", "ops.select(condition, floats, integers)")
def select_accepts_different_dtypes():
    condition = ms.Tensor([True, False])
    integers, floats = ms.Tensor([1, 2], ms.int64), ms.Tensor([1.5, 2.5])
    assert ops.select(condition, integers, floats).asnumpy().tolist() == [1.0, 2.5]


@mutant("replacement=False)", "replacement=True)")
@mutant("nn.LayerNorm((8,))", "mint.nn.LayerNorm(8)")
def the_replacements_have_other_defaults():
    def default(function, name):
        return inspect.signature(function).parameters[name].default

    assert default(ops.multinomial, "replacement")
    assert not default(mint.multinomial, "replacement")
    assert default(nn.LayerNorm, "epsilon") == 1e-7
    assert default(mint.nn.LayerNorm, "eps") == 1e-5
    drawn = ops.multinomial(ms.Tensor(np.ones(9), ms.float32), 9, replacement=False)
    assert sorted(drawn.asnumpy().tolist()) == list(range(9))
    for layer in (nn.LayerNorm((8,)), nn.BatchNorm2d(8)):
        assert [p.name for p in layer.trainable_params()] == ["gamma", "beta"]
