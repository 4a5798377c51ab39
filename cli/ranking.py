"""Rank entries for a query with the scripts of the site, without a browser.

The scripts need the content of the site's data files: all tokens, the field lengths, and the
postings of the query's tokens. For one query, counting its few tokens in all entries is faster
than building the index.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Literal

from schema.cards import alphabetical
from schema.index import (
    MOST_IN_TITLE,
    first_places,
    guessable,
    idle_tokens,
    synonyms,
    wholes,
)
from schema.knowledge_base import KnowledgeBase
from schema.models.entry import Status
from schema.records import Place
from schema.scripts import new_context
from schema.tokens import tokenise
from schema.translations import words_of

HOST = """
const FaqStore = {
  open: async () => index,
  postingsOf: async (terms) => new Map(JSON.parse(postingsOf(JSON.stringify([...terms])))),
  fragmentsOf: async () => FaqErrors.prepare(fragments),
  vocabularyOf: async () => vocabulary,
};
"""
"""Stands in for the script that loads data, with what `Ranking.search` adds."""

RUN = """
const { terms, titles, bodies, successors, fragments, idle, synonyms } = JSON.parse(facts);
const vocabulary = new Set(terms);
const index = {
  successors,
  synonyms,
  idle: new Set(idle),
  norms: FaqRank.norms(titles, bodies),
};
let answer;
FaqSearch.find(JSON.parse(query)).then((matches) => {
  answer = JSON.stringify({
    entries: matches.entries.map((entry) => [entry, matches.share(entry)]),
    level: matches.level,
    answers: matches.answers,
    missing: matches.missing,
    terms: [...matches.terms],
    fragments: [...matches.fragments],
  });
});
"""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that a query matches."""

    id: str
    answers: bool
    """Whether it answers the query rather than may help."""
    share: float
    """Its score relative to a full answer; it can exceed 1."""
    fragment: str | None
    """The fragment of a pasted error that the entry explains."""


@dataclass(frozen=True, slots=True)
class Matches:
    """The entries that a query matches, best first."""

    entries: tuple[Match, ...]
    level: Literal["best", "maybe", "none"]
    """Whether the first entry answers the query, may help, or does neither."""
    terms: frozenset[str]
    """The tokens to highlight."""
    missing: tuple[str, ...]
    """The words of the query that no entry contains."""


class Ranking:
    """The entries of a knowledge base, ready to be ranked for queries."""

    def __init__(self, base: KnowledgeBase, *, every: bool = False) -> None:
        """Take the entries that the site's finder knows, or `every` one, drafts included.

        Published entries come by question, then the others by id: the site's order of ties.
        """
        known = tuple(Status) if every else (Status.PUBLISHED, Status.SUPERSEDED)
        questions = {id: base.question(id) for id, e in base.entries.items() if e.status in known}

        def order(id: str) -> tuple[bool, tuple[str, str]]:
            listed = base.entries[id].status is Status.PUBLISHED
            return not listed, alphabetical(questions[id], id) if listed else (id, "")

        names = {
            key: tuple(chain(*map(tokenise, tag.every_name))) for key, tag in base.tags.items()
        }
        self._base = base
        self._idle = idle_tokens(base.settings.stop_words)
        ids = sorted(questions, key=order)
        self.words = {}
        for id in ids:
            translations = base.translations.get(Place.entry(id), {}).values()
            models = (each.model for each in translations)
            self.words[id] = words_of(base.entries[id], base.answer(id), models)
        self._titles = []
        """Tokens of question, phrasings and tags."""
        for id, words in self.words.items():
            tags = (names.get(key, ()) for key in base.tags_of(id))
            self._titles.append(tuple(chain(words.question, *words.phrasings, *tags)))

    def search(self, query: str) -> Matches:
        """Return the entries that match a question, some words or a pasted error message."""
        context = new_context()
        # A byte that is no text became half of a surrogate pair.
        context.set("query", json.dumps(query.encode("utf-8", "replace").decode()))
        context.set("facts", self._facts)
        context.add_callable("postingsOf", self._postings)
        context.eval(f"{HOST}\n{RUN}")
        while context.execute_pending_job():
            pass
        answer = json.loads(context.eval("answer"))
        fragments = dict(answer["fragments"])
        ids = tuple(self.words)
        entries = (
            Match(ids[ordinal], at < answer["answers"], share, fragments.get(ordinal))
            for at, (ordinal, share) in enumerate(answer["entries"])
        )
        terms, missing = frozenset(answer["terms"]), tuple(answer["missing"])
        return Matches(tuple(entries), answer["level"], terms, missing)

    @cached_property
    def _facts(self) -> str:
        entries = self._base.entries
        ordinals = {id: ordinal for ordinal, id in enumerate(self.words)}
        superseded = (id for id in ordinals if entries[id].superseded_by)
        successors = [(ordinals[id], self._base.catalogue.successor(id)) for id in superseded]
        facts = {
            "idle": list(self._idle),
            "terms": guessable(frozenset(chain(*self._titles))),
            "titles": [words.title_length for words in self.words.values()],
            "bodies": [words.body_length for words in self.words.values()],
            "synonyms": synonyms(term.every_name for term in self._base.policy.glossary.terms),
            "successors": [(old, ordinals[new]) for old, new in successors if new in ordinals],
            "fragments": [
                {"entry": ordinal, "text": error}
                for id, ordinal in ordinals.items()
                for error in entries[id].errors
            ],
        }
        return json.dumps(facts)

    def _postings(self, terms: str) -> str:
        """Return the postings of terms; both are JSON."""
        wanted = frozenset(json.loads(terms))
        rows: defaultdict[str, list[tuple[int, int, int, int]]] = defaultdict(list)
        pairs = zip(self._titles, self.words.values(), strict=True)
        for ordinal, (title, words) in enumerate(pairs):
            in_title = wanted.intersection(title)
            places = first_places(words) if in_title else {}
            for term in in_title.union(wanted.intersection(words.body)):
                count = min(title.count(term), MOST_IN_TITLE)
                rows[term].append((ordinal, count, words.body.count(term), places.get(term, 0)))
            for term in wanted.intersection(wholes(words, self._idle)):
                rows[term].append((ordinal, 1, 0, 0))
        fields = ("entries", "title", "body", "places")
        columns = (dict(zip(fields, zip(*row, strict=True), strict=True)) for row in rows.values())
        return json.dumps([*zip(rows, columns, strict=True)])
