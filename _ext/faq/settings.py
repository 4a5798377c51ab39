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

RECORDS = ("kb/entries/*.yaml", "kb/tags/*/*.yaml")
"""The files that are documents besides the project's own pages."""

SEARCH = "search"
"""The document that browsers and the theme send queries to, as in every Sphinx project."""

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


def prepare(app: Sphinx, config: Config) -> None:
    """Check the settings, and set what follows from them (event `config-inited`).

    Raise `ConfigError` for a wrong setting.
    """
    Settings.of(config)
    # Builders share doctrees, and by default Sphinx reads straight quotes for some of them.
    config.smartquotes_excludes = {**config.smartquotes_excludes, "builders": []}
    # Sphinx reads everything again when the digest differs from that of the last build.
    path = Place.settings().path
    text, _ = read_text(Path(app.srcdir) / path, path)
    config.faq_settings_digest = blake2b((text or "").encode(), digest_size=8).hexdigest()
    # A YAML file is a document only where a record belongs.
    suffixes = {*config.source_suffix, *app.registry.source_suffix} - {".yaml"}
    patterns = [*config.include_patterns]
    if patterns == ["**"]:
        patterns = [f"**{suffix}" for suffix in sorted(suffixes)]
    config.include_patterns = [*patterns, *RECORDS]
    config.exclude_patterns = [*config.exclude_patterns, ".*", "_build", "node_modules"]
