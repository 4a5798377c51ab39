"""How the names of products are spelled. To have another one checked, add it here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

NAMES = (
    "MindSpore Lite",
    "MindSpore",
    "MindInsight",
    "MindIR",
    "PyNative",
    "ModelArts",
    "HiLens Kit",
    "HiLens",
    "Huawei",
    "PyTorch",
    "TensorFlow",
    "TensorRT",
    "NVIDIA",
)
"""Names that are no ordinary words, whatever their letters."""

ACRONYMS = ("CANN", "ONNX", "CUDA", "GPU", "CPU", "NPU", "FPGA")
"""Names in capitals; an `s` for the plural may follow."""

BEFORE = {
    "Ascend": r"[0-9]{3}|AI|NPUs?|processors?|chips?|hardware|devices?|backends?",
    "Atlas": r"[0-9]{3}",
}
"""Names that are ordinary words too, with what follows where they are names."""

CONSTANTS = frozenset({"HUAWEI", "MINDIR", "PYNATIVE", *(f"{name}S" for name in ACRONYMS)})
"""Spellings in capitals that are brands, or stand in code and are meant as such in prose."""

_COMMANDS = frozenset({"install", "uninstall", "import", "pip", "pip3", "conda", "named", "called"})
"""Words after which a name in small letters is that of a package."""

_THINGS = frozenset(
    {
        *("import", "package", "packages", "module", "modules", "wheel", "repository", "namespace"),
        *("folder", "directory", "command", "image", "environment", "repo", "user", "group"),
        *("channel", "branch", "organisation", "organization", "python", "pip", "conda", "docker"),
    }
)
"""Words before which it is one too."""

_ANY = "|".join(
    [
        *(re.escape(name) for name in NAMES),
        *(f"{name}s?" for name in ACRONYMS),
        *(rf"{name}(?= (?:{what})\b)" for name, what in BEFORE.items()),
    ]
)
# What is part of a path, an address, an option, an expression or an identifier is no prose.
_IN_PROSE = re.compile(
    rf"""(?<![\w./\\@=:+~#$&%<'"`-])(?:{_ANY})(?![\w/\\@=(\[+~&%>'"`-]|[.:]\w)""", re.IGNORECASE
)
# A quote holds none of its own opening marks: else each unclosed one is searched to the text's end.
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»|\u2018[^\u2018\u2019]*\u2019|„[^„“”]*[“”]")
_RIGHT = {
    **{name.lower(): name for name in (*NAMES, *ACRONYMS, *BEFORE)},
    **{f"{name.lower()}s": f"{name}s" for name in ACRONYMS},
}
_WORD = re.compile(r"[A-Za-z]+")
_RIGHT_WORDS = CONSTANTS.union(*(name.split() for name in _RIGHT.values()))
_FIRST = frozenset(name.lower().split()[0] for name in (*NAMES, *ACRONYMS, *BEFORE))
_PARTS = frozenset(word.lower() for word in _RIGHT_WORDS)


class Misspelling(NamedTuple):
    """A name in a text, from where to where, and how it is spelled."""

    start: int
    end: int
    right: str


def may_misspell(text: str) -> bool:
    """Return False only if no name in a text, prose or not, is misspelled.

    Two steps are faster than one search for all names: most words of most texts are none.
    """
    small = text.lower()
    if not any(name in small for name in _FIRST):
        return False
    others = set(_WORD.findall(text)) - _RIGHT_WORDS
    return not _PARTS.isdisjoint("\n".join(others).lower().split("\n"))


def misspellings(prose: str) -> Iterator[Misspelling]:
    """Yield the names in a piece of prose that are certainly misspelled."""
    unquoted = _QUOTED.sub(lambda quote: '"' * len(quote[0]), prose)
    for found in _IN_PROSE.finditer(unquoted):
        start, end = found.span()
        if not _wrong(found[0]):
            continue
        before, after = unquoted[max(0, start - 40) : start], unquoted[end : end + 40]
        if not (found[0].islower() and _is_package(before, after)):
            yield Misspelling(start, end, _RIGHT[found[0].lower()])


def _wrong(name: str) -> bool:
    return name not in CONSTANTS and _RIGHT[name.lower()] != name


def _is_package(before: str, after: str) -> bool:
    last = before.split()[-1:]
    first = re.match(r"\s+(\w+)", after)
    return (bool(last) and last[0].lower() in _COMMANDS) or (
        first is not None and first[1].lower() in _THINGS
    )
