"""Random texts that readers and records may contain, the same ones for the same seed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from random import Random

SCRIPTS: dict[str, Sequence[tuple[int, int]]] = {
    "ascii": [(0x09, 0x0D), (0x20, 0x7F)],
    "latin": [(0xA0, 0x250), (0x1E00, 0x1F00)],
    "combining": [(0x300, 0x370), (0x1AB0, 0x1B00), (0x1DC0, 0x1E00), (0x20D0, 0x2100)],
    "greek and coptic": [(0x370, 0x400), (0x1F00, 0x2000)],
    "cyrillic": [(0x400, 0x530), (0x1C80, 0x1C90), (0x2DE0, 0x2E00), (0xA640, 0xA6A0)],
    "armenian to arabic": [(0x530, 0x780)],
    "indic": [(0x780, 0x1000)],
    "far from latin": [(0x1000, 0x1AB0), (0x1B00, 0x1C80), (0x1C90, 0x1DC0)],
    "signs": [(0x2000, 0x2C00), (0x2E00, 0x3000), (0xFE00, 0xFE70)],
    "later letters": [(0x2C00, 0x2DE0), (0xA000, 0xABFF), (0x10000, 0x11000), (0x1D400, 0x1D800)],
    "kana": [(0x3000, 0x3100), (0x31F0, 0x3400), (0xFF00, 0xFFF0)],
    "han": [(0x3400, 0x3420), (0x4E00, 0x4F00), (0x9F00, 0xA000), (0xF900, 0xFB00)],
    "rare han": [(0x20000, 0x20040), (0x2F800, 0x2FA20), (0x30000, 0x30020)],
    "hangul": [(0x1100, 0x1200), (0x3130, 0x3190), (0xA960, 0xA980), (0xAC00, 0xAE00)],
    "emoji": [(0x1F300, 0x1FB00), (0x200D, 0x200E), (0xFE0F, 0xFE10)],
}
"""Blocks of Unicode to draw from, by what is typical of them."""

STEMS = """
abil act adapt arriv beauti bow bus cat comput cry defin depend differ dying early exceed fluent
gener happi hop hopp illog inning invari know lying manag news nois only optimis optimiz organ
parallel pretti proceed quantis relat sens skies succeed tens train try ugly use
"""
ENDINGS = """
s es ed ing ly er est ness ful less able ible al ally ation ations ational ative ator ement ment
ent ence ance ant ism ity ities ive iveness ization izer ize ise ised ies ied y eed eedly ingly
edly ousness ous fulness alize icate icity ical sses ogi li bli ss us 's s'
"""
NAMES = """
Save Checkpoint ckpt Py Native ONNX GPU ms Tensor nn Cell HTTP Server id X AI 2d v2 Conv2d Élan
Ärger Ünit ß İstanbul ſ ﬁle Σίσυφος ΣΑΣ Ǆ ŉ Kelvin Åß
"""
SIGNS = ("C++", "C#", "F#", "c++17", "g++", "A#b", "C##", "a+b", "C+++", "#x", "C#é", "C#_", "++")


def texts(count: int, seed: int = 20_260_101) -> list[str]:
    """Texts of words and signs of every kind."""
    random = Random(seed)
    return [_text(random) for _ in range(count)]


def _text(random: Random) -> str:
    size = random.choice([1, 1, 2, 3, 6, 12])
    parts = [random.choice(MAKERS)(random) for _ in range(size)]
    return random.choice([" ", " ", "", "-", "_", "\n", "’", ".", "、"]).join(parts)


def _script(random: Random) -> str:
    characters = assigned(random.choice(list(SCRIPTS)))
    return "".join(random.choices(characters, k=random.randint(1, 8)))


def _mixture(random: Random) -> str:
    scripts = random.choices(list(SCRIPTS), k=random.randint(2, 6))
    return "".join(random.choice(assigned(script)) for script in scripts)


def _english(random: Random) -> str:
    word = random.choice(STEMS.split()) + random.choice(["", *ENDINGS.split()])
    return random.choice([word, word, word, word.title(), word.upper()])


def _gibberish(random: Random) -> str:
    """A word that no stemmer was tested with."""
    letters = random.choices("aeiouybcdglmnrstwxyz", k=random.randint(1, 9))
    return "".join(letters) + random.choice(["", *ENDINGS.split()])


def _identifier(random: Random) -> str:
    names = random.choices(NAMES.split(), k=random.randint(1, 4))
    cases: list[Callable[[str], str]] = [str, str.lower, str.upper, str.title]
    cased = [random.choice(cases)(name) for name in names]
    return random.choice(["_", "__", "-", "--", "_-", "", "", "."]).join(cased)


def _version(random: Random) -> str:
    numbers = [str(random.randint(0, 120)) for _ in range(random.randint(1, 4))]
    return random.choice(["", "v", ">=", "."]) + ".".join(numbers) + random.choice(["", "rc1", "."])


def _sign(random: Random) -> str:
    return random.choice(SIGNS)


def _apostrophe(random: Random) -> str:
    left, right = (_english(random) for _ in range(2))
    return f"{left}{random.choice(['’', chr(39), '’’', '‘'])}{right}"


def _long(random: Random) -> str:
    piece = random.choice(["a", "é", "型", "\U0001d4d0", "𠀀", "e\u0301", "aB", "ing", "_x", "İ"])
    return piece * random.randint(14, 70)


def _decomposed(random: Random) -> str:
    return unicodedata.normalize(random.choice(["NFD", "NFKD"]), _mixture(random))


MAKERS: tuple[Callable[[Random], str], ...] = (
    _script,
    _script,
    _mixture,
    _english,
    _english,
    _gibberish,
    _identifier,
    _identifier,
    _version,
    _sign,
    _apostrophe,
    _long,
    _decomposed,
)


@cache
def assigned(script: str) -> str:
    """The characters of a script that this Python knows; of others, browsers may know more."""
    codes = (code for start, end in SCRIPTS[script] for code in range(start, end))
    return "".join(
        chr(code) for code in codes if unicodedata.category(chr(code)) not in ("Cn", "Cs")
    )
