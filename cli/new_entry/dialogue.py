"""What `kb new` asks at a terminal, and which values it accepts."""

import re
from collections.abc import Collection
from dataclasses import replace

from cli.command import Misuse, Refusal, find_tag
from cli.new_entry.drafting import Fields
from cli.new_entry.proposing import propose_id, propose_tags, similar_entries
from cli.terminal.console import agree, ask, ask_all, bold, faint, good
from cli.terminal.entries import columns, wrapped
from schema.cards import TagKey
from schema.knowledge_base import KnowledgeBase
from schema.markdown.inline import parse_inline, plain
from schema.problems import excerpt, printable
from schema.records import Place, name_problems
from schema.source import HIDDEN
from schema.types import URL_PATTERN


def complete(
    entry: Fields, id: str | None, base: KnowledgeBase, ids: Collection[str]
) -> tuple[Fields, str]:
    """Ask for what the options don't give; return the entry and its id.

    `ids` are in use. Raise Refusal if an entry already answers the question.
    """
    question = entry.question or ask("Question:", wrong_question)
    _show_similar(question, base)
    prompt = "Other ways a reader would ask it, two or more; an empty line ends them:"
    phrasings = entry.phrasings or ask_all(prompt, wrong_text)
    prompt = "Answer in one or two sentences (Enter: later):"
    summary = entry.summary or ask(prompt, wrong_text)
    tags = entry.tags
    if not tags:
        asked = " ".join((question, *phrasings))
        tags = _tags(propose_tags(base.catalogue, asked, entry.answer), base)
    prompt = "Addresses of pages that support the answer; an empty line ends them:"
    urls = [url for url, _ in entry.sources] or ask_all(prompt, wrong_url)
    sources = [(url, ask(f"What does {url} show (Enter: later)?", wrong_text)) for url in urls]
    if id is None:
        proposed_id = propose_id(question, base, ids)
        default = f" [{proposed_id}]" if proposed_id else ""
        prompt = f"Id, the name of its file, in Latin letters{default}:"
        id = ask(prompt, lambda text: wrong_id(text, ids), proposed_id)
    entry = replace(entry, question=question, phrasings=phrasings, summary=summary, tags=tags)
    return replace(entry, sources=tuple(sources)), id


def _show_similar(question: str, base: KnowledgeBase) -> None:
    """Show the entries that may answer the question. Raise Refusal if one of them does."""
    similar = similar_entries(question, base)
    if not similar:
        return
    print("\nNearest entries:")
    for id, same in similar.items():
        for line in wrapped(base.question(id), columns(), "  - "):
            print(bold(line))
        asks = "asks the same; " if same else ""
        print(faint(f"    {asks}kb show {id}"))
    if agree("Does one of them answer it already?", default=any(similar.values())):
        raise Refusal("Nothing was written. If something is missing there, add it to that entry.")
    print()


def _tags(proposed: tuple[TagKey, ...], base: KnowledgeBase) -> tuple[TagKey, ...]:
    """Ask for tags by their names."""

    def chosen(text: str) -> tuple[TagKey, ...]:
        names = filter(None, (name.strip() for name in text.split(",")))
        return tuple(dict.fromkeys(find_tag(name, base.tags) for name in names))

    def wrong(text: str) -> str:
        if text == "?":
            width = max((len(str(key)) for key in base.tags), default=0)
            for key in sorted(base.tags):
                print(f"  {key!s:<{width}}  {printable(base.tags[key].label)}")
            return "Enter one or more of these tags." if base.tags else "There are no tags yet."
        try:
            chosen(text)
        except Misuse as error:
            return str(error)
        return ""

    default = ", ".join(map(str, proposed))
    otherwise = f"[{default}]" if default else "(Enter: later)"
    prompt = f"Tags, separated by commas; ? lists them {otherwise}:"
    tags = chosen(ask(prompt, wrong, default))
    if tags:
        labels = ", ".join(f"{key} ({printable(base.tags[key].label)})" for key in tags)
        print(f"  {good(labels)}")
    return tags


def wrong_text(text: str, *, allowed: str = "") -> str:
    """Return which character of a text a record can't contain, or an empty string."""
    for char in text:
        if "\udc80" <= char <= "\udcff":  # so Python keeps a byte that it cannot decode
            return f"Delete the byte 0x{ord(char) - 0xDC00:02x}, which is not UTF-8 text."
        if (not char.isprintable() and char not in allowed) or HIDDEN.match(char):
            return f"Delete the invisible character U+{ord(char):04X}."
    return ""


def wrong_url(text: str) -> str:
    """Return why a text isn't a source address, or an empty string; empty text is fine."""
    if not text or re.search(URL_PATTERN, text):
        return ""
    return f"'{excerpt(text)}' isn't an https address."


def wrong_question(text: str) -> str:
    """Return what is wrong with a question as typed, or an empty string."""
    if not plain(parse_inline(text)).strip():
        return "Write the question as a reader would ask it."
    if not text.endswith(("?", "\uff1f")) and "`" not in text:
        return "A question ends with '?'; one that quotes an error has it in `backticks`."
    return wrong_text(text)


def wrong_id(id: str, ids: Collection[str]) -> str:
    """Return why a new entry can't have an id, given those in use, or an empty string."""
    if problem := next(name_problems(Place.entry(id)), None):
        return f"{problem.message} {problem.hint}"
    if id in ids:
        return f"'{id}' is or was the id of another entry; choose another one."
    return ""
