"""What a new entry starts from: proposed fields, and comments that say what is still to do."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cli.layout.formatting import Content, lay_out
from cli.ranking import Ranking
from cli.terminal.language import said
from schema.cards import TagCard, TagKey
from schema.knowledge_base import KnowledgeBase
from schema.likeness import Wording, alike
from schema.models.entry import Status
from schema.problems import FieldPath, Phrase, excerpt
from schema.records import Place
from schema.rules.comments import MARK, PLACEHOLDER
from schema.source.comments import Comments
from schema.tokens import tokenise
from schema.translations import indexed
from schema.types import ID_PATTERN


@dataclass(frozen=True, slots=True)
class Todo:
    """Something that the author still has to do for a field."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a new entry."""

    question: str = ""
    phrasings: tuple[str, ...] = ()
    summary: str = ""
    answer: str = ""
    tags: tuple[TagKey, ...] = ()
    reviewed_on: date = field(default_factory=date.today)
    status: Status = Status.DRAFT
    sources: tuple[tuple[str, str], ...] = ()
    """The address of each page and what it supports."""
    origin: str = ""
    tags_are_proposed: bool = False
    language: str = ""
    section: str = ""
    """The heading above the question in an imported file; it becomes a comment."""


def todos(fields: Fields, no_answer: str) -> Iterator[Todo]:
    """Yield what is still to do; `no_answer` is the message for a missing answer."""
    if (missing := 2 - len(fields.phrasings)) > 0:
        message = Phrase("Write {count} or more other ways a reader would ask this.", missing)
        yield Todo("phrasings", message)
    if not fields.summary:
        yield Todo("summary", "Write the answer in one or two plain sentences.")
    if not fields.answer:
        yield Todo("answer", no_answer)
    if not fields.tags:
        yield Todo("tags", "Choose tags; the first one is the home of the entry.")
    elif fields.tags_are_proposed:
        hint = "Check the tags: they were proposed because the text contains their names."
        yield Todo("tags", hint)
    if fields.status is Status.DRAFT:
        hint = "When everything is done, write 'published': the site doesn't list drafts."
        yield Todo("status", hint)


def to_yaml(fields: Fields, todo: Sequence[Todo]) -> str:
    """Return the record in canonical layout, with comments for what is to do above the fields."""
    above: defaultdict[FieldPath, tuple[str, ...]] = defaultdict(tuple)
    if fields.section:
        section = excerpt(fields.section, 150)
        above["question",] = (f"# The heading in the source: {section}",)
    for each in todo:
        above[each.field,] += (f"{MARK} {said(each.message)}",)
    for number, (_, supports) in enumerate(fields.sources):
        if not supports:
            comment = f"{MARK} {said('Say in one line what the page shows.')}"
            above["sources", number, "supports"] = (comment,)
    lines = (line if line.strip() else "" for line in fields.answer.split("\n"))
    answer = "\n".join(lines).rstrip("\n")
    if not fields.answer and ("answer",) in above:
        answer = PLACEHOLDER  # a block to write in instead of `""`
    facets: dict[str, list[str]] = {}
    for key in fields.tags:
        facets.setdefault(key.facet, []).append(key.tag)
    values: dict[str, Any] = {
        "question": fields.question,
        "phrasings": list(fields.phrasings),
        "summary": fields.summary,
        "answer": f"{answer}\n" if answer else "",
        "tags": facets,
        "status": fields.status.value,
        "reviewed_on": fields.reviewed_on.isoformat(),
    }
    if fields.sources or ("sources",) in above:
        values["sources"] = [{"url": url, "supports": why} for url, why in fields.sources]
    if fields.origin:
        values["origin"] = [fields.origin]
    if fields.language:
        values["language"] = fields.language
    return lay_out(Place.entry("draft"), Content(values, Comments(above, {})))


# Proposals -------------------------------------------------------------------------------

MAX_SLUG = 60
"""Longest id made from a question, in characters."""

_FILLERS = re.compile(
    r"a|an|and|any|are|as|at|be|by|can|could|displayed|do|does|during|error|for|from|get"
    r"|have|how|i|if|in|is|it|message|my|of|on|or|q|s|should|solve|some|that|the|there|this"
    r"|to|use|used|using|was|we|what|when|which|why|will|with|you|your"
)
"""Words that an id leaves out."""


def ids_in_use(base: KnowledgeBase) -> frozenset[str]:
    """Return the ids of entries, even of those with problems, and former ids."""
    places = (member.place for member in base.members.values())
    return frozenset((*base.catalogue.renamed, *(p.id for p in places if p.kind == "entry")))


def propose_id(question: str, base: KnowledgeBase, ids: Iterable[str]) -> str:
    """Return an id of at most five key words of the question that is not among those in use.

    It is empty if few letters of the question are Latin.
    """
    words = slug(question, "").split("-")
    if words == [""]:
        return ""
    stop_words = {word.lower() for word in base.settings.stop_words}
    others = [word for word in words if word not in stop_words]
    wanted = "-".join((others if len(others) > 1 else words)[:5])
    return free_id(wanted, dict.fromkeys(ids, 1))


def similar_entries(question: str, base: KnowledgeBase) -> Mapping[str, bool]:
    """Return the ids of the three entries that best answer a question, best first.

    True stands for those that ask the same in their title or a phrasing; they come first.
    """
    matches = Ranking(base, every=True).search(question)
    shaping = base.settings.shaping
    wording = Wording.of(question, shaping)
    same: dict[str, bool] = {}
    for match in matches.entries[:20]:
        translations = base.translations.get(Place.entry(match.id), {}).values()
        models = (base.entries[match.id], *(each.model for each in translations))
        texts = (text for model in models for text in indexed(model)[0])
        same[match.id] = any(alike(wording, Wording.of(text, shaping)) for text in texts)
    sure = [id for id in same if same[id] or matches.level != "none"]
    return {id: same[id] for id in sorted(sure, key=lambda id: not same[id])[:3]}


def slug(question: str, fallback: str) -> str:
    """Return an id of the key words of a question, or the fallback if few letters are Latin."""
    letters = sum(map(str.isalpha, question))
    latin = sum(char.isascii() and char.isalpha() for char in question)
    if latin * 2 <= letters:
        return fallback
    folded = unicodedata.normalize("NFKD", re.sub(r"['\u2019]", "", question.casefold()))
    bare = "".join(char for char in folded if not unicodedata.combining(char))
    words = dict.fromkeys(re.findall(r"[a-z0-9]+", bare))
    key_words = [word for word in words if not _FILLERS.fullmatch(word)]
    id = "-".join(key_words if len(key_words) >= 2 else words)
    if len(id) > MAX_SLUG:
        id = id[: MAX_SLUG + 1].rpartition("-")[0] or id[:MAX_SLUG]
    # With a number after it, `2e` would be the number `2e-2`.
    return id if all(re.search(ID_PATTERN, each) for each in (id, f"{id}-2")) else fallback


def free_id(wanted: str, numbers: dict[str, int]) -> str:
    """Return the id, with a number appended if it is in use; it is in use from now on.

    `numbers` has the ids in use, each with the last number that was appended to it, or 1.
    """
    number, id = numbers.get(wanted, 1), wanted
    while id in numbers:
        number += 1
        id = wanted[: MAX_SLUG - len(f"-{number}")].rstrip("-") + f"-{number}"
    numbers |= {id: 1, wanted: number}
    return id


def propose_tags(tags: Mapping[TagKey, TagCard], question: str, answer: str) -> tuple[TagKey, ...]:
    """Return up to six tags: those that the question names, then those the answer names often."""
    asked, answered = map(_spaced, (question, answer))
    counts = {}
    for key, tag in tags.items():
        names = {_spaced(name) for name in tag.every_name} - {""}
        in_question, in_answer = (sum(map(text.count, names)) for text in (asked, answered))
        if in_question or in_answer >= 3:
            counts[key] = in_question, in_answer
    return tuple(sorted(counts, key=lambda key: counts[key], reverse=True)[:6])


def _spaced(text: str) -> str:
    """Return the tokens of a text, each between two blanks."""
    return "".join(f" {token} " for token in tokenise(text))
