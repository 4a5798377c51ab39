"""The fields of a draft: its question, its summary, its answer, and what a person has to add."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from cli.importing.html import as_code, as_fence, list_apart
from cli.importing.markdown import tokenizer
from cli.importing.model import Block
from cli.importing.questions import asks
from cli.new_entry.drafting import Todo
from schema.markdown.inline import parse_inline, plain
from schema.markdown.lint import find_violations
from schema.types import MAX_LINE, MAX_SUMMARY

_QUESTION_WORD = re.compile(
    r"(?:how|what|why|when|where|which|who|can|could|does|do|did|is|are|will|would|should|has|have|"
    r"may|must)\b(?![^?]*\.\s)",
    re.IGNORECASE,
)
_CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|cf|[A-Z]|No)|^[0-9]+)\.$", re.IGNORECASE)


def question_line(text: str) -> tuple[str, Todo | None]:
    """Return the question of a record, and what is wrong with it.

    Only certain slips are repaired: a number before it, a blank before its question mark, and the
    question mark that `How to ...` lacks.
    """
    text = plain_line(" ".join(text.split()))
    text = re.sub(r"^[0-9]{1,3}[.)]\s+(?=\S)", "", text)
    text = re.sub(r"\s+([?？])$", r"\1", text)  # noqa: RUF001
    text = re.sub(r"([?？])[.:：。]$", r"\1", text)  # noqa: RUF001
    if not asks(text) and _QUESTION_WORD.match(text) and text[-1:].isalnum():
        text += "?"
    if len(text) > MAX_LINE:
        message = f"The question has {len(text)} characters; shorten it to {MAX_LINE}."
        return text, Todo("question", message)
    if not asks(text) and "`" not in text:
        return text, Todo("question", "The source has a title here; write it as a question.")
    return text, None


def plain_line(markdown: str) -> str:
    """Return a paragraph of Markdown as a line of which only code is marked up."""
    pieces = []
    for token in tokenizer().parseInline(markdown)[0].children or ():
        if token.type in ("code_inline", "myst_role"):
            pieces.append(as_code(token.content))
        elif token.type in ("softbreak", "hardbreak"):
            pieces.append(" ")
        else:
            pieces.append(_escape(token.content))
    return " ".join("".join(pieces).split())


def link_addresses(markdown: str) -> list[str]:
    """Return the addresses of the links in a paragraph of Markdown."""
    tokens = tokenizer().parseInline(markdown)[0].children or ()
    return [str(token.attrs["href"]) for token in tokens if token.type == "link_open"]


def _escape(text: str) -> str:
    """Escape what inline Markdown would read as code or emphasis."""
    if plain(parse_inline(text)) == " ".join(text.split()):
        return text
    return re.sub(r"[\\`*_]", r"\\\g<0>", text)


def summary_of(answer: Sequence[Block]) -> str:
    """Return the first sentences of an answer; empty if it has no words."""
    for line in map(plain_line, _paragraphs(answer)):
        if sum(map(str.isalnum, line)) < 2:
            continue
        summary = ""
        for sentence in _sentences(line):
            longer = f"{summary} {sentence}".strip()
            if len(longer) > MAX_SUMMARY:
                break
            summary = longer
            if len(summary) > MAX_SUMMARY // 2:
                break
        return summary or _cut(line)
    return ""


def _paragraphs(answer: Iterable[Block]) -> Iterator[str]:
    """Yield the paragraphs of an answer, those in lists and quotes last."""
    blocks = sorted(answer, key=lambda block: block.kind != "paragraph")
    for block in blocks:
        if block.kind in ("paragraph", "html", "list", "quote", "admonition"):
            body = re.sub(r"^:{3,}.*$", "", block.text, flags=re.MULTILINE)
            for token in tokenizer().parse(body):
                if token.type == "inline":
                    yield token.content


def _sentences(line: str) -> Iterator[str]:
    """Yield sentences; code, version numbers, and abbreviations do not end one."""
    start = 0
    spans = [code.span() for code in _CODE.finditer(line)]
    for stop in re.finditer(r"[.!?](?=\s)|[。！？]", line):  # noqa: RUF001
        end = stop.end()
        in_code = any(first < end <= last for first, last in spans)
        if not in_code and not _ABBREVIATION.search(line[start:end]):
            yield line[start:end].strip()
            start = end
    if line[start:].strip():
        yield line[start:].strip()


def _cut(line: str) -> str:
    """Return the beginning of a long sentence, cut before a word, not within code."""
    most = MAX_SUMMARY - 30
    spans = (code.span() for code in _CODE.finditer(line))
    end = next((first for first, last in spans if first < most < last), most)
    cut = line[:end].rstrip() if end < most else line[:most].rsplit(" ", 1)[0]
    return (cut or line[:most]).rstrip(",;:\\") + " …"


def join_answer(blocks: Sequence[Block]) -> str:
    """Return blocks as one answer: its headings begin at level 2, and lists stay apart."""
    base = min((block.level for block in blocks if block.kind == "heading"), default=2)
    above, before = 1, ""
    texts: list[str] = []
    for block in blocks:
        text = block.text
        if block.kind == "heading":
            above = min(max(block.level - base + 2, 2), above + 1, 6)
            text = f"{'#' * above} {text}"
        elif block.kind == before == "list":
            text = list_apart(text, texts[-1])
        texts.append(text)
        before = block.kind
    answer = "\n\n".join(texts)
    return as_fence(answer) if answer and find_violations(answer) else answer
