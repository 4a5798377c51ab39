"""A phrasing adds words to those that the entry already has."""

from collections.abc import Iterator

from schema.likeness import Wording, opposed, tokens_of
from schema.models.entry import QuestionAndAnswer
from schema.problems import Code, Finding, Fix, Phrase, excerpt
from schema.records import Record
from schema.rules import Policy

REPEATED_PHRASING = Code(
    "repeated-phrasing",
    "A phrasing repeats the question or another phrasing. Case, punctuation, word order and word "
    "endings make no difference, as in the finder.",
    "Write it in words that the question lacks.",
    bad="question: Does it run on GPUs?\n"
    "phrasings: [graphics cards, ¦does it run on gpu, nvidia support]\n",
    good="question: Does it run on GPUs?\n"
    "phrasings: [graphics cards, does it run on tpu, nvidia support]\n",
)

LEAST = 2
"""Fewest phrasings of an entry."""


def check_record(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report phrasings with the same tokens as the question or an earlier phrasing."""
    if not isinstance(record.model, QuestionAndAnswer):
        return
    phrasings, shaping = record.model.phrasings, policy.settings.shaping
    question = record.model.question
    earlier_texts = {_tokens(question): question}
    remaining = len(phrasings)
    for index, phrasing in enumerate(phrasings):
        tokens = _tokens(phrasing)
        if not tokens or tokens not in earlier_texts:
            earlier_texts[tokens] = phrasing
            continue
        earlier = earlier_texts[tokens]
        if opposed(Wording.of(earlier, shaping), Wording.of(phrasing, shaping)):
            continue
        field = "phrasings", index
        fix = Fix(field, None) if remaining > LEAST else None
        remaining -= 1
        message = "Apart from case, word order and endings, '{text}' has the same words."
        hint = "Remove it." if fix else ""
        yield Finding(REPEATED_PHRASING, field, Phrase(message, excerpt(earlier)), hint, fix=fix)


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(sorted(tokens_of(text)))
