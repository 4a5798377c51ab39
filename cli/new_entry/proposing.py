"""Propose the id and tags of a new entry, and find entries that answer its question."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from cli.command import Misuse
from cli.ranking import Ranking
from schema.cards import TagCard, TagKey
from schema.catalogue import Catalogue
from schema.knowledge_base import KnowledgeBase
from schema.likeness import Wording, alike
from schema.problems import did_you_mean, excerpt
from schema.tokens import tokenise
from schema.types import ID_PATTERN

MAX_SIMILAR = 3
"""Most similar entries shown for a new question."""

LONGEST_ID = 5
"""Most words in a proposed id."""

_COMPARED = 20
"""Number of search results that a new question is compared with."""

MAX_SLUG = 60
"""Longest id made from a question, in characters."""

MAX_TAGS = 6
"""Most tags proposed; a person chooses among them."""

LEAST = 3
"""Least occurrences of a tag name in the answer if the question does not contain it."""

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
    """Return an id of key words of the question that is not among those in use."""
    words = slug(question, "new-entry").split("-")
    stop_words = {word.lower() for word in base.settings.stop_words}
    others = [word for word in words if word not in stop_words]
    return Names(ids).take("-".join((others if len(others) > 1 else words)[:LONGEST_ID]))


def similar_entries(question: str, base: KnowledgeBase) -> Mapping[str, bool]:
    """Return the ids of the entries that best answer a question, best first.

    True stands for those that ask the same in their title or a phrasing; they come first.
    """
    matches = Ranking(base, every=True).search(question)
    shaping = base.settings.shaping
    wording = Wording.of(question, shaping)
    same: dict[str, bool] = {}
    for match in matches.entries[:_COMPARED]:
        entry = base.entries[match.id]
        texts = (entry.question, *entry.phrasings)
        same[match.id] = any(alike(wording, Wording.of(text, shaping)) for text in texts)
    sure = [id for id in same if same[id] or matches.level != "none"]
    return {id: same[id] for id in sorted(sure, key=lambda id: not same[id])[:MAX_SIMILAR]}


def find_tag(name: str, tags: Mapping[TagKey, TagCard]) -> TagKey:
    """Return the tag with a key, id, label or alias.

    Raise Misuse, with a suggestion, if there is none or more than one.
    """
    keys: defaultdict[str, list[TagKey]] = defaultdict(list)
    for key, tag in tags.items():
        for word in {word.casefold() for word in (str(key), key.tag, tag.label, *tag.aliases)}:
            keys[word].append(key)
    likely = keys.get(name.casefold(), [])
    if len(likely) == 1:
        return likely[0]
    if likely:
        known = ", ".join(map(str, likely))
        raise Misuse(f"The tag '{excerpt(name)}' is ambiguous. Enter one of these: {known}.")
    hint = did_you_mean(name.casefold(), keys) or "'kb stats' lists all tags."
    raise Misuse(f"There is no tag '{excerpt(name)}'. {hint}")


def slug(question: str, fallback: str) -> str:
    """Return an id of the key words of a question, or the fallback if few letters are Latin."""
    letters = sum(map(str.isalpha, question))
    latin = sum(char.isascii() and char.isalpha() for char in question)
    if latin * 2 <= letters:
        return fallback
    folded = unicodedata.normalize("NFKD", re.sub(r"['\u2019]", "", question))
    words = re.findall(r"[a-z0-9]+", folded.encode("ascii", "ignore").decode().lower())
    key_words = [word for word in words if not _FILLERS.fullmatch(word)]
    id = "-".join(key_words if len(key_words) >= 2 else words)
    if len(id) > MAX_SLUG:
        id = id[: MAX_SLUG + 1].rpartition("-")[0] or id[:MAX_SLUG]
    return id if re.search(ID_PATTERN, id) else fallback


class Names:
    """The ids in use; hands out new ones."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._numbers: dict[str, int] = {}

    def take(self, wanted: str) -> str:
        """Return the id, with a number appended if it is in use."""
        number, candidate = self._numbers.get(wanted, 1), wanted
        while candidate in self._taken:
            number += 1
            candidate = wanted[: MAX_SLUG - len(f"-{number}")].rstrip("-") + f"-{number}"
        self._taken.add(candidate)
        self._numbers[wanted] = number
        return candidate


class Tagger:
    """Finds tag names in text."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._names: defaultdict[str, set[tuple[tuple[str, ...], TagKey]]] = defaultdict(set)
        self._tags = tuple(catalogue.tags)
        for key, tag in catalogue.tags.items():
            for name in (tag.label, *tag.aliases):
                if tokens := tuple(tokenise(name)):
                    self._names[tokens[0]].add((tokens, key))

    def propose(self, question: str, answer: str) -> tuple[TagKey, ...]:
        """Return the tags that the question names, then the tags that the answer names often."""
        in_question = self._count(tuple(tokenise(question)))
        in_answer = self._count(tuple(tokenise(answer)))
        chosen = [key for key in self._tags if in_question[key] or in_answer[key] >= LEAST]
        chosen.sort(key=lambda key: (-in_question[key], -in_answer[key]))
        return tuple(chosen[:MAX_TAGS])

    def _count(self, tokens: tuple[str, ...]) -> Counter[TagKey]:
        matches = (
            {key for name, key in self._names.get(token, ()) if name == tokens[at : at + len(name)]}
            for at, token in enumerate(tokens)
        )
        return Counter(key for keys in matches for key in keys)
