"""Records in another language: which words a translation replaces, and which are stale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import cast

from schema.cards import Wording
from schema.models import Claim, Entry, Model, Original, Settings, Tag, Translation
from schema.records import Record


def digest(text: str) -> str:
    """Return eight hexadecimal digits that change with a text, but not with its wrapping."""
    return blake2b(" ".join(text.split()).encode(), digest_size=4).hexdigest()


def originals(model: Original) -> Mapping[str, str]:
    """Return the texts of a record that a translation has to translate, by field.

    Phrasings and aliases are not among them: readers of each language have their own.
    """
    texts = {
        name: getattr(model, name, None) or ""
        for name in ("question", "summary", "answer", "reason", "label", "description")
    }
    if isinstance(model, Entry):
        texts["claims"] = "\n\n".join(claim.claim for claim in model.claims)
    return {name: text for name, text in texts.items() if text}


def stale_fields(original: Original, translation: Translation) -> tuple[str, ...]:
    """Return the fields whose original texts have changed since they were translated."""
    known = translation.translates
    texts = originals(original)
    return tuple(name for name, text in texts.items() if known.get(name) != digest(text))  # type: ignore[call-overload]


def edition(
    record: Record, translations: Mapping[str, Record], language: str, settings: Settings
) -> Record:
    """Return a record with its words in a language, and their positions.

    Without a usable translation it keeps its own words and says which language they are.
    """
    own = own_language(record.model, settings)
    if language == own or language not in translations:
        shown = replace(record, wording=Wording("" if language == own else own))
    else:
        shown = _translated(record, translations[language])
    if isinstance(record.model, Tag):
        versions = (record.model, *(words.model for words in translations.values()))
        others = (model for model in versions if model.label != shown.model.label)  # type: ignore[union-attr]
        names = (name for model in others for name in (model.label, *model.aliases))  # type: ignore[union-attr]
        return replace(shown, names=tuple(dict.fromkeys(names)))
    return shown


def own_language(model: Model, settings: Settings) -> str:
    """Return the language in which a record was written."""
    return (model.language if isinstance(model, Entry) else None) or settings.languages[0]


def language_of(record: Record, settings: Settings) -> str:
    """Return the language in which the texts of a record are written."""
    return record.place.language or own_language(record.model, settings)


def _translated(record: Record, translation: Record) -> Record:
    model, words = cast("Original", record.model), cast("Translation", translation.model)
    texts = {name: getattr(words, name) for name in type(words).model_fields}
    del texts["translates"]
    evidence = record.evidence
    if isinstance(model, Entry):
        texts["claims"] = _claims(model.claims, texts["claims"])
        texts["reason"] = model.reason and (texts["reason"] or model.reason)
        pairs = zip(evidence.claims, texts["claims"], strict=True)
        claims = tuple(replace(known, claim=claim.claim) for known, claim in pairs)
        evidence = replace(evidence, claims=claims)
    return replace(
        record,
        model=model.model_copy(update=texts),
        evidence=evidence,
        source=translation.source,
        wording=Wording(stale=stale_fields(model, words)),
    )


def _claims(claims: Sequence[Claim], texts: Sequence[str]) -> tuple[Claim, ...]:
    """Return claims with translated texts; those of the original if their numbers differ."""
    if len(claims) != len(texts):
        return tuple(claims)
    pairs = zip(claims, texts, strict=True)
    return tuple(claim.model_copy(update={"claim": text}) for claim, text in pairs)
