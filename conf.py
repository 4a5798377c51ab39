"""Sphinx configuration of the knowledge base."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parent
sys.path[:0] = [str(ROOT), str(ROOT / "_ext")]

project = "MindSpore FAQ"
author = "The MindSpore FAQ contributors"
html_title = "MindSpore FAQ"
language = "en"
locale_dirs = ["docs/locale"]
gettext_compact = False  # a catalogue for each page, and none for records and the reference

extensions = ["faq"]
include_patterns = ["index.rst", "search.rst", "docs/**"]  # the extension adds the records
nitpicky = True

html_favicon = str(ROOT / "_ext/faq/static/mark.svg")
html_baseurl = os.environ.get("FAQ_SITE_URL", "")
html_theme = "furo"
pygments_dark_style = "github-dark"
html_theme_options = {
    "top_of_page_buttons": [],
    "enable_search_shortcuts": False,  # the finder has its own
}
html_context = {
    "footer_links": ["docs/how-search-works", "docs/contribute", "docs/reference/index"],
}
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_use_index = False
html_domain_indices = False

myst_enable_extensions = ["colon_fence"]

faq_repository_url = os.environ.get("FAQ_REPOSITORY_URL", "")
