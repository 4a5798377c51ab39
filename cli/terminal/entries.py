"""Print an entry on a terminal: wrapped, highlighted, and without control characters."""

import re
import shutil
import textwrap
from collections.abc import Callable, Iterable, Iterator, Set

from cli.terminal.console import bold, faint, good, warning
from cli.terminal.language import translation
from cli.terminal.problems import WIDTH
from schema.knowledge_base import KnowledgeBase
from schema.markdown.inline import parse_inline, plain
from schema.markdown.text import walk
from schema.models.entry import Status
from schema.phrases import Phrase, worded
from schema.problems import printable
from schema.records import Place
from schema.tokens import tokenise

_UNCHANGED = re.compile(r"$| {4}|\s*(?:\||#{1,6}\s)")
"""Blank lines, code in an indented block, rows of tables and headings."""

_MARKER = re.compile(r"\s*(?:(?:[*+-]|[0-9]{1,9}[.)])\s+|(?:>\s?)+)")
"""The start of a list item or quotation."""

_ROLE = re.compile(r"\{[a-z:]+\}(?=`)")


def columns() -> int:
    """Return the width of the terminal, up to a width that is easy to read."""
    return max(20, min(shutil.get_terminal_size((WIDTH, 24)).columns, WIDTH))


def wrapped(text: str, width: int, first: str = "", then: str | None = None) -> list[str]:
    """Wrap a text to printable lines of a width; only a long word exceeds it."""
    shown = printable(" ".join(text.split()))
    rest = " " * len(first) if then is None else then
    return textwrap.wrap(
        shown,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def marked(
    line: str, terms: Set[str], mark: Callable[[str], str], rest: Callable[[str], str] = str
) -> str:
    """Highlight the words of a line that contain one of the tokens."""
    pieces = re.split(r"(\s+)", line)
    return "".join(
        mark(piece) if not terms.isdisjoint(tokenise(piece)) else rest(piece) for piece in pieces
    )


def answer_lines(markdown: str, width: int) -> Iterator[str]:
    """Yield the lines of an answer: text wrapped, code, tables and headings unchanged."""
    paragraph = ""
    for source_line, fence, is_code in walk(markdown.rstrip("\n")):
        line = source_line.expandtabs(4).rstrip()
        is_text = not (fence or is_code or _UNCHANGED.match(line))
        if paragraph and (not is_text or _MARKER.match(line)):
            yield from _wrapped_paragraph(paragraph, width)
            paragraph = ""
        if is_text:
            paragraph = f"{paragraph} {line.lstrip()}" if paragraph else line
        else:
            yield printable(line if is_code or line.startswith("    ") else _ROLE.sub("", line))
    if paragraph:
        yield from _wrapped_paragraph(paragraph, width)


def _wrapped_paragraph(text: str, width: int) -> Iterator[str]:
    marker = _MARKER.match(text)
    lead = marker[0] if marker else text[: len(text) - len(text.lstrip())]
    text = _ROLE.sub("", text[len(lead) :])
    yield from wrapped(text, width, printable(lead), lead if ">" in lead else None)


def entry_lines(base: KnowledgeBase, id: str) -> Iterator[str]:
    """Yield the lines of a whole entry."""
    catalogue, width = base.catalogue, columns()
    card = catalogue.entries[id]
    facts, _ = base.facts(id), translation(base.language)
    tags = (catalogue.tags[key].label if key in catalogue.tags else str(key) for key in card.tags)
    applies = Phrase("Applies to {versions}", versions=facts.applies_to) if facts.applies_to else ""
    line = (
        "" if facts.status is Status.PUBLISHED else facts.status.value,
        _("Reviewed on {day}").format(day=facts.reviewed_on),
        *(worded(words, _) for words in (applies, facts.tested, facts.claims_note)),
        _(", ").join(tags),
    )
    yield from map(bold, wrapped(plain(card.question), width))
    yield from map(faint, wrapped(" · ".join(filter(None, line)), width))
    note = f"{_('This answer has been withdrawn.')} {card.reason}" if card.reason else ""
    if card.superseded_by:
        note = f"{_('This answer has been replaced.')} {_('Read instead: ')}{card.superseded_by}"
    yield from map(warning, wrapped(note, width))
    yield ""
    yield from wrapped(plain(card.summary), width)
    yield ""
    yield from answer_lines(base.answer(id), width)
    claims = (
        f"{plain(claim.text)}\n{worded(claim.evidence, _)}"
        + (claim.source.url if claim.source else "")
        for claim in facts.claims
    )
    yield from _listed(_("How we checked this"), claims, width)
    yield from _listed(_("Also asked as"), facts.phrasings, width)
    yield from _listed(_("Errors that it explains"), facts.errors, width)
    sources = (f"{source.url}\n{plain(source.title)}" for source in facts.sources)
    yield from _listed(_("Sources"), sources, width)
    related = (f"{plain(catalogue.entries[o].question)}\n{o}" for o in catalogue.related(id))
    yield from _listed(_("Related questions"), related, width)
    yield ""
    yield faint(facts.path)


def _listed(heading: str, texts: Iterable[str], width: int) -> Iterator[str]:
    items = tuple(texts)
    if items:
        yield ""
        yield bold(heading)
    for item in items:
        for number, text in enumerate(item.split("\n")):
            yield from wrapped(text, width, "  " if number else "- ")


def row_lines(base: KnowledgeBase, id: str, terms: Set[str], width: int) -> Iterator[str]:
    """Yield the lines of an entry in a list: question, id and file, summary, tags."""
    entry = base.entries[id]
    for line in wrapped(base.question(id), width):
        yield marked(line, terms, good, bold)
    status = "" if entry.status is Status.PUBLISHED else f"  ({entry.status.value})"
    yield faint(f"{id}  {Place.entry(id).path}{status}")
    for line in wrapped(plain(parse_inline(entry.summary)), width):
        yield marked(line, terms, good)
    yield faint(", ".join(map(str, base.tags_of(id))))
