"""Checks of the claims of the entry `atc-rejects-onnx`."""

import onnx
import pytest
from onnx import TensorProto, helper

from checks import mutant


def _model_with_two_domains(domain=""):
    value = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1]) for name in "xy"]
    node = helper.make_node("Relu", ["x"], ["y"], domain=domain)
    graph = helper.make_graph([node], "graph", value[:1], value[1:])
    opsets = [helper.make_opsetid("", 11), helper.make_opsetid("ai.onnx.ml", 2)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8)


@mutant("if not opset.domain", "if True")
def the_extra_opset_is_removed():
    onnx.save(_model_with_two_domains(), "model.onnx")

    model = onnx.load("model.onnx")
    print([(opset.domain, opset.version) for opset in model.opset_import])
    print({node.domain for node in model.graph.node})
    default = [opset for opset in model.opset_import if not opset.domain]
    del model.opset_import[:]
    model.opset_import.extend(default)
    onnx.checker.check_model(model)
    onnx.save(model, "fixed.onnx")

    # Proof: one domain is left, and the file is valid.
    fixed = onnx.load("fixed.onnx")
    assert [(opset.domain, opset.version) for opset in fixed.opset_import] == [("", 11)]


@mutant('domain="ai.onnx.ml"', 'domain=""')
def a_used_domain_cannot_be_removed():
    model = _model_with_two_domains(domain="ai.onnx.ml")
    del model.opset_import[1]
    with pytest.raises(onnx.checker.ValidationError):
        onnx.checker.check_model(model)
