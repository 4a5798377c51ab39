"""Records in another language: which words a translation replaces, and which are stale."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import cast

from schema.cards import Localization
from schema.index import EntryWords
from schema.markdown.inline import parse_inline, plain
from schema.markdown.text import answer_text
from schema.models import Model, Original, Translation
from schema.models.entry import Claim, Entry, QuestionAndAnswer
from schema.models.shared import Settings
from schema.models.tag import Tag, TagTranslation
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
    shown = record
    if language in translations and language != own:
        shown = _translated(record, translations[language], own, settings)
    elif language != own:
        shown = replace(record, localization=Localization(own))
    here, models = names_of(shown.model), (words.model for words in translations.values())
    every = (name for model in (record.model, *models) for name in names_of(model))
    names = tuple(dict.fromkeys(name for name in every if name not in here))
    return replace(shown, names=names) if names else shown


def names_of(model: Model) -> tuple[str, ...]:
    """Return what a tag, or its translation, is called; nothing for other records."""
    return (model.label, *model.aliases) if isinstance(model, Tag | TagTranslation) else ()


def indexed(model: Model) -> tuple[tuple[str, ...], str]:
    """Return the plain texts by which another language finds an entry: its titles and its body."""
    assert isinstance(model, QuestionAndAnswer)
    titles = (plain(parse_inline(model.question)), *model.phrasings)
    return titles, f"{answer_text(model.summary)}\n{answer_text(model.answer)}"


def words_of(entry: Entry, answer: str, others: Iterable[Model]) -> EntryWords:
    """Return the tokens by which the finder knows an entry.

    The answer has its examples and tables. `others` are the entry in other languages.
    """
    question = plain(parse_inline(entry.question))
    body = "\n".join((answer_text(entry.summary), answer_text(answer), *entry.errors))
    return EntryWords.of(question, entry.phrasings, body, map(indexed, others))


def own_language(model: Model, settings: Settings) -> str:
    """Return the language in which a record was written; the first one if that is unknown."""
    language = model.language if isinstance(model, Entry) else None
    return language if language in settings.languages else settings.languages[0]


def language_of(record: Record, settings: Settings) -> str:
    """Return the language in which the texts of a record are written."""
    return record.place.language or own_language(record.model, settings)


def _translated(record: Record, translation: Record, own: str, settings: Settings) -> Record:
    model, words = cast("Original", record.model), cast("Translation", translation.model)
    texts = {name: getattr(words, name) for name in type(words).model_fields}
    del texts["translates"]
    evidence = record.evidence
    if isinstance(model, Entry):
        texts["claims"] = _claims(model.claims, texts["claims"])
        language = translation.place.language
        texts["answer"] = settings.localized(texts["answer"], own, language)
        texts["reason"] = model.reason and (texts["reason"] or model.reason)
        pairs = zip(evidence.claims, texts["claims"], strict=True)
        claims = tuple(replace(known, claim=claim.claim) for known, claim in pairs)
        evidence = replace(evidence, claims=claims)
    return replace(
        record,
        model=model.model_copy(update=texts),
        evidence=evidence,
        source=translation.source,
        localization=Localization(stale=stale_fields(model, words)),
    )


def _claims(claims: Sequence[Claim], texts: Sequence[str]) -> tuple[Claim, ...]:
    """Return claims with translated texts; those of the original if their numbers differ."""
    if len(claims) != len(texts):
        return tuple(claims)
    pairs = zip(claims, texts, strict=True)
    return tuple(claim.model_copy(update={"claim": text}) for claim, text in pairs)
