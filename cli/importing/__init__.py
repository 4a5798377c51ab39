"""Old FAQs in Markdown or reStructuredText as draft records.

`import_files` reads files and returns drafts with a report; `write` writes drafts to a folder.
"""

from __future__ import annotations

from cli.importing.html import is_address
from cli.importing.model import ImportedFile
from cli.importing.pipeline import import_files
from cli.importing.report import to_json, to_text, warnings_of
from cli.importing.writing import read_folder, write

__all__ = [
    "ImportedFile",
    "import_files",
    "is_address",
    "read_folder",
    "to_json",
    "to_text",
    "warnings_of",
    "write",
]
