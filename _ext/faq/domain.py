"""The Sphinx domain `faq`: what is known of each document, references, and catalogue checks."""

import os
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, ClassVar, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode
from sphinx.util.typing import RoleFunction

from faq.language import built_language
from faq.nodes import inline_nodes, placeholder
from faq.parts import Part, Views
from faq.reporting import report, warn_unknown
from schema.cards import Card, EntryCard, FacetCard, TagCard
from schema.catalogue import Catalogue
from schema.evidence.claims import EvidenceReader
from schema.knowledge_base import judge_all, judge_file, read_shared
from schema.markdown.allowed import TITLED
from schema.markdown.inline import plain
from schema.records import ROOT, Place, find_records
from schema.rules import Policy


@dataclass(slots=True)
class Document:
    """What the domain knows of one document."""

    card: Card | None = None
    """The card of a record as this edition shows it."""
    compared: tuple[Card, ...] = ()
    """The cards that the rules compare: those of the original and of its translations."""
    broken: Place | None = None
    """The place of a record that cannot be used."""
    languages: tuple[str, ...] = ()
    """The language of a record, then those of its translations."""
    files: Mapping[str, tuple[int, int] | None] = field(default_factory=dict)
    """When the files of a record and its translations were written, and their sizes."""
    evidence: str = ""
    """A digest of the checks and results of an entry, if there are any."""
    words: bytes = b""
    """Packed tokens of an entry that the finder knows."""
    parts: tuple[Part, ...] = ()
    targets: tuple[tuple[str, str], ...] = ()
    """The roles and targets of its references to entries and tags."""
    links: bool = False
    """Whether it has other references, whose text may be the title of a document."""


class Documents(dict[str, Document]):
    """The documents by name. Pickled in a fork, it holds only what the fork has read.

    Sphinx pickles the whole environment of a parallel reader, with all that was read before, and
    the main process unpickles it once a chunk: 45 times at 10,000 entries.
    """

    def __init__(self, items: Iterable[tuple[str, Document]] = ()) -> None:
        super().__init__(items)
        self._process = os.getpid()
        self._read_here: set[str] = set()

    def __missing__(self, docname: str) -> Document:
        self._read_here.add(docname)
        return self.setdefault(docname, Document())

    def __reduce__(self) -> tuple[type["Documents"], tuple[list[tuple[str, Document]]]]:
        forked = os.getpid() != self._process
        names = sorted(self._read_here & self.keys()) if forked else list(self)
        return Documents, ([(name, self[name]) for name in names],)


class _Reference(XRefRole):
    """A role whose text and target are those that the rules see."""

    explicit_title_re = TITLED


class FaqDomain(Domain):
    """Entries, tags and facets, kept by document."""

    name = "faq"
    label = "FAQ"
    object_types: ClassVar[dict[str, ObjType]] = {
        "entry": ObjType("entry", "entry"),
        "tag": ObjType("tag", "tag"),
    }
    roles: ClassVar[dict[str, RoleFunction | XRefRole]] = {
        "entry": _Reference(warn_dangling=True, innernodeclass=nodes.inline),
        "tag": _Reference(warn_dangling=True, innernodeclass=nodes.inline),
    }
    initial_data: ClassVar[dict[str, Any]] = {"documents": Documents()}

    @classmethod
    def of(cls, env: BuildEnvironment) -> "FaqDomain":
        """Return the domain of an environment."""
        return cast("FaqDomain", env.domains[cls.name])

    @property
    def documents(self) -> Documents:
        """What is known of each document."""
        return cast("Documents", self.data["documents"])

    @cached_property
    def evidence_reader(self) -> EvidenceReader:
        """The checks and their results as they are in this build."""
        return EvidenceReader(Path(self.env.srcdir))

    @cached_property
    def policy(self) -> Policy:
        """What the rules compare records with in this build."""
        return read_shared(self.evidence_reader)[0]

    @cached_property
    def tables(self) -> Mapping[str, str]:
        """The tables that answers show, as Markdown in the language of this edition."""
        tables = self.policy.tables
        return {id: table.markdown(self.language, links=True) for id, table in tables.items()}

    @cached_property
    def language(self) -> str:
        """The language of the edition that this build makes."""
        return built_language(self.env.config, self.policy.settings)

    def way_to(self, language: str) -> str:
        """Return the relative address of the root of an edition from the root of this one."""
        folder = self.policy.settings.folder
        return ("../" if folder(self.language) else "") + folder(language)

    def files(self, place: Place) -> Mapping[str, tuple[int, int] | None]:
        """Return when the files of a record and its translations were written, and their sizes.

        Sphinx reads a document again if its file is newer; a file that was moved may be older.
        """
        places = (place, *map(place.translation, self.policy.settings.languages))
        return {each.path: _stamp(Path(self.env.srcdir, each.path)) for each in places}

    @cached_property
    def views(self) -> Views:
        """The views of all usable records, first used after all are read."""
        documents = (document for _, document in sorted(self.documents.items()))
        return Views(Catalogue.of(d.card for d in documents if d.card and not d.broken))

    @property
    def catalogue(self) -> Catalogue:
        """The cards of all usable records."""
        return self.views.catalogue

    # Reading ------------------------------------------------------------------------

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Remember the parts and the cross-references of a document."""
        if parts := dict.fromkeys(node["part"] for node in document.findall(placeholder)):
            self.documents[docname].parts = tuple(parts)
        references = tuple(document.findall(pending_xref))
        own = [node for node in references if node.get("refdomain") == self.name]
        if targets := {(node["reftype"], node["reftarget"]) for node in own}:
            self.documents[docname].targets = tuple(sorted(targets))
        if len(own) < len(references):
            self.documents[docname].links = True

    def clear_doc(self, docname: str) -> None:
        """Forget a document."""
        self.documents.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Add the documents that a parallel reader has read."""
        read: Documents = otherdata["documents"]
        self.documents.update((name, read[name]) for name in docnames if name in read)

    def check_consistency(self) -> None:
        """Report the problems of all records together, as `kb validate` does."""
        documents = self.documents.values()
        unreadable = frozenset(d.broken for d in documents if d.broken and d.card is None)
        catalogue = Catalogue.of(card for document in documents for card in document.compared)
        # Files that are not records were reported before Sphinx looked for documents.
        problems = judge_all(catalogue, unreadable, (), self.evidence_reader, self.policy)
        _, shared = read_shared(self.evidence_reader, self.policy)
        unread = (judge_file(each, self.evidence_reader, self.policy)[1] for each in self._unread())
        own = chain.from_iterable(member.problems for member in shared)
        report((*own, *problems, *chain(*unread)), Path(self.env.srcdir))

    def _unread(self) -> Iterator[Place]:
        """Yield the translations that belong to no document or to no language."""
        known = self.policy.settings.languages
        for place in find_records(Path(self.env.srcdir)):
            if not isinstance(place, Place) or place.original is None:
                continue
            if place.language not in known or place.original.docname not in self.documents:
                yield place

    # References ---------------------------------------------------------------------

    def resolve_xref(  # noqa: PLR0913, PLR0917  the signature is Sphinx's
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Link to the page of an entry or a tag, under its question or label."""
        link = self.views.find(typ, target)
        if link is None:
            return None
        docname, text = link
        if not node.get("refexplicit"):
            contnode = nodes.inline("", "", *inline_nodes(text))
            _drop_stop(node, plain(text))
        return make_refnode(builder, fromdocname, docname, "", contnode, plain(text))

    def resolve_any_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, target: str, *node: Any
    ) -> list[tuple[str, nodes.reference]]:
        """Resolve the role `any` to an entry or a tag."""
        links = (
            (kind, self.resolve_xref(env, fromdocname, builder, kind, target, *node))
            for kind in self.object_types
        )
        return [(f"faq:{kind}", link) for kind, link in links if link is not None]

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """Yield entries, their former ids, tags and facets for `objects.inv`."""
        for docname, document in sorted(self.documents.items()):
            match document.card if not document.broken else None:
                case EntryCard() as card:
                    # A line break would begin another entry of the inventory.
                    title = " ".join(plain(card.question).split())
                    yield card.id, title, "entry", docname, "", 1
                    yield from ((id, title, "entry", docname, "", -1) for id in card.former_ids)
                case TagCard(key=name, label=label) | FacetCard(id=name, label=label):
                    yield str(name), label, "tag", docname, "", 1


def _stamp(path: Path) -> tuple[int, int] | None:
    """Return when a file was written, in nanoseconds, and its bytes; None if there is none."""
    try:
        state = path.lstat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size


_VOCABULARY = f"{ROOT}/tags/"
"""What the names of the documents of facets and tags begin with."""


def vocabulary_pages(env: BuildEnvironment, facet: str = "") -> list[str]:
    """Return the documents of all facets, or of the tags of one, in their order.

    Those whose records cannot be read are left out.
    """
    reader = FaqDomain.of(env).evidence_reader
    kind = "tag" if facet else "facet"
    cards = []
    for name in (name for name in env.found_docs if name.startswith(_VOCABULARY)):
        place = Place.of_path(f"{name}.yaml")
        if place and place.kind == kind and facet in {"", place.facet}:
            record, _ = judge_file(place, reader, None)
            if record and isinstance(record.card, TagCard | FacetCard):
                cards.append(record.card)
    return [Place.of_card(card).docname for card in sorted(cards, key=lambda card: card.sort_key)]


def outdated(
    app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]
) -> Iterator[str]:
    """Yield the unchanged documents to read again (event `env-get-outdated`).

    These are records whose files changed, entries with new evidence, documents with links if a
    document was added or removed, toctrees that list a removed one, and those that list facets or
    tags if one of these has changed.
    """
    domain = FaqDomain.of(env)
    moved = added | removed
    digest = domain.evidence_reader.digest
    for name, document in domain.documents.items():
        card = document.card
        checked_anew = isinstance(card, EntryCard) and digest(card.id) != document.evidence
        files = document.files.items()
        rewritten = any(_stamp(Path(env.srcdir, path)) != known for path, known in files)
        if checked_anew or rewritten or (document.links and moved):
            yield name
    yield from (name for name, pages in env.toctree_includes.items() if removed & {*pages})
    if any(name.startswith(_VOCABULARY) for name in moved | changed):
        yield from env.glob_toctrees


def warn_missing(app: Any, domain: Domain | None, node: pending_xref) -> bool | None:
    """Warn of a broken `faq` reference, and name the nearest target (`warn-missing-reference`)."""
    if not isinstance(domain, FaqDomain):
        return None
    document = domain.documents.get(node.get("refdoc", ""))
    if document and document.card and not document.broken:
        return True  # a rule has reported it, with line and column
    kind, target = node["reftype"], node["reftarget"]
    record = domain.documents.get(Place.entry(target).docname) if kind == "entry" else None
    if record is None or not record.broken:  # a broken record has problems of its own
        warn_unknown(kind, target, domain.catalogue, node)
    return True


def _drop_stop(node: nodes.Element, title: str) -> None:
    """Remove the full stop that follows a reference whose title ends the sentence itself."""
    following = node.next_node(descend=False, siblings=True)
    if not (isinstance(following, nodes.Text) and title.endswith(("?", "\uff1f"))):
        return
    if following.startswith((".", "\u3002")):
        following.parent.replace(following, nodes.Text(following[1:]))
