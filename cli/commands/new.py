"""`kb new`: add an entry from options or answers at a terminal."""

import argparse
import re
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from cli.command import (
    Misuse,
    Refusal,
    chosen_language,
    displayed,
    find_tag,
    knowledge_base_here,
    reject_links,
)
from cli.drafting import (
    Fields,
    Todo,
    ids_in_use,
    propose_id,
    propose_tags,
    similar_entries,
    to_yaml,
    todos,
)
from cli.terminal.console import agree, ask, ask_all, bold, faint, good
from cli.terminal.entries import columns, wrapped
from cli.terminal.language import said
from schema.cards import TagCard, TagKey
from schema.files import create, reason_of, sweep
from schema.knowledge_base import KnowledgeBase, judge_text
from schema.markdown.inline import parse_inline, plain
from schema.models.entry import Status
from schema.phrases import Phrase, phrase
from schema.problems import excerpt, printable
from schema.prose import has_han
from schema.records import Place, name_problems
from schema.rules.comments import MARK
from schema.source import HIDDEN, code_point
from schema.types import URL_PATTERN


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("--question", default="", metavar="TEXT", help="the question, on one line")
    phrasing = "another way a reader would ask it; repeatable"
    parser.add_argument("--phrasing", action="append", default=[], metavar="TEXT", help=phrasing)
    summary = "the answer in one or two sentences"
    parser.add_argument("--summary", default="", metavar="TEXT", help=summary)
    answer = "a file with the answer in Markdown; - reads standard input"
    parser.add_argument("--answer", metavar="FILE", help=answer)
    by_name = "a tag, by its key or name; repeatable; the first one is the home"
    parser.add_argument("--tag", action="append", default=[], metavar="FACET/TAG", help=by_name)
    status = "draft (default) or published"
    parser.add_argument("--status", choices=("draft", "published"), default="draft", help=status)
    supporting = "the https address of a page that supports the answer; repeatable"
    parser.add_argument("--source", action="append", default=[], metavar="URL", help=supporting)
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
    if options.id is not None:
        valid_id(options.id, ids)
    if asks:
        entry, id = complete(entry, options.id, base, ids)
    else:
        similar = {} if options.yes else similar_entries(entry.question, base)
        if twin := next((other for other, same in similar.items() if same), None):
            hint = Phrase("See 'kb show {id}'; --yes writes the entry anyway.", twin)
            raise Refusal("'{id}' asks the same: {question}", twin, base.question(twin), hint=hint)
        id = options.id or propose_id(entry.question, base, ids)
        if not id:
            raise Misuse("Name the id with --id: the question has too few Latin letters for one.")
        if not entry.tags:
            proposed = propose_tags(base.tags, entry.question, entry.answer)
            entry = replace(entry, tags=proposed, tags_are_proposed=True)
    return _finish(base, id, entry, options, asks=asks)


def _given(options: argparse.Namespace, base: KnowledgeBase) -> Fields:
    """Return the fields that the options give. Raise Misuse."""
    answer = _answer(options.answer)
    checks: Sequence[tuple[str, list[str], Callable[[str], str]]] = (
        ("--question", [options.question], valid_question),
        ("--phrasing", options.phrasing, valid_text),
        ("--summary", [options.summary], valid_text),
        ("--answer", [answer], partial(valid_text, allowed="\n\t")),
        ("--source", options.source, valid_url),
    )
    for option, texts, valid in checks:
        try:
            list(map(valid, filter(None, texts)))
        except Misuse as error:
            raise Misuse("{option}: {reason}", option, error.reason) from None
    return Fields(
        " ".join(options.question.split()),
        tuple(dict.fromkeys(" ".join(text.split()) for text in options.phrasing)),
        " ".join(options.summary.split()),
        answer,
        tuple(dict.fromkeys(find_tag(name, base.tags) for name in options.tag)),
        status=Status(options.status),
        language=chosen_language(base, options.language) if options.language else "",
        sources=tuple((url, "") for url in dict.fromkeys(options.source)),
    )


def _answer(name: str | None) -> str:
    """Return the text of an answer from a file or standard input. Raise Misuse."""
    if name is None:
        return ""
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise Misuse("--answer '{name}' is not UTF-8 text.", excerpt(name)) from None
    except OSError as error:
        message = "--answer '{name}' cannot be read: {reason}."
        raise Misuse(message, excerpt(name), reason_of(error)) from None
    text = re.sub(r"\r\n?", "\n", text)
    if not text.strip():
        raise Misuse("--answer '{name}' has no text.", excerpt(name))
    return text.rstrip()


def _finish(
    base: KnowledgeBase, id: str, entry: Fields, options: argparse.Namespace, *, asks: bool
) -> bool:
    """Write the record and list what is left to do."""
    place = Place.entry(id)
    if entry.language or has_han(entry.question):
        language = chosen_language(base, entry.language or None, entry.question)
        entry = replace(entry, language="" if language == base.settings.languages[0] else language)
    todo = list(todos(entry, "Write the whole answer in Markdown."))
    if not entry.sources and entry.status is Status.DRAFT:  # sources are optional
        todo.append(Todo("sources", "Name the pages that support the answer."))
    text, name = to_yaml(entry, todo), displayed(base.project, place.path)
    if options.dry_run:
        print(f"# {name}\n{text}", end="")
        return True
    if asks:
        print(f"\n{faint(text)}")
        if not agree(Phrase("Write it to {path}?", name), default=True):
            raise EOFError
    path = base.project / place.path
    reject_links(base.project, place.path)
    path.parent.mkdir(parents=True, exist_ok=True)
    sweep(path.parent)
    try:
        create(path, text)
    except FileExistsError:
        raise Misuse("'{name}' exists already; choose another --id.", name) from None
    print(said(Phrase("Wrote {path}.", name)))
    _, problems = judge_text(place, text, base.evidence_reader, base.policy)
    if problems:
        print(f"\n{said('Left to do:')}")
        for problem in problems:
            line = Phrase("line {line}: {message}", str(problem.line), phrase(problem.message))
            print(f"  {said(line)} {good(said(problem.hint))}".rstrip())
    message = "Next: run 'kb validate {path}'."
    if MARK in text:
        message = "Next: do what its comments say, then run 'kb validate {path}'."
    print(f"\n{said(Phrase(message, name))}")
    return True


# The dialogue ----------------------------------------------------------------------------


def complete(
    entry: Fields, id: str | None, base: KnowledgeBase, ids: Collection[str]
) -> tuple[Fields, str]:
    """Ask for what the options don't give; return the entry and its id.

    `ids` are in use. Raise Refusal if an entry already answers the question.
    """
    question = entry.question or ask("Question:", valid_question)
    shown = base.in_language(chosen_language(base, entry.language or None, question))
    _show_similar(question, base, shown)
    prompt = "Other ways a reader would ask it, two or more; an empty line ends them:"
    phrasings = entry.phrasings or ask_all(prompt, valid_text)
    prompt = "Answer in one or two sentences (Enter: later):"
    summary = entry.summary or ask(prompt, valid_text)
    tags = entry.tags
    if not tags:
        asked = " ".join((question, *phrasings))
        tags = _tags(propose_tags(base.tags, asked, entry.answer), shown.tags)
    prompt = "Addresses of pages that support the answer; an empty line ends them:"
    urls = [url for url, _ in entry.sources] or ask_all(prompt, valid_url)
    message = "What does {url} show (Enter: later)?"
    sources = [(url, ask(Phrase(message, url), valid_text)) for url in urls]
    if id is None:
        proposed_id = propose_id(question, base, ids)
        default = f" [{proposed_id}]" if proposed_id else ""
        prompt = Phrase("Id, the name of its file, in Latin letters{default}:", default)
        id = ask(prompt, lambda text: valid_id(text, ids), proposed_id)
    entry = replace(entry, question=question, phrasings=phrasings, summary=summary, tags=tags)
    return replace(entry, sources=tuple(sources)), id


def _show_similar(question: str, base: KnowledgeBase, shown: KnowledgeBase) -> None:
    """Show the entries that may answer the question, in the language of `shown`.

    Raise Refusal if one of them does.
    """
    similar = similar_entries(question, base)
    if not similar:
        return
    print(f"\n{said('Nearest entries:')}")
    for id, same in similar.items():
        for line in wrapped(shown.question(id), columns(), "  - "):
            print(bold(line))
        shows = Phrase("asks the same; kb show {id}", id) if same else f"kb show {id}"
        print(faint(f"    {said(shows)}"))
    if agree("Does one of them answer it already?", default=any(similar.values())):
        raise Refusal("Nothing was written. If something is missing there, add it to that entry.")
    print()


def _tags(proposed: tuple[TagKey, ...], known: Mapping[TagKey, TagCard]) -> tuple[TagKey, ...]:
    """Ask for tags by their names."""

    def chosen(text: str) -> tuple[TagKey, ...]:
        if text == "?":
            width = max((len(str(key)) for key in known), default=0)
            for key in sorted(known):
                print(f"  {key!s:<{width}}  {printable(known[key].label)}")
            raise Misuse("Enter one or more of these tags." if known else "There are no tags yet.")
        names = filter(None, map(str.strip, re.split("[,\uff0c\u3001]", text)))
        return tuple(dict.fromkeys(find_tag(name, known) for name in names))

    default = ", ".join(map(str, proposed))
    otherwise = f"[{default}]" if default else Phrase("(Enter: later)")
    prompt = Phrase("Tags, separated by commas; ? lists them {otherwise}:", otherwise)
    tags = ask(prompt, chosen, default)
    if tags:
        labels = ", ".join(f"{key} ({printable(known[key].label)})" for key in tags)
        print(f"  {good(labels)}")
    return tags


# Values; each function returns one, or raises Misuse with the reason why it is invalid -----


def valid_text(text: str, *, allowed: str = "") -> str:
    """Return a text of characters that a record can contain."""
    for char in text:
        if "\udc80" <= char <= "\udcff":  # so Python keeps a byte that it cannot decode
            byte = f"0x{ord(char) - 0xDC00:02x}"
            raise Misuse("Delete the byte {byte}, which is not UTF-8 text.", byte)
        if (not char.isprintable() and char not in allowed) or HIDDEN.match(char):
            raise Misuse("Delete the invisible character {char}.", code_point(char))
    return text


def valid_url(text: str) -> str:
    """Return a source address, or an empty text."""
    if text and not re.search(URL_PATTERN, text):
        raise Misuse("'{text}' isn't an https address.", excerpt(text))
    return text


def valid_question(text: str) -> str:
    """Return a question as typed."""
    if not plain(parse_inline(text)).strip():
        raise Misuse("Write the question as a reader would ask it.")
    if not text.endswith(("?", "\uff1f")) and "`" not in text:
        raise Misuse("A question ends with '?'; one that quotes an error has it in `backticks`.")
    return valid_text(text)


def valid_id(id: str, ids: Collection[str]) -> str:
    """Return the id of a new entry, given those in use."""
    if problem := next(name_problems(Place.entry(id)), None):
        raise Misuse(problem.message, hint=problem.hint)
    if id in ids:
        raise Misuse("'{id}' is or was the id of another entry; choose another one.", id)
    return id
