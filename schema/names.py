"""Product names whose spelling is checked: which of them a text misspells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

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

# A quote holds none of its own opening marks: else each unclosed one is searched to the text's end.
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»|\u2018[^\u2018\u2019]*\u2019|„[^„“”]*[“”]")
_WORD = re.compile(r"[A-Za-z]+")


class Misspelling(NamedTuple):
    """A name in a text, from where to where, and how it is spelled."""

    start: int
    end: int
    right: str


class ProductNames:
    """Names with a fixed spelling, compiled so that a text is searched for all of them at once."""

    def __init__(
        self,
        names: Sequence[str],
        acronyms: Sequence[str] = (),
        ambiguous: Mapping[str, Sequence[str]] | None = None,
        accepted: Sequence[str] = (),
    ) -> None:
        """Compile names; see the fields of `Settings` for what each argument holds."""
        before = ambiguous or {}
        every = (*names, *acronyms, *before)
        plurals = [f"{name}s" for name in acronyms]
        self._accepted = frozenset((*accepted, *(f"{name}S" for name in acronyms)))
        self._right = {name.lower(): name for name in (*every, *plurals)}
        self._first = frozenset(name.lower().split()[0] for name in every)
        self._right_words = self._accepted.union(*(name.split() for name in self._right.values()))
        self._parts = frozenset(word.lower() for word in self._right_words)
        patterns = (
            *map(re.escape, sorted(names, key=len, reverse=True)),
            *(f"{re.escape(name)}s?" for name in acronyms),
            *(
                f"{re.escape(name)}(?= (?:{_followers(words)})\\b)"
                for name, words in before.items()
            ),
        )
        # What is part of a path, an address, an option, an expression or an identifier is no prose.
        self._in_prose = re.compile(
            rf"""(?<![\w./\\@=:+~#$&%<'"`-])(?:{"|".join(patterns) or "(?!)"})"""
            r"""(?![\w/\\@=(\[+~&%>'"`-]|[.:]\w)""",
            re.IGNORECASE,
        )

    def may_misspell(self, text: str) -> bool:
        """Return False only if no name in a text, prose or not, is misspelled.

        Two steps are faster than one search for all names: most words of most texts are none.
        """
        small = text.lower()
        if not any(name in small for name in self._first):
            return False
        others = set(_WORD.findall(text)) - self._right_words
        return not self._parts.isdisjoint("\n".join(others).lower().split("\n"))

    def misspellings(self, prose: str) -> Iterator[Misspelling]:
        """Yield the names in a piece of prose that are certainly misspelled."""
        unquoted = _QUOTED.sub(lambda quote: '"' * len(quote[0]), prose)
        for match in self._in_prose.finditer(unquoted):
            start, end = match.span()
            # The search takes U+017F for an `s`, `lower` does not.
            right = self._right.get(match[0].lower(), match[0])
            if match[0] == right or match[0] in self._accepted:
                continue
            before, after = unquoted[max(0, start - 40) : start], unquoted[end : end + 40]
            if not (match[0].islower() and _is_package(before, after)):
                yield Misspelling(start, end, right)


def _followers(words: Sequence[str]) -> str:
    return "|".join(("[0-9]{3}", *(f"{re.escape(word)}s?" for word in words)))


def _is_package(before: str, after: str) -> bool:
    last = before.split()[-1:]
    first = re.match(r"\s+(\w+)", after)
    return (bool(last) and last[0].lower() in _COMMANDS) or (
        first is not None and first[1].lower() in _THINGS
    )
