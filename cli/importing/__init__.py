"""Old FAQs in Markdown or reStructuredText as draft records.

`import_files` reads files and returns drafts and notes, of which `report` makes JSON and text.
"""

from __future__ import annotations

from cli.importing.html import is_address
from cli.importing.model import ImportedFile
from cli.importing.pipeline import import_files
from cli.importing.report import to_json, to_text, warnings_of

__all__ = [
    "ImportedFile",
    "import_files",
    "is_address",
    "to_json",
    "to_text",
    "warnings_of",
]
