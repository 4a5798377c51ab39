"""Checks of the claims of the entry `moxing-invalid-version`."""

import re

import pytest
from packaging.version import InvalidVersion, Version

from checks import mutant


@mutant('"2.2.3.2c7f2141"', '"2.2.3.2"')
def the_version_is_invalid():
    version = "2.2.3.2c7f2141"
    with pytest.raises(InvalidVersion, match=re.escape(f"Invalid version: '{version}'")):
        Version(version)
