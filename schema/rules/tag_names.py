"""Every tag name means one tag."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from unicodedata import normalize

from schema.cards import TagCard
from schema.catalogue import Catalogue
from schema.likeness import LONG, spelled_alike
from schema.problems import Code, FieldPath, Finding, Phrase
from schema.rules import Broken, CardFindings, Policy

_GPU = "# kb/tags/hardware/gpu.yaml\n"
_ASCEND = "# kb/tags/hardware/ascend.yaml\n"

SIMILAR_TAGS = Code(
    "similar-tags",
    "Two tags have the same name. Names are the id, the label and the aliases, in any facet. Case, "
    "hyphens and the plural make no difference.",
    "Merge the two tags, or rename one of them.",
    bad=f"{_ASCEND}label: ¦Ascend\n{_GPU}aliases: [accelerator, ¦ASCENDs]\n",
    good=f"{_GPU}aliases: [accelerator, ascent]\n",
)
CONFUSABLE_TAGS = Code(
    "confusable-tags",
    "Two tags have names that differ by one letter. Only words with at least seven letters and the "
    "same first letter count.",
    "Correct the misspelled name. If both are different words, such as *context* and *content*, "
    "keep them.",
    bad=f"{_ASCEND}aliases: [¦Optimiser]\n{_GPU}aliases: [¦Optimizer]\n",
    good=f"{_ASCEND}aliases: [synchronous]\n{_GPU}aliases: [asynchronous]\n",
    severity="warning",
)

_WORD = re.compile(r"[^\W_]+|[+#]")

_LOOKALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονυ",  # noqa: RUF001
    "ABESIJKMHOPCTYXaesijopcyxdqwABEZHIKMNOPTYXovu",
)
"""Cyrillic and Greek letters that look like Latin ones. Source: confusables.txt of Unicode."""


class Name(NamedTuple):
    """A tag name: the id, the label or an alias."""

    tag: TagCard
    field: FieldPath
    text: str
    normal: str


def check_catalogue(catalogue: Catalogue, broken: Broken, policy: Policy) -> CardFindings:
    """Report tags with the name of another tag, or with a name that is spelled almost the same.

    Both tags are reported, each once, so that validating either file alone finds the problem.
    """
    names = [name for _, tag in sorted(catalogue.tags.items()) for name in _names(tag)]
    reported = set()
    for earlier, later in _pairs(names):
        code, message = CONFUSABLE_TAGS, "'{name}' resembles '{other}', a name of the tag '{tag}'."
        if earlier.normal == later.normal:
            code, message = SIMILAR_TAGS, "'{name}' is also a name of the tag '{tag}': '{other}'."
        for name, other in ((earlier, later), (later, earlier)):
            if (code, name.tag.key) not in reported:
                reported.add((code, name.tag.key))
                values = {"name": name.text, "other": other.text, "tag": str(other.tag.key)}
                yield name.tag, Finding(code, name.field, Phrase(message, **values))


def _names(tag: TagCard) -> Iterator[Name]:
    aliases = ((("aliases", place), alias) for place, alias in enumerate(tag.aliases))
    for field, text in ((("label",), tag.label), ((), tag.key.tag), *aliases):
        yield Name(tag, field, text, _normal(text))


def _normal(name: str) -> str:
    latin = normalize("NFKC", name).translate(_LOOKALIKES)
    words = (word.casefold() for word in _WORD.findall(latin))
    return "".join(re.sub(r"(?<=[a-z]{2}[^\Ws])s\Z", "", word) for word in words)


def _pairs(names: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    """Yield pairs of similar names of two tags, the earlier tag first."""
    first: dict[str, Name] = {}
    shortened: dict[str, Name] = {}
    for name in names:
        if not name.normal:
            continue
        if (same := first.setdefault(name.normal, name)).tag is not name.tag:
            yield same, name
        if len(name.normal) < LONG or not name.normal.isalpha():
            continue
        # Words that differ by one letter share a form once each has lost a letter.
        # The first letter stays, because it must agree.
        word = name.normal
        for form in (word, *{word[:at] + word[at + 1 :] for at in range(1, len(word))}):
            near = shortened.setdefault(form, name)
            if near.tag is not name.tag and spelled_alike(near.normal, name.normal):
                yield near, name
