"""A cheap test of an answer, so that most answers need no parse to be judged."""

import re

from schema.markdown.allowed import LANGUAGES

PLAIN_LINK = re.compile(r"\]\(https://(?!-)(?:(?!xn--)[a-z0-9-]+\.)+[a-z]+(?:[/?#][^\s<>()\\]*)?\)")
"""The end of a link to an address that is certainly allowed."""

_RISKY = tuple(
    re.compile(pattern)
    for pattern in (
        r"<\S",  # raw HTML or an autolink
        r"!\[",  # an image
        rf"\](?!{PLAIN_LINK.pattern[2:]})[(:\[]",  # a link that is not plainly https
        r"\n[ >*+0-9.)-]*#(?!#[ \t]+[^\W_])",  # a heading that is not plainly words of level 2
        r"[\W_]\]\(",  # a link whose text may have no words
        r"\n[ >*+0-9.)-]*(?:=+|-)[ \t]*(?![^\n])",  # the underline of one
        r"\{(?!faq:(?:entry|tag)\}`)[^\s{}]+\}`",  # a role
        r"```\s*\{",  # a directive
        r"~~~\s*\{",
        r":::",
        r"&\S",  # an entity
        r"\n[ >*+0-9.)-]{12}",  # lists and quotes in one another
        r"\n[ >*+0-9.)-]*\t",  # any of these behind a tab
    )
)
"""Every forbidden construct but a fence matches one of these patterns.

The text is searched with a line break before it. Nearly each pattern begins with a literal
character: looking for that is several times faster than one pattern with alternatives.
"""

_FENCE_LINE = re.compile(r"^([ \t>*+0-9.)-]*)(`{3,}|~{3,})(.*)$", re.MULTILINE)


def may_violate(text: str) -> bool:
    """Return False only if the text, whose lines end in line feeds, certainly has no violation."""
    lines = f"\n{text}"
    return any(pattern.search(lines) for pattern in _RISKY) or _fences_may_violate(text)


def _fences_may_violate(text: str) -> bool:
    """Return False only if each fence begins at the left, has an allowed language and is closed."""
    closing = ""
    for prefix, marks, rest in _FENCE_LINE.findall(text):
        if closing:
            # Up to three spaces may stand before the end of a block, so this line may end it.
            if not prefix.strip(" ") and len(prefix) < 4 and marks.startswith(closing):
                closing = closing if rest.strip() else ""
        elif prefix or not LANGUAGES.intersection(rest.split()[:1]):
            return True
        else:
            closing = marks
    return bool(closing)
