"""Marks of questions and answers; paragraphs and lists of several questions taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from cli.importing.blocks import tokeniser
from cli.importing.markdown_reader import read_markdown
from cli.importing.model import Block

MARK = re.compile(
    r"[*_~\s]*(?:Q|q|Question|QUESTION|Frage|问题|问|問題|問)\s*[0-9]{0,3}[*_]*"
    r"(?:[:：、)](?!:)|\.\s|\s[-–—]\s)[*_]*\s*"  # noqa: RUF001
)
ANSWER = re.compile(
    r"[*_\s]*(?:A|Answer|ANSWER|Antwort|答案|答)[0-9]{0,3}\s*[*_]*"
    r"(?:[:：](?!:)|\s[-–—]\s)[*_]*\s*"  # noqa: RUF001
)
_ENDS = ("?", "？")  # noqa: RUF001
_COLONS = (":", "\uff1a")
_NO_CONTENT = frozenset(
    {"rule", "comment", "label", "definition", "contents", "metadata", "heading"}
)
_EMPTY_HTML = re.compile(
    r"(?:\s|<!--(?:(?!-->).)*-->|</?(?!img\b|table\b|pre\b)[A-Za-z][^<>]*>)*\Z", re.DOTALL
)


def strip_answer_mark(text: str) -> tuple[str, bool]:
    """Return text without a leading `A:`, and whether there was one."""
    found = ANSWER.match(text)
    if not found:
        return text, False
    rest = text[found.end() :]
    # `**A: all in bold**` keeps the mark that closes; the one that opens goes back.
    opened = re.match(r"\s*(\*\*|__)", found[0])
    if opened and found[0].count(opened[1]) == 1 and rest.count(opened[1]) % 2:
        rest = opened[1] + rest
    return rest, True


def asks(text: str) -> bool:
    """Return whether a text ends as a question does."""
    return text.rstrip(" *_").endswith(_ENDS)


def has_content(block: Block) -> bool:
    """Return whether a block is something that an answer could consist of."""
    if block.kind == "html" and len(block.text) < 2000:
        return _EMPTY_HTML.match(block.text) is None
    return block.kind not in _NO_CONTENT


def split_paragraphs(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Take paragraphs apart in which several marked questions follow each other line by line."""
    for block in blocks:
        if block.kind != "paragraph" or not MARK.match(block.text):
            yield block
            continue
        lines = block.text.split("\n")
        starts = [number for number, line in enumerate(lines) if MARK.match(line)]
        for first, end in pairwise([*starts, len(lines)]):
            here = block.first + first * block.exact
            last = block.first + end - 1 if block.exact else block.last
            notes = () if first else block.notes
            text = "\n".join(lines[first:end])
            yield replace(block, text=text, first=here, last=last, notes=notes)


def split_lists(blocks: tuple[Block, ...]) -> list[Block]:
    """Take lists whose items are questions apart; a question of a list has the level -1."""
    items = {i: _items(block) for i, block in enumerate(blocks) if block.kind == "list"}
    marked = {
        i for i, parts in items.items() if parts and all(MARK.match(p[0].text) for p in parts)
    }
    chosen = marked or _question_lists(blocks, items)
    split: list[Block] = []
    for i, block in enumerate(blocks):
        if i not in chosen:
            split.append(block)
            continue
        for first, *body in items[i]:
            split += [replace(first, level=-1), *body]
    return split


def _question_lists(blocks: tuple[Block, ...], items: dict[int, list[list[Block]]]) -> set[int]:
    """Return the lists that are questions with answers, if the source is made of such lists."""
    good = {i for i, parts in items.items() if parts and all(map(_asks_item, parts))}
    total = sum(len(items[i]) for i in good)
    title = next((i for i, b in enumerate(blocks) if b.kind == "heading"), -1)
    second = next((i for i, b in enumerate(blocks) if b.kind == "heading" and i > title), -1)
    for i, block in enumerate(blocks):
        before_sections = second < 0 or i < second
        if i not in good and has_content(block) and not before_sections:
            return set()
    return good if total >= 3 else set()


def _asks_item(parts: list[Block]) -> bool:
    head = parts[0]
    text = head.text.strip()
    short = head.kind == "paragraph" and "\n" not in text and 3 < len(text) <= 300
    ordered = head.kind == "paragraph" and head.level > 0
    return short and len(parts) >= 2 and not text.endswith(_COLONS) and (asks(text) or not ordered)


def _items(block: Block) -> list[list[Block]]:
    """Return the items of a list as blocks of their own; those of ordered ones have a level."""
    lines = block.text.split("\n")
    tokens = tokeniser().parse(block.text)
    found = []
    for token in tokens:
        if token.type != "list_item_open" or token.level != 1 or token.map is None:
            continue
        first, end = token.map
        mark = re.match(r" {0,3}(?:[-*+]|[0-9]{1,9}[.)])\s{1,4}", lines[first])
        if mark is None:
            return []
        width = len(mark[0])
        rows = [lines[first][width:], *(_outdent(row, width) for row in lines[first + 1 : end])]
        parts = list(read_markdown("\n".join(rows), block.first + first).blocks)
        if not parts:
            return []
        if token.info or re.match(r" {0,3}[0-9]", lines[first]):
            parts[0] = replace(parts[0], level=max(parts[0].level, 1))
        found.append(parts)
    return found


def _outdent(row: str, width: int) -> str:
    lead = len(row) - len(row.lstrip(" "))
    return row[min(lead, width) :]
