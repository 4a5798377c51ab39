"""All records of a knowledge base as they are, for commands that show rather than judge them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from schema.catalogue import Catalogue, EntryCard, FacetCard, TagCard, TagKey, tag_key
from schema.evidence.proof import FACET, NO_EVIDENCE, Evidence
from schema.evidence.proving import Prover
from schema.markdown.inline import parse_inline, plain
from schema.markdown.text import with_examples
from schema.models import Entry
from schema.problems import Problem
from schema.records import Place, find_records, read_record, read_text

Track = Callable[[Sequence[Place | Problem]], Iterable[Place | Problem]]


class Library:
    """The records of a project that can be used whole, and the paths of those that cannot."""

    def __init__(
        self,
        project: Path,
        entries: Mapping[str, Entry],
        tags: Iterable[TagCard | FacetCard],
        broken: Sequence[str],
        evidence: Mapping[str, Evidence] | None = None,
    ) -> None:
        self.project = project
        self.entries = entries
        self._evidence = evidence or {}
        self.broken = tuple(broken)
        self._vocabulary = tuple(tags)
        self.tags = {card.key: card for card in self._vocabulary if isinstance(card, TagCard)}

    @cached_property
    def catalogue(self) -> Catalogue:
        """All records side by side. A search does without: it takes longer than to rank them."""
        cards = (
            EntryCard.of(id, entry, evidence=self.evidence(id).tags)
            for id, entry in self.entries.items()
        )
        return Catalogue.of((*cards, *self._vocabulary))

    def evidence(self, id: str) -> Evidence:
        """Return what the claims of an entry rest on."""
        return self._evidence.get(id, NO_EVIDENCE)

    def answer(self, id: str) -> str:
        """Return the Markdown of an answer with the examples of checks that it shows."""
        return with_examples(self.entries[id].answer, self.evidence(id).examples)

    def question(self, id: str) -> str:
        """Return the question of an entry as plain text."""
        return plain(parse_inline(self.entries[id].question))

    def tags_of(self, id: str) -> tuple[TagKey, ...]:
        """Return the tags of an entry as they are written, and those that its claims earn it."""
        tags = self.entries[id].tags
        earned = (tag_key(FACET, tag) for tag in self.evidence(id).tags)
        written = (tag_key(facet, tag) for facet, named in tags.items() for tag in named)
        return (*written, *earned)

    def present_id(self, id: str) -> str:
        """Return what an id is called now: itself, unless it is a former id of an entry."""
        return id if id in self.entries else self.catalogue.renamed.get(id, id)


def read_library(project: Path, track: Track = iter) -> Library:
    """Read all records below `kb/`; no rule judges them. `track` may watch how far the work is."""
    vocabulary: list[TagCard | FacetCard] = []
    entries: dict[str, Entry] = {}
    evidence: dict[str, Evidence] = {}
    broken: list[str] = []
    prover = Prover(project)
    for place in track(tuple(find_records(project))):
        if isinstance(place, Problem):
            continue
        text, _ = read_text(project / place.path, place.path)
        record = read_record(place, text)[0] if text is not None else None
        if record is None or not record.whole:
            broken.append(place.path)
        elif isinstance(record.model, Entry):
            entries[place.id] = record.model
            if record.model.verified:
                evidence[place.id] = prover.of(place.id, record.model)
        elif not isinstance(card := record.card, EntryCard):
            vocabulary.append(card)
    return Library(project, entries, vocabulary, broken, evidence)
