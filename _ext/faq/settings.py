"""The settings of the extension, and those of Sphinx that follow from them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode, urlsplit

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

from schema.types import URL_PATTERN

SETTINGS = {"faq_repository_url": "", "faq_branch": "main"}
"""The settings in `conf.py` and their defaults."""

CONTRIBUTE = "docs/contribute"
"""The document about contributing, to which edit links lead without a repository address."""

RECORDS = ("kb/entries/*.yaml", "kb/tags/*/*.yaml")
"""Patterns of the record files that are documents."""

SEARCH = "search"
"""The document that browsers and the theme send queries to, as in every Sphinx project."""

QUESTION_FORM = "ask-a-question.yml"
"""The form for new questions, in `.github/ISSUE_TEMPLATE/`; its field `question` takes the text."""

MISTAKE_FORM = "an-answer-is-wrong.yml"
"""The form for mistakes; its field `page` takes the address of the entry."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in `conf.py`."""

    repository_url: str
    """The https address of the repository; may be empty."""
    branch: str
    """The branch that edit links open."""

    @classmethod
    def of(cls, config: Config) -> Self:
        """Read the settings. Raise `ConfigError` for a wrong one."""
        url = config.faq_repository_url.rstrip("/")
        if url and not re.fullmatch(URL_PATTERN, url):
            raise ConfigError(
                f"faq_repository_url is {url!r}; it must be an https address such as "
                "'https://github.com/owner/name', or empty."
            )
        return cls(url, config.faq_branch)

    def edit_url(self, path: str) -> str:
        """Return the address at which a file is edited; empty without a repository."""
        if not self.repository_url:
            return ""
        step = "-/edit" if self._is_gitlab else "edit"
        return f"{self.repository_url}/{step}/{self.branch}/{path}"

    @property
    def new_question(self) -> Mapping[str, str]:
        """The address of the form for a new question, and what the form calls title and text."""
        return self._form(QUESTION_FORM, "question")

    def report_url(self, id: str, page: str) -> str:
        """Return the address of the form for a mistake in an entry, which has this page."""
        form = self._form(MISTAKE_FORM, "page")
        fields = urlencode({form["title"]: f"{id}: ", form["text"]: page})
        return f"{form['address']}{'&' if '?' in form['address'] else '?'}{fields}"

    def _form(self, template: str, text: str) -> Mapping[str, str]:
        if self._is_gitlab:
            names = {"title": "issue[title]", "text": "issue[description]"}
            return {"address": f"{self.repository_url}/-/issues/new", **names}
        address = f"{self.repository_url}/issues/new?template={template}"
        return {"address": address, "title": "title", "text": text}

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
    # A YAML file is a document only where a record belongs, and among records there are no others.
    suffixes = sorted({*config.source_suffix, *app.registry.source_suffix} - {".yaml"})
    if config.include_patterns == ["**"]:
        config.include_patterns = [f"**{suffix}" for suffix in suffixes]
    config.include_patterns = [*config.include_patterns, *RECORDS]
    misplaced = (f"kb/**{suffix}" for suffix in suffixes)
    unrelated = ("**/.*", ".*", "_build", "node_modules", *misplaced)
    config.exclude_patterns = [*config.exclude_patterns, *unrelated]
