"""Random texts that readers and records may contain, the same ones for the same seed."""

import unicodedata
from collections.abc import Callable, Sequence
from functools import cache, partial
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
    "han": [(0x3400, 0x3420), (0x4E00, 0xA000), (0xF900, 0xFB00)],
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
REPEATED = ("a", "é", "型", "\U0001d4d0", "𠀀", "e\u0301", "aB", "ing", "_x", "İ")
SEPARATORS = (" ", " ", "", "-", "_", "__", "\n", "’", "'", "‘", ".", "、")
CHANGES: tuple[Callable[[str], str], ...] = (
    *(str, str, str, str.lower, str.upper, str.title),
    partial(unicodedata.normalize, "NFD"),
    partial(unicodedata.normalize, "NFKD"),
)


def texts(count: int, seed: int = 20_260_101) -> list[str]:
    """Texts of words and signs of every kind."""
    random = Random(seed)
    return [_text(random) for _ in range(count)]


def _text(random: Random) -> str:
    pieces = [_piece(random) for _ in range(random.choice([1, 1, 2, 3, 6, 12]))]
    return random.choice(SEPARATORS).join(pieces)


def _piece(random: Random) -> str:
    script = assigned(random.choice(list(SCRIPTS)))
    gibberish = random.choices("aeiouybcdglmnrstwxyz", k=random.randint(1, 9))
    ending = random.choice(["", *ENDINGS.split()])
    piece = random.choice(
        [
            "".join(random.choices(script, k=random.randint(1, 8))),
            random.choice(STEMS.split()) + ending,
            "".join(gibberish) + ending,  # a word that no stemmer was tested with
            random.choice(NAMES.split()),
            f"{random.choice(['', 'v', '>='])}{random.randint(0, 120)}.{random.randint(0, 9)}rc1",
            random.choice(SIGNS),
            random.choice(REPEATED) * random.randint(14, 70),
        ]
    )
    return random.choice(CHANGES)(piece)


@cache
def assigned(script: str) -> str:
    """The characters of a script that this Python knows; of others, browsers may know more."""
    codes = (code for start, end in SCRIPTS[script] for code in range(start, end))
    return "".join(
        chr(code) for code in codes if unicodedata.category(chr(code)) not in ("Cn", "Cs")
    )
