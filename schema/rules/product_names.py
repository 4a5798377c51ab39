"""Product names are spelled as their makers spell them."""

import re
from collections.abc import Iterator
from functools import lru_cache

from schema.models.shared import Settings
from schema.problems import Code, Finding, Phrase
from schema.prose import Edit, findings, pieces, texts
from schema.records import Record
from schema.rules import Policy

PRODUCT_NAME = Code(
    "product-name",
    "A product name is misspelled. Code, addresses, quotations, phrasings and error messages may "
    "spell it differently.",
    "Spell it as the hint does, or put it in `backticks` if it is code.",
    bad="summary: ¦It runs on Nvidia cards.\n",
    good="summary: It runs on NVIDIA cards.\n",
)

_COMMANDS = frozenset({"install", "uninstall", "import", "pip", "pip3", "conda", "named", "called"})
"""A lowercase name after one of these words is that of a package."""

_THINGS = frozenset(
    {
        *("import", "package", "packages", "module", "modules", "wheel", "repository", "namespace"),
        *("folder", "directory", "command", "image", "environment", "repo", "user", "group"),
        *("channel", "branch", "organisation", "organization", "python", "pip", "conda", "docker"),
    }
)
"""So is a lowercase name before one of these."""

# A quote holds none of its own opening marks: else each unclosed one is searched to the text's end.
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»|\u2018[^\u2018\u2019]*\u2019|„[^„“”]*[“”]")


def check_record(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report names in prose, never in code, addresses, quotations, phrasings or error messages."""
    names = product_names(policy.settings)
    for field, text in texts(record):
        edits = (
            _edit(text, start + first, start + last, right)
            for piece, start in pieces(field, text)
            if start >= 0
            for first, last, right in names.misspellings(piece)
        )
        yield from findings(PRODUCT_NAME, field, text, edits)


def _edit(text: str, start: int, end: int, right: str) -> Edit:
    name = text[start:end]
    # In lowercase, it can be code, such as the value `gpu` of a setting.
    certain = None if name.islower() else right
    hint = Phrase("Write '{right}', or put it in `backticks` if it is code.", right)
    return Edit(start, end, certain, Phrase("'{name}' is spelled '{right}'.", name, right), hint)


class ProductNames:
    """Names with a fixed spelling, compiled so that one search of a text finds all of them."""

    def __init__(
        self,
        names: tuple[str, ...],
        acronyms: tuple[str, ...],
        ambiguous: tuple[tuple[str, tuple[str, ...]], ...],
        accepted: tuple[str, ...],
    ) -> None:
        """Compile names; see the fields of `Settings` for what each argument holds."""
        every = (*names, *acronyms, *(name for name, _ in ambiguous))
        plurals = [f"{name}s" for name in acronyms]
        self._accepted = frozenset((*accepted, *(f"{name}S" for name in acronyms)))
        self._right = {name.lower(): name for name in (*every, *plurals)}
        patterns = [*map(re.escape, sorted(names, key=len, reverse=True))]
        patterns += (f"{re.escape(name)}s?" for name in acronyms)
        for name, words in ambiguous:
            followers = "|".join(("[0-9]{3}", *(f"{re.escape(word)}s?" for word in words)))
            patterns.append(rf"{re.escape(name)}(?= (?:{followers})\b)")
        # Part of a path, an address, an option, an expression or an identifier is not prose. A Han
        # character beside a name is not part of it.
        self._in_prose = re.compile(
            rf"""(?<![\w./\\@=:+~#$&%<'"`-])(?:{"|".join(patterns) or "(?!)"})"""
            r"""(?![\w/\\@=(\[+~&%>'"`-]|[.:]\w)""",
            re.IGNORECASE | re.ASCII,
        )

    def misspellings(self, prose: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and right spelling of each name that is certainly misspelled."""
        unquoted = _QUOTED.sub(lambda quote: '"' * len(quote[0]), prose)
        for match in self._in_prose.finditer(unquoted):
            start, end = match.span()
            right = self._right[match[0].lower()]
            if match[0] == right or match[0] in self._accepted:
                continue
            before, after = unquoted[max(0, start - 40) : start], unquoted[end : end + 40]
            if not (match[0].islower() and _is_package(before, after)):
                yield start, end, right


_compiled = lru_cache(maxsize=4)(ProductNames)


def product_names(settings: Settings) -> ProductNames:
    """Return the names whose spelling the settings of a knowledge base fix."""
    ambiguous = tuple(settings.ambiguous_names.items())
    return _compiled(settings.names, settings.acronyms, ambiguous, settings.accepted_spellings)


def _is_package(before: str, after: str) -> bool:
    last, first = before.split()[-1:], re.match(r"\s+(\w+)", after)
    return (bool(last) and last[0].lower() in _COMMANDS) or (
        first is not None and first[1].lower() in _THINGS
    )
