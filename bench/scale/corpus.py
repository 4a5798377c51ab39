"""Make a corpus of FAQ records, the same one for the same size and seed.

Entry number *n* has the same text in every corpus that is large enough to hold it: a bigger corpus
is a smaller one with entries added, which is how a knowledge base grows.
"""

from __future__ import annotations

import random
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from typing import TypeVar

from . import words

SEED = 20

QUESTION_WORDS = range(8, 15)
ANSWER_WORDS = range(80, 251)
SUMMARY_CHARACTERS = 300
WRAP = 95
NEAR = 40

_NEWEST_REVIEW = date(2026, 10, 31)
_ID_FILLERS = frozenset(
    {"a", "an", "the", "of", "with", "on", "in", "when", "after", "from", "for"}
)

_Item = TypeVar("_Item")


@dataclass(frozen=True)
class Facet:
    """One group of tags."""

    slug: str
    label: str
    description: str
    order: int


@dataclass(frozen=True)
class Tag:
    """One controlled tag of a facet."""

    facet: str
    slug: str
    label: str
    description: str
    aliases: tuple[str, ...]
    order: int


@dataclass(frozen=True)
class Source:
    """One page that backs an answer."""

    url: str
    supports: str


@dataclass(frozen=True)
class Entry:
    """One question with its answer; ``tags`` pairs a facet with the slugs chosen from it."""

    id: str
    question: str
    phrasings: tuple[str, ...]
    summary: str
    answer: str
    tags: tuple[tuple[str, tuple[str, ...]], ...]
    reviewed_on: date
    sources: tuple[Source, ...]
    related: tuple[str, ...]


@dataclass(frozen=True)
class Corpus:
    """Facets, tags and entries of one knowledge base."""

    facets: tuple[Facet, ...]
    tags: tuple[Tag, ...]
    entries: tuple[Entry, ...]


def make_corpus(size: int, seed: int = SEED) -> Corpus:
    """Return a corpus of ``size`` entries."""
    facets = tuple(
        Facet(slug, label, description, order)
        for order, (slug, label, description) in enumerate(words.FACETS, start=1)
    )
    tags = tuple(
        Tag(facet.slug, slug, label, description, aliases, order)
        for facet in facets
        for order, (slug, label, description, aliases) in enumerate(words.TAGS[facet.slug], start=1)
    )
    return Corpus(facets, tags, tuple(_entries(size, seed)))


def _entries(size: int, seed: int) -> Iterator[Entry]:
    questions: set[str] = set()
    phrasings: set[str] = set()
    ids: set[str] = set()
    homes: dict[tuple[str, str], list[str]] = {}
    for number in range(size):
        writer = _Writer(random.Random(f"{seed}/{number}"))
        subject = writer.subject(questions, phrasings)
        questions.add(subject.question)
        phrasings.update(subject.phrasings)
        entry_id = _free_id(subject.words, ids)
        ids.add(entry_id)
        tags = writer.tags()
        neighbours = homes.setdefault((tags[0][0], tags[0][1][0]), [])
        related = writer.related(neighbours)
        neighbours.append(entry_id)
        yield Entry(
            id=entry_id,
            question=subject.question,
            phrasings=subject.phrasings,
            summary=writer.summary(),
            answer=writer.answer(),
            tags=tags,
            reviewed_on=_NEWEST_REVIEW - timedelta(days=writer.rng.randrange(120)),
            sources=writer.sources(),
            related=related,
        )


@dataclass(frozen=True)
class _Subject:
    """What one entry is about: its question, its other phrasings, and the words of its id."""

    question: str
    phrasings: tuple[str, ...]
    words: str


class _Slots(dict[str, str]):
    """The words of one sentence, drawn when a template asks for them."""

    def __init__(self, draw: Callable[[str, _Slots], str]) -> None:
        super().__init__()
        self._draw = draw

    def __missing__(self, slot: str) -> str:
        self[slot] = drawn = self._draw(slot, self)
        return drawn


class _Writer:
    """Draws every part of one entry from one stream of random numbers.

    Each entry keeps coming back to a few nouns of its own, as an answer about one thing does.
    """

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self._nouns = rng.sample(words.NOUNS, len(words.NOUNS))
        self._told: set[str] = set()

    def subject(self, questions: set[str], phrasings: set[str]) -> _Subject:
        """Draw until the question and its phrasings are new."""
        rng = self.rng
        while True:
            action, action_said = rng.choice(words.ACTIONS)
            object_, object_said = rng.choice(words.OBJECTS)
            context, context_said = rng.choice(words.CONTEXTS)
            slots = _Slots(self._draw)
            slots.update(action=action, object=object_, context=context)
            question = self._pick(words.QUESTIONS).format_map(slots)
            said = {"action": action_said, "object": object_said, "context": context_said}
            others = tuple(template.format_map(said) for template in rng.sample(words.PHRASINGS, 3))
            if (
                len(question.split()) in QUESTION_WORDS
                and question not in questions
                and phrasings.isdisjoint(others)
            ):
                return _Subject(question, others, f"{action} {object_} {context}")

    def summary(self) -> str:
        """Return one or two sentences that stand alone."""
        sentences = [self._fill(words.OPENINGS)]
        if self.rng.random() < 0.6:
            plain = [template for template in words.ADVICE if "{link}" not in template]
            sentences.append(self._fill(plain))
        text = " ".join(sentences)
        return text if len(text) <= SUMMARY_CHARACTERS else sentences[0]

    def answer(self) -> str:
        """Return paragraphs of Markdown, some with a list, a table or a block of code between."""
        while True:
            wanted = round(self.rng.triangular(ANSWER_WORDS.start, 220, 120))
            blocks = [self._paragraph()]
            extras = [
                extra
                for extra, share in ((self._list, 0.4), (self._code, 0.35), (self._table, 0.12))
                if self.rng.random() < share
            ]
            blocks += [extra() for extra in extras]
            while sum(len(block.split()) for block in blocks) < wanted:
                blocks.insert(self.rng.randint(1, len(blocks)), self._paragraph())
            text = "\n\n".join(blocks) + "\n"
            if len(text.split()) in ANSWER_WORDS:
                return text

    def tags(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return two to four tags; some facets and some tags are far commoner than others."""
        wanted = self.rng.choices((2, 3, 4), weights=(5, 4, 2))[0]
        chosen: dict[str, list[str]] = {}
        by_use = ("topic", "hardware", "parallelism", "export")
        while sum(map(len, chosen.values())) < wanted:
            facet = self._pick(by_use)
            slug = self._pick(words.TAGS[facet])[0]
            if slug not in chosen.setdefault(facet, []):
                chosen[facet].append(slug)
        return tuple((facet, tuple(slugs)) for facet, slugs in chosen.items())

    def related(self, neighbours: Sequence[str]) -> tuple[str, ...]:
        """Return up to three entries of the same home tag, written not long before."""
        wanted = self.rng.choices((0, 1, 2, 3), weights=(4, 3, 2, 1))[0]
        near = neighbours[-NEAR:]
        return tuple(self.rng.sample(near, min(wanted, len(near))))

    def sources(self) -> tuple[Source, ...]:
        """Return one to three sources."""
        count = self.rng.choices((1, 2, 3), weights=(6, 3, 1))[0]
        found = {self.link(): self._fill(words.SUPPORTS) for _ in range(count)}
        return tuple(Source(url, supports) for url, supports in found.items())

    def _paragraph(self) -> str:
        sentences = [self._fill(words.STATEMENTS) for _ in range(self.rng.randint(1, 3))]
        sentences.append(self._fill(words.ADVICE))
        return _wrap(" ".join(sentences))

    def _list(self) -> str:
        items = [self._fill(words.ITEMS) for _ in range(self.rng.randint(3, 5))]
        numbered = self.rng.random() < 0.3
        marks = [f"{number}. " if numbered else "- " for number in range(1, len(items) + 1)]
        lines = [_wrap(item, mark) for mark, item in zip(marks, items, strict=True)]
        return "\n\n".join((self._pick(words.LEADS), "\n".join(lines)))

    def _table(self) -> str:
        head = self._pick(words.TABLE_HEADS)
        rows = [head, tuple("---" for _ in head)]
        for _ in range(self.rng.randint(3, 5)):
            slots = _Slots(self._draw)
            rows.append((f"`{slots['setting']}`", slots["number"], slots["noun"]))
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        return "\n\n".join((self._pick(words.TABLE_LEADS), "\n".join(lines)))

    def _code(self) -> str:
        language, template = self._pick(words.CODES)
        code = template.format_map(_Slots(self._draw))
        return "\n\n".join((self._pick(words.CODE_LEADS), f"```{language}\n{code}```"))

    def _fill(self, templates: Sequence[str]) -> str:
        """Fill a template this entry has not used, as long as there is one."""
        template = self.rng.choice([one for one in templates if one not in self._told] or templates)
        self._told.add(template)
        return template.format_map(_Slots(self._draw))

    def _pick(self, items: Sequence[_Item]) -> _Item:
        """Return one item; the first is the likeliest, the nth an nth as likely."""
        return self.rng.choices(items, cum_weights=_zipf(len(items)))[0]

    def _draw(self, slot: str, slots: _Slots) -> str:
        return _DRAW[slot.rstrip("2")](self, slots)

    def noun(self, slots: _Slots) -> str:
        """Return a noun, another one each time a sentence asks."""
        return self._pick([noun for noun in self._nouns if noun not in slots.values()])

    def call(self) -> str:
        """Return the name of a function."""
        return f"{self.rng.choice(words.VERBS)}_{self.rng.choice(words.THINGS)}"

    def api(self) -> str:
        """Return the name of a function with its module."""
        return f"{self._pick(words.NAMESPACES)}.{self.call()}"

    def setting(self) -> str:
        """Return the name of a setting; a few are named again and again."""
        return f"{self._pick(words.THINGS)}_{self._pick(words.PROPERTIES)}"

    def name(self) -> str:
        """Return the name of a variable."""
        return f"{self.rng.choice(words.THINGS)}_{self.rng.choice(words.PROPERTIES)}"

    def number(self) -> str:
        """Return a number, a power of two as often as not."""
        return str(self.rng.choice((2 ** self.rng.randrange(1, 13), self.rng.randrange(3, 2000))))

    def version(self) -> str:
        """Return a release."""
        rng = self.rng
        return f"{rng.randrange(1, 4)}.{rng.randrange(10)}.{rng.randrange(6)}"

    def error(self) -> str:
        """Return the first words of an error message."""
        return f"{self._pick(words.FAILURES)} E{self.rng.randrange(1000, 10000)}"

    def topic(self) -> str:
        """Return what a page of the manual is about."""
        return self._pick(words.THINGS)

    def link(self) -> str:
        """Return the address of a page of the manual."""
        rng = self.rng
        path = f"{self._pick(words.NAMESPACES)}/{self._pick(words.THINGS)}"
        return f"https://{self._pick(words.HOSTS)}/{path}-{rng.choice(words.PROPERTIES)}.html"


# How each slot of a template is drawn; a 2 after its name asks for another one of the kind.
_DRAW: Mapping[str, Callable[[_Writer, _Slots], str]] = {
    "noun": _Writer.noun,
    "Noun": lambda _, slots: slots["noun"][0].upper() + slots["noun"][1:],
    "api": lambda writer, _: writer.api(),
    "call": lambda writer, _: writer.call(),
    "setting": lambda writer, _: writer.setting(),
    "key": lambda writer, _: writer.name(),
    "KEY": lambda _, slots: slots["key"].upper(),
    "key-dashed": lambda _, slots: slots["key"].replace("_", "-"),
    "name": lambda writer, _: writer.name(),
    "number": lambda writer, _: writer.number(),
    "version": lambda writer, _: writer.version(),
    "error": lambda writer, _: writer.error(),
    "topic": lambda writer, _: writer.topic(),
    "link": lambda writer, _: writer.link(),
}


def _wrap(text: str, mark: str = "") -> str:
    return textwrap.fill(
        text,
        WRAP,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _free_id(text: str, taken: set[str]) -> str:
    parts = [part for part in re.findall(r"[a-z0-9]+", text.lower()) if part not in _ID_FILLERS]
    stem = "-".join(parts[:6])
    candidate, number = stem, 1
    while candidate in taken:
        number += 1
        candidate = f"{stem}-{number}"
    return candidate


@cache
def _zipf(count: int) -> tuple[float, ...]:
    return tuple(accumulate(1 / rank for rank in range(1, count + 1)))
