"""Checks of the claims of the entry `mindir-from-llm`."""

import contextlib

import mindspore as ms
import numpy as np
import pytest
from mindspore import nn

from checks import mutant


class Model(nn.Cell):
    """A model with options and several outputs, like those of MindNLP."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(16, 4)

    def construct(self, input_ids, attention_mask=None, return_dict=True):
        hidden = self.embedding(input_ids) * attention_mask.astype(ms.float32)[..., None]
        if return_dict:
            return {"logits": hidden.sum(1)}
        return hidden.sum(1), hidden


class Classifier(nn.Cell):
    """The wrapper from the answer."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def construct(self, input_ids, attention_mask):
        return self.model(input_ids, attention_mask, return_dict=False)[0]


class WithNumpy(nn.Cell):
    """A network that leaves MindSpore."""

    def construct(self, x):
        return ms.Tensor(np.tanh(x.asnumpy()))


@mutant("return_dict=False)[0]", "return_dict=False)[1]")
def a_wrapper_with_tensors_exports():
    ids = ms.Tensor(np.arange(8).reshape(1, 8), ms.int64)
    mask = ms.Tensor(np.ones((1, 8)), ms.int64)
    net = Classifier(Model()).set_train(False)
    ms.export(net, ids, mask, file_name="model", file_format="MINDIR")
    # Proof: the file computes the first output of the model.
    (result,) = nn.GraphCell(ms.load("model.mindir"))(ids, mask).asnumpy()
    expected = net.model.embedding.embedding_table.asnumpy()[:8].sum(0)
    assert np.allclose(result, expected, atol=1e-4)


@mutant("ms.Tensor(np.tanh(x.asnumpy()))", "ms.ops.tanh(x)")
def numpy_code_does_not_reach_the_file():
    x = ms.Tensor(np.ones((1, 3)), ms.float32)
    # Proof: the file, if there is one, doesn't compute the function.
    results = []
    with contextlib.suppress(RuntimeError, TypeError, AttributeError, ValueError):
        ms.export(WithNumpy(), x, file_name="model", file_format="MINDIR")
        model = nn.GraphCell(ms.load("model.mindir"))
        results = [model(value).asnumpy().tolist() for value in (x, x * 2)]
    assert not results or results[0] == results[1]


@mutant("*inputs, file_name", "*inputs.values(), file_name")
def a_dictionary_passes_its_keys():
    ids = ms.Tensor(np.arange(8).reshape(1, 8), ms.int64)
    mask = ms.Tensor(np.ones((1, 8)), ms.int64)
    inputs = {"input_ids": ids, "attention_mask": mask}
    assert list(inputs) == [*inputs] == ["input_ids", "attention_mask"]
    # Proof: the export fails.
    with pytest.raises((RuntimeError, TypeError, AttributeError, ValueError)):
        ms.export(Classifier(Model()), *inputs, file_name="model", file_format="MINDIR")
