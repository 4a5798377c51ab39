"""Checks of the claims of the entry `release-maintenance`."""

import re
from importlib.metadata import metadata
from pathlib import Path

import mindspore as ms

from checks import mutant, needs


@needs("mindspore>=2.10")
@mutant("mindspore", "pytest")
def the_package_lists_maintained_releases():
    text = metadata("mindspore").get_payload()
    row = r"\*\*r(\d\.\d+)\*\* *\| (\S[^|]*?) *\|.*\| (\S+) +\|"
    rows = {release: (state, end) for release, state, end in re.findall(row, text)}
    assert rows.pop("2.9") == ("Maintained", "2027-04-29")
    assert rows.pop("2.8") == ("Maintained", "2027-01-28")
    rows.pop("2.7")
    assert {state for state, _ in rows.values()} == {"End Of Life"}


@mutant('".commit_id"', '"version.py"')
def the_package_names_its_commit():
    text = (Path(ms.__file__).parent / ".commit_id").read_text()
    assert "[sha1]:" in text
    assert "[branch]:" in text
