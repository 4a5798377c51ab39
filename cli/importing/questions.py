"""Which blocks of a source are questions, and which the answers to them.

A question is, in this order of certainty: what is marked as one (`Q: …`, in a heading, in bold or
in a list), a heading with text below it, a bold line, or the only heading there is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from cli.importing.model import Block, Document, Found, Note
from cli.importing.splitting import (
    ANSWER,
    MARK,
    asks,
    has_content,
    split_lists,
    split_paragraphs,
)

MAX_PHRASING = 100
"""Longest heading that becomes a wording; escaped, it is at most twice as long, as it may be."""

_TAGS = re.compile(r"</?(?:font|b|strong|i|em|span|a|u|p|big|small|div|center)\b[^<>]*>", re.I)
_BOLD = re.compile(r"\s*(?:\*\*|__)(?P<text>(?:(?!\*\*|__).){3,300})(?:\*\*|__)\s*[:：]?\s*\Z")  # noqa: RUF001
_SUMMARY = re.compile(
    r"\s*<details\b[^<>]*>\s*<summary\b[^<>]*>(.*?)</summary\s*>", re.DOTALL | re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sorted:
    """The blocks of a source sorted: questions, and what belongs to none, with the reason."""

    found: tuple[Found, ...]
    others: tuple[tuple[Block, str], ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class _Point:
    """A place at which a question begins."""

    text: str
    style: str
    level: int | None
    rest: tuple[Block, ...] = ()
    heads: tuple[Block, ...] = ()


def sort_questions(document: Document) -> Sorted:
    """Find the questions of a source."""
    blocks = split_lists(tuple(split_paragraphs(document.blocks)))
    points = dict(_marked(blocks))
    has_marks = bool(points)
    if not has_marks:
        points = dict(_softly_marked(blocks, asking=True))
    title = _title(blocks, points)
    headed = dict(_headed(blocks, points, title))
    notes: list[Note] = []
    if not points and not headed:
        points = dict(_softly_marked(blocks, asking=False))
    if not points and not headed and title is not None and _tells(blocks, title):
        headed = {title: _Point(blocks[title].text, "only heading", blocks[title].level)}
        title = None
    if headed:
        line = blocks[min(headed)].first
        count = "One heading" if len(headed) == 1 else f"{len(headed)} headings"
        message = f"{count} not marked as questions, but with text below, taken for questions."
        notes.append(Note(line, "warning", "style", message))
    found, others = _walk(blocks, {**headed, **points}, title)
    if not found:
        notes.append(Note(1, "warning", "style", "No question was found."))
    return Sorted(tuple(found), tuple(others), tuple(notes))


def _marked(blocks: list[Block]) -> Iterator[tuple[int, _Point]]:
    """Yield the headings and paragraphs that are marked as questions."""
    for index, block in enumerate(blocks):
        if block.kind == "heading" or block.level < 0:
            text = _TAGS.sub("", block.text)
            if found := MARK.match(text):
                title = _clean(text[found.end() :], found[0])
                style = f"'Q:' in a heading of level {block.level}"
                if block.level < 0:
                    style = "'Q:' in a list"
                if title:
                    yield index, _Point(title, style, block.level if block.level > 0 else None)
            elif block.level < 0:
                yield index, _Point(_clean(text, ""), "item of a list", None)
        elif (
            block.kind == "paragraph"
            and len(block.text) < 5000
            and (point := _marked_paragraph(block))
        ):
            yield index, point


def _marked_paragraph(block: Block) -> _Point | None:
    lines = block.text.split("\n")
    found = MARK.match(_TAGS.sub("", lines[0]))
    if not found:
        return None
    bold = lines[0].lstrip().startswith(("**", "__", "<"))
    end = 1
    while end < len(lines) and not ANSWER.match(lines[end]):
        if bold and re.search(r"(\*|__|</font>)\s*\Z", lines[end - 1]):
            break
        end += 1
    if end == len(lines) > 1 and not bold and not asks(block.text):
        end = next((i + 1 for i, line in enumerate(lines) if asks(line)), 1)
    text = _TAGS.sub("", " ".join(lines[:end]))
    title = _clean(text[found.end() :], found[0])
    if not title:
        return None
    style = "'Q:' in bold" if bold else "'Q:' in a paragraph"
    return _Point(title, style, None, _rest(block, lines, end))


def _rest(block: Block, lines: list[str], end: int) -> tuple[Block, ...]:
    body = "\n".join(lines[end:])
    if not body.strip() or re.fullmatch(r"\s*<br\s*/?>\s*", body):
        return ()
    return (replace(block, text=body, first=block.first + end * block.exact),)


def _clean(text: str, mark: str) -> str:
    """Return the words of a question without the marks around them."""
    text = " ".join(text.split())
    if re.match(r"\s*[*_]", mark):
        text = text.rstrip("*_ ")
    if found := _BOLD.match(text):
        text = found["text"]
    return text.strip()


def _softly_marked(blocks: list[Block], *, asking: bool) -> Iterator[tuple[int, _Point]]:
    """Yield bold lines and summaries of details; with `asking` only those that ask something."""
    points = []
    for index, block in enumerate(blocks):
        if block.kind == "html" and (found := _SUMMARY.match(block.text)):
            line = block.text.count("\n", 0, found.end())
            body = block.text[found.end() :]
            rest = (replace(block, text=body, first=block.first + line),)
            text = " ".join(_TAGS.sub("", found[1]).split())
            keep = rest if body.strip() else ()
            points.append((index, _Point(text, "summary of details", None, keep)))
        elif (
            block.kind == "paragraph"
            and (found := _BOLD.match(_TAGS.sub("", block.text)))
            and (asks(found["text"]) or not asking)
        ):
            points.append((index, _Point(found["text"].strip(), "bold line", None)))
    headings = sum(asks(block.text) for block in blocks if block.kind == "heading")
    if len(points) >= 2 > headings or (points and not asking):
        yield from points


def _title(blocks: list[Block], points: dict[int, _Point]) -> int | None:
    """Return the heading that is the title of the source: the first one, above all others."""
    numbers = [i for i, block in enumerate(blocks) if block.kind == "heading"]
    if not numbers or numbers[0] in points:
        return None
    first, *others = numbers
    if any(blocks[i].level <= blocks[first].level for i in others):
        return None
    if not others and not points and asks(blocks[first].text):
        return None
    return first


def _headed(
    blocks: list[Block], points: dict[int, _Point], title: int | None
) -> Iterator[tuple[int, _Point]]:
    """Yield the headings that are no marked questions but have text of their own."""
    headings = [i for i, block in enumerate(blocks) if block.kind == "heading" and i != title]
    marked = [blocks[i].level for i in headings if i in points]
    full = [i for i in headings if i not in points and _has_text(blocks, points, i)]
    scores: Counter[int] = Counter()
    for i in full:
        scores[blocks[i].level] += 2 if asks(blocks[i].text) else 1
    usual = max(marked, default=0) or max(scores, key=lambda n: (scores[n], -n), default=0)
    full_set, current = set(full), 0
    deeper_after = _deeper(blocks, headings, full_set | set(points), usual)
    for i in headings:
        level = blocks[i].level
        if i in points:
            current = level
        elif current and level > current:
            continue
        elif i in full_set and not (level < usual and deeper_after[i]):
            current = level
            style = "heading that asks" if asks(blocks[i].text) else "heading"
            yield i, _Point(blocks[i].text, style, level)
        else:
            current = 0


def _tells(blocks: list[Block], title: int) -> bool:
    """Return whether the only heading is worth a draft: it asks, or there is text below it."""
    return asks(blocks[title].text) or _has_text(blocks, {}, title)


def _deeper(
    blocks: list[Block], headings: list[int], full: set[int], usual: int
) -> dict[int, bool]:
    """Return for each heading whether one of the usual level with text stands below it."""
    found: dict[int, bool] = {}
    last = [False] * 8  # by level: whether a full heading of the usual level follows in its scope
    for i in reversed(headings):
        level = min(max(blocks[i].level, 0), 7)
        found[i] = last[level]
        own = blocks[i].level == usual and i in full
        for above in range(level):
            last[above] = last[above] or own
        for below in range(level, 8):
            last[below] = False
    return found


def _has_text(blocks: list[Block], points: dict[int, _Point], heading: int) -> bool:
    for index in range(heading + 1, len(blocks)):
        if blocks[index].kind == "heading" or index in points:
            return False
        if has_content(blocks[index]):
            return True
    return False


def _walk(
    blocks: list[Block], points: dict[int, _Point], title: int | None
) -> tuple[list[Found], list[tuple[Block, str]]]:
    found: list[Found] = []
    others: list[tuple[Block, str]] = []
    sections: list[Block] = []
    current: tuple[_Point, Block, list[Block]] | None = None
    depth = 0

    def finish() -> None:
        if current is not None:
            point, head, answer = current
            names = [one.text for one in sections if title is None or one is not blocks[title]]
            name = " / ".join(names)
            found.append(Found(point.text, head.first, point.style, (head,), tuple(answer), name))

    def leave(level: int) -> None:
        """Leave the sections that a heading of this level ends."""
        while sections and sections[-1].level >= level:
            sections.pop()

    for index, block in enumerate(blocks):
        if index in points:
            finish()
            point = points[index]
            if point.level is not None:
                leave(point.level)
            outer = sections[-1].level if sections else 0
            depth = point.level if point.level is not None else outer + 1
            current = (point, block, list(point.rest))
        elif block.kind == "heading" and (current is None or block.level <= depth):
            finish()
            current = None
            leave(block.level)
            sections.append(block)
            reason = "the title of the source" if index == title else "the heading of a section"
            others.append((block, reason))
        elif current is not None:
            current[2].append(block)
        else:
            within = sections and (title is None or sections[-1] is not blocks[title])
            where = "of the section" if within else "of the source"
            others.append((block, f"introduction {where}, before its first question"))
    finish()
    return _with_phrasings(found, others, blocks), others


def _with_phrasings(
    found: list[Found], others: list[tuple[Block, str]], blocks: list[Block]
) -> list[Found]:
    """Make the heading of a section that is for one marked question only another wording of it."""
    following = {id(block): after for block, after in pairwise(blocks)}
    by_head = {id(one.head[0]): number for number, one in enumerate(found)}
    sections = Counter(one.section for one in found)
    moved: set[int] = set()
    for entry in [entry for entry in others if entry[1] == "the heading of a section"]:
        block = entry[0]
        number = by_head.get(id(following.get(id(block))))
        if number is None or found[number].style != "'Q:' in a paragraph":
            continue
        one = found[number]
        if sections[one.section] == 1 and len(block.text) <= MAX_PHRASING:
            head = (block, *one.head)
            found[number] = replace(one, head=head, phrasings=(block.text,), section="")
            moved.add(id(block))
    others[:] = [entry for entry in others if id(entry[0]) not in moved]
    return found
