"""Checks of the claims of entries: `<id>.py` holds those of the entry with that id.

They run MindSpore, so `make verify` runs them and `make test` does not.
"""

from collections.abc import Callable

Check = Callable[[], None]


def turned(old: str, new: str) -> Callable[[Check], Check]:
    """Say what to write instead of `old` in a check to turn its claim round; it must then fail."""
    return lambda check: check


def needs(*requirements: str) -> Callable[[Check], Check]:
    """Name packages, such as `torch` or `numpy>=2`, without which a check is not run."""
    return lambda check: check
