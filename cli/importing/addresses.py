"""Addresses of links: what an answer may link to is https and complete."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urljoin

from schema.types import URL_PATTERN


class Target(NamedTuple):
    """Where a link goes, empty for nowhere, and what was changed about it."""

    address: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Turns the addresses of one source into those of an answer.

    `page` is the address of the source itself, by which relative addresses become complete.
    """

    page: str = ""

    def resolve(self, written: str) -> Target:
        """Return where an address leads from an answer."""
        address = re.sub(r"\s+", "", written.strip())
        scheme = _scheme(address)
        if scheme == "https":
            return Target("https" + address[5:])
        if scheme == "http" or address.startswith("//"):
            return Target("https://" + address.partition("//")[2], "made https")
        if scheme:
            return Target("", f"'{scheme}:' is not https")
        if self.page:
            joined = _join(self.page, address)
            if joined:
                return Target(joined, "made absolute")
        if address.startswith("#"):
            return Target("", "it leads to a place in the source")
        return Target("", "it is relative, and no base address is given")


def _scheme(address: str) -> str:
    found = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", address)
    if not found:
        return "mailto" if re.fullmatch(r"[^@/\s]+@[^@/\s]+\.[^@/\s]+", address) else ""
    return found[1].lower()


def _join(page: str, address: str) -> str:
    try:
        joined = urljoin(page, address)
    except ValueError:
        return ""
    return joined if is_address(joined) else ""


def is_address(text: str) -> bool:
    """Return whether this is a complete https address as records have them."""
    return len(text) <= 500 and re.search(URL_PATTERN, text) is not None


_BADGE = re.compile(
    r"shields\.io|badge|logo_source|travis-ci|codecov|coveralls|circleci|appveyor|"
    r"visitor-count|actions/workflows/\S+\.svg|pepy\.tech",
    re.IGNORECASE,
)


def is_badge(address: str) -> bool:
    """Return whether an image is a badge: it shows the state of something, and tells nothing."""
    return _BADGE.search(address) is not None


def source_address(base: str, name: str) -> str:
    """Return the address of a source file below the base, or empty if it would be none."""
    if not base:
        return ""
    whole = base if base.rpartition("/")[2] == name.rpartition("/")[2] else ""
    address = whole or f"{base.rstrip('/')}/{name}"
    return address if is_address(address) else ""
