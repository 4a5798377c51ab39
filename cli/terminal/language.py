"""The words of a terminal in the reader's language, from the catalogue of the site."""

import os
from collections.abc import Callable
from functools import cache

from schema.phrases import phrase, read_messages, worded
from schema.problems import printable
from schema.scripts import extension


def terminal_language() -> str:
    """Return the language that the environment names, in lowercase, such as `zh-cn`."""
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return locale.partition(".")[0].replace("_", "-").lower()


@cache
def translation(language: str) -> Callable[[str], str]:
    """Return what translates English messages into a language, or leaves them as they are."""
    for path in (extension() / "locale").glob("*/LC_MESSAGES/faq.po"):
        if path.parts[-3].replace("_", "-").lower() == language.lower():
            return read_messages(path).gettext
    return str


def said(text: str) -> str:
    """Return a text in the language of the terminal, printable."""
    return printable(worded(phrase(text), translation(terminal_language()))) if text else ""
