"""Checks of the claims of the entry `read-tfrecord`."""

import gzip
import io
import re
import struct
from pathlib import Path

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
import pytest
from mindspore import nn
from mindspore.dataset import transforms, vision
from PIL import Image

from checks import mutant


def _checksum(data):
    """Return the masked CRC-32C of TFRecord files."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    crc ^= 0xFFFFFFFF
    return struct.pack("<I", ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF)


def _field(number, data):
    return bytes([number << 3 | 2, len(data)]) + data


def _row(values, label, name=b"cat"):
    """Return a `tf.train.Example` with floats, an integer and a string."""
    floats = np.array(values, "<f4").tobytes()
    features = {
        "image": _field(2, _field(1, floats)),
        "label": _field(3, _field(1, bytes([label]))),
        "name": _field(1, _field(1, name)),
    }
    example = b"".join(
        _field(1, _field(1, name.encode()) + _field(2, value)) for name, value in features.items()
    )
    example = _field(1, example)
    length = struct.pack("<Q", len(example))
    return length + _checksum(length) + example + _checksum(example)


def _write(name):
    content = _row([1, 2, 3, 4], 7) + _row([5, 6, 7, 8], 9)
    Path(name).write_bytes(content)
    return content


@mutant("_row([1, 2, 3, 4], 7)", "_row([1, 2, 3, 4], 8)")
def a_schema_sets_type_and_shape():
    _write("train.tfrecord")
    schema = ds.Schema()
    schema.add_column("image", ms.float32, [2, 2])
    schema.add_column("label", ms.int64, [])
    dataset = ds.TFRecordDataset("train.tfrecord", schema, shuffle=False)
    first = next(dataset.create_dict_iterator(num_epochs=1, output_numpy=True))
    assert first["image"].tolist() == [[1, 2], [3, 4]]
    assert first["label"].tolist() == 7
    assert sorted(first) == ["image", "label"]


def _loss(shape):
    _write("train.tfrecord")
    schema = ds.Schema()
    schema.add_column("label", ms.int64, shape)
    dataset = ds.TFRecordDataset("train.tfrecord", schema, shuffle=False)
    dataset = dataset.map(transforms.TypeCast(ms.int32), "label").batch(2)
    labels = next(dataset.create_dict_iterator(num_epochs=1))["label"]
    return nn.CrossEntropyLoss()(ms.ops.ones((2, 10)), labels)


@mutant("_loss([])", "_loss([1])")
def labels_without_dimensions_fit_the_loss():
    assert _loss([]).shape == ()
    with pytest.raises((TypeError, ValueError)):
        _loss([1])


@mutant("shuffle=False)", 'columns_list=["image"], shuffle=False)')
def without_a_schema_columns_come_from_the_file():
    _write("train.tfrecord")
    dataset = ds.TFRecordDataset("train.tfrecord", shuffle=False)
    assert dataset.get_col_names() == ["image", "label", "name"]
    first = next(dataset.create_dict_iterator(num_epochs=1, output_numpy=True))
    assert (first["image"].dtype, first["label"].dtype) == (np.float32, np.int64)
    assert first["name"].tobytes() == b"cat"


@mutant("ms.string", "ms.uint8")
def bytes_can_be_text():
    _write("train.tfrecord")
    schema = ds.Schema()
    schema.add_column("name", ms.string)
    dataset = ds.TFRecordDataset("train.tfrecord", schema, shuffle=False)
    first = next(dataset.create_dict_iterator(num_epochs=1, output_numpy=True))
    assert first["name"].tolist() == ["cat"]
    with pytest.raises(RuntimeError, match="mindrecord can not support multi-dimensional string"):
        dataset.save("text.mindrecord")


@mutant("transforms.TypeCast(ms.uint8)", "transforms.TypeCast(ms.int32)")
def saved_bytes_are_int32():
    image = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(image, "PNG")
    Path("image.tfrecord").write_bytes(_row([1], 7, image.getvalue()))
    ds.TFRecordDataset("image.tfrecord").save("image.mindrecord")

    saved = ds.MindDataset("image.mindrecord")
    first = next(saved.create_dict_iterator(num_epochs=1, output_numpy=True))
    assert first["name"].dtype == np.int32
    with pytest.raises(RuntimeError, match="Decode: image decode failed"):
        list(ds.MindDataset("image.mindrecord").map(vision.Decode(), "name"))

    decode = [transforms.TypeCast(ms.uint8), vision.Decode()]
    decoded = ds.MindDataset("image.mindrecord").map(decode, "name")
    first = next(decoded.create_dict_iterator(num_epochs=1, output_numpy=True))
    assert first["name"].shape == (8, 8, 3)


@mutant('"img", ms', '"image", ms')
def a_wrong_name_is_an_error():
    _write("train.tfrecord")
    schema = ds.Schema()
    schema.add_column("img", ms.float32, [4])
    message = "Feature name: img is required in schema but could not be found"
    with pytest.raises(RuntimeError, match=message):
        list(ds.TFRecordDataset("train.tfrecord", schema))


@mutant("[3]", "[4]")
def a_wrong_shape_is_an_error():
    _write("train.tfrecord")
    schema = ds.Schema()
    schema.add_column("image", ms.float32, [3])
    message = "Column shape of image defined in schema does not match the shape actually load"
    with pytest.raises(RuntimeError, match=message):
        list(ds.TFRecordDataset("train.tfrecord", schema))


@mutant("ms.int32", "ms.float32")
def a_wrong_type_gives_wrong_values():
    _write("train.tfrecord")
    schema = ds.Schema()
    schema.add_column("image", ms.int32, [4])
    dataset = ds.TFRecordDataset("train.tfrecord", schema, shuffle=False)
    first = next(dataset.create_dict_iterator(num_epochs=1, output_numpy=True))
    assert first["image"].tolist() != [1, 2, 3, 4]


@mutant(
    'ds.TFRecordDataset("train.gz"))', 'ds.TFRecordDataset("train.gz", compression_type="GZIP"))'
)
def compressed_files_need_the_type():
    Path("train.gz").write_bytes(gzip.compress(_write("train.tfrecord")))
    unpacked = ds.TFRecordDataset("train.gz", compression_type="GZIP")
    assert len(list(unpacked)) == 2
    message = re.escape("either cannot be opened, or are not valid TFRecordDataset files")
    with pytest.raises(RuntimeError, match=message):
        list(ds.TFRecordDataset("train.gz"))
