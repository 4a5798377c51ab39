"""Checks of the claims of the entry `notebooks-and-colab`."""

from importlib.metadata import metadata

from packaging.specifiers import SpecifierSet

from checks import mutant, needs


@needs("mindspore>=2.10", "packaging")
@mutant('"3.13"', '"3.12"')
def python_3_13_does_not_fit():
    pythons = SpecifierSet(metadata("mindspore")["Requires-Python"])
    assert "3.13" not in pythons
    assert "3.11" in pythons
