"""Which blocks of a source are questions, and which answer them.

In order of certainty, a question is a block with a mark such as `Q:`, a heading with text below
it, a bold line, or the only heading.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from cli.importing.markdown import read_markdown, tokenizer
from cli.importing.model import PAGE_PARTS, Block, Note, Question
from schema.phrases import Phrase

_MARK = re.compile(
    r"[\\*_~\s]*(?:Q|q|Question|QUESTION|Frage|问题|问|問題|問)\s*[0-9]{0,3}[*_]*"
    r"(?:[:：、)](?!:)|\.\s|\s[-–—]\s)[*_]*\s*"  # noqa: RUF001
)
_ANSWER = re.compile(
    r"[*_\s]*(?:A|Answer|ANSWER|Antwort|答案|答)[0-9]{0,3}\s*[*_]*"
    r"(?:[:：](?!:)|\s[-–—]\s)[*_]*\s*"  # noqa: RUF001
)
_BOLD_END = re.compile(r"[*_]\\?\s*\Z")
_BOLD = re.compile(r"\s*(?:\*\*|__)(?P<text>(?:(?!\*\*|__).){3,300})(?:\*\*|__)\s*[:：]?\s*")  # noqa: RUF001


def asks(text: str) -> bool:
    """Return whether a text ends with a question mark."""
    return text.rstrip(" *_\\").endswith(("?", "？"))  # noqa: RUF001


def find_questions(blocks: Sequence[Block]) -> tuple[list[Question], list[Note]]:
    """Return the questions among converted blocks, and notes on all other blocks."""
    blocks = _split_lists([part for block in blocks for part in _split_marked(block)])
    if not any(block.style for block in blocks):
        blocks = _with_bold(blocks)
    blocks = _with_headings(blocks)
    questions, notes = _assign(blocks)
    if not questions:
        notes.append(Note(1, "warning", "style", Phrase("No questions found.")))
    if headings := [block for block in blocks if block.style == "heading"]:
        message = "Headings without a mark such as 'Q:' became questions: {number}. Check them."
        note = Phrase(message, len(headings))
        notes.append(Note(headings[0].first, "warning", "style", note))
    return questions, notes


def _has_content(block: Block) -> bool:
    return block.kind not in ("heading", *PAGE_PARTS) and bool(block.text.strip())


def _has_text(blocks: Sequence[Block], heading: int) -> bool:
    """Return whether a heading has text of its own below it."""
    below = (blocks[number] for number in range(heading + 1, len(blocks)))
    own = takewhile(lambda block: block.kind != "heading" and not block.style, below)
    return any(map(_has_content, own))


def _part(whole: Block, start: int, text: str) -> Block:
    """Return a part of a block that begins `start` lines below it; the first has the notes.

    A part of a block that was rewritten has the lines of the whole.
    """
    notes = () if start else whole.notes
    if whole.html:
        return replace(whole, text=text, notes=notes)
    return replace(whole, first=whole.first + start, source=text, text=text, notes=notes)


# Marks such as `Q:` ---------------------------------------------------------------------


def _split_marked(block: Block) -> Iterator[Block]:
    """Yield the questions of a marked heading or paragraph, each followed by its answer."""
    lines = block.text.split("\n")
    starts = [number for number, line in enumerate(lines) if _MARK.match(line)]
    if starts[:1] == [0] and block.kind == "heading":
        yield _asking(block, Phrase("'Q:' in a heading of level {level}", block.level))
    elif starts[:1] == [0] and block.kind == "paragraph":
        for start, end in pairwise([*starts, len(lines)]):
            yield from _split_answer(block, start, lines[start:end])
    else:
        yield block


def _split_answer(block: Block, start: int, lines: Sequence[str]) -> Iterator[Block]:
    """Yield the question of lines that begin with a mark, and the answer in them, if any.

    A question ends with its question mark, with its bold text, or before the mark of an answer.
    """
    ends = (
        number
        for number, (line, below) in enumerate(pairwise([*lines, ""]), 1)
        if asks(line) or _BOLD_END.search(line) or _ANSWER.match(below)
    )
    end = next(ends, 1)
    is_bold = re.match(r"\s*(?:\\?\*|_)", lines[0])
    style = Phrase("'Q:' in bold") if is_bold else Phrase("'Q:' in a paragraph")
    yield _asking(_part(block, start, "\n".join(lines[:end])), style)
    if rest := "\n".join(lines[end:]).strip():
        yield _part(block, start + end, rest)


def _asking(block: Block, style: str) -> Block:
    """Return a block as a question, without the mark before it and the bold around it."""
    mark = _MARK.match(block.text)
    text = " ".join(line.rstrip("\\") for line in block.text[mark.end() if mark else 0 :].split())
    if mark and re.match(r"\s*(\\?\*|_)", mark[0]):
        text = text.rstrip("\\*_ ")
    bold = _BOLD.fullmatch(text)
    text = (bold["text"] if bold else text).strip()
    return replace(block, text=text, style=style) if text else block


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


# Lists and bold lines -------------------------------------------------------------------


def _split_lists(blocks: Sequence[Block]) -> list[Block]:
    """Split the lists whose items are all marked, or else those that are questions with answers.

    Without marks, there must be three items, and nothing else below the second heading.
    """
    lists = {n: items for n, block in enumerate(blocks) if (items := _items(block))}
    selection = {
        n for n, items in lists.items() if all(_MARK.match(item[0].text) for item in items)
    }
    if not selection:
        asking = {n for n, items in lists.items() if all(map(_is_question_item, items))}
        headings = [number for number, block in enumerate(blocks) if block.kind == "heading"]
        below = range(headings[1] if len(headings) > 1 else len(blocks), len(blocks))
        if sum(len(lists[n]) for n in asking) >= 3 and not any(
            _has_content(blocks[n]) and n not in asking for n in below
        ):
            selection = asking
    parts: list[Block] = []
    for number, block in enumerate(blocks):
        for head, *body in lists[number] if number in selection else ():
            mark = _MARK.match(head.text)
            parts += [
                _asking(head, Phrase("'Q:' in a list") if mark else Phrase("item of a list")),
                *body,
            ]
        parts += [block] * (number not in selection)
    return parts


def _items(block: Block) -> list[list[Block]]:
    """Return the items of a list, each as blocks."""
    lines = block.text.split("\n")
    items: list[list[Block]] = []
    for token in tokenizer().parse(block.text) if block.kind == "list" else ():
        if token.type != "list_item_open" or token.level != 1 or token.map is None:
            continue
        first, end = token.map
        mark = re.match(r" {0,3}(?:[-*+]|[0-9]{1,9}[.)])\s{1,4}", lines[first])
        width = len(mark[0]) if mark else 0
        rows = [row[min(width, len(row) - len(row.lstrip(" "))) :] for row in lines[first:end]]
        parts = read_markdown("\n".join([lines[first][width:], *rows[1:]]))
        items.append(
            [
                replace(_part(block, first + part.first - 1, part.source), kind=part.kind)
                for part in parts or [Block("paragraph", 1, "")]
            ]
        )
    return items


def _is_question_item(item: Sequence[Block]) -> bool:
    """Return whether an item has a short first paragraph and more below it."""
    head, text = item[0], item[0].text.strip()
    is_short = head.kind == "paragraph" and "\n" not in text and 3 < len(text) <= 300
    return is_short and len(item) > 1 and text[-1] not in ":："  # noqa: RUF001


def _with_bold(blocks: Sequence[Block]) -> list[Block]:
    """Make questions of bold lines and HTML summaries: of those that ask, or else of all.

    Headings come first if more of them ask, and if there are several or the only one asks.
    """
    headings = [asks(block.text) for block in blocks if block.kind == "heading"]
    bold = {n: parts for n, block in enumerate(blocks) if (parts := _split_bold(block))}
    selection = {n for n, (head, *_) in bold.items() if head.kind == "html" or asks(head.text)}
    if not len(selection) >= 2 > sum(headings):
        selection = set() if len(headings) > 1 or any(headings) else set(bold)
    return [
        part
        for number, block in enumerate(blocks)
        for part in (bold[number] if number in selection else [block])
    ]


def _split_bold(block: Block) -> list[Block]:
    """Return a bold line as a question, and the rest of its block; empty if there is none."""
    head, _, rest = block.text.partition("\n\n")
    bold = _BOLD.fullmatch(head) if block.kind in ("paragraph", "html") else None
    if not bold:
        return []
    question = replace(_part(block, 0, head), text=bold["text"].strip(), style=Phrase("bold line"))
    return [question, *[_part(block, head.count("\n") + 2, rest)] * bool(rest.strip())]


# Headings -------------------------------------------------------------------------------


def _with_headings(blocks: Sequence[Block]) -> list[Block]:
    """Make questions of the headings with text of their own, and find the title.

    Headings within answers stay, and so do sections. A section has questions of the usual level
    below it: that of the marked questions, or of most headings with text.
    """
    blocks = list(blocks)
    headings = [n for n, block in enumerate(blocks) if block.kind == "heading"]
    others = [blocks[n].level for n in headings[1:]]
    first = blocks[headings[0]] if headings else None
    has_others = bool(others) or any(block.style for block in blocks)
    if first and not first.style and has_others and first.level < min(others, default=7):
        blocks[headings.pop(0)] = replace(first, kind="title")
    full = {n for n in headings if not blocks[n].style and _has_text(blocks, n)}
    counts = Counter(blocks[number].level for number in full)
    marked = max((blocks[n].level for n in headings if blocks[n].style), default=0)
    usual = marked or max(counts, key=lambda level: (counts[level], -level), default=0)
    own = {n for n in headings if blocks[n].level == usual and (n in full or blocks[n].style)}
    section = depth = 0  # the level of the section, and of the question to which a block belongs
    places = {number: place for place, number in enumerate(headings, 1)}
    for number, block in enumerate(blocks):
        if block.style:
            depth = block.level or section + 1
        elif block.kind == "heading" and (not depth or block.level <= depth):
            after = (headings[place] for place in range(places[number], len(headings)))
            below = takewhile(lambda n: blocks[n].level > block.level, after)  # noqa: B023
            has_own = block.level < usual and not own.isdisjoint(below)
            if number in full and not has_own:
                blocks[number], depth = replace(block, style="heading"), block.level
            else:
                blocks[number], section, depth = replace(block, kind="section"), block.level, 0
    return blocks


def _assign(blocks: Sequence[Block]) -> tuple[list[Question], list[Note]]:
    """Assign each block to a question, or to the notes with a reason."""
    questions: list[Question] = []
    notes: list[Note] = []
    sections: list[Block] = []
    answer: list[Block] | None = None
    paragraphs = 0
    for block in blocks:
        reason = PAGE_PARTS.get(block.kind, "" if block.text.strip() else Phrase("page layout"))
        is_section = block.kind == "section"
        if is_section or (block.style and block.level):
            sections = [each for each in sections if each.level < block.level]
        if is_section:
            sections.append(block)
            answer = None
        elif block.style:
            answer, paragraphs = [], 0
            section = " / ".join(section.text for section in sections)
            questions.append(Question(block, answer, section))
        elif answer is None:
            before = Phrase("text before the first question of the section")
            if not sections:
                before = Phrase("text before the first question of the source")
            reason = reason or before
        elif not reason:
            if not paragraphs:
                block = replace(block, text=_without_mark(block.text))  # noqa: PLW2901
            paragraphs += block.kind == "paragraph"
            if block.text.strip():
                answer.append(block)
            else:
                reason = Phrase("an answer mark such as 'A:'")
        if reason:
            notes.append(Note(block.first, "left-out", block.kind, reason, block.source))
    return questions, notes
