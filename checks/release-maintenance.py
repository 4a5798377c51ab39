"""Checks of the claims of the entry `release-maintenance`."""

from pathlib import Path

import mindspore as ms

from checks import mutant


@mutant('".commit_id"', '"version.py"')
def the_package_names_its_commit():
    text = (Path(ms.__file__).parent / ".commit_id").read_text()
    assert "[sha1]:" in text
    assert "[branch]:" in text
