"""HTML as the Markdown of an answer.

Everything that an answer may not contain as it stands passes through here, from either format.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import Any

from bs4 import BeautifulSoup, Comment, Tag
from markdownify import MarkdownConverter

from cli.importing.links import Links, is_badge
from cli.importing.model import ADMONITIONS, Notes
from schema.markdown.allowed import ROLES, code_language
from schema.problems import excerpt
from schema.source import HIDDEN

MAX_ADDRESS = 2_000
"""Characters of an address in a note."""

MAX_SPAN = 50
"""Rows and columns that a merged table cell may cover."""

KNOWN_TAGS = (
    "a|abbr|article|aside|b|big|blockquote|br|caption|center|cite|code|col|colgroup|dd|del|details|"
    "dfn|div|dl|dt|em|figcaption|figure|font|footer|h1|h2|h3|h4|h5|h6|header|hr|i|img|ins|kbd|li|"
    "main|mark|nav|nobr|ol|p|picture|pre|q|s|samp|section|small|source|span|strike|strong|style|"
    "sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|var|wbr|script|iframe|object|embed|"
    "svg|video|audio"
)
"""HTML tags; anything else in angle brackets is text, such as `<port>`."""

_TEXT = re.compile(rf"<(?!/?(?:{KNOWN_TAGS})(?:\s[^<>]*|/)?>|!--)", re.IGNORECASE)
_PROGRAMS = ["script", "style", "iframe", "object", "embed", "svg", "video", "audio"]
_SPECIAL = re.compile(
    r"\\(?=[!-/:-@\[-`{-~\n]|\Z)"  # would escape the next character
    r"|`|\*(?=\S)|(?<=\S)\*"
    r"|(?<![^\W_])_(?=\S)|(?<=\S)_(?![^\W_])"
    r"|<(?=\S)|&(?=#?\w+;)"
    r"|\](?=[(\[:])|!(?=\[|\Z)"
)
_BLOCK_START = re.compile(
    r"^(?:(?=#{1,6}(?:\s|$)|>|[*+-](?:\s|$)|=+\s*$|-+\s*$|~{3}|:{3})|(\d{1,9})(?=[.)](?:\s|$)))",
    re.MULTILINE,
)


def escape_unknown_tags(html: str) -> str:
    """Return HTML in which angle brackets that are no HTML tag or comment are text."""
    return _TEXT.sub("&lt;", html)


def as_code(content: str) -> str:
    """Return text as a code span."""
    longest = max(map(len, re.findall(r"`+", content)), default=0)
    ticks = "`" * (longest + 1)
    pad = " " if content.startswith("`") or content.endswith("`") else ""
    return f"{ticks}{pad}{content}{pad}{ticks}" if content else ""


def as_fence(content: str, info: str = "text") -> str:
    """Return text as a fenced block."""
    longest = max(map(len, re.findall(r"`{3,}", content)), default=2)
    ticks = "`" * (longest + 1)
    return f"{ticks}{info}\n{content.rstrip()}\n{ticks}"


def list_apart(text: str, before: str) -> str:
    """Return a list, with other markers if it would continue the list that stands before it."""
    marks = [re.match(r"(?:\d{1,9})?([.)*+-])\s", part) for part in (text, before)]
    if not marks[0] or not marks[1] or marks[0][1] != marks[1][1]:
        return text
    new = {".": ")", ")": ".", "-": "*"}.get(marks[0][1], "-")
    return re.sub(rf"^(\d{{0,9}}){re.escape(marks[0][1])}(?=\s)", rf"\g<1>{new}", text, flags=re.M)


def to_markdown(html: str, links: Links, notes: Notes) -> str:
    """Return HTML as Markdown that an answer may contain, as far as Markdown can express it."""
    soup = BeautifulSoup(f"<div>{html}</div>", "html.parser")
    _remove(soup, notes)
    for role in soup.select("span.role"):
        _role(role, notes)
    for image in soup("img"):
        _image(image, links, notes)
    for link in soup("a"):
        _link(link, links, notes)
    for table in soup("table"):
        _lay_out(table, notes)
    for code in soup.select("pre.unknown"):
        message = f"This is fenced verbatim: '{excerpt(code.get_text())}'."
        notes.add("warning", "directive", message, code.get_text().strip().partition("\n")[0])
    options: Any = {"bullets": "-", "newline_style": "backslash", "table_infer_header": True}
    markdown = str(_Converter(**options).convert_soup(soup))
    return re.sub(r"[ \t]+$", "", markdown, flags=re.MULTILINE).strip("\n")


def _remove(soup: BeautifulSoup, notes: Notes) -> None:
    """Remove what no answer can have, and report it."""
    for comment in soup(string=lambda text: isinstance(text, Comment)):
        text = str(comment).strip()
        notes.add("left-out", "comment", text, text.partition("\n")[0])
        comment.extract()
    for tag in soup(_PROGRAMS):
        notes.add("left-out", "html", str(tag), f"<{tag.name}")
        tag.decompose()
    for text in soup(string=HIDDEN):
        notes.add("changed", "hidden-character", "Invisible characters are removed.")
        text.replace_with(HIDDEN.sub("", text))
    for tag in soup(["s", "strike", "del"]):
        message = "Struck-out words look like all others now; remove what is no longer true."
        notes.add("warning", "html", message, f"<{tag.name}")
    for tag in soup("br"):
        if not any(str(after).strip() for after in tag.next_siblings):
            tag.decompose()
    for tag in soup(["center", "details", "aside"]):
        tag.name = "div"
    for tag in soup("summary"):
        tag.wrap(soup.new_tag("p"))
        tag.name = "b"


def _role(role: Tag, notes: Notes) -> None:
    """Replace a role that an answer may not have: by the title of its link, or by code."""
    name, content = role["class"][1], role.get_text()
    if name in ROLES:
        return
    notes.add(
        "changed", "role", f"The role '{excerpt(name)}' of '{excerpt(content)}' is removed.", name
    )
    titled = re.fullmatch(r"(.+?)\s*<([^<>]+)>", content, re.DOTALL)
    target = titled[2] if titled else content.lstrip("~!")
    if titled or name in ("doc", "ref", "numref", "any"):
        notes.dead_links.append(target)
    if titled:
        role.replace_with(titled[1])
    else:
        role.name, role.string = "code", target


def _image(image: Tag, links: Links, notes: Notes) -> None:
    """Replace an image by a link or by its words; remove a badge."""
    source = str(image.get("src") or "")
    near = excerpt(source, MAX_ADDRESS)
    words = str(image.get("alt") or "").strip()
    words = words if words and words != source else "image"
    target = links.resolve(source)
    if is_badge(source):
        notes.add("left-out", "image", f"The badge '{near}'", source)
        image.decompose()
    elif target.address and not image.find_parent("a"):
        notes.add("changed", "image", f"The image '{near}' is a link now.", source)
        image.name, image.attrs = "a", {"href": target.address}
        image.string = words
    else:
        reason = "it is in a link" if target.address else target.message
        notes.add("changed", "image", f"The image '{near}' is only words now: {reason}.", source)
        if not target.address:
            notes.dead_links.append(source)
        image.replace_with(words)


def _link(link: Tag, links: Links, notes: Notes) -> None:
    """Give a link an address that an answer may have, or leave only its words."""
    written = str(link.get("href") or "")
    near = excerpt(written, MAX_ADDRESS)
    words = link.get_text()
    target = links.resolve(written)
    if not link.has_attr("href"):
        link.unwrap()
    elif not words.strip():
        notes.add("left-out", "link", f"A link without words to '{near}'", written)
        link.decompose()
    elif not target.address:
        notes.add(
            "changed", "link", f"The link to '{near}' is text now: {target.message}.", written
        )
        if written not in (words, f"mailto:{words}"):
            notes.dead_links.append(written)
        link.unwrap()
    else:
        if target.message:
            notes.add("changed", "link", f"The link to '{near}' {target.message}.", written)
        link["href"] = target.address
        if words == written:
            link.string = target.address


def _lay_out(table: Tag, notes: Notes) -> None:
    """Make all rows of a table equally long; a merged cell leaves empty ones behind it."""
    grid: dict[tuple[int, int], Tag | None] = {}
    rows = table("tr")
    for number, row in enumerate(rows):
        column = 0
        for cell in row(["td", "th"]):
            while (number, column) in grid:
                column += 1
            down, right = (_span(cell, name) for name in ("rowspan", "colspan"))
            for place in range(down * right):
                grid.setdefault((number + place // right, column + place % right))
            grid[number, column] = cell
            if down * right > 1:
                notes.add(
                    "changed", "table", "Merged cells: only the first one has their text now."
                )
    width = 1 + max((column for _, column in grid), default=-1)
    for number, row in enumerate(rows):
        cells = [grid.get((number, column)) for column in range(width)]
        row.clear()
        row.extend(cell or BeautifulSoup("<td></td>", "html.parser") for cell in cells)


def _span(cell: Tag, name: str) -> int:
    number = str(cell.get(name) or "1")
    del cell[name]
    return min(max(int(number), 1), MAX_SPAN) if number.isdecimal() else 1


def _classes(tag: Tag) -> str:
    return " ".join(tag.get("class") or ())


def _box_name(tag: Tag) -> str:
    """Return the name of an admonition or another directive, empty for other elements."""
    box = re.search(r"(?:^admonition |markdown-alert-)([\w-]+)", _classes(tag))
    return box[1] if box else ""


def _block(text: str, parent_tags: AbstractSet[str]) -> str:
    return f" {text} " if "_inline" in parent_tags else f"\n\n{text}\n\n"


class _Converter(MarkdownConverter):
    """Writes Markdown as records have it."""

    def escape(self, text: str, parent_tags: AbstractSet[str]) -> str:
        return _SPECIAL.sub(r"\\\g<0>", text)

    def convert_p(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        if el.parent is not None and _box_name(el.parent) and _classes(el).endswith("-title"):
            el.parent["data-title"] = " ".join(text.split())
            return ""
        return _block(_BLOCK_START.sub(r"\1\\", text.strip()), parent_tags)

    def convert_div(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        name, title, body = _box_name(el), str(el.get("data-title") or ""), text.strip()
        if not name:
            return _block(body, parent_tags)
        if title.lower() == name:
            title = ""
        if title and not body:
            title, body = "", title
        if name in ADMONITIONS:
            name = "admonition" if title else ADMONITIONS[name]
        longest = max(map(len, re.findall(r":{3,}", body)), default=2)
        colons = ":" * (longest + 1)
        opening = f"{colons}{{{name}}} {title}".strip()
        return f"\n\n{opening}\n{body}\n{colons}\n\n"

    def convert_a(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        address = str(el["href"])
        if el.get_text() == address:
            return f"<{address}>"
        for sign, code in (("\\", "%5C"), ("<", "%3C"), (">", "%3E")):
            address = address.replace(sign, code)
        address = f"<{address}>" if re.search(r"[()]", address) else address
        return f"[{text.strip()}]({address})"

    def convert_code(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        code = as_code(" ".join(el.get_text().split()))
        before = str(el.previous_sibling or "")
        return f" {code}" if before.endswith("}") else code  # `{x}` would be read as a role

    convert_samp = convert_tt = convert_cite = convert_code

    def convert_span(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        if _classes(el).startswith("role "):
            return f"{{{el['class'][1]}}}{as_code(el.get_text())}"
        is_code = "docutils literal" in _classes(el) or "math" in _classes(el)
        return self.convert_code(el, text, parent_tags) if is_code else text

    def convert_sub(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        return f"{{{el.name}}}{as_code(el.get_text().strip())}" if text.strip() else ""

    convert_kbd = convert_sup = convert_sub

    def convert_del(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        return text

    convert_s = convert_strike = convert_del

    def convert_pre(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        code = el.get_text().strip("\n")
        if "_inline" in parent_tags:
            return as_code(" ".join(code.split()))
        classes = " ".join(_classes(tag) for tag in (el, *el("code")))
        info = re.search(r"language-(\S+)|^code (?!doctest|literal-block|unknown)(\S+)", classes)
        language = (info[1] or info[2]) if info else "text"
        language = "python" if "doctest" in classes else language
        return f"\n\n{as_fence(code, code_language(language))}\n\n" if code.strip() else ""

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        """Return a heading as bold words: one in a list or in HTML begins no section."""
        return f"\n\n**{text.strip()}**\n\n" if text.strip() else ""

    def convert_list(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        before = el.find_previous_sibling()
        above = str(before.get("data-list") or "") if before and before.name == el.name else ""
        markdown = list_apart(text.strip("\n"), above)
        el["data-list"] = markdown[:12]
        base: Any = super()
        return str(base.convert_list(el, markdown, parent_tags))

    convert_ul = convert_ol = convert_list

    def convert_dt(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        return f"\n\n**{text.strip()}**\n\n" if text.strip() else ""

    def convert_dd(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        return f"\n\n{text.strip()}\n\n"

    def convert_td(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        line = re.sub(r"\\?\n+", " ", text.strip())
        escaped = re.sub(r"(?<!\\)[|]", r"\\|", line)
        return f" {escaped} |"

    convert_th = convert_td
