"""Checks of the claims of entries: `<id>.py` holds those of the entry with that id.

They run MindSpore, so `make verify` runs them and `make test` does not.
"""

from collections.abc import Callable

Check = Callable[[], None]


def mutant(old: str, new: str) -> Callable[[Check], Check]:
    """Name a replacement in a check that makes its claim false, so that the check must fail."""
    return lambda check: check


def needs(*requirements: str) -> Callable[[Check], Check]:
    """Name packages, such as `torch` or `numpy>=2`, without which a check is not run."""
    return lambda check: check
