r"""Error messages without the parts that change from run to run.

The site's own script, `faq-errors.js`, removes them here, too.

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

Every pattern takes linear time, and only ASCII letters are lowercased.
"""

from schema.scripts import run

HOLE = "\u00a4"
"""Replaces a part that changes."""


def normalise(text: str) -> str:
    """Return a message in lowercase on one line, without the parts that change."""
    normal: str = run("FaqErrors.normalise", text)
    return normal


def significant(normalised: str) -> int:
    """Return the number of letters and digits in a normalised message."""
    return sum(map(str.isalnum, normalised))


def border(text: str, at: int) -> bool:
    """Return whether a place in a text is not inside a word."""
    return not (0 < at < len(text) and text[at - 1] in _WORD and text[at] in _WORD)


_WORD = frozenset("0123456789abcdefghijklmnopqrstuvwxyz_")
