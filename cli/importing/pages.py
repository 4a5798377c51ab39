"""Names of the pages of a source, as origins use them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import PurePath


def page_names(paths: Iterable[PurePath]) -> list[str]:
    """Return the name of each file as origins use it: unlike those of the others.

    Files of the same name are told apart by their folders.
    """
    ways = [path.with_suffix("").parts for path in paths]
    depths = [1] * len(ways)
    while True:
        names = [_page(way[-depth:]) for way, depth in zip(ways, depths, strict=True)]
        shared = {name for name, count in Counter(names).items() if count > 1}
        deeper = [
            depth + (name in shared and depth < len(way))
            for way, depth, name in zip(ways, depths, names, strict=True)
        ]
        if deeper == depths:
            return names
        depths = deeper


def _page(parts: tuple[str, ...]) -> str:
    joined = re.sub(r"[^a-z0-9_]+", "_", "_".join(parts).lower()).strip("_")
    return joined[-60:].strip("_") or "page"
