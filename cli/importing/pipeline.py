"""Old FAQs as drafts: reads the files, and writes none."""

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from cli.command import Misuse
from cli.drafting import Fields, Todo, free_id, ids_in_use, propose_tags, slug, to_yaml, todos
from cli.importing.decoding import decode
from cli.importing.html import as_code, as_fence, convert, is_address, list_apart
from cli.importing.markdown import read_markdown, tokenizer
from cli.importing.model import Block, Draft, ImportedFile, Note, Question
from cli.importing.questions import asks, find_questions
from cli.importing.rest import read_rest
from schema.files import reason_of
from schema.knowledge_base import KnowledgeBase
from schema.markdown.inline import parse_inline, plain
from schema.markdown.lint import contents
from schema.phrases import Phrase
from schema.problems import excerpt
from schema.rules.comments import MARK
from schema.types import ID_PATTERN, MAX_ANSWER, MAX_LINE, MAX_SUMMARY

MAX_BYTES = 1_000_000
"""Size of the largest source; the longest FAQ seen has 40,000 bytes."""

_CHANGING = re.compile(rf"^(?:reviewed_on:|\s*{MARK}) .*$", re.MULTILINE)
"""Lines that depend on the day, or on the language of the terminal."""
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


def import_files(
    paths: Sequence[Path],
    base: KnowledgeBase | None,
    today: date,
    *,
    base_url: str = "",
    existing: Mapping[str, str] | None = None,
) -> tuple[ImportedFile, ...]:
    """Return drafts of the questions in Markdown and reStructuredText files.

    `base` has the tags to propose, and the ids in use. `base_url` is the https address of the
    folder in which the sources are published, or of the only source. `existing` are the texts in
    the target folder by id: a draft that is there already keeps its id.
    """
    importer = _Importer(base, today, existing or {})
    unique = {os.path.realpath(path): path for path in paths}
    common = os.path.commonpath(map(os.path.dirname, unique))
    stems = Counter(path.stem.lower() for path in unique.values())
    files = []
    for real, path in unique.items():
        name = Path(os.path.relpath(real, common)).as_posix()
        stem = path.stem.lower()
        page = name.rpartition(".")[0].lower() if stems[stem] > 1 else stem
        page = re.sub(r"[^a-z0-9_]+", "_", page)[-60:].strip("_") or "page"
        address = (
            base_url if base_url.endswith(f"/{path.name}") else f"{base_url.rstrip('/')}/{name}"
        )
        files.append(importer.file(path, page, address if is_address(address) else ""))
    return tuple(files)


def _read_bytes(path: Path) -> bytes:
    """Return the contents of a file. Raise Misuse if it is not one or too large, or OSError."""
    if path.stat().st_size > MAX_BYTES:
        raise Misuse("it has more than {most} bytes; split it", MAX_BYTES)
    if not path.is_file():
        raise Misuse("it is a folder or a device; name the files in a folder")
    return path.read_bytes()


class _Importer:
    """Imports files one after the other, with ids that are unique among all of them."""

    def __init__(
        self, base: KnowledgeBase | None, today: date, existing: Mapping[str, str]
    ) -> None:
        self._today = today
        self._tags = base.tags if base else {}
        self._ids = dict.fromkeys((*(ids_in_use(base) if base else ()), *existing), 1)
        self._existing = {_CHANGING.sub("", text): id for id, text in existing.items()}

    def file(self, path: Path, page: str, address: str) -> ImportedFile:
        """Import one file; `page` names it in origins, `address` is where it is published."""
        try:
            text, notes = decode(_read_bytes(path))
            suffix = path.suffix.lower()
            has_directive = re.search(r"^\.\. (?:[\w-]+::|_)", text, re.MULTILINE)
            is_rest = suffix in (".rst", ".rest") or (suffix == ".txt" and has_directive)
            document = read_rest(text) if is_rest else read_markdown(text)
        except Exception as error:  # the fault of a parser must not stop the other files
            message = Phrase("The file cannot be read: {reason}.", _reason(error))
            problem = Note(1, "warning", "file", message)
            return ImportedFile(path.as_posix(), notes=(problem,))
        blocks = [convert(block, address) for block in document]
        questions, others = find_questions(blocks)
        notes += [*others, *(note for block in blocks for note in block.notes)]
        title = next((block.text for block in blocks if block.kind == "heading"), path.name)
        sources = ((address, excerpt(plain_line(title), 200)),) if address else ()
        shared = Fields(reviewed_on=self._today, sources=sources, tags_are_proposed=True)
        drafts = tuple(
            self._draft(question, replace(shared, origin=f"{page}-{ordinal:02}"), notes)
            for ordinal, question in enumerate(questions, 1)
        )
        notes = sorted(dict.fromkeys(notes), key=lambda note: (note.line, note.kind, note.message))
        return ImportedFile(path.as_posix(), drafts, tuple(notes))

    def _draft(self, question: Question, shared: Fields, notes: list[Note]) -> Draft:
        line, answer = question_line(question.block.text), answer_of(question.answer)
        fields = replace(
            shared,
            question=line,
            summary=summary_of(question.answer),
            answer=answer,
            tags=propose_tags(self._tags, line, answer),
            section=plain_line(question.section),
        )
        blocks = (question.block, *question.answer)
        todo = tuple(todos_of(fields, blocks))
        text, words = to_yaml(fields, todo), plain(parse_inline(line))
        existing = self._existing.get(_CHANGING.sub("", text))
        name = re.sub(r"_+", "-", fields.origin)
        fallback = name if re.search(ID_PATTERN, name) else f"page-{name}"  # `2024-01` is no id
        id = existing or free_id(slug(words, fallback), self._ids)
        tokens = tokenizer().parseInline(question.block.text)[0].children or ()
        links = (str(token.attrs["href"]) for token in tokens if token.type == "link_open")
        if addresses := ", ".join(links):
            message = f"Links in the question are text now: {addresses}"
            notes.append(Note(question.block.first, "changed", "link", message))
        return Draft(id, text, fields, todo, blocks, existing is not None)


def _reason(error: Exception) -> str:
    """Return why a file cannot be read."""
    match error:
        case Misuse():
            return error.reason
        case OSError():
            return reason_of(error)
        case RecursionError():
            return Phrase("it is nested too deeply")
        case _:
            return Phrase("its parser failed, '{error}'", excerpt(str(error), 120))


# The fields of a draft --------------------------------------------------------------------


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
            text = as_code(token.content)
        else:
            text = token.content or " " * token.type.endswith("break")
            if plain(parse_inline(text)) != " ".join(text.split()):  # it would be markup here
                text = re.sub(r"[\\`*_]", r"\\\g<0>", text)
        pieces.append(text)
    return " ".join("".join(pieces).split())


def summary_of(answer: Sequence[Block]) -> str:
    """Return the first sentences of the paragraphs of an answer; empty if none is short enough."""
    for line in (plain_line(block.text) for block in answer if block.kind == "paragraph"):
        if sum(map(str.isalnum, line)) > 1:
            prose = _CODE.sub(lambda code: "x" * len(code[0]), line)  # code ends no sentence
            ends = [end.end() for end in _SENTENCE_END.finditer(prose) if end.end() <= MAX_SUMMARY]
            half = next((end for end in ends if end > MAX_SUMMARY // 2), None)
            return line[: half or max(ends, default=0)]
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
    return as_fence(answer) if answer and contents(answer).violations else answer


def todos_of(fields: Fields, blocks: Sequence[Block]) -> Iterator[Todo]:
    """Yield what a person has to add to a draft of these blocks."""
    question, answer, summary = fields.question, fields.answer, fields.summary
    if len(question) > MAX_LINE:
        message = "The question has {length} characters; shorten it to {most}."
        yield Todo("question", Phrase(message, len(question), MAX_LINE))
    elif not (asks(question) or "`" in question) or not any(map(str.isalnum, question)):
        yield Todo("question", "The source has a title here; write it as a question.")
    if len(answer) > MAX_ANSWER:
        message = "The answer has {length} characters; shorten it to {most}."
        yield Todo("answer", Phrase(message, len(answer), MAX_ANSWER))
    if answer and contents(answer).is_blank:
        yield Todo("answer", "A page would display nothing of this answer; write one.")
    addresses = dict.fromkeys(
        note.text for block in blocks for note in block.notes if note.action == "changed"
    )
    if links := excerpt(", ".join(filter(None, addresses)), 300):
        message = Phrase("These links are text now; link or reword them: {links}", links)
        yield Todo("answer", message)
    if summary.endswith((":", "：")):  # noqa: RUF001
        yield Todo("summary", "This only introduces the answer; state the answer.")
    yield from todos(fields, "The source has no answer; write one.")
