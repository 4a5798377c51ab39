"""The words of an answer without its markup. Expressions find them much faster than a parser."""

import re
from collections.abc import Iterator, Mapping, Sequence

from schema.markdown.allowed import CHECK, TABLE, directive_name, directive_title, titled

_FENCE = re.compile(r"^[ \t>*+0-9.)-]*?(`{3,}|~{3,}|:{3,})[ \t]*([^`\r\n]*)$")
_MARKUP = re.compile(
    r"(?P<role>\{[a-z:]+\})?(?<!`)(?P<ticks>`{1,9})(?!`)(?P<code>.*?)(?<!`)(?P=ticks)(?!`)"
    r"|\]\((?:<[^<>\n]*>|[^()\s]*+(?:\([^()\s]*+\)[^()\s]*+)*+)[^()\n]*+\)"
    r"|^(?P<margin>[ \t>]*)[0-9]{1,9}[.)](?=\s)"
    r"|\\(?=[!-/:-@\[-`{-~])",
    re.DOTALL | re.MULTILINE,
)
"""A role or a code span, the address of a link, the number of a list item, or an escape.

Of each number of backticks, only the last ones can lack an end: nine searches to the end of the
text at most.
"""


def expanded(
    markdown: str, examples: Mapping[str, tuple[str, str]], tables: Mapping[str, str]
) -> str:
    """Return an answer with what its `check` and `table` directives show in place of them.

    An example is its code and its output, a table its Markdown. Others stay as they are.
    """
    if not any(f"{{{name}}}" in markdown for name in (CHECK, TABLE)):
        return markdown
    lines: list[str] = []
    block: Sequence[str] = ()
    is_inside = False
    for line, fence, is_code in walk(markdown):
        if fence and is_code and (is_inside := not is_inside):
            name, title = directive_name(fence[2]), directive_title(fence[2])
            lead = line[: fence.start(1)]
            block = ()
            if name == CHECK and title in examples:
                code, output = examples[title]
                block = [*_block(lead, "python", code)]
                block += _block(_margin(lead), "text", output) if output else ()
            elif name == TABLE and (rows := tables.get(title, "").splitlines()):
                block = [f"{lead}{rows[0]}", *(f"{_margin(lead)}{row}" for row in rows[1:])]
            lines += block
        if not block or not is_code:
            lines.append(line)
    return "\n".join(lines) + ("\n" if markdown.endswith("\n") else "")


def walk(markdown: str) -> Iterator[tuple[str, re.Match[str] | None, bool]]:
    """Yield each line, the fence that it is, if any, and whether it belongs to a code block."""
    fences: list[tuple[str, bool]] = []
    for line in markdown.splitlines():
        fence = _FENCE.match(line) if "```" in line or "~~~" in line or ":::" in line else None
        if fence and fences and not fence[2].strip() and fence[1].startswith(fences[-1][0]):
            yield line, fence, fences.pop()[1]
        elif fences and fences[-1][1]:
            yield line, None, True
        elif fence:
            name = directive_name(fence[2])
            is_code = name in {CHECK, TABLE} or (name is None and fence[1][0] != ":")
            fences.append((fence[1], is_code))
            yield line, fence, fences[-1][1]
        else:
            yield line, None, False


def _block(lead: str, language: str, code: str) -> Iterator[str]:
    """Yield code as a fenced block after the marks of a quote or a list item."""
    margin = _margin(lead)
    marks = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", code))])
    yield f"{lead}{marks}{language}"
    yield from (f"{margin}{line}".rstrip() for line in code.splitlines())
    yield f"{margin}{marks}"


def _margin(lead: str) -> str:
    return re.sub(r"[^>\s]", " ", lead)


def answer_text(markdown: str) -> str:
    """Return Markdown without link addresses and targets, names of directives, and list numbers.

    Code stays as it is. Time is linear in the text, except for links, which end with their line.
    """
    if not any(fence in markdown for fence in ("```", "~~~", ":::")):
        return _spoken(markdown)
    parts: list[str] = []
    prose: list[str] = []
    for line, fence, is_code in walk(markdown):
        if fence is None:
            (parts if is_code else prose).append(line)
        elif not is_code:
            prose.append(directive_title(fence[2]))
        elif prose:
            parts.append(_spoken("\n".join(prose)))
            prose.clear()
    return "\n".join((*parts, _spoken("\n".join(prose))))


def _spoken(text: str) -> str:
    """Return prose without markup, and code spans as they are."""
    return _MARKUP.sub(_words, text)


def _words(markup: re.Match[str]) -> str:
    if markup["ticks"]:
        return titled(markup["code"])[0] if markup["role"] else markup["code"]
    return "]" if markup[0][0] == "]" else markup["margin"] or ""
