"""Where the links of a source lead from an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urljoin

from schema.types import URL_PATTERN

_BADGE = re.compile(
    r"shields\.io|badge|logo_source|travis-ci|codecov|coveralls|circleci|appveyor|"
    r"visitor-count|actions/workflows/\S+\.svg|pepy\.tech",
    re.IGNORECASE,
)


class Target(NamedTuple):
    """The https address of a link, empty if it has none, and what was changed or is wrong."""

    address: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class Links:
    """Resolves the links of a source that is published at the address `page`, if any."""

    page: str = ""

    def resolve(self, link: str) -> Target:
        """Return the address that an answer links to: https, and absolute."""
        link = re.sub(r"\s+", "", link)
        scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", link)
        if link.startswith("//") or (scheme and scheme[1].lower() == "http"):
            return Target("https://" + link.partition("//")[2], "now uses https")
        if scheme and scheme[1].lower() == "https":
            return Target("https" + link[5:])
        if scheme or re.fullmatch(r"[^@/\s]+@[^@/\s]+", link):
            return Target("", f"'{scheme[1].lower() if scheme else 'mailto'}:' is not https")
        if self.page and is_address(address := _join(self.page, link)):
            return Target(address, "is absolute now")
        if link.startswith("#"):
            return Target("", "it leads to a place in the source")
        return Target("", "it is relative, and --base-url is not set")


def _join(page: str, link: str) -> str:
    try:
        return urljoin(page, link)
    except ValueError:
        return ""


def is_address(text: str) -> bool:
    """Return whether a text is an absolute https address that a record may have."""
    return len(text) <= 500 and re.search(URL_PATTERN, text) is not None


def is_badge(address: str) -> bool:
    """Return whether an image is a badge: it shows a status, which is no part of an answer."""
    return _BADGE.search(address) is not None


def source_address(base: str, name: str) -> str:
    """Return the address of a source below the base address, or an empty string."""
    if not base:
        return ""
    is_file = base.rpartition("/")[2] == name.rpartition("/")[2]
    address = base if is_file else f"{base.rstrip('/')}/{name}"
    return address if is_address(address) else ""
