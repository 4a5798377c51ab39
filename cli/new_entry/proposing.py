"""Propose the id and tags of a new entry, and find entries that already answer it."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from cli.new_entry.drafting import Fields, Todo, to_yaml, todos
from cli.ranking import Ranking
from schema.cards import TagKey
from schema.catalogue import Catalogue
from schema.knowledge_base import KnowledgeBase
from schema.likeness import Wording, alike
from schema.models import Status
from schema.problems import did_you_mean, excerpt
from schema.source import HIDDEN
from schema.tokens import tokenise
from schema.types import ID_PATTERN

ALREADY = 3
"""Most existing entries shown that may answer a new question."""

LONGEST_ID = 5
"""Most words in a proposed id."""

OFFERED = 5
"""Most tags offered for a name."""

LEAST_LIKE = 70
"""Lowest similarity of an offered tag, in percent."""

CLEAR = 10
"""Lead in similarity that makes a tag certain, in percentage points."""

_COMPARED = 20
"""Number of search results that a new question is compared with."""

MAX_SLUG = 60
"""Longest id made from a question, in characters."""

MAX_TAGS = 6
"""Most tags proposed; a person chooses among them."""

LEAST = 3
"""How often a tag's name must occur in the answer if the question doesn't contain it."""

_FILLERS = re.compile(
    r"a|an|and|any|are|as|at|be|by|can|could|displayed|do|does|during|error|for|from|get"
    r"|have|how|i|if|in|is|it|message|my|of|on|or|q|s|should|solve|some|that|the|there|this"
    r"|to|use|used|using|was|we|what|when|which|why|will|with|you|your"
)
"""Words that say nothing about the topic of a question."""


def text_of(entry: Fields) -> str:
    """Return the record of a new entry, with a comment for each thing to do."""
    todo = [*todos(entry, "Write the whole answer in Markdown.")]
    if not entry.sources and entry.status is Status.DRAFT:  # an entry need not have any
        todo.append(Todo("sources", "Name the pages that the answer rests on."))
    return to_yaml(entry, todo)


@dataclass(frozen=True, slots=True)
class Known:
    """An entry that may already answer a question."""

    id: str
    same: bool
    """Whether it asks the same question, in its title or a phrasing."""


class Proposer:
    """Proposes an id, tags and similar entries for a new question."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base

    @cached_property
    def _ranking(self) -> Ranking:
        return Ranking(self._base, every=True)

    @cached_property
    def names(self) -> Names:
        """The ids in use: current, former, and of files with problems."""
        base = self._base
        broken = (path.rpartition("/")[2].removesuffix(".yaml") for path in base.broken)
        return Names((*base.entries, *base.catalogue.renamed, *broken))

    def id(self, question: str) -> str:
        """Return an unused id made of the key words of a question."""
        words = slug(question, "new-entry").split("-")
        stop_words = {word.lower() for word in self._base.settings.stop_words}
        others = [word for word in words if word not in stop_words]
        return self.names.take("-".join((others if len(others) > 1 else words)[:LONGEST_ID]))

    def already(self, question: str) -> tuple[Known, ...]:
        """Return the entries that best answer a question; those that ask the same come first."""
        matches = self._ranking.search(question)
        shaping = self._base.settings.shaping
        wording = Wording.of(question, shaping)
        known = []
        for match in matches.entries[:_COMPARED]:
            entry = self._base.entries[match.id]
            texts = (entry.question, *entry.phrasings)
            same = any(alike(wording, Wording.of(text, shaping)) for text in texts)
            known.append(Known(match.id, same))
        sure = [entry for entry in known if entry.same or matches.sure]
        return tuple(sorted(sure, key=lambda entry: not entry.same)[:ALREADY])

    def tags(self, question: str, answer: str) -> tuple[TagKey, ...]:
        """Return the tags whose names occur in the texts."""
        return Tagger(self._base.catalogue).propose(question, answer)


def matching_tags(name: str, catalogue: Catalogue) -> tuple[TagKey, ...]:
    """Return the tags that a name may mean, best match first; only one tag if it is certain.

    Compares keys, ids, labels and aliases.
    """
    wanted = name.casefold().strip()
    names: list[tuple[str, TagKey]] = []
    for key, tag in catalogue.tags.items():
        words = (str(key), key.tag, tag.label, *tag.aliases)
        names += ((word.casefold(), key) for word in words)
    exact = tuple(dict.fromkeys(key for word, key in names if word == wanted))
    if exact:
        return exact
    likely = process.extract(
        wanted,
        [word for word, _ in names],
        scorer=fuzz.WRatio,
        score_cutoff=LEAST_LIKE,
        limit=4 * OFFERED,
    )
    best: dict[TagKey, float] = {}
    for _, likeness, at in likely:
        best.setdefault(names[at][1], likeness)
    ordered = tuple(best)[:OFFERED]
    clear = len(ordered) == 1 or (ordered and best[ordered[0]] - best[ordered[1]] >= CLEAR)
    return ordered[:1] if clear else ordered


def no_such_tag(name: str, catalogue: Catalogue) -> str:
    """Return the message for an unknown tag, with the tags that its name may mean."""
    likely = " or ".join(f"'{key}'" for key in matching_tags(name, catalogue))
    hint = f"Did you mean {likely}?" if likely else did_you_mean(name, map(str, catalogue.tags))
    return f"There is no tag '{excerpt(name)}'. {hint}".rstrip()


def wrong_text(text: str, *, lines: bool = False) -> str:
    """Return what a record can't contain in a text, or an empty string."""
    allowed = "\n\t" if lines else ""
    wrong: Sequence[str] = [
        c for c in text if (not c.isprintable() and c not in allowed) or HIDDEN.match(c)
    ]
    if wrong and "\udc80" <= wrong[0] <= "\udcff":  # so Python keeps a byte that it cannot read
        return f"the byte 0x{ord(wrong[0]) - 0xDC00:02x}, which is not UTF-8 text"
    return f"the character U+{ord(wrong[0]):04X}, which is invisible" if wrong else ""


def slug(question: str, fallback: str) -> str:
    """Return an id made of the key words of a question, cut at a word boundary.

    Questions with few Latin letters get the fallback.
    """
    letters = sum(map(str.isalpha, question))
    latin = sum(char.isascii() and char.isalpha() for char in question)
    if latin * 2 <= letters:
        return fallback
    folded = unicodedata.normalize("NFKD", re.sub(r"['\u2019]", "", question))
    words = re.findall(r"[a-z0-9]+", folded.encode("ascii", "ignore").decode().lower())
    key_words = [word for word in words if not _FILLERS.fullmatch(word)]
    id = _join(key_words if len(key_words) >= 2 else words)
    return id if re.search(ID_PATTERN, id) else fallback


def _join(words: Iterable[str]) -> str:
    id = ""
    for word in words:
        longer = f"{id}-{word}" if id else word[:MAX_SLUG]
        if len(longer) > MAX_SLUG:
            break
        id = longer
    return id


class Names:
    """The ids in use; hands out new ones."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._before = frozenset(taken)
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def was_taken(self, wanted: str) -> bool:
        """Return whether an id was in use at the start."""
        return wanted in self._before

    def take(self, wanted: str) -> str:
        """Return the id, with a number appended if it is in use."""
        number, candidate = self._next.get(wanted, 2), wanted
        while candidate in self._taken:
            ending = f"-{number}"
            candidate = wanted[: MAX_SLUG - len(ending)].rstrip("-") + ending
            number += 1
        self._next[wanted] = number
        self._taken.add(candidate)
        return candidate


class Tagger:
    """Finds tag names in text."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._names: defaultdict[str, set[tuple[tuple[str, ...], TagKey]]] = defaultdict(set)
        self._order = {key: place for place, key in enumerate(catalogue.tags)}
        for key, tag in catalogue.tags.items():
            for name in (tag.label, *tag.aliases):
                if tokens := tuple(tokenise(name)):
                    self._names[tokens[0]].add((tokens, key))

    def propose(self, question: str, answer: str) -> tuple[TagKey, ...]:
        """Return the tags that the question names, then the tags that the answer names often."""
        in_question = self._count(tokenise(question))
        in_answer = self._count(tokenise(answer))
        chosen = {key for key, count in in_question.items() if count}
        chosen |= {key for key, count in in_answer.items() if count >= LEAST}

        def rank(key: TagKey) -> tuple[int, int, int]:
            return -in_question.get(key, 0), -in_answer.get(key, 0), self._order[key]

        return tuple(sorted(chosen, key=rank)[:MAX_TAGS])

    def _count(self, tokens: Sequence[str]) -> dict[TagKey, int]:
        counts: defaultdict[TagKey, int] = defaultdict(int)
        for place, token in enumerate(tokens):
            matches = {
                key
                for name, key in self._names.get(token, ())
                if tuple(tokens[place : place + len(name)]) == name
            }
            for key in matches:
                counts[key] += 1
        return counts
