"""Read what a build wrote: how much it is, and whether the text is on the pages."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .corpus import Entry
    from .sites import Site


@dataclass(frozen=True)
class Output:
    """How much one site wrote; the pages are those of the entries."""

    pages: int
    page_mean: float
    page_max: int
    files: int
    total: int


class OutputError(Exception):
    """A site lacks pages or text, so what its build cost would mean nothing."""


def read_output(site: Site) -> Output:
    """Measure the output of a site whose entries are all there."""
    sizes = {path: path.stat().st_size for path in site.output.rglob("*") if path.is_file()}
    pages = [size for path, size in sizes.items() if path.parent == site.pages]
    if len(pages) != site.size:
        raise OutputError(f"{site.name}: {len(pages)} entry pages instead of {site.size}")
    check_page(site)
    return Output(
        pages=len(pages),
        page_mean=sum(pages) / len(pages),
        page_max=max(pages),
        files=len(sizes),
        total=sum(sizes.values()),
    )


def check_page(site: Site) -> None:
    """Raise an error unless the page of the edited entry shows the entry as it is now."""
    page = (site.pages / f"{site.edited.id}.html").read_text(encoding="utf-8")
    missing = missing_text(site.edited, page)
    if missing:
        raise OutputError(f"{site.name}: the page of {site.edited.id} lacks {missing!r}")


def missing_text(entry: Entry, page: str) -> list[str]:
    """Return the sentences of an entry that its page does not show."""
    prose = re.sub(r"```.*?```|^\|.*$", "", entry.answer, flags=re.DOTALL | re.MULTILINE)
    paragraphs = [re.sub(r"^(?:- |\d+\. )", "", line) for line in _blocks(prose)]
    supports = [source.supports for source in entry.sources]
    shown = _words(html.unescape(re.sub(r"<[^>]*>", "", page)))
    wanted = [entry.question, entry.summary, *paragraphs, *supports]
    return [text for text in wanted if _words(_plain(text)) not in shown]


def _blocks(markdown: str) -> list[str]:
    """Return the paragraphs and the list items of a text."""
    parts = re.split(r"\n\s*\n|\n(?=- |\d+\. )", markdown)
    return [part.strip() for part in parts if part.strip()]


def _plain(markdown: str) -> str:
    return re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", markdown.replace("`", ""))


def _words(text: str) -> str:
    return " ".join(text.split())
