"""The dialogue of `kb new`: what it asks at a terminal, step by step."""

from __future__ import annotations

import re
from dataclasses import replace

from cli.new_entry.drafting import Fields
from cli.new_entry.proposing import Known, Proposer, matching_tags, wrong_text
from cli.terminal.console import Asker
from cli.terminal.entries import columns, wrapped
from schema.cards import TagKey
from schema.knowledge_base import KnowledgeBase
from schema.markdown.inline import parse_inline, plain
from schema.problems import excerpt, printable
from schema.types import ID_PATTERN, MAX_ID, URL_PATTERN


class Declined(Exception):
    """An existing entry answers the question."""


def complete(
    entry: Fields, id: str | None, base: KnowledgeBase, proposer: Proposer, asker: Asker
) -> tuple[Fields, str]:
    """Ask for what the options don't give; return the entry and its id.

    Raises:
        Declined: an entry already answers the question.
        Ended: the input ended.
    """
    if not entry.question:
        entry = replace(entry, question=_one_line(asker.line("Question:", wrong_question)))
    _show_known(proposer.already(entry.question), base, asker)
    if not entry.phrasings:
        prompt = "Other ways a reader would ask it, two or more; an empty line ends them:"
        entry = replace(entry, phrasings=tuple(map(_one_line, asker.lines(prompt, _wrong_line))))
    if not entry.summary:
        prompt = "Answer in one or two sentences (Enter: later):"
        entry = replace(entry, summary=_one_line(asker.line(prompt, _wrong_line)))
    if not entry.tags:
        entry = replace(entry, tags=_tags(entry, base, proposer, asker))
    if not entry.sources:
        entry = replace(entry, sources=_sources(asker))
    else:
        entry = replace(entry, sources=tuple(_explained(url, asker) for url, _ in entry.sources))
    if id is None:
        proposed = proposer.id(entry.question)
        id = asker.line(
            f"Id, the name of its file [{proposed}]:",
            lambda text: wrong_id(text, proposer),
            proposed,
        )
    return entry, id


def _show_known(known: tuple[Known, ...], base: KnowledgeBase, asker: Asker) -> None:
    """Show the entries that may answer the question. Raise Declined if one of them does."""
    if not known:
        return
    asker.print("\nNearest entries:")
    for match in known:
        asks = "asks the same; " if match.same else ""
        question = base.question(match.id)
        for line in wrapped(question, columns(), "  - "):
            asker.print(asker.style.bold(line))
        asker.print(asker.style.faint(f"    {asks}kb show {match.id}"))
    if asker.yes("Does one of them answer it already?", default=any(match.same for match in known)):
        raise Declined("Nothing was written. If something is missing there, add it to that entry.")
    asker.print()


def _tags(
    entry: Fields, base: KnowledgeBase, proposer: Proposer, asker: Asker
) -> tuple[TagKey, ...]:
    proposed = proposer.tags(f"{entry.question} {' '.join(entry.phrasings)}", entry.answer)
    named = f" [{', '.join(map(str, proposed))}]" if proposed else " (Enter: later)"
    chosen: list[TagKey] = []

    def wrong(text: str) -> str:
        """Choose the tags that are certain; return what is wrong with the first that isn't."""
        chosen.clear()
        if text == "?":
            keys = base.catalogue.tags
            width = max((len(str(key)) for key in keys), default=0)
            for key, tag in keys.items():
                asker.print(f"  {key!s:<{width}}  {printable(tag.label)}")
            return "Enter one or more of these tags." if keys else "There are no tags yet."
        for name in filter(None, (part.strip() for part in text.split(","))):
            likely = matching_tags(name, base.catalogue)
            if not likely:
                return f"There is no tag like '{excerpt(name)}'. Enter ? to list the tags."
            if len(likely) > 1:
                offered = ", ".join(map(str, likely))
                return f"'{excerpt(name)}' is ambiguous. Enter one of these: {offered}."
            chosen.append(likely[0])
        return ""

    prompt = f"Tags, separated by commas; ? lists them{named}:"
    asker.line(prompt, wrong, ", ".join(map(str, proposed)))
    tags = tuple(dict.fromkeys(chosen))
    if tags:
        labels = ", ".join(f"{key} ({base.tags[key].label})" for key in tags)
        asker.print(f"  {asker.style.good(labels)}")
    return tags


def _sources(asker: Asker) -> tuple[tuple[str, str], ...]:
    sources: list[tuple[str, str]] = []
    while True:
        more = "Another page" if sources else "Address of a page that supports the answer"
        url = asker.line(f"{more} (Enter: {'no' if sources else 'later'}):", wrong_url)
        if not url:
            return tuple(dict(sources).items())
        sources.append((url, _one_line(asker.line("  What it shows (Enter: later):", _wrong_line))))


def _explained(url: str, asker: Asker) -> tuple[str, str]:
    return url, _one_line(asker.line(f"What does {url} show (Enter: later)?", _wrong_line))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _wrong_line(text: str) -> str:
    reason = wrong_text(text)
    return f"It has {reason}." if reason else ""


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
    return _wrong_line(text)


def wrong_id(id: str, proposer: Proposer) -> str:
    """Return why a new entry can't have this id, or an empty string."""
    if not re.search(ID_PATTERN, id) or len(id) > MAX_ID:
        wanted = f"lower-case words joined by '-', at most {MAX_ID} characters"
        return f"'{excerpt(id)}' cannot be an id: write {wanted}."
    if proposer.names.was_taken(id):
        return f"'{id}' is or was the id of another entry; choose another one."
    return ""
