"""Checks of the claims of the entry `object-detection-pipeline`."""

import json
from pathlib import Path

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
from mindspore import ops
from mindspore.dataset import vision

from checks import mutant


@mutant("iou_threshold=0.5", "iou_threshold=0.95")
@mutant("0.95]", "0.85]")
def non_maximum_suppression_keeps_the_best_of_overlapping_boxes():
    rows = [[0, 0, 10, 10, 0.9], [1, 1, 11, 11, 0.95], [20, 20, 30, 30, 0.7]]
    boxes = np.array(rows, np.float32)
    sorted_boxes, _, kept = ops.NMSWithMask(iou_threshold=0.5)(ms.Tensor(boxes))
    best = sorted_boxes.asnumpy()[kept.asnumpy()]
    print(best)

    # Proof: the second box hides the first, and the third overlaps with none.
    assert np.array_equal(best, boxes[[1, 2]])


@mutant("ops.iou(anchors, truth)", 'ops.iou(anchors, truth, mode="iof")')
@mutant("edges = 1", "edges = 0")
def the_overlap_counts_both_edges():
    anchors = ms.Tensor(np.array([[0, 0, 10, 10], [5, 5, 15, 15]], np.float32))
    truth = ms.Tensor(np.array([[0, 0, 10, 10], [0, 0, 10, 5], [20, 20, 30, 30]], np.float32))
    overlap = ops.iou(anchors, truth)

    # A box from 0 to 10 is 11 wide.
    edges = 1
    a, b = anchors.asnumpy()[None], truth.asnumpy()[:, None]
    common = np.minimum(a[..., 2:], b[..., 2:]) - np.maximum(a[..., :2], b[..., :2]) + edges
    common = np.prod(np.maximum(common, 0), axis=-1)
    sizes = [np.prod(box[..., 2:] - box[..., :2] + edges, axis=-1) for box in (a, b)]
    assert np.allclose(overlap.asnumpy(), common / (sum(sizes) - common), atol=1e-5)


@mutant("ops.BoundingBoxDecode(max_shape", "ops.BoundingBoxDecode(stds=(2.0,) * 4, max_shape")
@mutant("max_shape=(64, 64)", "max_shape=(20, 20)")
def decoding_undoes_the_encoding_of_boxes():
    anchors = ms.Tensor(np.array([[0, 0, 10, 10], [5, 5, 15, 15]], np.float32))
    truth = ms.Tensor(np.array([[0, 1, 13, 9], [7, 5, 16, 40]], np.float32))
    offsets = ops.BoundingBoxEncode()(anchors, truth)
    boxes = ops.BoundingBoxDecode(max_shape=(64, 64))(anchors, offsets)

    # The boxes are those that were encoded; the offsets are those of the centers and sizes.
    assert np.allclose(boxes.asnumpy(), truth.asnumpy(), atol=1e-3)
    wide, high = 14 / 11, 9 / 11
    expected = [1.5 / 11, 0.0, np.log(wide), np.log(high)]
    assert np.allclose(offsets.asnumpy()[0], expected, atol=1e-5)


@mutant("spatial_scale=0.5", "spatial_scale=1.0")
@mutant("roi_end_mode=0", "roi_end_mode=1")
def roi_align_interpolates_the_features():
    # The features grow by 1 along x and by 10 along y, so that interpolation is exact.
    features = np.add.outer(10 * np.arange(6), np.arange(6)).astype(np.float32)[None, None]
    region = np.array([[0, 0, 2, 8, 6]], np.float32)
    align = ops.ROIAlign(2, 2, spatial_scale=0.5, sample_num=2, roi_end_mode=0)
    pooled = align(ms.Tensor(features), ms.Tensor(region))

    # In the features, the region goes from 0 to 4 along x, and from 1 to 3 along y.
    assert np.allclose(pooled.asnumpy()[0, 0], [[16, 18], [26, 28]], atol=1e-4)


def _write_coco():
    """Write an image 16 wide; its object's box begins at (1, 2), and is 3 wide, 4 high."""
    Path("images").mkdir()
    vision.write_png("images/0.png", ms.Tensor(np.zeros((8, 16, 3), np.uint8)))
    box = {"id": 1, "image_id": 0, "category_id": 5, "iscrowd": 0, "area": 12}
    box["bbox"] = [1, 2, 3, 4]
    annotations = {
        "images": [{"id": 0, "file_name": "0.png", "height": 8, "width": 16}],
        "annotations": [box],
        "categories": [{"id": 5, "name": "cat"}],
    }
    Path("annotations.json").write_text(json.dumps(annotations))


@mutant("flip = vision.RandomHorizontalFlipWithBBox", "flip = vision.RandomVerticalFlipWithBBox")
@mutant("data = data.map(flip", "data.map(flip")
def a_flip_moves_the_boxes_of_a_coco_dataset():
    _write_coco()
    data = ds.CocoDataset("images", "annotations.json", task="Detection", decode=True)
    flip = vision.RandomHorizontalFlipWithBBox(1.0)
    data = data.map(flip, ["image", "bbox"])
    (row,) = data.create_dict_iterator(output_numpy=True, num_epochs=1)

    # The box began at 1 and was 3 wide, so in the flipped image it begins at 16 - 1 - 3.
    assert row["bbox"].tolist() == [[12.0, 2.0, 3.0, 4.0]]
