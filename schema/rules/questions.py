"""No two entries ask the same question, or share a phrasing."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import NamedTuple

from schema.cards import EntryCard, TranslationCard, phrase_key
from schema.catalogue import Catalogue
from schema.likeness import Key, Wording, alike, forms, same_content, tokens_of
from schema.markdown.inline import plain
from schema.phrases import Phrase, sentences
from schema.problems import Code, Finding, excerpt
from schema.records import Place
from schema.rules import Broken, CardFindings, Policy

SIMILAR_QUESTION = Code(
    "similar-question",
    "Two entries ask the same question. Function words such as *does* and *the*, word order, word "
    "endings and misspellings of long words make no difference; one other word does, and so does a "
    "direction such as *from ONNX to GGUF*. An entry and its successor may ask the same question.",
    "Merge the two entries, or say in the question how it differs. If a reviewer found that they "
    "ask for two things, name the other entry in `distinct_from`.",
    bad="question: ¦Does it run on GPUs?\n"
    "# kb/entries/other.yaml\nquestion: ¦Can I run it on the GPU?\n",
    good="question: Does it run on GPUs?\n"
    "# kb/entries/other.yaml\nquestion: Can I run it on the NPU?\n",
)
SHARED_PHRASING = Code(
    "shared-phrasing",
    "Two entries share a phrasing of two or more words, so the finder cannot know which of them is "
    "meant.",
    "Keep the phrasing in the entry that answers it, or add words that only this entry answers.",
    bad="# kb/entries/other.yaml\nphrasings: [abc, ¦can I use an NVIDIA card]\n",
    good="# kb/entries/other.yaml\nphrasings: [abc, can I use no NVIDIA card]\n",
    severity="warning",
)
NEEDLESS_DISTINCTION = Code(
    "needless-distinction",
    "`distinct_from` names an entry that is not similar.",
    "Remove the id: it belongs here only while the two questions are similar.",
    bad="distinct_from: [¦other]\n",
    good="related: [other]\n",
    severity="warning",
)

MAX_COMPARED = 100
"""Most wordings with one form that a wording is compared with."""

MAX_MEMBERS = 60
"""Entries with the same content that one is compared with, more than it can be distinct from."""

MAX_FINDINGS = 1_000
"""Findings of each kind that are reported, because each file is read again."""


class Asker(NamedTuple):
    """An entry and what it asks in one language."""

    card: EntryCard | TranslationCard
    entry: EntryCard
    kin: str
    """The id of its successor, or its own: an entry and its successor are kin."""
    wording: Wording


def check_catalogue(catalogue: Catalogue, broken: Broken, policy: Policy) -> CardFindings:
    """Report duplicate questions, shared phrasings and needless distinctions, by language."""
    by_language = [_askers(catalogue, policy, each) for each in policy.settings.languages]
    for askers in by_language:
        yield from islice(_similar(list(askers.values())), MAX_FINDINGS)
        yield from islice(_shared(list(askers.values())), MAX_FINDINGS)
    yield from _needless(catalogue, by_language, broken)


def _askers(catalogue: Catalogue, policy: Policy, language: str) -> Mapping[str, Asker]:
    """Return what the entries ask in a language, by id."""
    shaping, first = policy.settings.shaping, policy.settings.languages[0]
    cards: dict[str, EntryCard | TranslationCard] = {
        id: card for id, card in catalogue.entries.items() if (card.language or first) == language
    }
    for card in catalogue.translations:
        if card.language == language and card.id in catalogue.entries:
            cards.setdefault(card.id, card)
    return {
        id: Asker(
            card,
            catalogue.entries[id],
            catalogue.successor(id) or id,
            Wording.of(plain(card.question), shaping),
        )
        for id, card in cards.items()
        if catalogue.entries[id].standing
    }


def _similar(askers: Sequence[Asker]) -> CardFindings:
    """Yield duplicates, each at both entries, so that validating either file alone finds it."""
    by_form: defaultdict[int, list[Wording]] = defaultdict(list)
    groups: dict[Key, list[Asker]] = {}
    reported: set[str] = set()
    for asker in askers:
        wording = asker.wording
        if not wording.key:
            continue
        candidates = {
            candidate.key: candidate
            for form in forms(wording)
            for candidate in islice(by_form[form], MAX_COMPARED)
        }
        near = (key for key, each in candidates.items() if same_content(wording, each))
        members = chain.from_iterable(map(groups.__getitem__, near))
        for other in islice(members, 2 * MAX_MEMBERS):
            pairs = [(asker, other), (other, asker)]
            new = [pair for pair in pairs if pair[0].card.id not in reported]
            if new and _ask_the_same(asker, other):
                yield from ((first.card, _duplicate(first, twin)) for first, twin in new)
                reported |= {asker.card.id, other.card.id}
        if wording.key not in groups:
            groups[wording.key] = []
            for form in forms(wording):
                by_form[form].append(wording)
        # One entry of each kin suffices: kin are not duplicates of each other.
        group = groups[wording.key]
        if len(group) < MAX_MEMBERS and asker.kin not in (member.kin for member in group):
            group.append(asker)


def _ask_the_same(first: Asker, second: Asker) -> bool:
    return (
        first.kin != second.kin
        and second.entry.id not in first.entry.distinct_from
        and first.entry.id not in second.entry.distinct_from
        and alike(first.wording, second.wording)
    )


def _duplicate(asker: Asker, other: Asker) -> Finding:
    here, there, id = plain(asker.card.question), plain(other.card.question), other.card.id
    message = Phrase("The entry '{id}' asks the same question: '{text}'.", id, excerpt(there))
    differing = [*_without(there, here), *_without(here, there)][:8]
    words = tuple(Phrase("'{word}'", excerpt(word.strip("?!.,;:()"), 30)) for word in differing)
    hint = "Merge the two entries, or say in the question how it differs."
    distinct = Phrase("If they ask for two things, add `distinct_from: [{id}]`.", id)
    hint = sentences(Phrase("Only {words} differ.", words) if differing else "", hint, distinct)
    return Finding(SIMILAR_QUESTION, ("question",), message, hint)


def _without(other: str, text: str) -> Iterator[str]:
    """Yield the words of a text that another one lacks."""
    theirs = frozenset(tokens_of(other))
    yield from (word for word in dict.fromkeys(text.split()) if not theirs >= set(tokens_of(word)))


def _shared(askers: Sequence[Asker]) -> CardFindings:
    """Yield phrasings with the same words as the question or a phrasing of another entry."""
    owners: dict[int, Asker] = {}
    questions: dict[int, Asker] = {}
    for asker in askers:
        questions.setdefault(phrase_key(asker.wording.tokens), asker)
    for asker in askers:
        for index, key in enumerate(asker.card.phrasings):
            other = questions.get(key) or owners.setdefault(key, asker)
            if key and other.kin != asker.kin:
                id, text = other.card.id, excerpt(plain(other.card.question))
                message = Phrase("These words also lead to the entry '{id}': '{text}'.", id, text)
                yield asker.card, Finding(SHARED_PHRASING, ("phrasings", index), message)


def _needless(
    catalogue: Catalogue, by_language: Sequence[Mapping[str, Asker]], broken: Broken
) -> CardFindings:
    for id, card in catalogue.entries.items():
        for index, other in enumerate(card.distinct_from):
            if other == id or other not in catalogue.entries or Place.entry(other) in broken:
                continue  # the rules for references report it
            known = (each for each in by_language if id in each and other in each)
            pairs = ((each[id], each[other]) for each in known)
            if any(a.kin != b.kin and alike(a.wording, b.wording) for a, b in pairs):
                continue
            message = Phrase("The question of the entry '{id}' is not similar to this one.", other)
            yield card, Finding(NEEDLESS_DISTINCTION, ("distinct_from", index), message)
