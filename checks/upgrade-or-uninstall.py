"""Checks of the claims of the entry `upgrade-or-uninstall`."""

import importlib.metadata

import mindspore as ms

from checks import mutant


@mutant('distribution("mindspore")', 'distribution("pytest")')
def the_package_has_one_folder():
    files = importlib.metadata.distribution("mindspore").files
    folders = {file.parts[0] for file in files}
    assert folders - {"..", f"mindspore-{ms.__version__}.dist-info"} == {"mindspore"}
