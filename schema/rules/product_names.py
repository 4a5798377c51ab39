"""Product names are spelled as their makers spell them."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from schema.problems import Code, Finding, Phrase
from schema.prose import Edit, findings, pieces, texts
from schema.records import Record
from schema.rules import Policy

PRODUCT_NAME = Code(
    "product-name",
    "A product name is misspelled. It may be in capitals, and code, addresses, quotations, "
    "phrasings and error messages may spell it differently.",
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
    settings = policy.settings
    pattern, right = product_names(settings.names, tuple(settings.ambiguous_names.items()))
    for field, text in texts(record):
        edits = (
            _edit(text, start + name.start(), start + name.end(), right[name[0].lower()])
            for piece, start in pieces(field, text)
            if start >= 0
            for name in misspellings(piece, pattern, right)
        )
        yield from findings(PRODUCT_NAME, field, text, edits)


def _edit(text: str, start: int, end: int, right: str) -> Edit:
    name = text[start:end]
    # In lowercase, it can be code, such as the value `gpu` of a setting.
    certain = None if name.islower() else right
    hint = Phrase("Write '{right}', or put it in `backticks` if it is code.", right)
    return Edit(start, end, certain, Phrase("'{name}' is spelled '{right}'.", name, right), hint)


@lru_cache(maxsize=4)
def product_names(
    names: tuple[str, ...], ambiguous: tuple[tuple[str, tuple[str, ...]], ...]
) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Return what finds names in prose, and the right spelling of each by its lowercase."""
    patterns = [f"{re.escape(name)}s?" for name in sorted(names, key=len, reverse=True)]
    for name, words in ambiguous:
        followers = "|".join(("[0-9]{3}", *(f"{re.escape(word)}s?" for word in words)))
        patterns.append(rf"{re.escape(name)}(?= (?:{followers})\b)")
    # Part of a path, an address, an option, an expression or an identifier is not prose. A Han
    # character beside a name is not part of it.
    pattern = re.compile(
        rf"""(?<![\w./\\@=:+~#$&%<'"`-])(?:{"|".join(patterns) or "(?!)"})"""
        r"""(?![\w/\\@=(\[+~&%>'"`-]|[.:]\w)""",
        re.IGNORECASE | re.ASCII,
    )
    plurals = [f"{name}s" for name in names]
    every = (*plurals, *names, *(name for name, _ in ambiguous))
    return pattern, {name.lower(): name for name in every}


def misspellings(
    prose: str, pattern: re.Pattern[str], right: Mapping[str, str]
) -> Iterator[re.Match[str]]:
    """Yield each name that is certainly misspelled. In capitals, it can be that of a constant."""
    unquoted = _QUOTED.sub(lambda quote: '"' * len(quote[0]), prose)
    for match in pattern.finditer(unquoted):
        name, (start, end) = match[0], match.span()
        if name == right[name.lower()] or name.isupper():
            continue
        before, after = unquoted[max(0, start - 40) : start], unquoted[end : end + 40]
        if not (name.islower() and _is_package(before, after)):
            yield match


def _is_package(before: str, after: str) -> bool:
    last, first = before.split()[-1:], re.match(r"\s+(\w+)", after)
    return (bool(last) and last[0].lower() in _COMMANDS) or (
        first is not None and first[1].lower() in _THINGS
    )
