"""Write a collection as a knowledge base, so that the shipped pipeline builds and searches it.

Every record is valid, whatever the document holds, and says what the document says:

- **everywhere**: characters that records may not contain become blanks; in fields of one line,
  white space is collapsed. What a field has no room for goes into the answer, cut between words
  unless a single word is too long.
- **id**: the document's id as a slug, or ``entry7`` where nothing of it is left.
- **question**: with "?" appended where it is missing, dots before it if nothing else is left;
  Markdown in it is escaped.
- **phrasings**: the aliases, without repetitions and copies of the question. Where there are fewer
  than two, dots fill up, which are no words.
- **summary**: dots, for a real summary would count words twice.
- **answer**: the answer in a fenced block of plain text, so that nothing in it is Markdown; dots if
  all of it is blank. Two things are lost: from the hundredth on, backticks in one run, as the fence
  has to be longer; and what exceeds the longest answer a record may have.
- **tags**: one tag of the facet ``topic`` for each different text. Documents without any share one
  tag that is called ``entry0``. Tags and facet are described by their ids.

The glossary is the repository's own, and the other files are those of the scale benchmark: the
repository's configuration and pages over another ``kb/``.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path

from bench.relevance.collection import Collection, Doc
from bench.scale.corpus import Corpus, Facet
from bench.scale.sites import REPOSITORY, files
from schema.cards import TagKey
from schema.markdown.inline import Piece, parse_inline
from schema.records import Place
from schema.source import HIDDEN
from schema.types import ID_PATTERN, MAX_ANSWER, MAX_ITEMS

LINE = 200
LABEL = 60
LEAST_PHRASINGS, MOST_PHRASINGS = 2, 20
SLUG = 60
LONGEST_RUN = 99
UNTAGGED = "entry0"
DOTS = "\N{HORIZONTAL ELLIPSIS}"
REVIEWED = "2026-01-01"
FACET = Facet("topic", "topic", "topic", 1)


def write_project(collection: Collection, root: Path) -> Mapping[str, str]:
    """Write the project into an empty or new folder; return the id of the document of each entry.

    Raises:
        FileExistsError: the folder has a project already.
    """
    ids = _entry_ids(collection)
    slugs = _tag_slugs(tag for doc in collection.docs for tag in _tags(doc))
    texts = files(Corpus((FACET,), (), ()), "ours")
    for tag, slug in slugs.items():
        label, _ = _clip(tag, LABEL)
        path = Place.tag(TagKey(FACET.slug, slug)).path
        texts[path] = _yaml({"label": label, "description": slug})
    for doc in collection.docs:
        texts[Place.entry(ids[doc.id]).path] = _yaml(_entry(doc, slugs))
    glossary = Place("glossary", "glossary").path
    texts[glossary] = (REPOSITORY / glossary).read_text(encoding="utf-8")
    (root / "kb").mkdir(parents=True)
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8", newline="\n")
    return {entry: doc for doc, entry in ids.items()}


def _entry(doc: Doc, slugs: Mapping[str, str]) -> dict[str, object]:
    question, *rests = _question(_line(doc.question) or DOTS)
    phrasings: list[str] = []
    for alias in _aliases(doc):
        head, rest = _clip(alias, LINE)
        if len(phrasings) < MOST_PHRASINGS and head not in phrasings:
            phrasings.append(head)
            rests.append(rest)
        else:
            rests.append(alias)
    for filler in (DOTS, 2 * DOTS):
        if len(phrasings) < LEAST_PHRASINGS and filler not in phrasings:
            phrasings.append(filler)
    tags = _tags(doc)
    rests += (_clip(tag, LABEL)[1] for tag in tags[:MAX_ITEMS])
    rests += tags[MAX_ITEMS:]
    return {
        "question": question,
        "phrasings": phrasings,
        "summary": DOTS,
        "answer": _answer([_visible(doc.answer), *rests]),
        "tags": {FACET.slug: [slugs[tag] for tag in tags[:MAX_ITEMS]]},
        "status": "published",
        "reviewed_on": REVIEWED,
    }


def _question(line: str) -> tuple[str, str]:
    """Return the question that a record can hold, and what of the line it has no room for."""
    for most in range(LINE, 0, -1):
        head, rest = _clip(line, most)
        question = _literal(head if head.endswith(("?", "？")) else f"{head}?")
        if len(question) <= LINE:
            return question, rest
    raise AssertionError(f"no question can be made of {line!r}")


def _aliases(doc: Doc) -> Iterator[str]:
    question = _line(doc.question)
    told = {question, f"{question}?"}
    for alias in map(_line, doc.aliases):
        if alias and alias not in told:
            told.add(alias)
            yield alias


def _tags(doc: Doc) -> list[str]:
    return list(dict.fromkeys(filter(None, map(_line, doc.tags)))) or [UNTAGGED]


def _answer(parts: Iterable[str]) -> str:
    text = "\n\n".join(part for part in parts if part.strip()) or DOTS
    text = re.sub(rf"`{{{LONGEST_RUN},}}", "`" * LONGEST_RUN, text)
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(longest + 1, 3)
    before, after = f"{fence}text\n", f"\n{fence}\n"
    return before + text[: MAX_ANSWER - len(before) - len(after)] + after


def _literal(line: str) -> str:
    """Return the inline Markdown of a text in which nothing is markup."""
    if parse_inline(line) == (Piece("text", line),):
        return line
    return re.sub(r"[\\`*_]", r"\\\g<0>", line)


def _clip(line: str, most: int) -> tuple[str, str]:
    """Cut a line in two, the first at most so long; between words, if its first word fits."""
    if len(line) <= most:
        return line, ""
    blank = line.rfind(" ", 0, most + 1)
    end = blank if blank > 0 else most
    return line[:end], line[end:].lstrip()


def _line(text: str) -> str:
    return " ".join(_visible(text).split())


def _visible(text: str) -> str:
    return HIDDEN.sub(" ", re.sub(r"\r\n?", "\n", text))


def _entry_ids(collection: Collection) -> dict[str, str]:
    """Return the entry id of each document, by its own."""
    taken: set[str] = set()
    return {
        doc.id: _free(_slug(doc.id) or f"entry{number}", taken)
        for number, doc in enumerate(collection.docs)
    }


def _tag_slugs(tags: Iterable[str]) -> dict[str, str]:
    """Return the slug of each tag."""
    taken = {"index"}  # the file of the facet itself
    return {
        tag: _free(_slug(tag) or f"tag{number}", taken)
        for number, tag in enumerate(dict.fromkeys(tags))
    }


def _free(slug: str, taken: set[str]) -> str:
    """Return the slug, with a number if it is taken, and take it."""
    names = (slug if number == 1 else f"{slug}-{number}" for number in count(1))
    name = next(name for name in names if name not in taken)
    taken.add(name)
    return name


def _slug(text: str) -> str:
    """Return the id that a text makes, or an empty string."""
    slug = "-".join(_words(text))[:SLUG].rstrip("-")
    return slug if re.match(ID_PATTERN, slug) else ""


def _words(text: str) -> list[str]:
    return re.findall("[a-z0-9]+", unicodedata.normalize("NFKD", text).lower())


def _yaml(record: Mapping[str, object]) -> str:
    """Write a record with every text quoted as in JSON, which YAML reads alike."""
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in record.items())
    return "\n".join(lines) + "\n"
