"""Random texts that readers and records may contain, the same ones for the same seed."""

import unicodedata
from collections.abc import Callable
from functools import partial
from random import Random

CHARACTERS = "".join(
    character
    for character in map(chr, (*range(0x09, 0x20040), *range(0x2F800, 0x30020)))
    if unicodedata.category(character) not in ("Cn", "Co", "Cs")
)
"""All but private ones and most rare Han that this Python knows; browsers may know more."""

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
    # Half of them from where most scripts are, and those of a text from the same one.
    start = random.randrange(random.choice([12_000, len(CHARACTERS)]))
    script = CHARACTERS[start : start + 200]
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
