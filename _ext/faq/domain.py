"""The Sphinx domain `faq`: cards by document, references, and the checks that need them all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from typing import Any, ClassVar, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util import docname_join
from sphinx.util.nodes import make_refnode
from sphinx.util.typing import RoleFunction

from faq.nodes import inline_nodes, placeholder
from faq.parts import Link, Part, Views
from faq.reporting import report, warn_unknown
from faq.tables import DocTable
from schema.cards import Card, EntryCard, FacetCard, TagCard, TagKey
from schema.catalogue import Catalogue
from schema.evidence.claims import EvidenceReader
from schema.index import EntryWords
from schema.knowledge_base import judge_all, read_settings
from schema.markdown.inline import plain
from schema.records import Place
from schema.rules import Policy

Target = tuple[str, str]
"""What a cross-reference names: the type `entry`, `tag` or `doc`, and the target.

A `doc` target may have an anchor: `docs/page#heading`.
"""


TABLES = ("cards", "broken", "parts", "targets", "words", "evidence")
"""What the domain keeps by document."""


class FaqDomain(Domain):
    """Entries, tags and facets. All data is keyed by document name, so clearing is one `pop`."""

    name = "faq"
    label = "FAQ"
    object_types: ClassVar[dict[str, ObjType]] = {
        "entry": ObjType("entry", "entry"),
        "tag": ObjType("tag", "tag"),
    }
    roles: ClassVar[dict[str, RoleFunction | XRefRole]] = {
        "entry": XRefRole(warn_dangling=True, innernodeclass=nodes.inline),
        "tag": XRefRole(warn_dangling=True, innernodeclass=nodes.inline),
    }
    initial_data: ClassVar[dict[str, Any]] = {name: DocTable() for name in TABLES}
    data_version = 1

    @classmethod
    def of(cls, env: BuildEnvironment) -> FaqDomain:
        """Return the domain of an environment."""
        return cast("FaqDomain", env.domains[cls.name])

    @property
    def cards(self) -> DocTable[Card]:
        """Card of each valid record."""
        return cast("DocTable[Card]", self.data["cards"])

    @property
    def broken(self) -> DocTable[tuple[str, Card | None]]:
        """Path of each record that cannot be used, and a card of what could be read of it."""
        return cast("DocTable[tuple[str, Card | None]]", self.data["broken"])

    @property
    def parts(self) -> DocTable[tuple[Part, ...]]:
        """The parts that each document contains."""
        return cast("DocTable[tuple[Part, ...]]", self.data["parts"])

    @property
    def targets(self) -> DocTable[tuple[Target, ...]]:
        """The cross-references of each document whose text follows their target."""
        return cast("DocTable[tuple[Target, ...]]", self.data["targets"])

    @property
    def words(self) -> DocTable[bytes]:
        """Packed tokens of each entry that the finder knows."""
        return cast("DocTable[bytes]", self.data["words"])

    @property
    def evidence(self) -> DocTable[str]:
        """Digest of what the claims of each entry were found to rest on, if on checks."""
        return cast("DocTable[str]", self.data["evidence"])

    _views: Views | None = None
    _evidence_reader: EvidenceReader | None = None
    _policy: Policy | None = None

    @property
    def evidence_reader(self) -> EvidenceReader:
        """The checks and their results as they are in this build."""
        if self._evidence_reader is None:
            self._evidence_reader = EvidenceReader(Path(self.env.srcdir))
        return self._evidence_reader

    @property
    def policy(self) -> Policy:
        """What the rules measure records against in this build."""
        if self._policy is None:
            self._policy = Policy(settings=read_settings(self.evidence_reader)[0])
        return self._policy

    @property
    def views(self) -> Views:
        """The views of all cards, made at first use after the last change."""
        if self._views is None:
            self._views = Views(Catalogue.of(card for _, card in sorted(self.cards.items())))
        return self._views

    @property
    def catalogue(self) -> Catalogue:
        """All cards side by side."""
        return self.views.catalogue

    # Reading ------------------------------------------------------------------------

    def renew(self, code: str) -> None:
        """Forget everything if it was learned by other code: a card may have had other fields."""
        if self.data.get("code") != code:
            self.data |= {"code": code, **{name: DocTable() for name in TABLES}}
            self._views = None
        self._evidence_reader = self._policy = None

    def proven_otherwise(self) -> list[str]:
        """Return the documents of entries whose checks or results have changed."""
        return [
            docname
            for docname, card in self.cards.items()
            if isinstance(card, EntryCard)
            and self.evidence_reader.digest(card.id) != self.evidence.get(docname, "")
        ]

    def note_card(self, docname: str, card: Card) -> None:
        """Remember the card of a record."""
        self.cards[docname] = card
        if isinstance(card, EntryCard) and (digest := self.evidence_reader.digest(card.id)):
            self.evidence[docname] = digest
        self._views = None

    def note_words(self, docname: str, words: EntryWords) -> None:
        """Remember the tokens of an entry."""
        self.words[docname] = words.pack()

    def note_broken(self, docname: str, place: Place, card: Card | None) -> None:
        """Remember a record that cannot be used; its card takes part in the checks only."""
        self.broken[docname] = place.path, card

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Remember the parts and the cross-references of a document."""
        if parts := tuple(node["part"] for node in document.findall(placeholder)):
            self.parts[docname] = parts
        if targets := tuple(sorted(set(_targets(document, docname)))):
            self.targets[docname] = targets

    def clear_doc(self, docname: str) -> None:
        """Forget a document."""
        for table in self.data.values():
            if isinstance(table, DocTable):
                table.pop(docname, None)
        self._views = None

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader learned of the documents it was given."""
        # The names of this process: those of the other one would be kept beside them.
        own = {docname: docname for docname in docnames}
        for name, table in self.data.items():
            if isinstance(table, DocTable):
                table.update(
                    (own[key], value) for key, value in otherdata[name].items() if key in own
                )
        self._views = None

    def check_consistency(self) -> None:
        """Report what only all records together show, as `kb validate` does."""
        project = Path(self.env.srcdir)
        others = [card for _, card in self.broken.values() if card is not None]
        catalogue = Catalogue.of((*self.cards.values(), *others)) if others else self.catalogue
        broken = [path for path, card in self.broken.values() if card is None]
        # Files that are no records were reported before Sphinx looked for documents.
        problems = judge_all(catalogue, broken, (), self.evidence_reader, self.policy)
        _, own = read_settings(self.evidence_reader, self.policy)
        for problem in (*own.problems, *problems):
            report(problem, project)

    # References ---------------------------------------------------------------------

    def find(self, kind: str, target: str) -> Link | None:
        """Return the link to an entry (also by a former id), a tag or a facet."""
        catalogue, views = self.catalogue, self.views
        if kind == "entry":
            id = target if target in catalogue.entries else catalogue.renamed.get(target, "")
            return views.entry_link(id) if id in catalogue.entries else None
        facet, _, name = target.partition("/")
        if not name:
            return views.facet_link(facet) if facet in catalogue.facets else None
        key = TagKey(facet, name)
        return views.tag_link(key) if key in catalogue.tags else None

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
        found = self.find(typ, target)
        if found is None:
            return None
        docname, text = found
        if not node.get("refexplicit"):
            contnode = nodes.inline("", "", *inline_nodes(text))
        return make_refnode(builder, fromdocname, docname, "", contnode, plain(text))

    def resolve_any_xref(  # noqa: PLR0913, PLR0917  the signature is Sphinx's
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Resolve the role `any` to an entry or a tag."""
        made = (
            (kind, self.resolve_xref(env, fromdocname, builder, kind, target, node, contnode))
            for kind in self.object_types
        )
        return [(f"faq:{kind}", reference) for kind, reference in made if reference is not None]

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """Yield entries, their former ids, tags and facets for `objects.inv`."""
        yield from sorted(self._objects())

    def _objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        for docname, card in self.cards.items():
            match card:
                case EntryCard():
                    # A line break would begin another entry of the inventory.
                    title = " ".join(plain(card.question).split())
                    for name in (card.id, *card.former_ids):
                        yield name, title, "entry", docname, "", 1 if name == card.id else -1
                case TagCard():
                    yield str(card.key), card.label, "tag", docname, "", 1
                case FacetCard():
                    yield card.id, card.label, "tag", docname, "", 1


def _targets(document: nodes.document, docname: str) -> Iterator[Target]:
    for node in document.findall(pending_xref):
        kind, target = node["reftype"], node["reftarget"]
        domain = node.get("refdomain")
        if domain == FaqDomain.name:
            yield kind, target
        elif domain == "doc":  # MyST's; the target is relative to the project
            yield "doc", f"{target}#{node['reftargetid'] or ''}"
        elif kind in ("any", "doc", "myst"):
            yield "doc", docname_join(docname, re.sub(_SUFFIX, "", target))
            yield from ((guess, target) for guess in ("entry", "tag") if kind != "doc")


_SUFFIX = re.compile(r"\.(?:md|rst|yaml)(?:#.*)?$")
"""The end of a link to a file that MyST did not find, which may appear."""


def renew(
    app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]
) -> list[str]:
    """Forget what other code learned, which reads every document (`env-get-outdated`).

    Return the unchanged documents to read again: entries with other evidence, and documents that
    list or link to one that was added or removed.
    """
    domain = FaqDomain.of(env)
    domain.renew(app.config.faq_code_digest)
    moved = added | removed
    toctrees = [name for name, pages in env.toctree_includes.items() if removed & {*pages}]
    links = [
        name
        for name, targets in domain.targets.items()
        if any(kind == "doc" and target.split("#")[0] in moved for kind, target in targets)
    ]
    return [*domain.proven_otherwise(), *toctrees, *links]


def warn_missing(app: Any, domain: Domain | None, node: pending_xref) -> bool | None:
    """Say what a dangling `faq` reference names, with the nearest that exists."""
    if not isinstance(domain, FaqDomain):
        return None
    if node.get("refdoc") in domain.cards:
        return True  # a rule has judged the answers of records, with line and column
    kind, target = node["reftype"], node["reftarget"]
    if kind == "entry":
        # A broken record has problems of its own; it is not also missing.
        if Place.entry(target).docname not in domain.broken:
            warn_unknown(kind, target, domain.views.known_entries, node)
    else:
        warn_unknown(kind, target, domain.views.known_tags, node)
    return True
