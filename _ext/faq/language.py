"""The language of a build: its messages, its folder, and days and names as readers write them."""

from datetime import date
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.locale import get_translator, translators

from schema.evidence.claims import EvidenceReader
from schema.knowledge_base import read_shared
from schema.models.shared import Settings
from schema.phrases import read_messages

LOCALE = Path(__file__).parent / "locale"


def built_language(config: Config, settings: Settings) -> str:
    """Return the language of the edition that a build makes, the first if Sphinx names no other."""
    wanted = (config.language or "").replace("_", "-").lower()
    known = {language.lower(): language for language in settings.languages}
    return known.get(wanted, settings.languages[0])


def add_folder(app: Sphinx, config: Config) -> None:
    """Let the addresses of an edition begin with its folder (event `config-inited`).

    The edition in the first language is at the root of the site, each other one in a folder below.
    """
    policy, _ = read_shared(EvidenceReader(Path(app.srcdir)))
    if config.html_baseurl:
        folder = policy.settings.folder(built_language(config, policy.settings))
        config.html_baseurl = f"{config.html_baseurl.rstrip('/')}/{folder}"


def add_messages(app: Sphinx, config: Config) -> None:
    """Let `sphinx.locale._` and all templates find our messages (event `config-inited`)."""
    path = LOCALE / config.language / "LC_MESSAGES/faq.po"
    if not path.is_file():
        return
    messages = read_messages(path)
    messages.add_fallback(app.translator)
    app.translator = translators["general", "sphinx"] = messages


def formatted_day(iso: str, pattern: str) -> str:
    """Return `2026-11-22` by a pattern such as `d MMM y`, in the language of the messages."""
    language = get_translator().info().get("language", "en")
    return format_date(date.fromisoformat(iso), pattern, locale=language)


def name_of(language: str, reader: str = "") -> str:
    """Return the name of a language, in the language of a reader or else in its own."""
    try:
        locale = Locale.parse(language, sep="-")
        name = locale.get_language_name(reader.replace("-", "_") or None)
    except (UnknownLocaleError, ValueError):
        name = None
    return name or language


def name_here(language: str) -> str:
    """Return the name of a language, in the language of the messages."""
    return name_of(language, get_translator().info().get("language", "en"))
