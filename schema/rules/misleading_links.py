"""A link leads where its text says."""

import re
from collections.abc import Iterator
from unicodedata import normalize
from urllib.parse import unquote

from schema.markdown.inline import parse_inline, plain
from schema.markdown.lint import contents
from schema.models.entry import Entry, QuestionAndAnswer
from schema.models.shared import Table
from schema.problems import Code, Finding
from schema.records import Record
from schema.rules import Policy

MISLEADING_LINK = Code(
    "misleading-link",
    "The text of a link or a source names a different address than its target.",
    "Describe the page in words.",
    bad="answer: |\n  See ¦[www.a.b](https://c.d).\n",
    good="answer: |\n  See [the guide](https://c.d) on [www.c.d](https://c.d/en).\n",
)

_NAMED_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>()\[\]]+"
    r"|(?<![\w.-])(?:[\w-]{1,63}\.){1,5}(?:cn|com|org|net|edu|gov|dev|ai)\b(?:/[^\s<>()\[\]]*)?",
    re.IGNORECASE,
)
"""An address in a text. Top-level domains that also end names of modules, as `io`, are left out."""

MAX_HOST = 253
"""Longest host name."""


def check_record(record: Record, policy: Policy) -> Iterator[Finding]:
    """Report links and sources whose text names a different address."""
    if isinstance(record.model, Table):
        column = next(iter(record.model.columns))
        for index, row in enumerate(record.model.rows):
            if _misleads(row.values.get(column, ""), row.source):
                message = (
                    "The text of this cell, a link, names a different address than its 'source'."
                )
                yield Finding(MISLEADING_LINK, ("rows", index, "values", column), message)
    if not isinstance(record.model, QuestionAndAnswer):
        return
    message = "The text of this link names a different address than its target."
    for offset, text, target in contents(record.model.answer).links:
        if _misleads(text, target):
            yield Finding(MISLEADING_LINK, ("answer",), message, offset=offset)
    sources = record.model.sources if isinstance(record.model, Entry) else ()
    for index, source in enumerate(sources):
        if _misleads(plain(parse_inline(source.supports)), source.url):
            message = "The text of this source names a different address than its 'url'."
            yield Finding(MISLEADING_LINK, ("sources", index, "supports"), message)


def _misleads(text: str, target: str) -> bool:
    """Return whether a text names an address that is neither the target nor contains it."""
    visible = normalize("NFKC", text)  # with full-width letters and look-alike dots as ASCII
    addresses = {_bare(match[0]) for match in _NAMED_ADDRESS.finditer(visible)}
    return not all(_contains(address, _bare(target)) for address in addresses)


def _contains(address: str, target: str) -> bool:
    """Return whether a target is below an address, or on a subdomain of it."""
    host = re.split("[/?#]", target, maxsplit=1)[0]
    at = f".{target}".find(f".{address}", 0, min(len(host), MAX_HOST) + len(address) + 1)
    return at >= 0 and target[at + len(address) :][:1] in ("", *"/?#:")


def _bare(address: str) -> str:
    """Return an address without its scheme, `www.` and the punctuation after it."""
    address = unquote(address).lower().rstrip(".,;:!?…'\"/`")
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", address)
