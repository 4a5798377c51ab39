"""UTF-8 text that was read in another encoding: `cafÃ©` for `café`."""

from __future__ import annotations

import re

from schema.source import HIDDEN

_TO_BYTES = {bytes([byte]).decode("cp1252", "replace"): byte for byte in range(0x80, 0x100)}
_TO_BYTES.pop("\ufffd", None)
_TO_BYTES |= {chr(byte): byte for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
_WESTERN = re.compile(f"[{re.escape(''.join(_TO_BYTES))}]{{2,}}")
_CHINESE = re.compile(r"[^\x00-\xff]{4,}")
_SUSPECT = re.compile("\u00e2\u20ac|\u00c3[\u0080-\u00bf]|\u9225|\u951b|\u9286|\ufffd")
_PLAUSIBLE = re.compile(
    r"[\x20-\x7e\xa0-\u024f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u22ff\u3000-\u303f"
    r"\u4e00-\u9fff\uff01-\uff5e]+\Z"
)


def repaired(text: str) -> str:
    """Repair UTF-8 that was read as cp1252 or GBK, where that is certain.

    It is certain if the letters, encoded again, are UTF-8 of ordinary characters.
    """
    if text.isascii():
        return text
    return _CHINESE.sub(_from_gbk, _WESTERN.sub(_from_western, text))


def looks_garbled(text: str) -> bool:
    """Return whether a text has letters in a row that are probably garbled."""
    return not text.isascii() and _SUSPECT.search(text) is not None


def _from_western(match: re.Match[str]) -> str:
    run = match[0]
    try:
        better = bytes(_TO_BYTES[letter] for letter in run).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return run
    return better if _PLAUSIBLE.match(better) and HIDDEN.search(better) is None else run


def _from_gbk(match: re.Match[str]) -> str:
    run = match[0]
    try:
        raw = run.encode("gbk")
        better = raw.decode("utf-8")
    except UnicodeError:
        return run
    return better if len(raw) >= 9 and _PLAUSIBLE.match(better) else run
