"""Old FAQs in Markdown or reST as drafts of records.

`import_files` reads files and returns drafts with a report; `write` puts the drafts into a folder.
"""

from __future__ import annotations

from cli.importing.model import Draft, Import, Report
from cli.importing.pipeline import import_files
from cli.importing.telling import to_json, to_text
from cli.importing.writing import ids_in, write

__all__ = ["Draft", "Import", "Report", "ids_in", "import_files", "to_json", "to_text", "write"]
