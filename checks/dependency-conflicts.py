"""Checks of the claims of the entry `dependency-conflicts`."""

import importlib.metadata

import mindspore as ms
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from checks import mutant


@mutant('requires("mindspore")', 'requires("onnx")')
def the_required_protobuf():
    required = map(Requirement, importlib.metadata.requires("mindspore"))
    versions = {package.name: str(package.specifier) for package in required}
    assert versions["protobuf"] == {"2.10.0": ">=7.34.1", "2.7.0": ">=3.13.0"}[ms.__version__]


@mutant('{"requests", "six"}', '{"requests", "dill"}')
def requests_is_not_required():
    required = map(Requirement, importlib.metadata.requires("mindspore"))
    assert not {"requests", "six"} & {package.name for package in required}


@mutant('requires("mindspore")', 'requires("onnx")')
def the_other_requirements():
    required = map(Requirement, importlib.metadata.requires("mindspore"))
    versions = {package.name: package.specifier for package in required}
    expected = {
        "2.10.0": {"numpy": ">=1.25.0", "psutil": ">=5.7.0"},
        "2.7.0": {"numpy": ">=1.20.0,<2.0.0", "psutil": ">=5.6.1"},
    }[ms.__version__]
    expected |= {"pillow": ">=6.2.0", "scipy": ">=1.5.4", "packaging": ">=20.0"}
    assert all(versions.get(name) == SpecifierSet(text) for name, text in expected.items())
