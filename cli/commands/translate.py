"""`kb translate`: start a translation, show what has changed since, or accept it."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, cast

from rapidfuzz.distance import Indel

from cli.command import (
    Misuse,
    Refusal,
    displayed,
    knowledge_base_here,
    reject_links,
    save,
)
from cli.history import earlier_texts
from cli.layout.formatting import CannotFormat, Content, lay_out_record
from cli.layout.formatting import read as read_content
from cli.terminal.console import Style
from cli.terminal.problems import show
from schema.cards import TagKey
from schema.comments import Comments
from schema.field_errors import read_model
from schema.files import create, read_text, sweep
from schema.knowledge_base import KnowledgeBase, Member
from schema.models import Entry, Original, Translation
from schema.problems import did_you_mean, excerpt, listed, printable
from schema.records import MODELS, Place
from schema.source import parse_source
from schema.translations import digest, originals, own_language, stale_fields

MAX_LINES = 40
"""Most changed lines of a field that are shown."""


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    named = "an entry, tag or facet: its id, a key such as hardware/gpu, or its file"
    parser.add_argument("id", metavar="ID", help=named)
    parser.add_argument(
        "fields",
        nargs="*",
        metavar="FIELD",
        help="with --accept, only these fields; all by default",
    )
    parser.add_argument("--language", metavar="L", help="the language; needed if there are several")
    parser.add_argument(
        "--accept",
        action="store_true",
        help="the translation says what the record says now: renew its digests",
    )


def run(options: argparse.Namespace) -> bool:
    """Write a file with the texts of a record to translate.

    If there is one, show what has changed in the record since it was translated. Exit codes: 0:
    written, accepted or up to date; 1: texts have changed, or the record cannot be translated; 2:
    nothing to translate.
    """
    if options.fields and not options.accept:
        raise Misuse("Fields can be named with --accept only.")
    base = knowledge_base_here()
    original, language = _named(base, options.id)
    place = original.place.translation(_language(base, original, options.language or language))
    path = base.project / place.path
    reject_links(base.project, place.path)
    if not os.path.lexists(path):
        if options.accept:
            raise Misuse(f"There is no translation {displayed(base.project, place.path)} yet.")
        return _write(base, original, place)
    text, problems = read_text(path, place.path)
    if text is None:
        raise Refusal(f"{problems[0].message} {problems[0].hint}")
    if options.accept:
        return _accept(base, original, place, text, options.fields)
    return _show(base, original, place, text)


def _named(base: KnowledgeBase, name: str) -> tuple[_Original, str]:
    """Return the record with an id, a key or a path, and the language in the path, if any."""
    place = None
    if name.endswith(".yaml"):
        path = Path(os.path.relpath(os.path.abspath(name), base.project))  # noqa: PTH100
        place = Place.of_path(path.as_posix())
    else:
        facet, _, tag = name.partition("/")
        ids = (name, base.catalogue.renamed.get(name, name))
        places = [*map(Place.entry, ids), Place.facet_index(facet)]
        places[:2] = [Place.tag(TagKey(facet, tag))] if tag else places[:2]
        place = next((each for each in places if each.path in base.members), None)
    language = place.language if place else ""
    place = place and (place.original or place)
    member = base.members.get(place.path) if place else None
    if place is None or member is None or place.kind not in ("entry", "tag", "facet"):
        keys = (*base.entries, *map(str, base.tags), *base.catalogue.facets)
        raise Refusal(f"There is no record '{excerpt(name)}'. {did_you_mean(name, keys)}".rstrip())
    if not member.usable or member.record is None:
        path_here = displayed(base.project, place.path)
        raise Refusal(f"'{excerpt(name)}' has problems. Run 'kb validate {path_here}'.")
    return _Original(place, cast("Original", member.record.model)), language


class _Original(NamedTuple):
    place: Place
    model: Original


def _language(base: KnowledgeBase, original: _Original, wanted: str) -> str:
    """Return the language to translate into. Raise Misuse unless it is clear."""
    own = own_language(original.model, base.settings)
    others = [each for each in base.settings.languages if each != own]
    if not others:
        raise Misuse("The settings name no other language; see 'languages' in kb/settings.yaml.")
    if wanted in others:
        return wanted
    if not wanted and len(others) == 1:
        return others[0]
    problem = f"There is no language '{excerpt(wanted)}' to translate into. " if wanted else ""
    raise Misuse(f"{problem}Name one with --language: {listed(others, 'or')}.")


def _write(base: KnowledgeBase, original: _Original, place: Place) -> bool:
    """Write a translation that still has the original texts."""
    texts = originals(original.model)
    values: dict[str, Any] = {**texts}
    if isinstance(original.model, Entry):
        values["phrasings"] = []
    if isinstance(original.model, Entry) and original.model.claims:
        values["claims"] = [claim.claim for claim in original.model.claims]
    values["translates"] = {name: digest(text) for name, text in texts.items()}
    path, name = base.project / place.path, displayed(base.project, place.path)
    path.parent.mkdir(parents=True, exist_ok=True)
    sweep(path.parent)
    create(path, lay_out_record(place.kind, Content(values, Comments({}, {}))))
    print(f"Wrote {name} with the texts to translate.")
    print(f"\nNext: translate them, then run 'kb validate {name}'.")
    return True


def _accept(
    base: KnowledgeBase, original: _Original, place: Place, text: str, fields: Sequence[str]
) -> bool:
    """Renew the digests of the fields, or of all."""
    texts = originals(original.model)
    for field in fields:
        if field not in texts:
            raise Misuse(f"There is no field '{excerpt(field)}'. {did_you_mean(field, texts)}")
    try:
        content = read_content(place, text)
    except CannotFormat as refused:
        raise Refusal(_reasons(base, refused.problems)) from None
    known = content.values.get("translates")
    known = known if isinstance(known, dict) else {}
    kept = {name: known[name] for name in texts if name in known}
    renewed = {name: digest(texts[name]) for name in fields or texts}
    values = {**content.values, "translates": {**kept, **renewed}}
    laid = lay_out_record(place.kind, replace(content, values=values))
    changed = [name for name, value in renewed.items() if kept.get(name) != value]
    name = displayed(base.project, place.path)
    if laid != text and not save(base.project, place.path, laid, text):
        return False
    print(f"{name}: {f'accepted {listed(changed)}' if changed else 'nothing has changed'}.")
    return True


def _show(base: KnowledgeBase, original: _Original, place: Place, text: str) -> bool:
    """Show which texts have changed since they were translated, and how."""
    translation: Member = base.members[place.path]
    if not translation.usable or translation.record is None:
        raise Refusal(_reasons(base, translation.problems))
    model = cast("Translation", translation.record.model)
    stale, name = stale_fields(original.model, model), displayed(base.project, place.path)
    if not stale:
        print(f"{name} is up to date.")
        return True
    source, style = parse_source(text, place.path)[0], Style.of(sys.stdout)
    known = cast("Mapping[str, str]", model.translates)
    before = _earlier(base.project, original.place, {n: known[n] for n in stale if n in known})
    for field in stale:
        line = source.first_line((field,)) if source else 1
        print(f"{style.bold(f'{name}:{line}:')} the original of '{field}' has changed.")
        if field in before:
            for changed in _changes(before[field], originals(original.model)[field], style):
                print(f"  {changed}")
        else:
            print(f"  {style.faint('Git has no text that was translated. Compare all of it.')}")
    place_of_original = displayed(base.project, original.place.path)
    print(f"\nNext: compare it with {place_of_original}, then run 'kb translate --accept {name}'.")
    return False


def _reasons(base: KnowledgeBase, problems: Sequence[Any]) -> str:
    shown = "".join(show(base.project, problems, Style.of(sys.stderr))).rstrip()
    return f"The translation has problems.\n{shown}"


def _earlier(project: Path, place: Place, digests: Mapping[str, str]) -> Mapping[str, str]:
    """Return the committed texts that have these digests, by field."""
    found: dict[str, str] = {}
    for text in earlier_texts(project, place.path):
        source, _ = parse_source(text, place.path)
        model = read_model(MODELS[place.kind], source.data)[0] if source else None
        texts = originals(cast("Original", model)) if model else {}
        for name in digests.keys() & texts.keys() - found.keys():
            if digest(texts[name]) == digests[name]:
                found[name] = texts[name]
        if len(found) == len(digests):
            break
    return found


_WORDS = re.compile(r"\s*(?:[\u3400-\u9fff]|[^\s\u3400-\u9fff]+)")
"""A word, or a Han character, with the blanks before it."""


def _changes(before: str, after: str, style: Style) -> Iterator[str]:
    """Yield the lines of a text in which words were removed or added."""
    # Not `difflib`, which takes quadratic time for hostile texts.
    old, new = (_WORDS.findall(text.replace("\0", "")) for text in (before, after))
    keys = ([word.strip() for word in words] for words in (old, new))
    pieces = []
    for each in Indel.opcodes(*keys):
        removed, added = old[each.src_start : each.src_end], new[each.dest_start : each.dest_end]
        if each.tag == "equal":
            pieces.append("".join(added))
            continue
        pieces += _marked("".join(removed), "[-", "-]", style.error)
        pieces += _marked("".join(added), "{+", "+}", style.good)
    lines = (line for line in "".join(pieces).split("\n") if "\0" in line)
    for line in islice(lines, MAX_LINES):
        parts = line.strip().split("\0")
        yield "".join(part if at % 2 else printable(part) for at, part in enumerate(parts))


def _marked(text: str, start: str, end: str, color: Callable[[str], str]) -> Iterator[str]:
    """Yield words between marks, each line of its own, after the blanks before them."""
    for line in text.splitlines(keepends=True):
        words = line.strip()
        lead, trail = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :]
        shown = color(f"{start}{printable(words)}{end}") if words else ""
        yield f"{lead}\0{shown}\0{trail}" if words else line
