"""Blocks as the Markdown of an answer.

A block that an answer may not contain as it stands was rendered as HTML, whatever its format.
"""

import contextlib
import re
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Comment, Tag
from markdownify import MarkdownConverter

from cli.importing.model import ADMONITIONS, PAGE_PARTS, Action, Block, Note
from schema.markdown.allowed import ROLES, code_language
from schema.markdown.lint import contents
from schema.phrases import Phrase
from schema.problems import excerpt
from schema.source import HIDDEN
from schema.types import URL_PATTERN

MAX_DEPTH = 100
"""Deepest nesting that is read; work on tables within tables takes that many times as long."""

KNOWN_TAGS = (
    "a|abbr|article|aside|b|big|blockquote|br|caption|center|cite|code|col|colgroup|dd|del|details|"
    "dfn|div|dl|dt|em|figcaption|figure|font|footer|h1|h2|h3|h4|h5|h6|header|hr|i|img|ins|kbd|li|"
    "main|mark|nav|nobr|ol|p|picture|pre|q|s|samp|section|small|source|span|strike|strong|style|"
    "sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|var|wbr|script|iframe|object|embed|"
    "svg|video|audio"
)
"""HTML tags; anything else in angle brackets is text, such as `<port>`."""

_TEXT = re.compile(rf"<(?!/?(?:{KNOWN_TAGS})(?:\s[^<>]*|/)?>|!--)", re.IGNORECASE)
_SPECIAL = re.compile(
    r"\\(?=[!-/:-@\[-`{-~\n]|\Z)"  # would escape the next character
    r"|`|\*(?=\S)|(?<=\S)\*"
    r"|(?<![^\W_])_(?=\S)|(?<=\S)_(?![^\W_])"
    r"|<(?=\S)|&(?=#?\w+;)"
    r"|\](?=[(\[:])|!(?=\[|\Z)"
    r"|\{(?=[^{}\s]+\}\Z)"  # would be a role in front of code
)
_BLOCK_START = re.compile(
    r"^(?:(?=#{1,6}(?:\s|$)|>|[*+-](?:\s|$)|=+\s*$|-+\s*$|~{3}|:{3})|(\d{1,9})(?=[.)](?:\s|$)))",
    re.MULTILINE,
)


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
    """Return a list, with other markers if it would continue the list in front of it."""
    marks = [re.match(r"(?:\d{1,9})?([.)*+-])\s", part) for part in (text, before)]
    if not marks[0] or not marks[1] or marks[0][1] != marks[1][1]:
        return text
    new = {".": ")", ")": ".", "-": "*"}.get(marks[0][1], "-")
    return re.sub(rf"^(\d{{0,9}}){re.escape(marks[0][1])}(?=\s)", rf"\g<1>{new}", text, flags=re.M)


def convert(block: Block, page: str) -> Block:
    """Return a block with its Markdown and notes, in a code block if an answer cannot contain it.

    `page` is the address at which the source is published, if any.
    """
    if block.kind in PAGE_PARTS:
        return block
    converter = _Converter(block, page)
    text = block.source.rstrip()
    try:
        if block.html:
            text = converter.markdown(block.html)
        violations = contents(text).violations if block.kind != "heading" else ()
        problem = violations[0].message if violations else ""
    except RecursionError:
        problem = Phrase("It is nested too deeply.")
    if problem:
        message = Phrase("Kept verbatim in a code block: {problem}", problem)
        converter.note("warning", block.kind, message)
        text = as_fence(block.source)
    return replace(block, text=text, notes=tuple(converter.notes))


def _lay_out(table: Tag) -> None:
    """Make all rows of a table equally long: empty cells follow a merged cell."""
    own = [row for row in table("tr") if row.find_parent("table") is table]
    rows = [row(["td", "th"], recursive=False) for row in own]
    for number, cells in enumerate(rows):
        for column, cell in enumerate(cells):  # `cells` grows
            right, down = _span(cell, "colspan"), _span(cell, "rowspan")
            cells[column + 1 : column + 1] = _empty(right - 1)
            for below in rows[number + 1 : number + down]:
                below[column:column] = _empty(right)
            del cell["colspan"]
    width = max(map(len, rows), default=0)
    for row, cells in zip(own, rows, strict=True):
        row.clear()
        row.extend([*cells, *_empty(width - len(cells))])


def _empty(number: int) -> list[Tag]:
    return [Tag(name="td") for _ in range(number)]


def _span(cell: Tag, name: str) -> int:
    """Return how many rows or columns a cell covers, at most 20."""
    number = str(cell.get(name))
    return min(max(int(number), 1), 20) if number.isdecimal() else 1


def _box_name(tag: Tag | None) -> str:
    """Return the name of an admonition or another directive; empty for other elements."""
    box = re.search(r"(?:^admonition |markdown-alert-)([\w-]+)", _classes(tag)) if tag else None
    return box[1] if box else ""


def _classes(tag: Tag) -> str:
    return " ".join(tag.get("class") or ())


def _block(text: str, parent_tags: AbstractSet[str]) -> str:
    return f" {text} " if "_inline" in parent_tags else f"\n\n{text}\n\n"


class _Converter(MarkdownConverter):
    """Writes Markdown as records have it, and notes what differs from the source."""

    def __init__(self, block: Block, page: str) -> None:
        options: Any = {"bullets": "-", "newline_style": "backslash", "table_infer_header": True}
        super().__init__(**options)
        self.notes = list(block.notes)
        self._first, self._lines, self._page = block.first, block.source.split("\n"), page

    def note(self, action: Action, kind: str, message: str, near: str = "", text: str = "") -> None:
        """Add a note on the line that contains the text `near`, or else on the first line."""
        offset = next((n for n, line in enumerate(self._lines) if near in line), 0)
        self.notes.append(Note(self._first + offset, action, kind, message, text))

    def markdown(self, html: str) -> str:
        """Return HTML as Markdown, as far as Markdown can express it."""
        soup = BeautifulSoup(f"<div>{_TEXT.sub('&lt;', html)}</div>", "html.parser")
        if any(next(islice(tag.parents, MAX_DEPTH, None), None) for tag in soup(True)):
            raise RecursionError
        for comment in soup(string=lambda text: isinstance(text, Comment)):
            text = str(comment).strip()
            self.note("left-out", "comment", PAGE_PARTS["comment"], text.partition("\n")[0], text)
            comment.extract()
        for tag in soup("br"):
            if not any(str(after).strip() for after in tag.next_siblings):
                tag.decompose()
        for table in soup("table"):
            if table.select("[colspan], [rowspan]"):
                message = "Markdown has no merged cells; the first cell keeps the text."
                self.note("changed", "table", message)
            _lay_out(table)
        markdown = str(self.convert_soup(soup))
        if HIDDEN.search(markdown):
            self.note("changed", "hidden-character", "Removed invisible characters.")
        markdown = HIDDEN.sub("", markdown)
        return re.sub(r"[ \t]+$", "", markdown, flags=re.MULTILINE).strip("\n")

    def escape(self, text: str, parent_tags: AbstractSet[str]) -> str:
        return _SPECIAL.sub(r"\\\g<0>", text)

    # What an answer cannot contain -----------------------------------------------------

    def convert_script(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        """Leave out a program, and whatever is embedded."""
        self.note("left-out", "html", f"<{el.name}>", f"<{el.name}", str(el))
        return ""

    convert_style = convert_iframe = convert_object = convert_embed = convert_script
    convert_svg = convert_video = convert_audio = convert_script

    def convert_del(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        message = Phrase("Answers have no strikethrough; remove the words that no longer apply.")
        self.note("warning", "html", message, f"<{el.name}")
        return text

    convert_s = convert_strike = convert_del

    def convert_span(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        """Replace a role that an answer cannot contain with the title of its link, or with code."""
        classes = _classes(el)
        if not classes.startswith("role "):
            is_code = "docutils literal" in classes or "math" in classes
            return self.convert_code(el, text, parent_tags) if is_code else text
        name, content = el["class"][1], el.get_text()
        if name in ROLES:
            return f"{{{name}}}{as_code(content)}"
        titled = re.fullmatch(r"(.+?)\s*<([^<>]+)>", content, re.DOTALL)
        target = titled[2] if titled else content.lstrip("~!")
        is_link = titled or name in ("doc", "ref", "numref", "any")
        message = f"Removed the role '{excerpt(name)}' from '{excerpt(content)}'."
        self.note("changed", "role", message, name, target if is_link else "")
        return self.escape(titled[1], parent_tags) if titled else as_code(target)

    def convert_img(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        """Replace an image with a link, or with its alternative text."""
        source, words = str(el.get("src") or ""), str(el.get("alt") or "").strip()
        words = self.escape(words if words and words != source else "image", parent_tags)
        address, problem = resolve(source, self._page)
        if address and "a" not in parent_tags:
            self.note("changed", "image", f"The image '{excerpt(source)}' is a link now.", source)
            return _link(words, address)
        problem = "it is in a link" if address else problem
        message = f"The image '{excerpt(source)}' is text now: {problem}."
        self.note("changed", "image", message, source, source)
        return words

    def convert_a(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        """Return a link with an address that an answer can contain, or only its text."""
        written, words = str(el.get("href") or ""), el.get_text()
        if not el.has_attr("href"):
            return text
        if not text.strip():
            self.note("left-out", "link", Phrase("a link without text"), written, written)
            return ""
        is_code = "_noformat" in parent_tags
        address, change = ("", "it is code") if is_code else resolve(written, self._page)
        if not address:
            message = f"The link to '{excerpt(written)}' is text now: {change}."
            is_lost = written not in (words, f"mailto:{words}")
            self.note("changed", "link", message, written, written if is_lost else "")
            return text
        if change:
            self.note("changed", "link", f"The link to '{excerpt(written)}' {change}.", written)
        return f"<{address}>" if words == written else _link(text.strip(), address)

    # What Markdown writes in another way -----------------------------------------------

    def convert_p(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        if _box_name(el.parent) and _classes(el).endswith("-title"):
            el.parent["data-title"] = " ".join(text.split())  # type: ignore[index]
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

    convert_center = convert_details = convert_aside = convert_dd = convert_div

    def convert_code(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        return as_code(" ".join(el.get_text().split()))

    convert_samp = convert_tt = convert_cite = convert_code

    def convert_sub(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        return f"{{{el.name}}}{as_code(el.get_text().strip())}" if text.strip() else ""

    convert_kbd = convert_sup = convert_sub

    def convert_pre(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        code, classes = el.get_text().strip("\n"), " ".join(map(_classes, (el, *el("code"))))
        if "_inline" in parent_tags:
            return as_code(" ".join(code.split()))
        if "unknown" in classes:
            first = code.strip().partition("\n")[0]
            message = Phrase("Kept verbatim in a code block: {problem}", f"'{excerpt(code)}'.")
            self.note("warning", "directive", message, first)
        info = re.search(r"language-(\S+)|^code (?!doctest|literal-block|unknown)(\S+)", classes)
        language = (info[1] or info[2]) if info else "text"
        language = "python" if "doctest" in classes else language
        return f"\n\n{as_fence(code, code_language(language))}\n\n" if code.strip() else ""

    def convert_dt(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        """Return a term, or a heading within a block, as bold text."""
        return f"\n\n**{text.strip()}**\n\n" if text.strip() else ""

    convert_summary = convert_h1 = convert_h2 = convert_h3 = convert_dt
    convert_h4 = convert_h5 = convert_h6 = convert_dt

    def convert_list(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        before = el.find_previous_sibling()
        above = str(before.get("data-list") or "") if before and before.name == el.name else ""
        markdown = list_apart(text.strip("\n"), above)
        el["data-list"] = markdown[:12]
        base: Any = super()
        return str(base.convert_list(el, markdown, parent_tags))

    convert_ul = convert_ol = convert_list

    def convert_td(self, el: Tag, text: str, parent_tags: AbstractSet[str]) -> str:
        line = re.sub(r"\\?\n+", " ", text.strip())
        escaped = re.sub(r"(?<!\\)[|]", r"\\|", line)
        return f" {escaped} |"

    convert_th = convert_td


def resolve(link: str, page: str) -> tuple[str, str]:
    """Return the https address of a link, if it has one, and what was changed or is wrong."""
    link = re.sub(r"\s+", "", link)
    scheme, colon, _ = link.lower().partition(":")
    if link.startswith("//") or (colon and scheme == "http"):
        return "https://" + link.partition("//")[2], "now uses https"
    if colon and scheme == "https":
        return "https" + link[5:], ""
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|[^@/\s]+@[^@/\s]+\Z", link):
        return "", f"'{scheme if colon else 'mailto'}:' is not https"
    with contextlib.suppress(ValueError):
        if page and is_address(address := urljoin(page, link)):
            return address, "is absolute now"
    reason = "it is relative, and --base-url is not set"
    return "", "it leads to a place in the source" if link.startswith("#") else reason


def is_address(text: str) -> bool:
    """Return whether a text is an absolute https address that a record can contain."""
    return len(text) <= 500 and re.search(URL_PATTERN, text) is not None


def _link(words: str, address: str) -> str:
    for sign, code in (("\\", "%5C"), ("<", "%3C"), (">", "%3E")):
        address = address.replace(sign, code)
    address = f"<{address}>" if re.search(r"[()]", address) else address
    return f"[{words}]({address})"
