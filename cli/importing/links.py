"""Where the links of a source lead from an answer."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from schema.types import URL_PATTERN


def resolve(link: str, page: str) -> tuple[str, str]:
    """Return the absolute https address of a link, and what was changed or is wrong.

    The address is empty if an answer cannot have the link. `page` is where the source is
    published, if anywhere.
    """
    link = re.sub(r"\s+", "", link)
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", link)
    if link.startswith("//") or (scheme and scheme[1].lower() == "http"):
        return "https://" + link.partition("//")[2], "now uses https"
    if scheme and scheme[1].lower() == "https":
        return "https" + link[5:], ""
    if scheme or re.fullmatch(r"[^@/\s]+@[^@/\s]+", link):
        return "", f"'{scheme[1].lower() if scheme else 'mailto'}:' is not https"
    if page and is_address(address := _join(page, link)):
        return address, "is absolute now"
    if link.startswith("#"):
        return "", "it leads to a place in the source"
    return "", "it is relative, and --base-url is not set"


def _join(page: str, link: str) -> str:
    try:
        return urljoin(page, link)
    except ValueError:
        return ""


def is_address(text: str) -> bool:
    """Return whether a text is an absolute https address that a record may have."""
    return len(text) <= 500 and re.search(URL_PATTERN, text) is not None


def source_address(base: str, name: str) -> str:
    """Return the address of a source below the base address, or an empty string."""
    if not base:
        return ""
    is_file = base.rpartition("/")[2] == name.rpartition("/")[2]
    address = base if is_file else f"{base.rstrip('/')}/{name}"
    return address if is_address(address) else ""
