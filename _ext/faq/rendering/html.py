"""Parts as HTML, from the templates of this package."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup, escape

from schema.markdown.inline import Inline, plain

TEMPLATES = Path(__file__).parent / "templates"

_ELEMENTS = {"code": "code", "emphasis": "em", "strong": "strong"}


def inline_html(inline: Inline) -> Markup:
    """Return an inline text as HTML; all of its characters are escaped."""
    html = Markup()
    for style, text in inline:
        element = _ELEMENTS.get(style)
        html += Markup(f"<{element}>%s</{element}>") % text if element else escape(text)
    return html


def day(iso: str) -> str:
    """Return `2026-11-22` as `22 November 2026`: the templates are in English."""
    return format_date(date.fromisoformat(iso), "d MMMM y", locale="en")


class _Unindented(Extension):
    """Drops the indentation of the templates, a tenth of an entry page."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return re.sub(r"\n\s+", "\n", source)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        extensions=[_Unindented],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    environment.filters |= {"inline": inline_html, "plain": plain, "day": day}
    return environment


def render(template: str, **context: object) -> str:
    """Fill a template."""
    return _environment().get_template(template).render(context)
