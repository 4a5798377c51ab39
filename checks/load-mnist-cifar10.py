"""Checks of the claims of the entry `load-mnist-cifar10`."""

import struct
from pathlib import Path

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
import pytest
from mindspore import nn
from mindspore.dataset import transforms, vision

from checks import mutant


def _four_digits(folder):
    Path(folder).mkdir(parents=True)
    images = struct.pack(">4i", 2051, 4, 28, 28) + bytes(4 * 28 * 28)
    Path(folder, "train-images-idx3-ubyte").write_bytes(images)
    labels = struct.pack(">2i", 2049, 4) + bytes([5, 0, 4, 1])
    Path(folder, "train-labels-idx1-ubyte").write_bytes(labels)


@mutant("transforms.TypeCast(ms.int32)", "transforms.TypeCast(ms.int64)")
def mnist_becomes_batches():
    _four_digits("MNIST_Data/train")
    dataset = ds.MnistDataset("MNIST_Data/train", usage="train", shuffle=False)
    dataset = dataset.map([vision.ToTensor(), vision.Normalize([0.13], [0.31], False)], "image")
    dataset = dataset.map(transforms.TypeCast(ms.int32), "label").batch(64)
    images, labels = next(dataset.create_tuple_iterator(num_epochs=1))
    assert (images.shape, images.dtype) == ((4, 1, 28, 28), ms.float32)
    assert labels.asnumpy().tolist() == [5, 0, 4, 1]
    net = nn.SequentialCell(nn.Flatten(), nn.Dense(784, 10))
    assert nn.CrossEntropyLoss()(net(images), labels).shape == ()


@mutant("np.float32)), labels)", "np.float32)), labels.astype(ms.int32))")
def labels_are_unsigned():
    _four_digits("MNIST_Data/train")
    dataset = ds.MnistDataset("MNIST_Data/train", usage="train").batch(2)
    _, labels = next(dataset.create_tuple_iterator(num_epochs=1))
    assert labels.dtype == ms.uint32
    with pytest.raises(TypeError, match="the 'labels' should be Int32"):
        nn.CrossEntropyLoss()(ms.Tensor(np.zeros((2, 10), np.float32)), labels)


@mutant('"cifar-10-batches-bin", usage', '"elsewhere", usage')
def cifar10_is_read_from_binary_files():
    Path("cifar-10-batches-bin").mkdir()
    np.full((10000, 3073), 7, np.uint8).tofile("cifar-10-batches-bin/data_batch_1.bin")
    dataset = ds.Cifar10Dataset("cifar-10-batches-bin", usage="train")
    image, label = next(dataset.create_tuple_iterator(num_epochs=1, output_numpy=True))
    assert (image.shape, image.dtype) == ((32, 32, 3), np.uint8)
    assert (label.item(), label.dtype) == (7, np.uint32)


@mutant('ds.MnistDataset("MNIST_Data")', 'ds.MnistDataset("MNIST_Data/train")')
def a_wrong_folder_is_an_error():
    _four_digits("MNIST_Data/train")
    assert len(list(ds.MnistDataset("MNIST_Data/train"))) == 4
    assert Path("MNIST_Data/train", "train-images-idx3-ubyte").exists()
    with pytest.raises(RuntimeError, match="MnistDataset API can't read the data file"):
        list(ds.MnistDataset("MNIST_Data"))


@mutant('"cifar-10-batches-py/data_batch_1"', '"cifar-10-batches-py/data_batch_1.bin"')
def the_python_version_is_an_error():
    Path("cifar-10-batches-py").mkdir()
    Path("cifar-10-batches-py/data_batch_1").write_bytes(bytes(10))
    with pytest.raises(RuntimeError, match=r"cifar\(.bin\) files are missing under"):
        list(ds.Cifar10Dataset("cifar-10-batches-py", usage="train"))


@mutant("(4, 3073)", "(10000, 3073)")
def an_incomplete_file_is_an_error():
    Path("cifar").mkdir()
    np.zeros((4, 3073), np.uint8).tofile("cifar/data_batch_1.bin")
    with pytest.raises(RuntimeError, match="make sure it is CIFAR-10 binary version"):
        list(ds.Cifar10Dataset("cifar", usage="train"))
