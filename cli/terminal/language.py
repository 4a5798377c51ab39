"""The words of a terminal in the reader's language, from the catalogue of the site."""

from collections.abc import Callable
from functools import cache

from babel.core import get_locale_identifier, parse_locale

from schema.messages import extension
from schema.phrases import read_messages


@cache
def translation(language: str) -> Callable[[str], str]:
    """Return what translates English messages into a language, or leaves them as they are."""
    locale = get_locale_identifier(parse_locale(language, sep="-"))
    path = extension() / "locale" / locale / "LC_MESSAGES/faq.po"
    return read_messages(path).gettext if path.is_file() else str
