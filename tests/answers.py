"""Random answers of allowed Markdown, many of them with small mistakes, all from one seed."""

import random
from collections.abc import Callable, Sequence

from schema.markdown.allowed import DIRECTIVES, LANGUAGES

_WORDS = (
    "alpha", "Beta", "gamma 7", "a_b", "x < 2", "C:\\temp", "1.", "数据", "$x$", "{{ a }}", "50 %",
)  # fmt: skip
_ODD = (
    "", " ", "-", "*", "**", "`", "``", "\\", "|", ":", "::", "[", "]", "[^1]", "&amp;", "~",
    "_", "+++",
)  # fmt: skip
_CODE = (
    "x = 1", "?? $x", "$ ls", ">>> a", '  File "a", line 1x', "'''", "<b>", "", "---",
    "{% a", "\ta",
)  # fmt: skip
_NEEDED = {"admonition", "tab-item"}


class Author:
    """Writes answers as a person might: mostly right, nested, with odd signs here and there."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def answer(self) -> str:
        """Return the Markdown of one answer."""
        return self._blocks(3) + "\n"

    def _maybe(self, chance: float) -> bool:
        return self._random.random() < chance

    def _pick(self, texts: Sequence[str]) -> str:
        return self._random.choice(texts)

    def _blocks(self, depth: int) -> str:
        blocks = (self._block(depth) for _ in range(self._random.randint(1, 4)))
        return ("\n" if self._maybe(0.02) else "\n\n").join(blocks)

    def _block(self, depth: int) -> str:
        simple: tuple[Callable[[], str], ...] = (
            *(self._paragraph,) * 6,
            self._heading,
            self._code,
            self._table,
            lambda: self._pick(("---", "***", "- - -")),
            lambda: f"[{self._word()}]: https://a.example/{self._random.randint(0, 2)}",
            lambda: f"    {self._pick(_CODE)}",
        )
        nested = (self._list, self._quote, self._directive, self._tabs)
        if depth and self._maybe(0.4):
            return self._random.choice(nested)(depth - 1)
        return self._random.choice(simple)()

    def _word(self) -> str:
        return self._pick(_ODD if self._maybe(0.08) else _WORDS)

    def _inline(self) -> str:
        text = self._word()
        forms: tuple[Callable[[], str], ...] = (
            *(lambda: text,) * 6,
            lambda: f"`{text}`",
            lambda: f"**{text}**",
            lambda: f"*{text}*",
            lambda: f"[{text}]",
            lambda: f"[{self._inline()}](https://a.example/b)",
            lambda: f"<https://a.example/{self._random.randint(0, 9)}>",
            lambda: f"{{{self._pick(('kbd', 'abbr', 'sub', 'sup'))}}}`{text}`",
            lambda: self._pick(("{faq:entry}`beta`", "{faq:tag}`hardware/cpu`")),
            lambda: "{faq:entry}`a <beta>`",
            lambda: f"{text}{self._pick(('  ', chr(92)))}\n",
        )
        return self._random.choice(forms)()

    def _line(self) -> str:
        return " ".join(self._inline() for _ in range(self._random.randint(1, 4))).replace(
            "\n", " "
        )

    def _paragraph(self) -> str:
        return " ".join(self._inline() for _ in range(self._random.randint(1, 8)))

    def _heading(self) -> str:
        if self._maybe(0.1):
            return f"{self._line()}\n---"
        return f"{self._pick(('##', '##', '##', '###'))} {self._line()}"

    def _code(self) -> str:
        language = self._pick(("", "rust")) if self._maybe(0.05) else self._pick(sorted(LANGUAGES))
        lines = (self._pick(_CODE) for _ in range(self._random.randint(0, 5)))
        fence = self._pick(("```", "~~~", "````"))
        return "\n".join((f"{fence}{language}", *lines, fence))

    def _table(self) -> str:
        width = self._random.randint(1, 3)
        rows = [
            "|".join(["", *(self._line().replace("|", "") for _ in range(width)), ""])
            for _ in range(self._random.randint(1, 3))
        ]
        return "\n".join((rows[0], "|" + self._pick(("-|", ":-:|")) * width, *rows[1:]))

    def _list(self, depth: int) -> str:
        marker = self._pick(("-", "1.", "*", "3)"))
        indent = " " * (len(marker) + 1)
        items = (
            f"{marker} " + self._blocks(depth).replace("\n", f"\n{indent}")
            for _ in range(self._random.randint(1, 3))
        )
        return "\n".join(items)

    def _quote(self, depth: int) -> str:
        return "> " + self._blocks(depth).replace("\n", "\n> ")

    def _directive(self, depth: int, name: str = "") -> str:
        name = name or self._pick(sorted(DIRECTIVES - {"check", "tab-set", "tab-item"}))
        if self._maybe(0.03):
            name = self._pick(sorted(DIRECTIVES - {"check"}))
        titled = name in _NEEDED or self._maybe(0.2)
        title = f" {self._line()}" if titled and not self._maybe(0.05) else ""
        body = self._pick(("", ":class: a\n", "^^^\n", "---\n")) if self._maybe(0.1) else ""
        body += self._blocks(depth) if not self._maybe(0.03) else ""
        fence = (":" if self._maybe(0.7) else "`") * (3 + 2 * depth)
        return f"{fence}{{{name}}}{title}\n{body}\n{fence}"

    def _tabs(self, depth: int) -> str:
        tabs = [self._directive(depth, "tab-item") for _ in range(self._random.randint(1, 3))]
        if self._maybe(0.1):
            tabs.append(self._block(0))
        fence = ":" * (4 + 2 * depth)
        return "\n".join((f"{fence}{{tab-set}}", *tabs, fence))
