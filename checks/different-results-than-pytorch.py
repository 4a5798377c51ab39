"""Checks of the claims of the entry `different-results-than-pytorch`."""

import mindspore as ms
import numpy as np
from mindspore import nn, ops

from checks import mutant


@mutant("nn.MaxPool2d(2)", "nn.MaxPool2d(2, stride=2)")
@mutant("nn.Conv2d(1, 1, 3)(image)", 'nn.Conv2d(1, 1, 3, pad_mode="pad")(image)')
def the_defaults_of_layers_differ():
    image = ms.Tensor(np.ones((1, 1, 4, 4)), ms.float32)
    pooled = nn.MaxPool2d(2)(image)
    convolved = nn.Conv2d(1, 1, 3)(image)
    print(pooled.shape, convolved.shape)
    print(nn.LeakyReLU().alpha)

    # Proof: these are the defaults.
    assert pooled.shape == nn.AvgPool2d(2)(image).shape == (1, 1, 3, 3)
    assert convolved.shape == (1, 1, 4, 4)
    assert nn.Conv2d(1, 1, 3).bias is None
    assert nn.LeakyReLU().alpha == 0.2


@mutant("nn.GELU()(x)", "nn.GELU(approximate=False)(x)")
@mutant("nn.LayerNorm((2,))", "nn.LayerNorm((2,), epsilon=1e-5)")
def epsilon_and_gelu_differ():
    assert nn.LayerNorm((2,)).epsilon == 1e-7

    x = ms.Tensor([-2.0, 2.0])
    exact = [-0.0455003, 1.9544997]
    assert not np.allclose(nn.GELU()(x).asnumpy(), exact, atol=1e-5)
    assert np.allclose(nn.GELU(approximate=False)(x).asnumpy(), exact, atol=1e-5)


@mutant("nn.BatchNorm2d(1)", "nn.BatchNorm2d(1, momentum=0.1)")
def the_momentum_weights_the_old_average():
    layer = nn.BatchNorm2d(1).set_train()
    layer(ms.Tensor(np.full((4, 1, 2, 2), 10.0), ms.float32))
    assert np.allclose(layer.moving_mean.asnumpy(), 1.0)


@mutant("nn.Dropout(0.9)", "nn.Dropout(p=0.9)")
def the_first_argument_of_dropout_is_keep_prob():
    x = ms.Tensor(np.ones(10000), ms.float32)
    kept = nn.Dropout(0.9).set_train()(x).asnumpy() != 0
    assert 0.85 < kept.mean() < 0.95
    kept = nn.Dropout(p=0.9).set_train()(x).asnumpy() != 0
    assert 0.05 < kept.mean() < 0.15


@mutant("nn.Dropout.__doc__", "nn.GELU.__doc__")
def keep_prob_will_be_removed():
    assert "`keep_prob` will be removed" in nn.Dropout.__doc__


@mutant("nn.RReLU()", "nn.RReLU(0.2, 0.2)")
def rrelu_is_random_in_evaluation():
    layer = nn.RReLU().set_train(False)
    slopes = layer(ms.Tensor(np.full(100, -1.0), ms.float32)).asnumpy()
    assert slopes.std() > 0.01


@mutant("ops.std(x).asnumpy()", "ops.std(x, ddof=1).asnumpy()")
def deviations_divide_by_n():
    x = ms.Tensor([0.5, 1.0, 1.5, 2.0]) * 2
    assert np.allclose(ops.std(x).asnumpy(), 1.1180340)
    assert np.allclose(ops.var(x).asnumpy(), 1.25)
    assert np.allclose(ops.std(x, ddof=1).asnumpy(), 1.2909944)
    assert np.allclose(ops.var(x, ddof=1).asnumpy(), 1.6666667)


@mutant("nn.Embedding(1000, 64)", 'nn.Embedding(1000, 64, embedding_table="ones")')
def embeddings_start_small():
    assert 0.009 < nn.Embedding(1000, 64).embedding_table.asnumpy().std() < 0.011


@mutant("nn.Dropout(p=0.5)", "nn.Dropout(p=0.5).set_train()")
def a_new_cell_is_in_evaluation_mode():
    x = ms.Tensor(np.ones(1000), ms.float32)
    assert nn.Dropout(p=0.5)(x).asnumpy().min() == 1.0


@mutant("nn.Conv2dTranspose(2, 2, 3, stride=2)", "nn.Conv2dTranspose(2, 2, 3, 2, has_bias=True)")
def transposed_convolutions_and_smooth_l1_differ():
    x = ms.Tensor(np.ones((1, 2, 3, 3), np.float32))
    layer = nn.Conv2dTranspose(2, 2, 3, stride=2)
    assert layer(x).shape == (1, 2, 6, 6)
    assert layer.bias is None
    layer = nn.Conv2dTranspose(2, 2, 3, stride=2, pad_mode="pad", padding=0, has_bias=True)
    assert layer(x).shape == (1, 2, 7, 7)

    prediction, label = ms.Tensor([1.0, 2.0]), ms.Tensor([0.0, 0.0])
    assert nn.SmoothL1Loss()(prediction, label).asnumpy().tolist() == [0.5, 1.5]
    assert float(nn.SmoothL1Loss(reduction="mean")(prediction, label)) == 1
