"""A line or paragraph of reST as Markdown, which the conversion of Markdown then judges."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from cli.importing.markup import (
    PLAIN_ROLES,
    STRUCK,
    TAG,
    as_code,
    references_key,
    struck_note,
)
from cli.importing.model import Note
from schema.problems import excerpt

_SPECIAL = re.compile(
    r"\\(?P<escaped>.|\Z)"
    r"|``(?P<literal>(?:(?!``).){1,2000}`?)``"
    r"|:(?P<role>[A-Za-z][\w:+.-]*):`(?P<content>(?:\\.|[^`\\]){1,2000})`"
    r"|`(?P<phrase>(?:\\.|[^`\\]){1,2000})`(?P<ending>__?|:[A-Za-z][\w:+.-]*:)?"
    r"|\|(?P<name>[^\s|](?:[^|\n]{0,200}[^\s|])?)\|_{0,2}"
    r"|(?P<strong>\*\*(?=\S)(?:(?!\*\*).){1,2000}\*\*|\*(?=[^\s*])[^*]{1,2000}\*)"
    r"|(?P<address>https?://[^\s<>`]*[\w/#=&-])"
    r"|\b(?P<word>[A-Za-z0-9][\w.-]*[A-Za-z0-9]|[A-Za-z0-9])_\b(?!\w)"
    r"|\[(?P<footnote>[#*]?[\w-]{0,40})\]_"
    r"|(?P<sign>[<*`\[\]]|(?<![^\W_])_|_(?![^\W_]))",
    re.DOTALL,
)
_WITH_ADDRESS = re.compile(r"(?P<text>.*?)\s*<(?P<address>[^<>]+)>\Z", re.DOTALL)
_ROLES = PLAIN_ROLES | {"kbd", "sub", "sup"}
_OTHER_NAMES = {"subscript": "sub", "superscript": "sup", "literal": "code", "c:func": "func"}


@dataclass(slots=True)
class Rest:
    """What a whole reST source defines: links and substitutions; collects notes."""

    references: Mapping[str, str] = field(default_factory=dict)
    substitutions: Mapping[str, str] = field(default_factory=dict)
    raw_roles: frozenset[str] = frozenset()
    notes: list[Note] = field(default_factory=list)


def rest_to_markdown(text: str, line: int, rest: Rest) -> str:
    """Convert the inline markup of reST; what is unknown stays as it is written."""
    pieces, place, here = [], 0, line
    for found in _SPECIAL.finditer(text):
        pieces.append(text[place : found.start()])
        here += text.count("\n", place, found.start())
        pieces.append(_convert(found, here, rest))
        here += found[0].count("\n")
        place = found.end()
    pieces.append(text[place:])
    return "\n".join(map(_guarded, "".join(pieces).split("\n")))


def _guarded(row: str) -> str:
    """Escape what begins a block in Markdown but not within a paragraph of reST."""
    found = re.match(r"\s*(?:([0-9]{1,9})([.)])(?=\s)|(?=#{1,6}\s|[>+~=|-]))", row)
    if not found or (not found[1] and not re.match(r"\s*(?:#|>|[+-]\s|={2,}|-{2,}|~{3})", row)):
        return row
    at = found.end(1) if found[1] else found.end()
    return f"{row[:at]}\\{row[at:]}"


def _convert(found: re.Match[str], line: int, rest: Rest) -> str:  # noqa: PLR0911
    match found.lastgroup:
        case "escaped":
            char = found["escaped"]
            return "" if char.isspace() else (f"\\{char}" if char in "\\`*_<>[]{}#" else char)
        case "literal":
            return as_code(found["literal"])
        case "content":
            return _role(found["role"], found["content"], line, rest)
        case "phrase" | "ending":
            return _phrase(found["phrase"], found["ending"] or "", line, rest)
        case "name":
            return _substitution(found, line, rest)
        case "strong":
            return found[0]
        case "address":
            return f"<{found[0]}>"
        case "word":
            name = found["word"]
            known = references_key(name) in rest.references
            return f"[{name}][{name}]" if known else f"{name}\\_"
        case "footnote":
            return f"\\[{found['footnote']}\\]"
        case _:
            return f"\\{found['sign']}"


def _role(role: str, content: str, line: int, rest: Rest) -> str:
    role = _OTHER_NAMES.get(role, role)
    if role in rest.raw_roles or role.startswith("raw"):
        message = f"Raw text of the role '{excerpt(role)}': {excerpt(content)}"
        rest.notes.append(Note(line, "left-out", "html", message))
        if (tag := TAG.match(content)) and tag["name"].lower() in STRUCK and not tag["close"]:
            rest.notes.append(struck_note(line))
        return ""
    content = re.sub(r"\\(.)", r"\1", content)
    name = role.split(":")[-1]
    if name not in _ROLES or name == "code":
        return as_code(content)
    code = as_code(content)
    return f"{{{name}}}{code}"


def _phrase(phrase: str, ending: str, line: int, rest: Rest) -> str:
    if ending.startswith(":"):
        return _role(ending.strip(":"), phrase, line, rest)
    phrase = re.sub(r"\\(.)", r"\1", phrase)
    if not ending:
        return as_code(phrase)
    label = " ".join(phrase.split())
    if (titled := _WITH_ADDRESS.match(label)) is not None:
        target = titled["address"]
        if target.endswith("_"):  # another name of a link
            return _reference(titled["text"], target.rstrip("_"), line, rest)
        return f"[{_label(titled['text'] or target)}](<{target.replace(' ', '')}>)"
    return _reference(label, label, line, rest)


def _reference(label: str, name: str, line: int, rest: Rest) -> str:
    if references_key(name) in rest.references:
        return f"[{_label(label)}](<{rest.references[references_key(name)]}>)"
    message = f"The reference '{excerpt(label)}' leads nowhere; it is plain text now."
    rest.notes.append(Note(line, "changed", "link", message))
    return _label(label)


def _label(text: str) -> str:
    return re.sub(r"([\[\]<*`])", r"\\\1", text)


def _substitution(found: re.Match[str], line: int, rest: Rest) -> str:
    name = found["name"]
    if name in rest.substitutions:
        return rest.substitutions[name]
    return found[0]
