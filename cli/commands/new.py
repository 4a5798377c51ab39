"""`kb new`: add an entry from options or answers at a terminal."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from cli.command import (
    MISUSE,
    OK,
    PROBLEMS,
    Misuse,
    count,
    displayed,
    knowledge_base_here,
    tolerate,
)
from cli.new_entry.dialogue import (
    Declined,
    complete,
    wrong_id,
    wrong_question,
    wrong_url,
)
from cli.new_entry.drafting import Fields
from cli.new_entry.proposing import Known, Proposer, no_such_tag, text_of, wrong_text
from cli.terminal.console import Asker, Ended, Style
from schema.cards import TagKey
from schema.files import create, linked_folder, reason_of, sweep
from schema.knowledge_base import KnowledgeBase, judge_text
from schema.models import Status
from schema.problems import excerpt, printable
from schema.records import Place
from schema.rules import Policy
from schema.rules.to_do import MARK


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.description = (
        "Add an entry. At a terminal it asks for everything the options do not give; empty "
        "fields get a comment '# To do:'. It never overwrites a file. "
        "Exit codes: 0: written; 1: an entry already asks this; 2: nothing could be written."
    )
    parser.add_argument("--question", metavar="TEXT", help="the question, on one line")
    parser.add_argument(
        "--phrasing",
        action="append",
        default=[],
        metavar="TEXT",
        help="another way a reader would ask it; repeatable",
    )
    parser.add_argument("--summary", default="", metavar="TEXT", help="one or two sentences")
    parser.add_argument(
        "--answer", metavar="FILE", help="a file with the answer in Markdown; - is standard input"
    )
    parser.add_argument(
        "--tag",
        action="append",
        default=[],
        metavar="FACET/TAG",
        help="a tag; the first is the home",
    )
    parser.add_argument(
        "--status", choices=[Status.DRAFT.value, Status.PUBLISHED.value], default="draft"
    )
    parser.add_argument(
        "--source",
        action="append",
        default=[],
        metavar="URL",
        help="https address of a page that supports the answer; repeatable",
    )
    parser.add_argument("--id", metavar="ID", help="the id; made from the question by default")
    parser.add_argument("--dry-run", action="store_true", help="print the record, write nothing")
    parser.add_argument(
        "--yes", action="store_true", help="don't ask; write even if an entry asks the same"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Gather the entry and write it."""
    tolerate()
    try:
        return add_entry(options, sys.stdin, sys.stdout)
    except Declined as error:
        print(f"kb: {error}", file=sys.stderr)
        return PROBLEMS
    except (Ended, KeyboardInterrupt):
        print("\nkb: Stopped; nothing was written.", file=sys.stderr)
        return MISUSE


def add_entry(options: argparse.Namespace, source: TextIO | None, target: TextIO) -> int:
    """Add an entry; ask on `target` if `source` is a terminal and `--yes` is not given.

    Raise Misuse or Ended.
    """
    asks = source is not None and source.isatty() and not options.yes
    if not options.question and not asks:
        raise Misuse(
            "Without a terminal to ask at, name the question: kb new --question 'How do I …?' "
            "and, if you can, --phrasing, --summary, --answer, --tag and --source."
        )
    if options.answer == "-" and asks:
        raise Misuse("--answer - reads the terminal; name a file, or send the answer by a pipe.")
    base = knowledge_base_here()
    entry = _given(options, base, source)
    proposer = Proposer(base)
    _check_id(options.id, proposer)
    if asks and source is not None:
        asker = Asker(source, target)
        entry, id = complete(entry, options.id, base, proposer, asker)
    else:
        asker = None
        duplicates = [each for each in proposer.already(entry.question) if each.same]
        if duplicates and not options.yes:
            return _refuse(duplicates, base)
        id = options.id or proposer.id(entry.question)
        if not entry.tags:
            proposed = proposer.tags(entry.question, entry.answer)
            entry = replace(entry, tags=proposed, tags_are_proposed=True)
    return _finish(base, id, entry, options, asker)


def _given(options: argparse.Namespace, base: KnowledgeBase, source: TextIO | None) -> Fields:
    """Return the fields that the options give. Raise Misuse."""
    lines = {
        "--question": [options.question or ""],
        "--phrasing": options.phrasing,
        "--summary": [options.summary],
        "--source": options.source,
    }
    for option, texts in lines.items():
        for text in texts:
            if reason := wrong_text(text):
                raise Misuse(f"{option} has {reason}. Delete it.")
    if options.question and (reason := wrong_question(options.question)):
        raise Misuse(f"--question: {reason}")
    for url in options.source:
        if reason := wrong_url(url):
            raise Misuse(f"--source {reason}")
    return Fields(
        " ".join((options.question or "").split()),
        tuple(dict.fromkeys(" ".join(text.split()) for text in options.phrasing)),
        " ".join(options.summary.split()),
        _answer(options.answer, source),
        tuple(_tag(name, base) for name in dict.fromkeys(options.tag)),
        status=Status(options.status),
        sources=tuple((url, "") for url in dict.fromkeys(options.source)),
    )


def _answer(name: str | None, source: TextIO | None) -> str:
    if name is None:
        return ""
    if name == "-" and source is None:
        raise Misuse("Standard input is closed, so --answer - has nothing to read.")
    try:
        text = source.read() if name == "-" and source else Path(name).read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise Misuse(f"--answer '{excerpt(name)}' is not UTF-8 text.") from None
    except OSError as error:
        raise Misuse(f"--answer '{excerpt(name)}' cannot be read: {reason_of(error)}.") from None
    text = re.sub(r"\r\n?", "\n", text)
    if reason := wrong_text(text, lines=True):
        raise Misuse(f"The answer has {reason}. Delete it.")
    return text.rstrip()


def _tag(name: str, base: KnowledgeBase) -> TagKey:
    facet, _, tag = name.partition("/")
    key = TagKey(facet, tag)
    if key not in base.catalogue.tags:
        raise Misuse(no_such_tag(name, base.catalogue))
    return key


def _check_id(id: str | None, proposer: Proposer) -> None:
    if id is not None and (reason := wrong_id(id, proposer)):
        raise Misuse(reason)


def _refuse(duplicates: Sequence[Known], base: KnowledgeBase) -> int:
    for entry in duplicates:
        question = printable(base.question(entry.id))
        print(f"kb: '{entry.id}' asks the same: {question}", file=sys.stderr)
    hint = f"See 'kb show {duplicates[0].id}'; --yes writes the entry anyway."
    print(f"kb: Nothing was written. {hint}", file=sys.stderr)
    return PROBLEMS


def _finish(
    base: KnowledgeBase, id: str, entry: Fields, options: argparse.Namespace, asker: Asker | None
) -> int:
    """Write the record and list what is left to do."""
    place = Place.entry(id)
    text, name = text_of(entry), displayed(base.project, place.path)
    if options.dry_run:
        print(f"# {name}\n{text}", end="")
        return OK
    if asker:
        asker.print(f"\n{asker.style.faint(text)}")
        if not asker.yes(f"Write it to {name}?", default=True):
            raise Ended
    path = base.project / place.path
    if link := linked_folder(base.project, place.path):
        raise Misuse(f"'{link}' is a link, and no record behind it is read; make it a real folder.")
    path.parent.mkdir(parents=True, exist_ok=True)
    sweep(path.parent)
    try:
        create(path, text)
    except FileExistsError:
        raise Misuse(f"'{name}' exists already; choose another --id.") from None
    print(f"Wrote {name}.")
    _, problems = judge_text(place, text, base.evidence_reader, Policy(settings=base.settings))
    style = Style.of(sys.stdout)
    if problems:
        print(f"\n{count(len(problems), 'thing', 'things')} left to do:")
        for problem in problems:
            print(f"  line {problem.line}: {problem.message} {style.good(problem.hint)}".rstrip())
    first = "do what its comments say, then " if MARK in text else ""
    print(f"\nNext: {first}run 'kb validate {name}'.")
    return OK
