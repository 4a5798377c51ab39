"""Packages that a check needs, and whether this environment has them."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterable, Iterator

from packaging.requirements import Requirement


def unmet(needs: Iterable[str]) -> Iterator[str]:
    """Yield the requirements, such as `torch` or `numpy>=2`, that are not installed here."""
    for text in needs:
        needed = Requirement(text)
        try:
            version = importlib.metadata.version(needed.name)
        except importlib.metadata.PackageNotFoundError:
            yield text
            continue
        if not needed.specifier.contains(version, prereleases=True):
            yield text
