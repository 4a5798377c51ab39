"""`kb new`: add an entry from options or answers at a terminal."""

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from cli.command import (
    Misuse,
    Refusal,
    chosen_language,
    count,
    displayed,
    find_tag,
    knowledge_base_here,
    reject_links,
    repeatable,
)
from cli.new_entry.dialogue import complete, wrong_id, wrong_question, wrong_text, wrong_url
from cli.new_entry.drafting import Fields, Todo, to_yaml, todos
from cli.new_entry.proposing import ids_in_use, propose_id, propose_tags, similar_entries
from cli.terminal.console import agree, faint, good
from schema.files import create, reason_of, sweep
from schema.knowledge_base import KnowledgeBase, judge_text
from schema.models.entry import Status
from schema.problems import excerpt, printable
from schema.records import Place
from schema.rules import Policy
from schema.rules.comments import MARK


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("--question", default="", metavar="TEXT", help="the question, on one line")
    repeatable(parser, "--phrasing", "TEXT", "another way a reader would ask it; repeatable")
    summary = "the answer in one or two sentences"
    parser.add_argument("--summary", default="", metavar="TEXT", help=summary)
    answer = "a file with the answer in Markdown; - reads standard input"
    parser.add_argument("--answer", metavar="FILE", help=answer)
    by_name = "a tag, by its key or name; repeatable; the first one is the home"
    repeatable(parser, "--tag", "FACET/TAG", by_name)
    statuses = [Status.DRAFT.value, Status.PUBLISHED.value]
    known = "draft (default) or published"
    parser.add_argument("--status", choices=statuses, default="draft", help=known)
    supporting = "the https address of a page that supports the answer; repeatable"
    repeatable(parser, "--source", "URL", supporting)
    parser.add_argument("--language", metavar="L", help="the language of the entry")
    parser.add_argument("--id", metavar="ID", help="the id; made from the question by default")
    parser.add_argument("--dry-run", action="store_true", help="print the record and write nothing")
    at_once = "don't ask; write even if an entry asks the same"
    parser.add_argument("--yes", action="store_true", help=at_once)


def run(options: argparse.Namespace) -> bool:
    """Add an entry.

    At a terminal, asks for everything that the options don't give. Empty fields get a '# To
    do:' comment. Never overwrites a file. Exit codes: 0: written; 1: an entry already asks
    this; 2: nothing could be written.
    """
    try:
        return _add_entry(options)
    except (EOFError, KeyboardInterrupt):
        print(file=sys.stderr)
        raise Misuse("Stopped; nothing was written.") from None


def _add_entry(options: argparse.Namespace) -> bool:
    """Add an entry; ask for what is missing at a terminal. Raise Misuse, Refusal or EOFError."""
    asks = sys.stdin.isatty() and not options.yes
    if not options.question and not asks:
        raise Misuse(
            "Without a terminal to ask at, name the question: kb new --question 'How do I …?' "
            "and, if you can, --phrasing, --summary, --answer, --tag and --source."
        )
    if options.answer == "-" and asks:
        raise Misuse("--answer - reads the terminal; name a file, or send the answer by a pipe.")
    base = knowledge_base_here()
    ids = ids_in_use(base)
    entry = _given(options, base)
    if options.id is not None and (reason := wrong_id(options.id, ids)):
        raise Misuse(reason)
    if asks:
        entry, id = complete(entry, options.id, base, ids)
    else:
        similar = {} if options.yes else similar_entries(entry.question, base)
        if twin := next((other for other, same in similar.items() if same), None):
            message = f"'{twin}' asks the same: {printable(base.question(twin))}"
            raise Refusal(f"{message} See 'kb show {twin}'; --yes writes the entry anyway.")
        id = options.id or propose_id(entry.question, base, ids)
        if not id:
            raise Misuse("Name the id with --id: the question has too few Latin letters for one.")
        if not entry.tags:
            proposed = propose_tags(base.catalogue, entry.question, entry.answer)
            entry = replace(entry, tags=proposed, tags_are_proposed=True)
    return _finish(base, id, entry, options, asks=asks)


def _given(options: argparse.Namespace, base: KnowledgeBase) -> Fields:
    """Return the fields that the options give. Raise Misuse."""
    checks: Sequence[tuple[str, list[str], Callable[[str], str]]] = (
        ("--question", [options.question], wrong_question),
        ("--phrasing", options.phrasing, wrong_text),
        ("--summary", [options.summary], wrong_text),
        ("--source", options.source, wrong_url),
    )
    for option, texts, wrong in checks:
        for text in filter(None, texts):
            if reason := wrong(text):
                raise Misuse(f"{option}: {reason}")
    language = chosen_language(base, options.language) if options.language else ""
    return Fields(
        " ".join(options.question.split()),
        tuple(dict.fromkeys(" ".join(text.split()) for text in options.phrasing)),
        " ".join(options.summary.split()),
        _answer(options.answer),
        tuple(dict.fromkeys(find_tag(name, base.tags) for name in options.tag)),
        status=Status(options.status),
        language="" if language == base.settings.languages[0] else language,
        sources=tuple((url, "") for url in dict.fromkeys(options.source)),
    )


def _answer(name: str | None) -> str:
    """Return the text of an answer from a file or standard input. Raise Misuse."""
    if name is None:
        return ""
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise Misuse(f"--answer '{excerpt(name)}' is not UTF-8 text.") from None
    except OSError as error:
        raise Misuse(f"--answer '{excerpt(name)}' cannot be read: {reason_of(error)}.") from None
    text = re.sub(r"\r\n?", "\n", text)
    if reason := wrong_text(text, allowed="\n\t"):
        raise Misuse(f"--answer: {reason}")
    if not text.strip():
        raise Misuse(f"--answer '{excerpt(name)}' has no text.")
    return text.rstrip()


def _finish(
    base: KnowledgeBase, id: str, entry: Fields, options: argparse.Namespace, *, asks: bool
) -> bool:
    """Write the record and list what is left to do."""
    place = Place.entry(id)
    todo = list(todos(entry, "Write the whole answer in Markdown."))
    if not entry.sources and entry.status is Status.DRAFT:  # sources are optional
        todo.append(Todo("sources", "Name the pages that support the answer."))
    text, name = to_yaml(entry, todo), displayed(base.project, place.path)
    if options.dry_run:
        print(f"# {name}\n{text}", end="")
        return True
    if asks:
        print(f"\n{faint(text)}")
        if not agree(f"Write it to {name}?", default=True):
            raise EOFError
    path = base.project / place.path
    reject_links(base.project, place.path)
    path.parent.mkdir(parents=True, exist_ok=True)
    sweep(path.parent)
    try:
        create(path, text)
    except FileExistsError:
        raise Misuse(f"'{name}' exists already; choose another --id.") from None
    print(f"Wrote {name}.")
    _, problems = judge_text(place, text, base.evidence_reader, Policy(settings=base.settings))
    if problems:
        print(f"\n{count(len(problems), 'thing')} left to do:")
        for problem in problems:
            print(f"  line {problem.line}: {problem.message} {good(problem.hint)}".rstrip())
    first = "do what its comments say, then " if MARK in text else ""
    print(f"\nNext: {first}run 'kb validate {name}'.")
    return True
