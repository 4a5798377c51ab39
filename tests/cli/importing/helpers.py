"""Imports of texts, and the check that nothing of them is lost."""

import re
from collections.abc import Mapping
from pathlib import Path

from cli.importing.model import Draft, ImportedFile
from cli.importing.pipeline import import_files
from cli.importing.report import to_json
from schema.knowledge_base import KnowledgeBase, judge_text
from schema.records import Place
from schema.rules import Policy
from tests.schema.base import NO_CHECKS, TODAY, write

TODO_CODES = {*("too-short", "too-long", "empty-field", "not-a-question", "left-to-do", "no-words")}
"""Problems of a draft that it names itself, below a comment `# To do:`."""

SOURCE_CODES = {"product-name", "summary-restates", "misleading-link", "code-quotes"}
"""Problems of the words of a source, which an import leaves as they are."""


Imported = tuple[ImportedFile, ...]


def drafts(result: Imported) -> list[Draft]:
    return [draft for file in result for draft in file.drafts]


def imported(
    folder: Path,
    texts: Mapping[str, str | bytes],
    base: KnowledgeBase | None = None,
    base_url: str = "",
    existing: Mapping[str, str] | None = None,
) -> Imported:
    """Import texts by file name into drafts that name all of their problems."""
    write(folder, texts)
    paths = [folder / name for name in texts]
    result = import_files(paths, base, TODAY, base_url=base_url, existing=existing)
    assert [problem for draft in drafts(result) for problem in _unstated_problems(draft)] == []
    return result


def answers(result: Imported) -> list[str]:
    return [draft.fields.answer for draft in drafts(result)]


def questions(result: Imported) -> list[str]:
    return [draft.fields.question for draft in drafts(result)]


def messages(result: Imported) -> list[str]:
    """Return all notes of the first file as `line message text`."""
    return [f"{note.line} {note.message} {note.text}" for note in result[0].notes]


def _unstated_problems(draft: Draft) -> list[str]:
    """Return the problems of a draft that it does not name itself."""
    record, problems = judge_text(Place.entry(draft.id), draft.text, NO_CHECKS, Policy(TODAY))
    assert record is not None, draft.text
    stated = {todo.field for todo in draft.todo}
    unstated = []
    for problem in problems:
        above = "\n".join(draft.text.split("\n")[: problem.line])
        field = re.findall(r"^([a-z_]+):", above, re.M)[-1]
        is_stated = problem.code in TODO_CODES and field in stated
        if not is_stated and problem.code not in SOURCE_CODES:
            unstated.append(f"{problem}\n{draft.text}")
    return unstated


def uncovered(file: ImportedFile, text: str) -> list[str]:
    """Return the lines that are neither in a block of a draft nor in a note."""
    pieces = [(note.line, note.text) for note in file.notes_of("left-out")]
    for draft in file.drafts:
        pieces += [(block.first, block.source) for block in draft.blocks]
    covered = {
        line for first, source in pieces for line in range(first, first + source.count("\n") + 1)
    }
    lines = enumerate(text.split("\n"), 1)
    return [f"{number} {line}" for number, line in lines if line.strip() and number not in covered]


def lost_words(result: Imported, pattern: str, text: str) -> list[str]:
    """Return the words of a source that are neither in a draft nor in the report."""
    report = "".join(draft.text for draft in drafts(result)) + to_json(result)
    return [word for word in re.findall(pattern, text) if word not in report]
