"""A translation says what its original says, and in another language."""

import re
from collections.abc import Iterator

from schema.markdown.lint import contents
from schema.models import Original, Translation
from schema.models.entry import Entry, EntryTranslation
from schema.problems import Code, FieldPath, Finding, Phrase, excerpt, offset_of
from schema.records import Record
from schema.rules import Policy
from schema.translations import originals, own_language, stale_fields

_THIRD = "# kb/translations/zh-cn/third.yaml\n"
_CODE = "answer: |\n  ```python\n  ¦print(1)\n  ```\n"
_DIGESTS = "translates: {question: e5d4681d, summary: '905685bd', answer: d91b7241}\n"
_PLAIN = _CODE.replace("¦", "")

TRANSLATION_STALE = Code(
    "translation-stale",
    "A text has changed since it was translated, or its digest is missing. Changes of line "
    "breaks and spaces don't count.",
    "Run `kb translate <id>`, which shows what has changed.",
    bad=f"# kb/entries/third.yaml\nsummary: No.\n{_THIRD}¦summary: 不是。\n",
    good=f"# kb/entries/third.yaml\nsummary: >-\n  Yes.\n{_THIRD}summary: 对。\n",
    severity="warning",
)
TRANSLATION_DIFFERS = Code(
    "translation-differs",
    "A translation has different code blocks or link targets than its original, another number of "
    "claims, or a field that the original lacks.",
    "Copy code and link targets from the original.",
    bad=f"# kb/entries/third.yaml\n{_PLAIN}{_THIRD}{_CODE.replace('1', '2')}{_DIGESTS}",
    good=f"# kb/entries/third.yaml\n{_PLAIN}{_THIRD}{_PLAIN}{_DIGESTS}",
)
UNTRANSLATED_TEXT = Code(
    "untranslated-text",
    "A text of a translation is still that of the original.",
    "Translate it.",
    bad=f"{_THIRD}summary: ¦Yes.\n",
    good=f"{_THIRD}summary: 对。\n",
)
UNKNOWN_LANGUAGE = Code(
    "unknown-language",
    "An entry or a folder of translations has a language that the settings don't list, or a "
    "translation has the language of its original.",
    "Choose one of the `languages` in `kb/settings.yaml`, or add it there.",
    bad="language: ¦fr\n",
    good="language: en\n",
)

_CODE_SPAN = re.compile(r"`[^`]*`")


def check_record(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report an unknown language, and where a translation is stale or differs from its original."""
    place, model, languages = record.place, record.model, policy.settings.languages
    own = model.language if isinstance(model, Entry) else None
    for field, language in ((("language",), own), ((), place.language)):
        if language and language not in languages:
            text = excerpt(language)
            message = Phrase("The settings don't list the language '{text}'.", text)
            hint = Phrase("Known: {choices}.", languages)
            yield Finding(UNKNOWN_LANGUAGE, field, message, hint)
    original = record.original
    if original is None or not record.whole:
        return
    if own_language(original, policy.settings) == place.language:
        message = Phrase("The original is already in this language.")
        yield Finding(UNKNOWN_LANGUAGE, (), message, "Delete the file.")
    assert isinstance(model, Translation)
    stale = stale_fields(original, model)
    key = f"{place.facet}/{place.id}" if place.kind == "tag-translation" else place.id
    for name in stale:
        message = Phrase("The original of '{name}' has changed since it was translated.", name)
        hint = Phrase("Run `kb translate {key}`, which shows what has changed.", key)
        yield Finding(TRANSLATION_STALE, (name,), message, hint, at_key=True)
    yield from _fields(original, model)
    if isinstance(original, Entry) and isinstance(model, EntryTranslation):
        # Otherwise somebody who changes a claim would have to translate it.
        if len(original.claims) != len(model.claims) and "claims" not in stale:
            numbers = len(original.claims), len(model.claims)
            message = Phrase("Claims in the original: {old}; in this file: {new}.", *numbers)
            yield Finding(TRANSLATION_DIFFERS, ("claims",), message, "Translate each of them.")
        yield from _answer(original.answer, model.answer)


def _fields(original: Original, model: Translation) -> Iterator[Finding]:
    texts = originals(original)
    for name in model.translates.keys() - texts.keys():
        message = Phrase("The original has no field '{name}'.", name)
        yield Finding(TRANSLATION_DIFFERS, ("translates", name), message, "Delete it.", at_key=True)
    if bool(getattr(model, "reason", None)) != ("reason" in texts):
        message = Phrase("The original has a 'reason'.")
        if "reason" not in texts:
            message = Phrase("The original has no 'reason'.")

        yield Finding(TRANSLATION_DIFFERS, ("reason",), message, "Do the same here.", at_key=True)
    pairs: dict[FieldPath, tuple[str, str | None]] = {
        (name,): (text, getattr(model, name)) for name, text in texts.items() if name != "claims"
    }
    if isinstance(original, Entry) and isinstance(model, EntryTranslation):
        claims = zip((each.claim for each in original.claims), model.claims, strict=False)
        pairs |= {("claims", at): pair for at, pair in enumerate(claims)}
    for field, (old, new) in pairs.items():
        same = new is not None and old.split() == new.split()
        if same and field != ("label",) and any(map(str.isalpha, _CODE_SPAN.sub("", old))):
            yield Finding(UNTRANSLATED_TEXT, field, "This is still the text of the original.")


def _answer(original: str, answer: str) -> Iterator[Finding]:
    """Compare code blocks one by one, and link targets as a set."""
    field, here, there = ("answer",), contents(answer), contents(original)
    blocks, others = (sorted((*each.code, *each.examples, *each.tables)) for each in (here, there))
    for block, other in zip(blocks, others, strict=False):
        if block[1:] != other[1:]:
            text = excerpt(other.text, 40)
            message = Phrase("In the original, this code block is '{text}'.", text)
            yield Finding(TRANSLATION_DIFFERS, field, message, offset=block.offset)
            break
    else:
        if len(blocks) != len(others):
            numbers = len(others), len(blocks)
            message = Phrase("Code blocks in the original: {old}; in this file: {new}.", *numbers)
            yield Finding(TRANSLATION_DIFFERS, field, message)
    for target in sorted(here.targets ^ there.targets):
        message = Phrase("A link to '{target}' is missing in this translation.", excerpt(target))
        if target in here.targets:
            message = Phrase("A link to '{target}' is missing in the original.", excerpt(target))
        offset = offset_of(answer, max(answer.find(target.rpartition(" ")[2]), 0))
        yield Finding(TRANSLATION_DIFFERS, field, message, offset=offset)
