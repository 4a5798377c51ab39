"""The fields of a draft: its question, its summary, its answer, and what a person has to add."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cli.importing.html import as_code, as_fence, list_apart
from cli.importing.markdown import tokenizer
from cli.importing.model import Block
from cli.importing.questions import asks
from cli.new_entry.drafting import Fields, Todo, todos
from schema.markdown.inline import parse_inline, plain
from schema.markdown.lint import find_violations
from schema.problems import excerpt
from schema.types import MAX_ANSWER, MAX_LINE, MAX_SUMMARY

_QUESTION_WORD = re.compile(
    r"(?:how|what|why|when|where|which|who|can|could|does|do|did|is|are|will|would|should|has|have|"
    r"may|must)\b(?![^?]*\.\s)",
    re.IGNORECASE,
)
_CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_SENTENCE_END = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\betc)(?<!\bvs)[.!?](?=\s)|[。！？]|$",  # noqa: RUF001
    re.IGNORECASE,
)


def question_line(text: str) -> str:
    """Return the question of a record.

    Only certain slips are fixed: a number before it, a space before its question mark, and the
    question mark that `How to ...` lacks.
    """
    text = plain_line(" ".join(text.split()))
    text = re.sub(r"^[0-9]{1,3}[.)]\s+(?=\S)", "", text)
    text = re.sub(r"\s*([?？])[.:：。]?$", r"\1", text)  # noqa: RUF001
    lacks_mark = not asks(text) and _QUESTION_WORD.match(text) and text[-1:].isalnum()
    return f"{text}?" if lacks_mark else text


def plain_line(markdown: str) -> str:
    """Return a paragraph of Markdown on one line, without markup except for code."""
    pieces = []
    for token in tokenizer().parseInline(markdown)[0].children or ():
        if token.type in ("code_inline", "myst_role"):
            pieces.append(as_code(token.content))
        else:
            pieces.append(_escape(token.content) or " " * token.type.endswith("break"))
    return " ".join("".join(pieces).split())


def link_addresses(markdown: str) -> str:
    """Return the addresses of the links in a paragraph of Markdown, separated by commas."""
    tokens = tokenizer().parseInline(markdown)[0].children or ()
    return ", ".join(str(token.attrs["href"]) for token in tokens if token.type == "link_open")


def _escape(text: str) -> str:
    """Escape what inline Markdown would read as code or emphasis."""
    if plain(parse_inline(text)) == " ".join(text.split()):
        return text
    return re.sub(r"[\\`*_]", r"\\\g<0>", text)


def summary_of(answer: Sequence[Block]) -> str:
    """Return the first sentences of the paragraphs of an answer; empty if they have no words."""
    paragraphs = (block.text for block in answer if block.kind == "paragraph")
    for line in map(plain_line, paragraphs):
        if sum(map(str.isalnum, line)) < 2:
            continue
        prose = _CODE.sub(lambda code: "x" * len(code[0]), line)  # code does not end a sentence
        ends = [stop.end() for stop in _SENTENCE_END.finditer(prose) if stop.end() <= MAX_SUMMARY]
        if ends:
            return line[: next((end for end in ends if end > MAX_SUMMARY // 2), ends[-1])]
        room = MAX_SUMMARY - 30
        end = prose.rfind(" ", 0, room)
        cut = line[:end] if end > 0 else re.sub(r"[\\`*_]", "", line[:room])
        return cut.rstrip(",;:") + " …"
    return ""


def answer_of(blocks: Sequence[Block]) -> str:
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


def todos_of(fields: Fields, blocks: Sequence[Block]) -> Iterator[Todo]:
    """Yield what a person has to add to a draft of these blocks."""
    question, answer, summary = fields.question, fields.answer, fields.summary
    if len(question) > MAX_LINE:
        message = f"The question has {len(question)} characters; shorten it to {MAX_LINE}."
        yield Todo("question", message)
    elif not (asks(question) or "`" in question) or not any(map(str.isalnum, question)):
        yield Todo("question", "The source has a title here; write it as a question.")
    if len(answer) > MAX_ANSWER:
        message = f"The answer has {len(answer):,} characters; shorten it to {MAX_ANSWER:,}."
        yield Todo("answer", message)
    lost = dict.fromkeys(
        note.text for block in blocks for note in block.notes if note.action == "changed"
    )
    if links := excerpt(", ".join(filter(None, lost)), 300):
        yield Todo("answer", f"These links are only words now; link or reword them: {links}")
    if summary.endswith((":", "：", "…")):  # noqa: RUF001
        yield Todo("summary", "This only introduces the answer; write what the answer says.")
    yield from todos(fields, "The source has no answer; write one.")
