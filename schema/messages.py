r"""Error messages without the parts that change from run to run.

`faq-errors.js` does the same in the browser.

- Prefixes of log lines are removed: levels in brackets, `NAME(process:thread,name)`, dates and
  times, `[file.cc:123]`, and colors and invisible characters. Timestamps are removed anywhere, so a
  fragment can begin anywhere in a prefix.
- `HOLE` replaces web addresses, hosts with a port, paths with their line, `line 12`, process and
  thread numbers, `0x` with eight or more digits (or after `at`), hexadecimal words of twelve or
  more digits, UUIDs, and numbers of seven or more digits: sizes, identifiers and fractions.
- A relative path ends like a file (`ops/add.py`) or has four or more parts
  (`Default/network/conv1/Conv2D-op1`); `input/output`, `8/16` and `float16/float32` stay.
- Only the folder of a shared library is removed: `/lib64/libm.so.6` is `libm.so.6` everywhere.
- Everything else stays: codes (`EI0006`, `507011`, `0x7150050`), versions (`2.3.0`, `18.04`) and
  short numbers (`dimension 4`, `2GB`). Six-digit numbers stay because some runtimes number their
  errors with them.

Every pattern takes linear time and means the same in Python and JavaScript: it names its characters
instead of using classes that differ, and only ASCII letters are lowercased.
"""

from __future__ import annotations

import re
from string import ascii_lowercase, ascii_uppercase

HOLE = "\u00a4"
"""Replaces a part that changes."""

_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)

# Invisible and never part of a message: the soft hyphen, zero-width and directional characters.
_INVISIBLE = r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+"
_COLOR = r"\u001b\[[0-?]*[ -/]*[@-~]"
_BLANK = r"[\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+"
# Copied from where the escape character itself is not shown.
_BARE_COLOR = r"\[[0-9]{1,2}(?:;[0-9]{1,3}){0,4}m(?![0-9\],])"
_QUOTE = r"[\u0022\u0060\u00ab\u00b4\u00bb\u2018-\u201f\u300c-\u300f]"

# Several patterns take their first character and then look back over it: so Python skips all
# places that begin with another one.
_PROCESS = r"[0-9]{1,10}(?:[:,][0-9a-z_.\-]{1,40}){1,3}\)"
_DAY = r"[0-9]{4}[\-/][0-9]{2}[\-/][0-9]{2}"
_SECONDS = r":[0-9]{2}:[0-9]{2}(?:[.,:][0-9]{1,9}){0,3}(?:z|[+\-][0-9]{2}:?[0-9]{2})?"
_CLOCK = rf"[0-9]{{1,2}}{_SECONDS}"
_ENDED = rf"(?![0-9a-z_/\\{HOLE}]|[.\-][0-9a-z{HOLE}])"
_NUMERIC = rf"(?:{_DAY}(?:[t_\- ]{_CLOCK})?|{_CLOCK}){_ENDED}"
_BRACKETED = (
    r"\[(?:(?:critical|fatal|error|warning|warn|info|debug|trace|event)\]"
    rf"(?: ?[a-z_]{{1,30}}\({_PROCESS}:?)?"
    rf"|{_NUMERIC}\]"
    r"|[^\[\] ]{1,200}\.[a-z][0-9a-z]{0,4}:[0-9]{1,9}\](?:[0-9]{2,9}(?= ))?)"
)
_LOGGER = (
    rf"[a-z_](?<![0-9a-z_{HOLE}][a-z_])[a-z_]{{0,29}}\("
    rf"(?:[0-9]{{1,10}}:[0-9a-fx]{{1,20}},[0-9a-z_.\-]{{1,40}}\):?|{_PROCESS}:(?={_DAY}))"
)
_CALENDAR = (
    rf"[adfjmnostw](?<![0-9a-z{HOLE}][a-z])(?:(?:(?<=m)on|(?<=t)ue|(?<=w)ed|(?<=t)hu|(?<=f)ri|(?<=s)at"
    r"|(?<=s)un),? [a-z])?(?:(?<=j)an|(?<=f)eb|(?<=m)ar|(?<=a)pr|(?<=m)ay|(?<=j)u[nl]|(?<=a)ug"
    rf"|(?<=s)ep|(?<=o)ct|(?<=n)ov|(?<=d)ec) [0-9]{{1,2}} {_CLOCK}(?: 20[0-9]{{2}})?{_ENDED}"
)
_TIME = (
    rf"[0-9](?<![0-9a-z_.\-/\\{HOLE}][0-9])(?:(?:[0-9]{{3}}[\-/][0-9]{{2}}[\-/][0-9]{{2}}"
    rf"(?:[t_\- ]{_CLOCK})?|[0-9]?{_SECONDS}){_ENDED})"
)

_URL = rf"(?<![0-9a-z{HOLE}])[a-z][0-9a-z+.\-]{{1,15}}://[^ '<>]+"
# In a name of a file, and the same with letters that only a rooted path may contain: in Chinese,
# what stands before a relative path is not separated from it.
_IN_WORD = rf"0-9a-z_+\-~@%${HOLE}"
_IN = rf"{_IN_WORD}."
_SEPARATOR = r"/\\"
_ANY = rf"{_IN}{_SEPARATOR}\u00c0-\u1fff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_LINE = rf":[0-9]+(?!\.*[{_IN_WORD}{_SEPARATOR}])"
_START = rf"(?<![{_IN}{_SEPARATOR}])"
_LIBRARY = (
    rf"{_START}(?:[a-z]:)?[{_IN}{_SEPARATOR}]*[{_SEPARATOR}]"
    rf"(?=[a-z_][{_IN}]*\.(?:so|dll|dylib)(?:\.[0-9]+)*\.*(?![{_IN}{_SEPARATOR}]|:[0-9]))"
)
_ROOTED = rf"(?<![{_IN}{_SEPARATOR}<)\]}}])(?:(?:~[0-9a-z_]*|\.\.?)?/|[a-z]:[{_SEPARATOR}]|\\\\)"
_FILE = rf"{_START}[{_IN}{_SEPARATOR}]*[{_SEPARATOR}][{_IN}]*\.[a-z][0-9a-z_]{{0,9}}\.*"
_DEEP = rf"{_START}[{_IN}]+(?:[{_SEPARATOR}]+[{_IN}]+){{3,}}[{_SEPARATOR}]*"
_PATH = rf"(?:{_ROOTED}[{_ANY}]+|{_FILE}(?![{_IN}{_SEPARATOR}])|{_DEEP})(?:{_LINE}){{0,2}}"
_AFTER = rf"(?<=(?<![0-9a-z_{HOLE}])"
_QUOTED_FILE = r"(?<=file ')[^']{1,300}(?=', line )"
_FILE_AND_LINE = rf"{_START}[{_IN}]*\.[a-z][0-9a-z_]{{0,9}}(?:{_LINE}){{1,2}}"
_HEXADECIMAL = (
    rf"[0-9a-f](?<![0-9a-z{HOLE}][0-9a-f])(?:(?<=0)x[0-9a-f]{{8,}}|{_AFTER}at 0)x[0-9a-f]+"
    r"|[0-9a-f]{7}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-z])|[0-9a-f]{11,}(?![0-9a-z]))"
)
# Without a port, four short numbers are a version.
_HOST = (
    rf"[0-9](?<![0-9a-z.{HOLE}][0-9])(?=[0-9.]{{6}})"
    rf"(?:[0-9]{{0,2}}(?:\.[0-9]{{1,3}}){{3}}:[0-9]{{1,5}}(?!\.*[{_IN_WORD}{_SEPARATOR}])"
    r"|(?=[0-9]{2}\.|[0-9]?\.(?:[0-9]{1,2}\.){0,2}[0-9]{3}(?![0-9]))"
    rf"[0-9]{{0,2}}(?:\.[0-9]{{1,3}}){{3}}(?![0-9]|\.[0-9{HOLE}]))"
)
_NUMBER = (
    rf"[0-9](?:(?<![0-9a-z{HOLE}][0-9])[0-9]{{6,}}"
    rf"|(?:{_AFTER}line[ :=][0-9])|{_AFTER}line: [0-9])|(?<=-op[0-9])"
    rf"|{_AFTER}[pt]id[ :=\[(][0-9])|{_AFTER}[pt]id[:=] [0-9]))[0-9]*"
    rf"|(?:{_AFTER}process [0-9])|{_AFTER}thread [0-9]))[0-9]{{2,}})"
)

_STEPS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (_INVISIBLE, ""),
        (_COLOR, ""),
        (_BARE_COLOR, " "),
        (_BLANK, " "),
        (_QUOTE, "'"),
        (_BRACKETED, " "),
        (_LOGGER, " "),
        (_CALENDAR, " "),
        (_TIME, " "),
        (r" {2,}", " "),
        (_URL, HOLE),
        (_QUOTED_FILE, HOLE),
        (_LIBRARY, ""),
        (_PATH, HOLE),
        (_FILE_AND_LINE, HOLE),
        (_HEXADECIMAL, HOLE),
        (_HOST, HOLE),
        (_NUMBER, HOLE),
    )
)


def normalise(text: str) -> str:
    """Return a message in lowercase on one line, without the parts that change."""
    text = text.translate(_LOWER)
    for pattern, replacement in _STEPS:
        text = pattern.sub(replacement, text)
    return text.strip(" ")


def significant(normalised: str) -> int:
    """Return the number of letters and digits in a normalised message."""
    return sum(map(str.isalnum, normalised))


def border(text: str, at: int) -> bool:
    """Return whether a place in a text is not inside a word."""
    return not (0 < at < len(text) and text[at - 1] in _WORD and text[at] in _WORD)


_WORD = frozenset("0123456789abcdefghijklmnopqrstuvwxyz_")
