"""Checks of the claims of the entry `missing-python-package`."""

from importlib.metadata import packages_distributions

from checks import mutant


@mutant('["PIL"]', '["numpy"]')
def python_names_the_package_of_a_module():
    names = packages_distributions()["PIL"]
    print(names)

    # Proof: the package has another name than the module.
    assert [name.lower() for name in names] == ["pillow"]
