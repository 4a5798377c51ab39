"""What the conversion of inline Markdown looks for, and what it works with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from markdown_it.common.utils import normalizeReference

from cli.importing.addresses import Addresses
from cli.importing.model import Note

SPECIAL = re.compile(r"\\|`+|<|!\[|\[|\]|\{|&")
TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)"
    r"(?P<rest>(?:\s[^<>\"']{0,400}(?:\"[^\"<>]{0,2000}\"[^<>\"']{0,400}|"
    r"'[^'<>]{0,2000}'[^<>\"']{0,400}){0,30})?)/?>"
)
ATTRIBUTE = re.compile(r"([A-Za-z-]+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")
AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>")
DESTINATION = re.compile(
    r"\(\s*(?:<(?P<angle>[^<>\n]*)>|(?P<plain>[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*))"
    r"(?:\s+(?P<title>\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)"
)
REFERENCE = re.compile(r"\[([^\[\]]{0,999})\]")
ROLE = re.compile(r"\{([A-Za-z][\w:.+-]*)\}(?=`)")
TITLED = re.compile(r"(.+?)\s*<([^<>]+)>\Z", re.DOTALL)
MAX_TITLED = 2_000
MAX_ADDRESS = 2_000
"""How much of an address is told; browsers read hardly longer ones."""
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
EMPHASIS = {"b": "**", "strong": "**", "i": "*", "em": "*", "var": "*", "cite": "*"}
STRUCK = frozenset({"s", "strike", "del"})
LITERAL = frozenset({"code", "tt", "samp", "kbd", "pre"})
DROPPED = frozenset(
    [
        "font",
        "span",
        "u",
        "s",
        "strike",
        "del",
        "ins",
        "small",
        "big",
        "p",
        "div",
        "center",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "a",
        "mark",
        "q",
        "blockquote",
        "details",
        "summary",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "caption",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "nobr",
        "wbr",
        "img",
        "br",
        "sub",
        "sup",
        "figure",
        "figcaption",
        "picture",
        "source",
        "video",
        "iframe",
        "input",
        "button",
        "label",
        "form",
        "object",
        "embed",
        "audio",
        "svg",
        "path",
        "style",
        "script",
        "link",
        "meta",
    ]
) | frozenset(EMPHASIS)
PLAIN_ROLES = frozenset(
    [
        "doc",
        "ref",
        "numref",
        "any",
        "term",
        "download",
        "class",
        "func",
        "meth",
        "mod",
        "attr",
        "data",
        "exc",
        "obj",
        "const",
        "option",
        "envvar",
        "code",
        "math",
        "abbr",
        "eq",
        "file",
        "guilabel",
        "menuselection",
        "program",
        "samp",
        "command",
        "rfc",
        "pep",
        "issue",
        "pr",
    ]
)


def references_key(label: str) -> str:
    """Return what labels of links are compared by."""
    return normalizeReference(label)


@dataclass(frozen=True, slots=True)
class Context:
    """What the conversion of a source needs beyond its text."""

    addresses: Addresses = field(default_factory=Addresses)
    references: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Made:
    """What a conversion yields: text, notes, and how many links and images it met."""

    text: str = ""
    notes: list[Note] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    tags: Counter[str] = field(default_factory=Counter)
    dead: list[str] = field(default_factory=list)
    """Addresses that lead nowhere from an answer: their words are plain text."""
    depth: int = 0
    """In how many directives the conversion is."""


def merge(made: Made, part: Made) -> None:
    """Add notes and counts of a part to those of the whole."""
    made.notes += part.notes
    made.counts.update(part.counts)
    made.tags.update(part.tags)
    made.dead += part.dead


def struck_note(line: int) -> Note:
    """Return the warning about words that an answer cannot show as struck out."""
    message = "Words that were struck out here look like all others now; remove what is not true."
    return Note(line, "warning", "html", message)


def as_code(content: str) -> str:
    """Return text as a code span."""
    content = " ".join(content.split())
    longest = max((len(run) for run in re.findall(r"`+", content)), default=0)
    ticks = "`" * (longest + 1)
    pad = " " if content.startswith("`") or content.endswith("`") else ""
    return f"{ticks}{pad}{content}{pad}{ticks}" if content else ""


def as_fence(content: str, info: str = "text") -> str:
    """Return text as a fenced block, verbatim."""
    longest = max((len(run) for run in re.findall(r"`{3,}", content)), default=2)
    ticks = "`" * (longest + 1)
    return f"{ticks}{info}\n{content.rstrip()}\n{ticks}"
