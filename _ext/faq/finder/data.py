"""The data of the finder: what the browser loads to answer a query.

All files are classic scripts that make one call, since from `file://` a browser runs neither
modules nor `fetch`. `index.js` is loaded first and names the others. Entries go by their ordinal:
first those that listings show, alphabetical by question, then superseded ones.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from faq.domain import FaqDomain
from faq.settings import SEARCH, Settings
from schema.cards import TagKey
from schema.catalogue import Catalogue
from schema.files import write_if_changed
from schema.index import EntryWords, Index, Posting, Tokens, build_index, write_gaps
from schema.markdown.inline import Inline, plain
from schema.records import Place
from schema.tokens import tokenise

FOLDER = "_static/finder"
"""Where the data files are, below the output folder."""

SHARD = 8_000
"""Characters of postings in a file, 3 to 5 kB compressed. A query loads a file for each of its
rarer words: of twenty queries of nl2bash, none after the first loaded more than 53 kB in all."""

ANY = "_"
"""Stands for the id in the address of an entry; no id contains it."""

CARDS = 32
"""Cards in a file, 1 to 2 kB compressed. Ten results lie in up to ten files."""

_STYLE_CODES: Mapping[str, int] = {"text": 0, "code": 1, "emphasis": 2, "strong": 3}


@dataclass(frozen=True, slots=True)
class Source:
    """All that the finder is made of."""

    catalogue: Catalogue
    words: Mapping[str, bytes]
    """Packed tokens by document name."""
    builder: Builder
    settings: Settings


def finder_files(source: Source) -> dict[str, str]:
    """Return the data files by name."""
    ids = findable(source.catalogue)
    index = _index(source, ids)
    shards = tuple(_shards(index.postings))
    postings = [_file(f"postings-{at}", shard.data) for at, shard in enumerate(shards)]
    cards = [
        _file(f"cards-{at}", [_card(source.catalogue, id) for id in batch])
        for at, batch in enumerate(_batches(ids))
    ]
    errors = [
        [ordinal, text]
        for ordinal, id in enumerate(ids)
        for text in source.catalogue.entries[id].errors
    ]
    fragments = [_file("errors", errors)] if errors else []
    first = {
        "size": len(ids),
        "listed": len(source.catalogue.listed),
        "successors": _successors(source.catalogue, ids),
        "address": _uri(source.builder, Place.entry(ANY)),
        "facets": list(_facets(source, ids)),
        "titleLengths": index.title_lengths,
        "bodyLengths": index.body_lengths,
        "terms": " ".join(index.postings),
        "shards": [
            [len(shard.terms), file.name] for shard, file in zip(shards, postings, strict=True)
        ],
        "cardsInFile": CARDS,
        "cards": [file.name for file in cards],
        "errors": fragments[0].name if fragments else "",
        "ask": _ask(source),
        "search": _page(source.builder, SEARCH),
    }
    files = {file.name: file.text for file in (*postings, *cards, *fragments)}
    return {"index.js": _script(first), **files}


class _File(NamedTuple):
    name: str
    text: str


def _file(stem: str, content: object) -> _File:
    """Return a file with a digest of its content in its name.

    So it can be cached for good, and an open page never mixes the data of two builds.
    """
    text = _script(content)
    return _File(f"{stem}-{blake2b(text.encode(), digest_size=4).hexdigest()}.js", text)


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), CARDS):
        yield ids[start : start + CARDS]


def findable(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the ids of the entries that the finder knows, by ordinal."""
    others = (id for id, card in catalogue.entries.items() if card.findable and not card.listed)
    return (*catalogue.listed, *others)


@dataclass(frozen=True, slots=True)
class _Shard:
    terms: tuple[str, ...]
    postings: tuple[Posting, ...]

    @property
    def data(self) -> object:
        # In columns, which compress better than rows.
        return {
            "entries": [posting.entries for posting in self.postings],
            "counts": [posting.counts for posting in self.postings],
            "places": [posting.places for posting in self.postings],
        }


def _shards(postings: Mapping[str, Posting]) -> Iterator[_Shard]:
    """Cut the postings into parts of about `SHARD` characters, in the order of their tokens."""
    part: dict[str, Posting] = {}
    size = 0
    for term, posting in postings.items():
        if part and size + posting.size > SHARD:
            yield _Shard(tuple(part), tuple(part.values()))
            part, size = {}, 0
        part[term] = posting
        size += posting.size
    if part:
        yield _Shard(tuple(part), tuple(part.values()))


def _index(source: Source, ids: Sequence[str]) -> Index:
    catalogue = source.catalogue
    names = {
        key: tuple(token for name in (tag.label, *tag.aliases) for token in tokenise(name))
        for key, tag in catalogue.tags.items()
    }

    def entries() -> Iterator[tuple[EntryWords, Tokens]]:
        for id in ids:
            tags = (names.get(key, ()) for key in catalogue.entries[id].tags)
            words = EntryWords.unpack(source.words[Place.entry(id).docname])
            yield words, tuple(token for tokens in tags for token in tokens)

    return build_index(entries())


def _facets(source: Source, ids: Sequence[str]) -> Iterator[object]:
    catalogue = source.catalogue
    ordinals: dict[TagKey, list[int]] = {key: [] for key in catalogue.tags}
    for ordinal, id in enumerate(ids):
        for key in catalogue.entries[id].tags:
            if key in ordinals:
                ordinals[key].append(ordinal)
    for facet, card in catalogue.facets.items():
        tags = [
            {
                "id": key.tag,
                "label": catalogue.tags[key].label,
                "address": _uri(source.builder, Place.tag(key)),
                "entries": write_gaps(ordinals[key]),
            }
            for key in catalogue.tags_of[facet]
        ]
        yield {"id": facet, "label": card.label, "color": card.color, "tags": tags}


def _card(catalogue: Catalogue, id: str) -> object:
    card = catalogue.entries[id]
    tags = [str(key) for key in card.tags if key in catalogue.tags]
    return [card.id, _compact(card.question), _compact(card.summary), tags]


def _successors(catalogue: Catalogue, ids: Sequence[str]) -> list[tuple[int, int]]:
    """Return pairs of ordinals: an entry, and the one that readers should open instead."""
    ordinals = {id: ordinal for ordinal, id in enumerate(ids)}
    pairs = ((ordinals[id], catalogue.successor(id)) for id in ids[len(catalogue.listed) :])
    return [(old, ordinals[new]) for old, new in pairs if new in ordinals]


def _ask(source: Source) -> object:
    """Return where readers ask a new question, and what its form calls title and text."""
    settings, builder = source.settings, source.builder
    if settings.repository_url:
        return settings.new_question
    address = _page(builder, settings.contribute)
    return {"address": address} if address else {}


def _page(builder: Builder, docname: str) -> str:
    """Return the address of a page from the root of the site; empty if there is none."""
    return builder.get_target_uri(docname) if docname in builder.env.all_docs else ""


def _uri(builder: Builder, place: Place) -> str:
    return builder.get_target_uri(place.docname)


def _compact(inline: Inline) -> object:
    """Return plain text as a string, styled text as a list of [style, text] pairs."""
    if all(piece.style == "text" for piece in inline):
        return plain(inline)
    return [[_STYLE_CODES[piece.style], piece.text] for piece in inline]


def _script(content: object) -> str:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"FaqStore.receive({text});\n"


def write_finder(env: BuildEnvironment, builder: Builder) -> None:
    """Write the data files, and delete those of earlier builds."""
    domain = FaqDomain.of(env)
    words = {name: known.words for name, known in domain.documents.items() if known.words}
    source = Source(domain.catalogue, words, builder, Settings.of(env.config))
    folder = Path(builder.outdir) / FOLDER
    files = finder_files(source)
    for name, text in files.items():
        write_if_changed(folder / name, text)
    _prune(folder, files)


def _prune(folder: Path, kept: Iterable[str]) -> None:
    for path in set(folder.iterdir()) - {folder / name for name in kept}:
        path.unlink()
