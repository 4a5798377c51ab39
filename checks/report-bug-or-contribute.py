"""Checks of the claims of the entry `report-bug-or-contribute`."""

import platform
from importlib.metadata import metadata

import mindspore as ms
import numpy as np

from checks import mutant, needs


@mutant('"MindSpore", ms.__version__', '"MindSpore"')
def the_report_has_the_versions():
    report = ["MindSpore", ms.__version__, "NumPy", np.__version__]
    print(*report)
    print("Python", platform.python_version(), platform.platform())

    # Proof: the first line has the version of the package.
    assert report[1] == metadata("mindspore")["Version"]


@needs("mindspore>=2.10")
@mutant("master/CONTRIBUTING.md", "main/CONTRIBUTING.md")
def the_package_links_to_the_guide():
    text = metadata("mindspore").get_payload()
    assert "https://atomgit.com/mindspore/mindspore/blob/master/CONTRIBUTING.md" in text
