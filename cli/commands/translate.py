"""`kb translate`: start a translation, show what has changed since, or accept it."""

import argparse
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from rapidfuzz.distance import Indel

from cli.command import Misuse, Refusal, displayed, knowledge_base_here, reject_links, save
from cli.history import earlier_texts
from cli.layout.formatting import CannotFormat, Content, lay_out, read_content
from cli.terminal.console import bold
from cli.terminal.entries import columns, wrapped
from cli.terminal.language import said
from schema.cards import TagKey
from schema.files import create, read_text, sweep
from schema.knowledge_base import KnowledgeBase
from schema.models import Original, Translation
from schema.models.entry import Entry
from schema.phrases import Phrase, alternatives, enumerated
from schema.problems import did_you_mean, excerpt
from schema.prose import HAN
from schema.records import Place
from schema.translations import digest, originals, own_language, stale_fields

CONTEXT = 8
"""Words that are shown on both sides of a change."""

MAX_COMPARED = 20_000
"""Longest text that is compared word by word: memory grows with its square."""

_WORD = re.compile(rf"[{HAN}]|[^\s{HAN}]+")
"""A word, or a Han character."""


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    named = "an entry, tag or facet: its id, a key such as hardware/gpu, or its file"
    parser.add_argument("id", metavar="ID", help=named)
    only = "with --accept, only these fields; all by default"
    parser.add_argument("fields", nargs="*", metavar="FIELD", help=only)
    parser.add_argument("--language", metavar="L", help="the language; needed if there are several")
    renewing = "the translation says what the record says now: renew its digests"
    parser.add_argument("--accept", action="store_true", help=renewing)


def run(options: argparse.Namespace) -> bool:
    """Write a file with the texts of a record to translate.

    If there is one, show what has changed in the record since it was translated. Exit codes: 0:
    written, accepted or up to date; 1: texts have changed, or the record cannot be translated; 2:
    nothing to translate.
    """
    if options.fields and not options.accept:
        raise Misuse("Fields can be named with --accept only.")
    base = knowledge_base_here()
    original, named = _named(base, options.id)
    language = _language(base, original, options.language or named.language)
    source = named.original or named
    place = source.translation(language)
    path, name = base.project / place.path, displayed(base.project, place.path)
    reject_links(base.project, place.path)
    if options.accept:
        return _accept(base, original, place, options.fields)
    if os.path.lexists(path):
        return _show(base, original, source, place)
    texts = originals(original)
    values: dict[str, Any] = {**texts, "translates": {n: digest(text) for n, text in texts.items()}}
    if isinstance(original, Entry):
        values |= {"phrasings": []}
        values |= {"claims": [each.claim for each in original.claims]} if original.claims else {}
    path.parent.mkdir(parents=True, exist_ok=True)
    sweep(path.parent)
    create(path, lay_out(place, Content(values)))
    print(said(Phrase("Wrote {path} with the texts to translate.", name)))
    message = "Next: translate them, then run 'kb validate {path}'."
    print(f"\n{said(Phrase(message, name))}")
    return True


def _named(base: KnowledgeBase, name: str) -> tuple[Original, Place]:
    """Return the record to translate by an id, a key or a path, and the place so named.

    The place is that of the record or, for a path, of one of its translations.
    """
    facet, _, tag = name.partition("/")
    if name.endswith(".yaml"):
        path = os.path.relpath(os.path.abspath(name), base.project)  # noqa: PTH100
        places = [Place.of_path(Path(path).as_posix())]
    elif tag:
        places = [Place.tag(TagKey(facet, tag))]
    else:
        id = base.catalogue.renamed.get(name, name)
        places = [Place.entry(name), Place.entry(id), Place.facet_index(name)]
    for place in filter(None, places):
        member = base.members.get((place.original or place).path)
        model = member.record.model if member and member.usable and member.record else None
        if isinstance(model, Original):
            return model, place
    keys = (*base.entries, *map(str, base.tags), *base.catalogue.facets)
    hint = did_you_mean(name, keys) or "If it has problems, 'kb validate' shows them."
    raise Refusal("There is no usable record '{name}'.", excerpt(name), hint=hint)


def _language(base: KnowledgeBase, original: Original, wanted: str) -> str:
    """Return the language to translate into. Raise Misuse unless it is clear."""
    own = own_language(original, base.settings)
    others = [each for each in base.settings.languages if each != own]
    if wanted in others or (not wanted and len(others) == 1):
        return wanted or others[0]
    hint = Phrase("There is no other.")
    if others:
        hint = Phrase("Name one with --language: {choice}.", alternatives(tuple(others)))
    raise Misuse("The language to translate into isn't clear.", hint=hint)


def _accept(base: KnowledgeBase, original: Original, place: Place, fields: Sequence[str]) -> bool:
    """Renew the digests of the fields, or of all."""
    texts, name = originals(original), displayed(base.project, place.path)
    text, problems = read_text(base.project / place.path, place.path)
    for field in fields:
        if field not in texts:
            hint = did_you_mean(field, texts)
            raise Misuse("There is no field '{name}'.", excerpt(field), hint=hint)
    try:
        if text is None:
            raise CannotFormat(problems)
        content = read_content(place, text)
    except CannotFormat as refused:
        raise Refusal(str(refused.problems[0])) from None
    known = content.values.get("translates")
    kept = {n: known[n] for n in texts if n in known} if isinstance(known, dict) else {}
    renewed = kept | {n: digest(texts[n]) for n in fields or texts}
    values = {**content.values, "translates": renewed}
    laid = lay_out(place, replace(content, values=values))
    changed = [n for n, value in renewed.items() if kept.get(n) != value]
    if laid != text and not save(base.project, place.path, laid, text):
        return False
    result = Phrase("{path}: nothing has changed.", name)
    if changed:
        result = Phrase("{path}: accepted {fields}.", name, enumerated(tuple(changed)))
    print(said(result))
    return True


def _show(base: KnowledgeBase, original: Original, source: Place, place: Place) -> bool:
    """Show which texts have changed since they were translated, and how."""
    member, name = base.members[place.path], displayed(base.project, place.path)
    if not member.usable or member.record is None:
        raise Refusal("The translation has problems. Run 'kb validate {path}'.", name)
    model = cast("Translation", member.record.model)
    stale = stale_fields(original, model)
    if not stale:
        print(said(Phrase("{path} is up to date.", name)))
        return True
    known = {field: old for field, old in model.translates.items() if field in stale}
    before = _earlier(base, source, known)
    for field in stale:
        print(bold(said(Phrase("{path}: the original of '{field}' has changed.", name, field))))
        change = said("Git has no text that was translated. Compare all of it.")
        if field in before:
            change = _change(before[field], originals(original)[field])
        print(*wrapped(change, columns(), "  "), sep="\n")
    path = displayed(base.project, source.path)
    message = "Next: compare it with {path}, then run 'kb translate --accept {name}'."
    print(f"\n{said(Phrase(message, path, name))}")
    return False


def _earlier(base: KnowledgeBase, place: Place, digests: Mapping[Any, str]) -> Mapping[str, str]:
    """Return the committed texts that have these digests, by field."""
    found: dict[str, str] = {}
    for text in earlier_texts(base.project, place.path):
        record = base.member(place, text).record
        texts = originals(cast("Original", record.model)) if record else {}
        matching = (name for name in digests if digest(texts.get(name, "")) == digests[name])
        found = {name: texts[name] for name in matching if name in texts} | found
        if len(found) == len(digests):
            break
    return found


def _change(before: str, after: str) -> str:
    """Return the words that were removed and added, each change among the words beside it."""
    if max(len(before), len(after)) > MAX_COMPARED:
        return said("It is too long to compare here.")
    marked = " ".join(_marked(_WORD.findall(before), _WORD.findall(after)))
    return re.sub(f"(?<=[{HAN}]) (?=[{HAN}])", "", marked)


def _marked(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    # Not `difflib`, which takes minutes for hostile texts.
    for each in Indel.opcodes(old, new):
        removed, added = old[each.src_start : each.src_end], new[each.dest_start : each.dest_end]
        if each.tag == "delete":
            yield f"[-{' '.join(removed)}-]"
        elif each.tag == "insert":
            yield f"{{+{' '.join(added)}+}}"
        elif len(added) <= 2 * CONTEXT:
            yield from added
        else:
            yield from (*added[:CONTEXT], "…", *added[-CONTEXT:])
