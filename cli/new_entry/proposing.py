"""What a new entry may be called and tagged, what answers it already, and its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from cli.new_entry.drafting import Fields, Todo, to_yaml, todos
from cli.new_entry.ids import Names, slug
from cli.new_entry.tagging import Tagger
from cli.ranking import Ranking
from schema.catalogue import Catalogue, TagKey
from schema.knowledge_base import KnowledgeBase
from schema.likeness import Wording, alike
from schema.models import Status
from schema.source import HIDDEN

ALREADY = 3
"""How many entries are shown that may answer a new question already."""

LONGEST_ID = 5
"""How many words a proposed id has at most."""

OFFERED = 5
"""How many tags are offered for one word at most."""

LEAST_LIKE = 70
"""Per cent of likeness from which a tag is offered."""

CLEAR = 10
"""Per cent by which a tag must be more like a name than the next one to be meant for certain."""

_COMPARED = 20
"""With how many of the entries found a new question is compared."""


def text_of(entry: Fields) -> str:
    """Return the record of a new entry, with a comment for each thing to do."""
    todo = [*todos(entry, "Write the whole answer in Markdown.")]
    if not entry.sources and entry.status is Status.DRAFT:  # an entry need not have any
        todo.append(Todo("sources", "Name the pages that the answer rests on."))
    return to_yaml(entry, todo)


@dataclass(frozen=True, slots=True)
class Known:
    """An entry that may answer a question already."""

    id: str
    same: bool
    """Whether it asks the same, in this or that wording."""


class Proposer:
    """Proposes what goes with a new question, from all that there is."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base

    @cached_property
    def _ranking(self) -> Ranking:
        return Ranking(self._base, every=True)

    @cached_property
    def names(self) -> Names:
        """The ids in use: present, former, and of files with problems."""
        base = self._base
        broken = (path.rpartition("/")[2].removesuffix(".yaml") for path in base.broken)
        return Names((*base.entries, *base.catalogue.renamed, *broken))

    def id(self, question: str) -> str:
        """Return an id that no entry has or had, made of the telling words of a question."""
        words = slug(question, "new-entry").split("-")
        others = [word for word in words if word != "mindspore"]
        return self.names.take("-".join((others if len(others) > 1 else words)[:LONGEST_ID]))

    def already(self, question: str) -> tuple[Known, ...]:
        """Return the entries that answer a question best, those that ask the same first."""
        matches = self._ranking.search(question)
        asked = Wording.of(question)
        known = []
        for match in matches.entries[:_COMPARED]:
            entry = self._base.entries[match.id]
            wordings = map(Wording.of, (entry.question, *entry.phrasings))
            same = any(alike(asked, other) for other in wordings)
            known.append(Known(match.id, same))
        sure = [one for one in known if one.same or matches.sure]
        return tuple(sorted(sure, key=lambda one: not one.same)[:ALREADY])

    def tags(self, question: str, answer: str) -> tuple[TagKey, ...]:
        """Return the tags whose names occur in the texts."""
        return Tagger(self._base.catalogue).propose(question, answer)


def matching_tags(name: str, catalogue: Catalogue) -> tuple[TagKey, ...]:
    """Return the tags that a name may mean, likeliest first; one that it is certainly comes alone.

    Looked at are keys, ids, labels and aliases.
    """
    wanted = name.casefold().strip()
    names: list[tuple[str, TagKey]] = []
    for key, tag in catalogue.written.items():
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


def wrong_text(text: str, *, lines: bool = False) -> str:
    """Return what makes a text unfit for a record, or an empty string."""
    allowed = "\n\t" if lines else ""
    wrong: Sequence[str] = [
        c for c in text if (not c.isprintable() and c not in allowed) or HIDDEN.match(c)
    ]
    if wrong and "\udc80" <= wrong[0] <= "\udcff":  # so Python keeps a byte that it cannot read
        return f"the byte 0x{ord(wrong[0]) - 0xDC00:02x}, which is not UTF-8 text"
    return f"the character U+{ord(wrong[0]):04X}, which nobody can see" if wrong else ""
