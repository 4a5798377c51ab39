"""The words of an answer without its markup. Expressions find them much faster than a parser."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from schema.markdown.allowed import CHECK, TABLE, directive_name, directive_title, titled

_FENCE = re.compile(r"^[ \t>*+0-9.)-]*?(`{3,}|~{3,}|:{3,})[ \t]*([^`\r\n]*)$")
_NUMBER = re.compile(r"^([ \t>]*)[0-9]{1,9}[.)](?=\s)", re.MULTILINE)
_ROLE = re.compile(r"\{[a-z:]+\}$")
_LINK = re.compile(r"\]\((?:<[^<>\n]*>|[^()\s]*+(?:\([^()\s]*+\)[^()\s]*+)*+)[^()\n]*+\)")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")


def expanded(
    markdown: str, examples: Mapping[str, tuple[str, str]], table: Callable[[str], str]
) -> str:
    """Return an answer with what its `check` and `table` directives show in place of them.

    An example is its code and its output. `table` returns the Markdown of a table by its id, and
    nothing for an unknown one.
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
            elif name == TABLE and (rows := table(title).splitlines()):
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
    text = _NUMBER.sub(r"\1", text)
    if not any(sign in text for sign in "`[\\"):
        return text
    pieces: list[str] = []
    place = 0
    for start, inner, end in _code_spans(text):
        before, roles = _ROLE.subn("", text[place:start])
        pieces += (_bare(before), titled(inner)[0] if roles else inner)
        place = end
    pieces.append(_bare(text[place:]))
    return "".join(pieces)


def _code_spans(text: str) -> Iterator[tuple[int, str, int]]:
    """Yield start, content and end of each code span: as many backticks end it as begin it."""
    runs = [run.span() for run in re.finditer("`+", text)]
    closing: dict[int, int] = {}
    """The run that ends the span which each run would begin."""
    nearest: dict[int, int] = {}
    for at in reversed(range(len(runs))):
        size = runs[at][1] - runs[at][0]
        if size in nearest:
            closing[at] = nearest[size]
        nearest[size] = at
    at = 0
    while at < len(runs):
        if at in closing:
            (start, begin), (stop, end) = runs[at], runs[closing[at]]
            yield start, text[begin:stop], end
        at = closing.get(at, at) + 1


def _bare(text: str) -> str:
    if "](" in text:
        text = _LINK.sub("]", text)
    return _ESCAPE.sub("", text) if "\\" in text else text
