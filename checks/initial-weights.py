"""Checks of the claims of the entry `initial-weights`."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn
from mindspore.common.initializer import (
    HeNormal,
    HeUniform,
    Orthogonal,
    TruncatedNormal,
    initializer,
)

from checks import mutant


@mutant("HeNormal()", '"ones"')
def set_data_changes_the_weights_of_existing_layers():
    net = nn.SequentialCell(nn.Dense(300, 200), nn.ReLU(), nn.Dense(200, 100))
    for _, cell in net.cells_and_names():
        if isinstance(cell, nn.Dense):
            weight = cell.weight
            weight.set_data(initializer(HeNormal(), weight.shape, weight.dtype))
            if cell.bias is not None:  # has_bias=False
                cell.bias.set_data(initializer("zeros", cell.bias.shape, cell.bias.dtype))
    print(round(float(net[0].weight.asnumpy().std()), 2), round((2 / 300) ** 0.5, 2))

    # Proof: the standard deviation is the square root of 2 / 300.
    assert np.isclose(net[0].weight.asnumpy().std(), (2 / 300) ** 0.5, rtol=0.02)


@mutant("ms.Tensor(vectors)", '"ones"')
def pretrained_vectors_become_the_embedding():
    vectors = np.arange(12, dtype=np.float32).reshape(4, 3)
    embedding = nn.Embedding(4, 3, embedding_table=ms.Tensor(vectors))
    print(embedding.embedding_table.asnumpy()[2])

    # Proof: it is the third row.
    assert embedding.embedding_table.asnumpy()[2].tolist() == [6.0, 7.0, 8.0]


@mutant('nn.Dense(3, 2, weight_init="ones")', "nn.Dense(3, 2)")
def layers_accept_a_name():
    assert (nn.Dense(3, 2, weight_init="ones").weight == 1).all()


@mutant("HeUniform()", '"ones"')
@mutant("Orthogonal()", '"ones"')
def more_initializers():
    def weights(method):
        return initializer(method, (200, 300), ms.float32).init_data().asnumpy()

    # Proof: the bound is the square root of 6 / 300, 0.02 the deviation, the rows are orthonormal.
    uniform = np.abs(weights(HeUniform())).max()
    assert np.isclose(uniform, (6 / 300) ** 0.5, rtol=0.01)
    assert np.isclose(weights(TruncatedNormal(0.02)).std(), 0.02, rtol=0.02)
    rows = weights(Orthogonal())
    assert np.allclose(rows @ rows.T, np.eye(200), atol=1e-4)


@mutant('nn.LSTM(3, 4, weight_init="ones")', 'nn.Dense(3, 4, weight_init="ones")')
@mutant('nn.MultiheadAttention(4, 2, weight_init="ones")', 'nn.Dense(4, 2, weight_init="ones")')
def some_layers_have_other_arguments():
    with pytest.raises(TypeError, match="unexpected keyword argument 'weight_init'"):
        nn.LSTM(3, 4, weight_init="ones")
    with pytest.raises(TypeError, match="unexpected keyword argument 'weight_init'"):
        nn.MultiheadAttention(4, 2, weight_init="ones")
    assert (nn.LayerNorm((4,), gamma_init="zeros").gamma == 0).all()
    assert (nn.BatchNorm2d(4, beta_init="ones").beta == 1).all()
