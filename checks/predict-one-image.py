"""Checks of the claims of the entry `predict-one-image`."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn, ops
from mindspore.dataset import vision
from mindspore.train import Model
from PIL import Image

from checks import mutant


@mutant('(40, 30), "green"', '(40, 30), "blue"')
def one_image_is_predicted():
    Image.new("RGB", (40, 30), "green").save("photo.png")  # your photo
    net = nn.SequentialCell(nn.AdaptiveAvgPool2d(1), nn.Flatten())  # your network
    names = ["red", "green", "blue"]

    net.set_train(False)
    image = Image.open("photo.png").convert("RGB").resize((32, 32))
    x = ms.Tensor(vision.ToTensor()(image)[None])
    scores = ops.softmax(net(x), axis=1).asnumpy()[0]
    print(x.shape, x.dtype, names[scores.argmax()])

    # Proof: the class is that of the color.
    assert names[scores.argmax()] == "green"
    assert (x.shape, x.dtype) == ((1, 3, 32, 32), ms.float32)
    assert np.isclose(scores.sum(), 1)


@mutant("Model(net).predict(x)", "net(x)")
def model_predict_switches_to_evaluation_mode():
    net = nn.SequentialCell(nn.Dropout(p=0.5))
    net.set_train()
    x = ms.Tensor(np.ones((1, 100), np.float32))
    y = Model(net).predict(x)
    assert np.array_equal(y.asnumpy(), x.asnumpy())
    assert not net.training


@mutant("predict(x.asnumpy())", "predict(x)")
def model_predict_needs_a_tensor():
    x = ms.Tensor(np.ones((1, 3), np.float32))
    with pytest.raises(TypeError, match="The types of input data must be in the Union"):
        Model(nn.Dense(3, 2)).predict(x.asnumpy())


@mutant("np.zeros((3, 32, 32)", "np.zeros((1, 3, 32, 32)")
def a_convolution_needs_the_batch_dimension():
    x = ms.Tensor(np.zeros((3, 32, 32), np.float32))
    with pytest.raises(ValueError, match="the x shape size must be equal to 4, but got 3"):
        nn.Conv2d(3, 8, 3)(x)


@mutant("images[:2], images[2:]", "images[:2], images[:2]")
def batches_give_what_single_images_give():
    net = nn.Dense(4, 3).set_train(False)
    images = np.random.default_rng(0).normal(size=(3, 4)).astype(np.float32)
    batches = [images[:2], images[2:]]
    together = np.concatenate([net(ms.Tensor(batch)).asnumpy() for batch in batches])
    single = np.concatenate([net(ms.Tensor(image[None])).asnumpy() for image in images])
    assert np.allclose(together, single, atol=1e-6)
