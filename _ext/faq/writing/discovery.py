"""What search engines, feed readers, browsers and link previews are told of the site."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from faq.domain import Document, FaqDomain
from faq.language import name_of
from faq.rendering.placeholders import render
from faq.settings import SEARCH
from schema.cards import EntryCard, TagCard, TagKey
from schema.files import write_if_changed
from schema.records import Place

FEEDS = "feeds"
"""The folder of the Atom feeds in the output folder: one for all entries, one for each tag."""

FEED_ENTRIES = 30
"""How many entries a feed has, the latest reviewed first."""

NOT_FOUND = "404"
"""The page for addresses that don't exist; it is sent for those of all editions."""

OPENSEARCH = "_static/opensearch.xml"
"""The description with which browsers offer the finder as a search engine."""


def feed_name(key: TagKey | None) -> str:
    """Return the file of the feed of a tag, or of all entries. Ids contain no dot."""
    return f"{FEEDS}/{key.facet}.{key.tag}.xml" if key else f"{FEEDS}/all.xml"


def describe(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Tell `page.html` what the head of a page says (event `html-page-context`)."""
    domain = FaqDomain.of(app.env)
    known = domain.documents.get(pagename, Document())
    card = None if known.broken else known.card
    tags = [card.key] if isinstance(card, TagCard) and card.key in domain.catalogue.by_tag else []
    context |= _editions(app, pagename, known)
    context["faq_answers"] = isinstance(card, EntryCard) and card.listed
    context["faq_base"] = app.config.html_baseurl.rstrip("/")
    context["faq_description"] = _description(doctree) if pagename in app.env.all_docs else ""
    titles, footer = app.env.titles, context.get("footer_links", ())
    context["faq_footer_links"] = [(n, titles[n].astext()) for n in footer if n in titles]
    context["faq_feeds"] = [feed_name(key) for key in (None, *tags)]


def _editions(app: Sphinx, pagename: str, known: Document) -> dict[str, Any]:
    """Return links to the same page in other languages, and its addresses for search engines."""
    domain = FaqDomain.of(app.env)
    settings = domain.policy.settings
    target = app.builder.get_target_uri(pagename)
    up = "../" * target.count("/")
    own = known.card.localization.language if isinstance(known.card, EntryCard) else ""
    links = [
        (language, name_of(language), f"{up}{domain.way_to(language)}{target}")
        for language in settings.languages
        if language != domain.language and pagename != NOT_FOUND
    ]
    context: dict[str, Any] = {"faq_editions": links, "faq_alternates": []}
    base = app.config.html_baseurl.removesuffix(settings.folder(domain.language))
    if base and links:
        languages = settings.languages
        address = {each: f"{base}{settings.folder(each)}{target}" for each in languages}
        if own:  # the page in its own language is the one to be found
            context["pageurl"] = address[own]
        else:
            translated = known.languages or languages
            context["faq_alternates"] = [pair for pair in address.items() if pair[0] in translated]
    return context


def _description(doctree: nodes.document) -> str:
    """Return the description that a page declares, or else its first paragraph."""
    declared = (node for node in doctree if isinstance(node, nodes.meta))
    texts = (str(node["content"]) for node in declared if node.get("name") == "description")
    paragraph = next(doctree.findall(nodes.paragraph), None)
    return next(texts, "") or (" ".join(paragraph.astext().split()) if paragraph else "")


def write_files(app: Sphinx, builder: StandaloneHTMLBuilder) -> None:
    """Write the files with absolute addresses, or delete them if the site has no address."""
    outdir = Path(builder.outdir)
    base = app.config.html_baseurl.rstrip("/")
    files = dict(_files(app, builder, f"{base}/")) if base else {}
    for name, text in files.items():
        write_if_changed(outdir / name, text)
    feeds = (f"{FEEDS}/{path.name}" for path in (outdir / FEEDS).glob("*"))
    for name in {"robots.txt", "sitemap.xml", OPENSEARCH, *feeds} - files.keys():
        (outdir / name).unlink(missing_ok=True)


def root_not_found(app: Sphinx, builder: StandaloneHTMLBuilder) -> None:
    """Let the links of the page begin at the root: it is sent for addresses in any folder."""
    page = Path(builder.get_outfilename(NOT_FOUND))
    if app.config.html_baseurl and page.is_file():
        root = urlsplit(app.config.html_baseurl).path.rstrip("/")
        relative = r'\b(href|src|action|data-content_root)="(?:\.\./)?(?![#/]|\w+:)'
        text = re.sub(relative, rf'\1="{root}/', page.read_text(encoding="utf-8"))
        write_if_changed(page, text)


def _files(app: Sphinx, builder: StandaloneHTMLBuilder, base: str) -> Iterator[tuple[str, str]]:
    """Yield the name and text of each file. Feeds and sitemap date an entry by its review."""
    documents, title = app.env.all_docs, app.config.html_title
    domain = FaqDomain.of(app.env)
    catalogue = domain.catalogue

    def address(docname: str) -> str:
        return base + builder.get_target_uri(docname)

    days = {Place.entry(id).docname: catalogue.entries[id].reviewed_on for id in catalogue.listed}
    tags = ((Place.tag(key).docname, key, ids) for key, ids in catalogue.by_tag.items())
    for docname, key, ids in ((app.config.root_doc, None, catalogue.listed), *tags):
        cards = sorted((catalogue.entries[id] for id in ids), key=lambda card: card.reviewed_on)
        latest = cards[: -FEED_ENTRIES - 1 : -1]
        if not latest or (key and key not in catalogue.tags):
            continue
        days[docname] = latest[0].reviewed_on
        yield (
            feed_name(key),
            render(
                "atom.xml",
                title=f"{title}: {catalogue.tags[key].label}" if key else title,
                language=app.config.language.replace("_", "-"),
                author=app.config.author,
                address=base + feed_name(key),
                page=address(docname),
                day=days[docname],
                entries=[(address(Place.entry(card.id).docname), card) for card in latest],
            ),
        )
    others = {name for name in documents if not name.startswith(Place.entry("").docname)}
    untranslated = (id for id in catalogue.listed if catalogue.entries[id].localization.language)
    names = (days.keys() | others) - {SEARCH, *(Place.entry(id).docname for id in untranslated)}
    pages = [(address(name), days.get(name)) for name in sorted(names)]
    yield "sitemap.xml", render("sitemap.xml", pages=pages)
    settings = domain.policy.settings
    if not settings.folder(domain.language):  # only the one at the root is read
        folders = map(settings.folder, settings.languages)
        maps = (f"Sitemap: {base}{folder}sitemap.xml" for folder in folders)
        yield "robots.txt", "\n".join(("User-agent: *", "Allow: /", *maps, ""))
    if SEARCH in documents:  # `page.html` names the file under the same condition
        yield OPENSEARCH, render("opensearch.xml", name=title, address=address(SEARCH))
