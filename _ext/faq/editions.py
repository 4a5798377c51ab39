"""The editions of a site, one for each language of the knowledge base: which is built, and where.

The edition in the first language is at the root of the site, each other one in a folder below it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from sphinx.application import Sphinx
from sphinx.config import Config

from schema.evidence.claims import EvidenceReader
from schema.knowledge_base import read_shared
from schema.models.shared import Settings


@dataclass(frozen=True, slots=True)
class Editions:
    """The languages of a site, and the one of this build."""

    base: Settings
    present: str

    @classmethod
    def of(cls, config: Config, base: Settings) -> Self:
        """Return the editions of a knowledge base; one in an unknown language is the first."""
        wanted = (config.language or "").replace("_", "-").lower()
        known = {language.lower(): language for language in base.languages}
        return cls(base, known.get(wanted, base.languages[0]))

    @property
    def others(self) -> tuple[str, ...]:
        """The languages of the other editions."""
        return tuple(language for language in self.base.languages if language != self.present)

    @property
    def folder(self) -> str:
        """The folder of this edition below the root of the site, empty for the first one."""
        return self.base.folder(self.present)

    def way_to(self, language: str) -> str:
        """Return the relative address of the root of another edition from the root of this one."""
        return ("../" if self.folder else "") + self.base.folder(language)


def place(app: Sphinx, config: Config) -> None:
    """Let the addresses of this edition begin with its folder (event `config-inited`)."""
    policy, _ = read_shared(EvidenceReader(Path(app.srcdir)))
    editions = Editions.of(config, policy.settings)
    if config.html_baseurl:
        config.html_baseurl = f"{config.html_baseurl.rstrip('/')}/{editions.folder}"
