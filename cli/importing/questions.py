"""Which blocks of a source are questions, and which answer them.

In order of certainty, a question is a block with a mark such as `Q:`, a heading with text below
it, a bold line, or the only heading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from cli.importing.markdown import read_markdown, tokenizer
from cli.importing.model import PAGE_PARTS, Block, Note, Question

_MARK = re.compile(
    r"[\\*_~\s]*(?:Q|q|Question|QUESTION|Frage|问题|问|問題|問)\s*[0-9]{0,3}[*_]*"
    r"(?:[:：、)](?!:)|\.\s|\s[-–—]\s)[*_]*\s*"  # noqa: RUF001
)
_ANSWER = re.compile(
    r"[*_\s]*(?:A|Answer|ANSWER|Antwort|答案|答)[0-9]{0,3}\s*[*_]*"
    r"(?:[:：](?!:)|\s[-–—]\s)[*_]*\s*"  # noqa: RUF001
)
_BOLD = re.compile(r"\s*(?:\*\*|__)(?P<text>(?:(?!\*\*|__).){3,300})(?:\*\*|__)\s*[:：]?\s*")  # noqa: RUF001


@dataclass(frozen=True, slots=True)
class _Start:
    """The question that a block begins."""

    text: str
    style: str
    level: int = 0
    """Of a heading; 0 elsewhere."""
    rest: str = ""
    """The part of the block that is answer already."""


def asks(text: str) -> bool:
    """Return whether a text ends with a question mark."""
    return text.rstrip(" *_\\").endswith(("?", "？"))  # noqa: RUF001


def split_blocks(blocks: Sequence[Block]) -> list[Block]:
    """Return converted blocks, none of which contains several questions."""
    blocks = [part for block in blocks for part in _split_paragraph(block)]
    lists = {n: items for n, block in enumerate(blocks) if (items := _items(block))}
    chosen = {n for n, items in lists.items() if all(_MARK.match(item[0].text) for item in items)}
    if not chosen:
        asking = {n for n, items in lists.items() if all(map(_is_question_item, items))}
        headings = [number for number, block in enumerate(blocks) if block.kind == "heading"]
        body = range(headings[1] if len(headings) > 1 else len(blocks), len(blocks))
        if sum(len(lists[n]) for n in asking) >= 3 and not any(
            _has_content(blocks[n]) and n not in asking for n in body
        ):
            chosen = asking
    parts = [lists[n] if n in chosen else [[block]] for n, block in enumerate(blocks)]
    return [block for items in parts for item in items for block in item]


def _split_paragraph(block: Block) -> Iterator[Block]:
    """Split a paragraph in which marked questions follow each other line by line."""
    lines = block.text.split("\n")
    starts = [number for number, line in enumerate(lines) if _MARK.match(line)]
    if block.kind != "paragraph" or not starts or starts[0]:
        yield block
        return
    for start, end in pairwise([*starts, len(lines)]):
        yield _part(block, start, "\n".join(lines[start:end]))


def _part(whole: Block, start: int, text: str) -> Block:
    """Return a part of a block that begins `start` lines below it; the first has the notes.

    A part of a block that was rewritten has the lines of the whole.
    """
    notes = () if start else whole.notes
    if whole.html:
        return replace(whole, text=text, notes=notes)
    return replace(whole, first=whole.first + start, source=text, text=text, notes=notes)


def _items(block: Block) -> list[list[Block]]:
    """Return the items of a list as blocks; the first block of one has the level -1."""
    lines = block.text.split("\n")
    items: list[list[Block]] = []
    for token in tokenizer().parse(block.text) if block.kind == "list" else ():
        if token.type != "list_item_open" or token.level != 1 or token.map is None:
            continue
        first, end = token.map
        mark = re.match(r" {0,3}(?:[-*+]|[0-9]{1,9}[.)])\s{1,4}", lines[first])
        width = len(mark[0]) if mark else 0
        rows = [row[min(width, len(row) - len(row.lstrip(" "))) :] for row in lines[first:end]]
        parts = read_markdown("\n".join([lines[first][width:], *rows[1:]]))[0]
        head, *body = [
            replace(_part(block, first + part.first - 1, part.source), kind=part.kind)
            for part in parts or [Block("paragraph", 1, "")]
        ]
        items.append([replace(head, level=-1), *body])
    return items


def _is_question_item(item: Sequence[Block]) -> bool:
    """Return whether an item has a short first paragraph and more below it."""
    head, text = item[0], item[0].text.strip()
    is_short = head.kind == "paragraph" and "\n" not in text and 3 < len(text) <= 300
    return is_short and len(item) > 1 and text[-1] not in ":："  # noqa: RUF001


def _has_content(block: Block) -> bool:
    return block.kind != "heading" and bool(block.text.strip())


def find_questions(blocks: Sequence[Block]) -> tuple[list[Question], list[Note]]:
    """Return the questions among converted blocks, and notes on all other blocks."""
    starts = dict(_marked(blocks)) or _bold(blocks, asking=True)
    title = _title(blocks, starts)
    headed = dict(_headed(blocks, starts, title))
    if not starts and not headed:
        starts = _bold(blocks, asking=False)
    if not starts and not headed and title is not None and _has_text(blocks, {}, title):
        headed = {title: _Start(blocks[title].text, "only heading", blocks[title].level)}
        title = None
    questions, notes = _assign(blocks, {**headed, **starts}, title)
    if headed:
        count = "1 heading has" if len(headed) == 1 else f"{len(headed)} headings have"
        message = f"{count} no mark such as 'Q:' but text below, and became questions."
        notes.append(Note(blocks[min(headed)].first, "warning", "style", message))
    elif not starts:
        notes.append(Note(1, "warning", "style", "No question was found."))
    return questions, notes


def _marked(blocks: Sequence[Block]) -> Iterator[tuple[int, _Start]]:
    """Yield the headings, paragraphs and items of lists that are marked as questions."""
    for number, block in enumerate(blocks):
        mark = _MARK.match(block.text)
        start = None
        if block.level < 0:
            style = "'Q:' in a list" if mark else "item of a list"
            start = _Start(_unmarked(block.text, mark[0] if mark else ""), style)
        elif mark and block.kind == "heading":
            style = f"'Q:' in a heading of level {block.level}"
            start = _Start(_unmarked(block.text, mark[0]), style, block.level)
        elif mark and block.kind == "paragraph":
            start = _marked_paragraph(block.text, mark[0])
        if start and start.text:
            yield number, start


def _marked_paragraph(text: str, mark: str) -> _Start:
    """Divide a paragraph that begins with a mark into question and answer."""
    lines = text.split("\n")
    bold = re.match(r"\s*(?:\\?\*|_)", lines[0]) is not None
    end = 1
    while end < len(lines) and not _ANSWER.match(lines[end]):
        if bold and re.search(r"[*_]\\?\s*\Z", lines[end - 1]):
            break
        end += 1
    if end == len(lines) > 1 and not bold and not asks(text):
        end = next((number for number, line in enumerate(lines, 1) if asks(line)), 1)
    question = " ".join(line.rstrip("\\") for line in lines[:end])
    style = "'Q:' in bold" if bold else "'Q:' in a paragraph"
    return _Start(_unmarked(question, mark), style, rest="\n".join(lines[end:]))


def _unmarked(text: str, mark: str) -> str:
    """Return the words of a question without the mark before them and the bold around them."""
    text = " ".join(text[len(mark) :].split())
    if re.match(r"\s*(\\?\*|_)", mark):
        text = text.rstrip("\\*_ ")
    bold = _BOLD.fullmatch(text)
    return (bold["text"] if bold else text).strip()


def _bold(blocks: Sequence[Block], *, asking: bool) -> dict[int, _Start]:
    """Return the bold lines, and the summaries of HTML details; `asking` for questions only."""
    starts = {}
    for number, block in enumerate(blocks):
        head, _, rest = block.text.partition("\n\n")
        bold = _BOLD.fullmatch(head) if block.kind in ("paragraph", "html") else None
        if bold and (block.kind == "html" or asks(bold["text"]) or not asking):
            starts[number] = _Start(bold["text"].strip(), "bold line", rest=rest)
    headings = sum(asks(block.text) for block in blocks if block.kind == "heading")
    return starts if len(starts) >= 2 > headings or not asking else {}


def _title(blocks: Sequence[Block], starts: Mapping[int, _Start]) -> int | None:
    """Return the first heading if it is the title of the source: above all others."""
    headings = [number for number, block in enumerate(blocks) if block.kind == "heading"]
    if not headings or headings[0] in starts:
        return None
    first, *others = headings
    if any(blocks[number].level <= blocks[first].level for number in others):
        return None
    is_question = not others and not starts and asks(blocks[first].text)
    return None if is_question else first


def _headed(
    blocks: Sequence[Block], starts: Mapping[int, _Start], title: int | None
) -> Iterator[tuple[int, _Start]]:
    """Yield the headings with text of their own, except sections and parts of answers.

    A section has questions of the usual level below it: that of the marked questions, or of most
    headings with text.
    """
    headings = [n for n, block in enumerate(blocks) if block.kind == "heading" and n != title]
    full = [n for n in headings if n not in starts and _has_text(blocks, starts, n)]
    scores: Counter[int] = Counter()
    for number in full:
        scores[blocks[number].level] += 2 if asks(blocks[number].text) else 1
    marked = max((blocks[n].level for n in headings if n in starts), default=0)
    usual = marked or max(scores, key=lambda level: (scores[level], -level), default=0)
    current = 0  # the level of the question to which what follows belongs
    for position, number in enumerate(headings):
        level = blocks[number].level
        if number in starts:
            current = level
        elif not current or level <= current:
            below = takewhile(lambda n: blocks[n].level > level, headings[position + 1 :])  # noqa: B023
            has_questions = any(
                blocks[n].level == usual and (n in full or n in starts) for n in below
            )
            is_section = number not in full or (level < usual and has_questions)
            current = 0 if is_section else level
            if current:
                style = "heading that asks" if asks(blocks[number].text) else "heading"
                yield number, _Start(blocks[number].text, style, level)


def _has_text(blocks: Sequence[Block], starts: Mapping[int, _Start], heading: int) -> bool:
    """Return whether a heading has text of its own below it."""
    for number in range(heading + 1, len(blocks)):
        if blocks[number].kind == "heading" or number in starts:
            return False
        if _has_content(blocks[number]):
            return True
    return False


def _assign(
    blocks: Sequence[Block], starts: Mapping[int, _Start], title: int | None
) -> tuple[list[Question], list[Note]]:
    """Assign each block to a question, or to the notes with a reason."""
    outline: list[tuple[_Start, Block, list[Block], str]] = []
    notes: list[Note] = []
    sections: list[Block] = []
    answer: list[Block] | None = None
    depth = 0
    for number, whole in enumerate(blocks):
        start, block, reason = starts.get(number), whole, ""
        is_section = block.kind == "heading" and (answer is None or block.level <= depth)
        if level := start.level if start else block.level * is_section:
            sections = [section for section in sections if section.level < level]
        names = [section.text for section in sections if title is None or section != blocks[title]]
        if start:
            depth = start.level or (sections[-1].level if sections else 0) + 1
            answer, block = [], _rest(whole, start)
            outline.append((start, whole, answer, " / ".join(names)))
        if is_section and not start:
            answer = None
            sections.append(block)
            reason = "the title" if number == title else "a section heading"
        elif answer is None:
            where = "section" if names else "source"
            reason = f"the introduction of the {where}, before its first question"
        else:
            if block.kind != "heading" and all(each.kind != "paragraph" for each in answer):
                block = replace(block, text=_without_mark(block.text))
            if block.text.strip():
                answer.append(block)
            elif not start:
                reason = "the mark of an answer"
        if reason:
            reason = reason if whole.text.strip() else PAGE_PARTS.get(whole.kind, "page layout")
            notes.append(Note(whole.first, "left-out", whole.kind, reason, whole.source))
    questions = [
        Question(start.text, start.style, block, tuple(answer), section)
        for start, block, answer, section in outline
    ]
    return questions, notes


def _rest(block: Block, start: _Start) -> Block:
    """Return the part of a block that answers the question in it."""
    lines = block.text.count("\n") - start.rest.count("\n")
    return replace(_part(block, lines, start.rest), notes=())


def _without_mark(text: str) -> str:
    """Return an answer without a mark such as `A:` before it."""
    mark = _ANSWER.match(text)
    if not mark:
        return text
    rest = text[mark.end() :]
    # `**A: all in bold**` keeps the asterisks that close it, so it gets back those that open it.
    bold = re.match(r"\s*(\*\*|__)", mark[0])
    is_open = bold and mark[0].count(bold[1]) == 1 and rest.count(bold[1]) % 2
    return bold[1] + rest if bold and is_open else rest
