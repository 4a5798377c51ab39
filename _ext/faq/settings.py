"""The settings of the extension, validated once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

from schema.files import read_text
from schema.records import Place
from schema.types import URL_PATTERN

SETTINGS: Mapping[str, tuple[object, Literal["env", "html"], type]] = {
    "faq_repository_url": ("", "html", str),
    "faq_branch": ("main", "html", str),
    "faq_contribute": ("docs/contribute", "html", str),
    "faq_static_limit": (300, "env", int),
}
"""Name, default, what a change rebuilds, and type of each setting in `conf.py`."""


QUESTION_FORM = "ask-a-question.yml"
"""The form for new questions, in `.github/ISSUE_TEMPLATE/`; its field `question` takes the text."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What `conf.py` says about the knowledge base."""

    repository_url: str
    """Address of the repository, for edit links; empty when there is none."""

    branch: str
    """Branch that edit links open."""

    contribute: str
    """Document that the edit link leads to where there is no repository address."""

    static_limit: int
    """Most entries that the filter index lists without JavaScript."""

    @classmethod
    def of(cls, config: Config) -> Self:
        """Read the settings; raises `ConfigError` naming the setting and what it may be."""
        for name, (_, _, kind) in SETTINGS.items():
            if not isinstance(config[name], kind):
                raise ConfigError(
                    f"{name} is {config[name]!r}; it must be of type {kind.__name__}."
                )
        url = config.faq_repository_url.rstrip("/")
        if url and not re.fullmatch(URL_PATTERN, url):
            raise ConfigError(
                f"faq_repository_url is {url!r}; it must be an https address such as "
                "'https://github.com/owner/name', or empty."
            )
        if config.faq_static_limit < 0:
            raise ConfigError("faq_static_limit must be 0 or more.")
        return cls(url, config.faq_branch, config.faq_contribute, config.faq_static_limit)

    def edit_url(self, path: str) -> str:
        """Return the address at which a file of the repository is edited, or an empty string."""
        if not self.repository_url:
            return ""
        step = "-/edit" if self._is_gitlab else "edit"
        return f"{self.repository_url}/{step}/{self.branch}/{path}"

    @property
    def new_question(self) -> Mapping[str, str]:
        """The form for a new issue of the repository, and its names of title and text."""
        if self._is_gitlab:
            names = {"title": "issue[title]", "text": "issue[description]"}
            return {"address": f"{self.repository_url}/-/issues/new", **names}
        address = f"{self.repository_url}/issues/new?template={QUESTION_FORM}"
        return {"address": address, "title": "title", "text": "question"}

    @property
    def _is_gitlab(self) -> bool:
        return "gitlab" in (urlsplit(self.repository_url).hostname or "")


def watch_record(app: Sphinx, config: Config) -> None:
    """Read everything again when `kb/settings.yaml` changes (event `config-inited`).

    Sphinx compares the digest with that of the last build. The file itself has no page.
    """
    path = Place.settings().path
    text, _ = read_text(Path(app.srcdir) / path, path)
    config.faq_settings_digest = blake2b((text or "").encode(), digest_size=8).hexdigest()
    config.exclude_patterns = [*config.exclude_patterns, path]


def check(app: Sphinx, config: Config) -> None:
    """Raise `ConfigError` for wrong settings before anything is read (event `config-inited`)."""
    Settings.of(config)


def share_quotes(app: Sphinx, config: Config) -> None:
    """Use the same quotation marks in every builder (event `config-inited`).

    Builders share doctrees, and by default Sphinx puts straight quotes into those read for text.
    """
    config.smartquotes_excludes = {**config.smartquotes_excludes, "builders": []}
