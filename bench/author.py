"""Random answers of allowed Markdown, many of them with small mistakes, all from one seed."""

import random
import re

from schema.markdown.allowed import DIRECTIVES, LANGUAGES

_NESTED = "FENCE{«directive»}\n«blocks»\nFENCE"
_TITLED = "FENCE{«directive»} «line»\n«blocks»\nFENCE"
_TAB = "FENCE{tab-item} «line»\n«blocks»\nFENCE"
_ADMONITION = _TAB.replace("tab-item", "admonition")

# Texts by name; `«name»` in one of them stands for any text of that name.
GRAMMAR: dict[str, list[str]] = {
    "blocks": [
        *["«block»", "«block»\n\n«block»", "«block»\n\n«block»\n\n«block»"] * 8,
        "«block»\n«block»",
    ],
    "nested": ["«list»", "«quote»", "«special»", "«tabs»"],
    "leaf": [
        *(["«line»", "«line» «line»", "«line»\n«line»"] * 2),
        *("## «line»", "### «line»", "«line»\n---", "«code»", "«table»", "---", "***", "- - -"),
        *("[«word»]: https://a.example/«digit»", "    «source»"),
    ],
    "list": [f"{mark} «blocks»\n{mark} «blocks»" for mark in ("-", "1.", "*", "3)")],
    "quote": ["> «blocks»"],
    "special": [
        *([_NESTED] * 12 + [_TITLED] * 3 + [_ADMONITION]),
        *(
            _NESTED.replace("«blocks»", f"{odd}«blocks»")
            for odd in (":class: a\n", "^^^\n", "---\n")
        ),
        *(_NESTED.replace("«blocks»", ""), _ADMONITION.replace(" «line»", ""), _TAB),
    ],
    "tabs": ["FENCE{tab-set}\n«tab»\n«tab»\nFENCE"] * 9 + ["FENCE{tab-set}\n«tab»\n«leaf»\nFENCE"],
    "tab": [_TAB] * 19 + [_TAB.replace(" «line»", "")],
    "code": [f"{f}«language»\n«source»\n«source»\n{f}" for f in ("```", "~~~", "````")],
    "table": ["|«line»|\n|-|\n|«line»|", "|«word»|«line»|\n|-|:-:|\n|«line»|«word»|"],
    "line": ["«inline»", "«inline» «inline»", "«inline» «inline» «inline» «inline»"],
    "inline": [
        *["«word»"] * 6,
        *("`«word»`", "**«word»**", "*«word»*", "[«word»]", "[«inline»](https://a.example/b)"),
        *("<https://a.example/«digit»>", "{kbd}`«word»`", "{abbr}`«word»`", "{sub}`«word»`"),
        *("{faq:entry}`beta`", "{faq:tag}`hardware/cpu`", "{faq:entry}`a <beta>`"),
        *("«word»  \n", "«word»\\\n"),
    ],
    "word": [
        *["alpha", "Beta", "gamma 7", "a_b", "x < 2", "C:\\temp", "数据", "$x$", "50 %", "1."] * 20,
        *("", " ", "-", "*", "**", "`", "``", "\\", "|", ":", "::", "[", "]", "[^1]", "&amp;", "~"),
        *("_", "+++", "{{ a }}"),
    ],
    "source": [
        *("x = 1", "?? $x", "$ ls", ">>> a", '  File "a", line 1x', "'''", "<b>", "", "---"),
        *("{% a", "\ta"),
    ],
    "language": sorted(LANGUAGES) * 2 + ["", "rust"],
    "directive": sorted(DIRECTIVES - {"check", "tab-set", "tab-item", "admonition"}),
    "digit": list("012"),
}


class Author:
    """Writes answers as a person might: mostly right, nested, with odd signs here and there."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def answer(self) -> str:
        """Return the Markdown of one answer."""
        return self._text("blocks", 3) + "\n"

    def _text(self, name: str, depth: int) -> str:
        """Return a text of the grammar; lines that follow one another get the same margin."""
        if name == "block":
            is_nested = depth and self._random.random() < 0.4
            name, depth = ("nested", depth - 1) if is_nested else ("leaf", depth)
        fence = self._random.choice(":::`") * (3 + 2 * depth + (name == "tabs"))
        lines = self._random.choice(GRAMMAR[name]).replace("FENCE", fence).split("\n")
        return "\n".join(self._line(line, depth) for line in lines)

    def _line(self, line: str, depth: int) -> str:
        mark = re.match(r"(?:[-*>]|\d[.)])? *", line)[0]
        margin = mark if mark == "> " else " " * len(mark)
        text = re.sub(r"«(\w+)»", lambda part: self._text(part[1], depth), line)
        return text.replace("\n", f"\n{margin}")
