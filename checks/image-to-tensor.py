"""Checks of the claims of the entry `image-to-tensor`."""

import re

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn
from mindspore.dataset import vision
from PIL import Image

from checks import mutant


@mutant("[:, :, ::-1]  # OpenCV", "# OpenCV")
@mutant("/ 255", "/ 1")
def pillow_and_opencv_give_the_same_tensor():
    photo = Image.new("RGB", (40, 30), "orange")  # Image.open("photo.jpg").convert("RGB")
    x = ms.Tensor(vision.ToTensor()(photo)[None])

    array = np.asarray(photo)[:, :, ::-1]  # OpenCV: cv2.imread("photo.jpg")
    rgb = array[:, :, ::-1]
    chw = rgb.transpose(2, 0, 1).astype(np.float32) / 255
    y = ms.Tensor(chw[None])
    print(array.shape, array.dtype, "->", y.shape, y.dtype)

    # Proof: both are the same.
    assert np.allclose(x.asnumpy(), y.asnumpy(), atol=1e-6)
    assert (y.shape, y.dtype) == ((1, 3, 30, 40), ms.float32)


@mutant("vision.ToTensor()(array)", "array.transpose(2, 0, 1)")
def to_tensor_scales_and_moves_the_channels():
    array = np.full((30, 40, 3), 255, np.uint8)
    image = vision.ToTensor()(array)
    assert isinstance(image, np.ndarray)
    assert (image.shape, image.dtype, image.max()) == ((3, 30, 40), np.float32, 1.0)


@mutant("net(ms.Tensor(image))", "net(ms.Tensor(image.astype(np.float32)))")
def uint8_images_are_an_error():
    net = nn.Conv2d(3, 8, 3)
    image = np.zeros((1, 3, 32, 32), np.uint8)
    with pytest.raises(TypeError, match=re.escape("Conv2D], the input type must be same")):
        net(ms.Tensor(image))


@mutant("(1, 32, 32, 3)", "(1, 3, 32, 32)")
def channels_last_are_an_error():
    image = ms.Tensor(np.zeros((1, 32, 32, 3), np.float32))
    with pytest.raises(RuntimeError, match="shape: 3, but got 'C_in' of input 'x' shape: 32"):
        nn.Conv2d(3, 8, 3)(image)


@mutant("net(image.asnumpy())", "net(image)")
def a_network_needs_a_tensor():
    net = nn.Conv2d(3, 8, 3)
    image = ms.Tensor(np.zeros((1, 3, 32, 32), np.float32))
    with pytest.raises(TypeError, match="must be all tensor and those type must be same"):
        net(image.asnumpy())


@mutant('.convert("RGB")', "")
def png_files_can_have_four_channels():
    image = Image.new("RGBA", (8, 6))
    assert vision.ToTensor()(image).shape == (4, 6, 8)
    assert vision.ToTensor()(image.convert("RGB")).shape == (3, 6, 8)


@mutant("np.full((4, 5, 3), 0.5, np.float32)", "np.full((4, 5, 3), 128, np.uint8)")
def to_tensor_divides_float_images_too():
    image = vision.ToTensor()(np.full((4, 5, 3), 0.5, np.float32))
    assert np.allclose(image, 0.5 / 255)
