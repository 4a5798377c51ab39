"""Text as search tokens; `faq-tokens.js` does the same in the browser, token by token."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from snowballstemmer import stemmer  # type: ignore[import-untyped]

MAX_TOKEN = 32
"""Longest token, in characters; the rest of a longer word is left out."""

MIN_HUMP = 3
"""Shortest part at which `CamelCase` is split: `SaveCheckpoint` is, `PyNative` is one word."""

MAX_CACHED = 40
"""Longest word that is cached, in characters: Chinese text has few blanks and rarely repeats."""

_CJK = (
    r"\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    r"\u4e00-\u9fff\uac00-\ud7af\U00020000-\U0003ffff"
)
# Written out, because the Unicode tables of Python and of a browser are of different ages.
_LETTERS = (
    r"0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u037d\u037f-\u0386\u0388-\u0559\u0560-\u0588"
    r"\u058a-\u060b\u060d-\u061a\u061c-\u061e\u0620-\u0669\u066e-\u06d3\u06d5-\u0963\u0966-\u1fff"
    r"\u2c00-\u2dff\ua000-\uabff"
)
# Traditional characters that technical texts often use, and the simplified ones.
_TRADITIONAL = (
    "並來係個側備傳優內兩別則動務區參問啓啟單嗎噹圖執報場塊實寫將對導層屬幾庫張強後徑從態憶應戶換"
    "據敗數斷時會條構標樣機檔檢權決沒況測為無現環產異當發確碼種稱箇節級組結絡給統經綫維網線編練緻"
    "繫義腳臺與華處裏裝裡製見規計訓設註詢試該誌認語誤說説調請諮譯議讀變賴軟較載輸轉辦迴這進運過選"
    "還錄錯録錶鏡鑰開間關階隨隻靜預題類騰驗體麼點"
    "顯辦驅聯準優鎖鏈鍵長門陣難雙雲電頁頻達邊遠監盤總續術觀識質頭"
)
_SIMPLIFIED = (
    "并来系个侧备传优内两别则动务区参问启启单吗当图执报场块实写将对导层属几库张强后径从态忆应户换"
    "据败数断时会条构标样机档检权决没况测为无现环产异当发确码种称个节级组结络给统经线维网线编练致"
    "系义脚台与华处里装里制见规计训设注询试该志认语误说说调请咨译议读变赖软较载输转办回这进运过选"
    "还录错录表镜钥开间关阶随只静预题类腾验体么点"
    "显办驱联准优锁链键长门阵难双云电页频达边远监盘总续术观识质头"
)
_SIMPLER = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
_WORD = re.compile(
    rf"(?P<version>[Vv]?[0-9]+(?:\.[0-9]+)+)"
    rf"|(?P<product>[A-Za-z]+)(?=[0-9]+(?:\.[0-9]+)+)"
    rf"|(?P<sign>[A-Za-z][0-9A-Za-z]*(?:\+\+|#(?![{_LETTERS}])))"
    rf"|(?P<word>[{_LETTERS}]+(?:[_\-]+[{_LETTERS}]+)*)"
    rf"|(?P<cjk>[{_CJK}]+)"
)
_MARKS = re.compile(r"[\u0300-\u036f]")
_APOSTROPHES = re.compile(r"['\u2019]")
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_MODELS = re.compile(r"(?<=[A-Za-z]{3})(?=[0-9][0-9A-Za-z]{2})")
_ACRONYMS = re.compile(r"[A-Z]{2,}s")
_LINKS = re.compile(r"[_\-]+")
_STEMMED = re.compile(r"[a-z]{3,}")
_ENGLISH: Any = stemmer("english")


def tokenise(text: str) -> list[str]:
    """Return the tokens of a text in their order: lower-case stems without accents.

    An identifier gives its parts and then all of them joined, so that `save_checkpoint`,
    `SaveCheckpoint` and `save checkpoint` meet. A run of Chinese, Japanese or Korean characters
    gives its overlapping pairs, in simplified characters. Signs that are part of a name stay:
    `c++`, `c#`, `2.10`.
    """
    # No token contains a blank, and texts repeat their words: a cache saves most of the time.
    tokens: list[str] = []
    for word in text.replace("\n", " ").split(" "):
        tokens += _cut_cached(word) if len(word) <= MAX_CACHED else _cut(word)
    return tokens


def _cut(word: str) -> tuple[str, ...]:
    """Return the tokens of a text without blanks."""
    tokens: list[str] = []
    for match in _WORD.finditer(_folded(word)):
        found = match.group()
        match match.lastgroup:
            case "version":
                number = found.lstrip("Vv")
                tokens += [*number.split("."), number]
            case "sign":
                tokens.append(found.lower())
            case "product" | "word":
                tokens += _parts(found)
            case _:
                pairs = [found[at : at + 2] for at in range(len(found) - 1)]
                tokens += pairs or [found]
    return tuple(_stem(token[:MAX_TOKEN]) for token in tokens)


_cut_cached = lru_cache(maxsize=1 << 15)(_cut)


def _folded(text: str) -> str:
    text = _APOSTROPHES.sub("", text)
    if text.isascii():
        return text
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFC", bare).translate(_SIMPLER)


def _parts(word: str) -> Iterator[str]:
    parts = [part for linked in _LINKS.split(word) for part in _humps(linked)]
    yield from (part.lower() for part in parts)
    if len(parts) > 1:
        yield "".join(parts).lower()


def _humps(word: str) -> list[str]:
    if _ACRONYMS.fullmatch(word):
        return [word[:-1]]  # the stemmer takes `gpus` for a word such as `bus`
    humps = _HUMPS.split(word)
    if any(len(hump) < MIN_HUMP for hump in humps):
        humps = [word]
    return [part for hump in humps for part in _MODELS.split(hump)]


@lru_cache(maxsize=1 << 16)
def _stem(token: str) -> str:
    return str(_ENGLISH.stemWord(token)) if _STEMMED.fullmatch(token) else token
