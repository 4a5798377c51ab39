"""The data of the finder: what the browser loads to answer a query.

All files are classic scripts with one call, because from `file://` browsers run neither modules nor
`fetch`. `index.js` is loaded first and names the others. Entries are numbered: published ones by
question, then superseded ones.
"""

import json
from base64 import urlsafe_b64encode
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import chain
from os.path import commonprefix
from pathlib import Path

from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.locale import _

from faq.domain import FaqDomain
from faq.language import name_here
from faq.parts import answering
from faq.settings import CONTRIBUTE, SEARCH, Settings
from schema.cards import TagKey
from schema.catalogue import Catalogue
from schema.files import write_if_changed
from schema.index import (
    WHOLE,
    EntryWords,
    Posting,
    Tokens,
    build_index,
    idle_tokens,
    synonyms,
    write_gaps,
    write_terms,
)
from schema.markdown.inline import Inline, plain
from schema.models.shared import Settings as Base
from schema.records import Place
from schema.tokens import tokenise

FOLDER = "_static/finder"
"""The folder of the data files in the output folder."""

LEAST_SHARD = 512
"""Least characters of postings in a file: about 400 bytes compressed."""

ANY = "_"
"""Placeholder for the id in the address of an entry; no id contains it."""

CARDS = 2
"""Cards in a file, under 1 kB compressed. Ten results are in up to ten files."""

DIGEST = 4
"""Base-64 digits of a file's content in its name. The index has them in one text, because
quotes and stems of hundreds of names double their bytes."""

_STYLE_CODES: Mapping[str, int] = {"text": 0, "code": 1, "emphasis": 2, "strong": 3}


def finder_files(domain: FaqDomain, builder: Builder) -> dict[str, str]:
    """Return the data files by name."""
    catalogue, policy = domain.catalogue, domain.policy
    idle = idle_tokens(policy.settings.stop_words)
    others = (id for id, card in catalogue.entries.items() if card.findable and not card.listed)
    ids = (*catalogue.listed, *others)
    index = build_index(_words(domain, ids), idle)
    files: dict[str, str] = {}

    def add(stem: str, content: object) -> str:
        """Add a file with a digest of its content in its name, and return the digest.

        So browsers can cache it forever, and an open page never mixes the data of two builds.
        """
        text = _script(content)
        digest = urlsafe_b64encode(blake2b(text.encode()).digest()).decode()[:DIGEST]
        files[f"{stem}-{digest}.js"] = text
        return digest

    shards = tuple(_shards(index.postings))
    batches = enumerate(ids[start : start + CARDS] for start in range(0, len(ids), CARDS))
    texts = ((ordinal, catalogue.entries[id].errors) for ordinal, id in enumerate(ids))
    errors = [(ordinal, *errors) for ordinal, errors in texts if errors]
    first = {
        "size": len(ids),
        "listed": len(catalogue.listed),
        "successors": _successors(catalogue, ids),
        "address": builder.get_target_uri(Place.entry(ANY).docname),
        "facets": list(_facets(catalogue, builder, ids)),
        "titleLengths": index.title_lengths,
        "bodyLengths": index.body_lengths,
        "words": add("words", write_terms(index.vocabulary)),
        "shards": write_terms(_starts(shards)),
        "postings": "".join(
            add(f"postings-{at}", _columns(shard)) for at, shard in enumerate(shards)
        ),
        "cardsInFile": CARDS,
        "cards": "".join(
            add(f"cards-{at}", [_card(catalogue, id) for id in batch]) for at, batch in batches
        ),
        "errors": add("errors", errors) if errors else "",
        "synonyms": synonyms(term.every_name for term in policy.glossary.terms),
        "idle": sorted(idle),
        "docs": _docs(policy.settings, domain.language),
        "popular": [ids.index(id) for id in policy.settings.popular if id in catalogue.listed],
        "ask": _ask(builder),
        "search": _page(builder, SEARCH),
    }
    return {"index.js": _script(first), **files}


def _shards(postings: Mapping[str, Posting]) -> Iterator[Mapping[str, Posting]]:
    """Cut sorted postings into as many parts as a part has characters, about.

    A query loads a part for each of its words, and a digest of every part: this makes the least
    sum. The size is a power of two, so that most edits leave most parts as they are.
    """
    total = sum(posting.size for posting in postings.values())
    most = max(LEAST_SHARD, 1 << total.bit_length() // 2)
    shard: dict[str, Posting] = {}
    size = 0
    for term, posting in postings.items():
        # A token is far shorter than its posting, a whole text is longer.
        cost = posting.size + (len(term) if term > WHOLE else 0)
        if shard and size + cost > most:
            yield shard
            shard, size = {}, 0
        shard[term] = posting
        size += cost
    if shard:
        yield shard


def _starts(shards: Iterable[Mapping[str, Posting]]) -> Iterator[str]:
    """Yield as much of each part's first term as sets it apart from the last term before."""
    last = ""
    for shard in shards:
        first = next(iter(shard))
        yield first[: len(commonprefix((last, first))) + 1]  # noqa: RUF071  these are no paths
        *_, last = shard


def _columns(shard: Mapping[str, Posting]) -> Sequence[object]:
    """Return terms and postings by column, which compresses better than by row."""
    postings = shard.values()
    return (
        write_terms(shard),
        [posting.entries for posting in postings],
        [posting.counts for posting in postings],
        [posting.places for posting in postings],
    )


def _words(domain: FaqDomain, ids: Sequence[str]) -> Iterator[tuple[EntryWords, Tokens]]:
    """Yield the tokens of each entry, and those of its tags."""
    catalogue = domain.catalogue
    names = {
        key: tuple(chain(*map(tokenise, tag.every_name))) for key, tag in catalogue.tags.items()
    }
    for id in ids:
        words = EntryWords.unpack(domain.documents[Place.entry(id).docname].words)
        yield words, tuple(chain(*(names.get(key, ()) for key in catalogue.entries[id].tags)))


def _facets(catalogue: Catalogue, builder: Builder, ids: Sequence[str]) -> Iterator[object]:
    ordinals: defaultdict[TagKey, list[int]] = defaultdict(list)
    for ordinal, id in enumerate(ids):
        for key in catalogue.entries[id].tags:
            ordinals[key].append(ordinal)
    for facet, card in catalogue.facets.items():
        tags = [
            {
                "id": key.tag,
                "label": catalogue.tags[key].label,
                "broader": catalogue.tags[key].broader or "",
                "address": builder.get_target_uri(Place.tag(key).docname),
                "entries": write_gaps(ordinals[key]),
            }
            for key in catalogue.tags_of[facet]
        ]
        yield {"id": facet, "label": card.label, "color": card.color, "tags": tags}


def _card(catalogue: Catalogue, id: str) -> object:
    card = catalogue.entries[id]
    tags = [str(key) for key in card.tags if key in catalogue.tags]
    row = [card.id, _compact(card.question), _compact(answering(card.summary)), tags]
    language = card.localization.language
    return [*row, [language, name_here(language)]] if language else row


def _successors(catalogue: Catalogue, ids: Sequence[str]) -> list[tuple[int, int]]:
    """Return pairs of ordinals: an entry, and the one to open instead."""
    ordinals = {id: ordinal for ordinal, id in enumerate(ids)}
    pairs = ((ordinals[id], catalogue.successor(id)) for id in ids[len(catalogue.listed) :])
    return [(old, ordinals[new]) for old, new in pairs if new in ordinals]


def _ask(builder: Builder) -> object:
    """Return the address for new questions, and what its form calls title and text."""
    settings = Settings.of(builder.config)
    if settings.repository_url:
        return settings.new_question
    address = _page(builder, CONTRIBUTE)
    return {"address": address} if address else {}


def _docs(base: Base, language: str) -> object:
    """Return the search of the product's documentation, if there is one."""
    address = base.localized(base.docs_search or "", base.languages[0], language)
    return address and {"address": address, "name": base.product or _("official")}


def _page(builder: Builder, docname: str) -> str:
    """Return the address of a page from the root of the site; empty if there is none."""
    return builder.get_target_uri(docname) if docname in builder.env.all_docs else ""


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
    folder = Path(builder.outdir) / FOLDER
    files = finder_files(FaqDomain.of(env), builder)
    for name, text in files.items():
        write_if_changed(folder / name, text)
    for path in set(folder.iterdir()) - {folder / name for name in files}:
        path.unlink()
