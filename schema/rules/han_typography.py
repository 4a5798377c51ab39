"""Text in Han characters has no spaces beside them, and full-width punctuation."""

import re
from collections.abc import Iterator

from schema.problems import Code, Finding, Phrase
from schema.prose import FILLER, HAN, Edit, findings, has_han, is_han, masked, texts
from schema.records import Record
from schema.rules import Policy

_THIRD = "# kb/translations/zh-cn/third.yaml\n"

SPACED_SCRIPT = Code(
    "spaced-script",
    "A Han character has a space beside it. The style sheet separates it from Latin letters, "
    "digits and code.",
    "Delete the space.",
    bad=f"{_THIRD}summary: ¦支持 GPU。\n",
    good=f"{_THIRD}summary: 支持GPU、`a 或 b`、NVIDIA GPU。\n",
)
HALF_WIDTH_PUNCTUATION = Code(
    "half-width-punctuation",
    "A sentence in Han characters has half-width punctuation.",
    "Write the full-width form, without a space.",
    bad=f"{_THIRD}summary: ¦支持GPU, 也支持CPU。\n",
    good=f"{_THIRD}summary: 支持GPU、CPU (x86, Arm)。\n",
)

_WIDE = dict(zip(",.;:?!()", "\uff0c\u3002\uff1b\uff1a\uff1f\uff01\uff08\uff09", strict=True))
_MARKS = "\u3001\u3002\u300a\u300b\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f"
_SPACE = re.compile(rf"(?<=[{HAN}{_MARKS}]) +(?=\S)|(?<=[^\s.]) +(?=[{HAN}{_MARKS}])")
_SIGN = re.compile(rf"[,;:?!] *(?=[{HAN}])|(?<=[{HAN}{_MARKS}])(?:[,;:?!] *|\.(?![\w.{FILLER}]) *)")
_GROUP = re.compile(r"\([^()\n]*\)")


def check_record(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report spaces beside Han characters and half-width punctuation, if the record is in Han."""
    in_han = [(field, text) for field, text in texts(record) if has_han(text)]
    if not in_han or not is_han(record):
        return
    for field, text in in_han:
        mask = masked(field, text)
        places = sorted(_signs(mask))
        signs = [_wide(mask[start], start, end) for start, end in places]
        taken = {at for start, end in places for at in range(start, end)}
        spaces = [edit for edit in _spaces(mask, text) if edit.start not in taken]
        yield from findings(HALF_WIDTH_PUNCTUATION, field, text, signs)
        yield from findings(SPACED_SCRIPT, field, text, spaces)


def _signs(mask: str) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _SIGN.finditer(mask))
    for match in _GROUP.finditer(mask):
        if has_han(mask, max(match.start() - 1, 0), match.end()):
            yield match.start(), match.start() + 1
            yield match.end() - 1, match.end()


def _wide(sign: str, start: int, end: int) -> Edit:
    right = _WIDE[sign]
    message = Phrase("'{sign}' is half-width punctuation.", sign)
    return Edit(start, end, right, message, Phrase("Write '{right}'.", right))


def _spaces(mask: str, text: str) -> Iterator[Edit]:
    for match in _SPACE.finditer(mask):
        start, end = match.span()
        # Beside emphasis a space can be necessary: without it, `**` may not be recognized.
        if not {text[start - 1], text[end]} & {"*", "_"}:
            yield Edit(start, end, "", "A Han character has a space beside it.", "Delete it.")
