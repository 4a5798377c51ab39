"""What the commands share: exit codes, options, standard input and the requested records."""

from __future__ import annotations

import argparse
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cli.terminal.language import said, terminal_language
from schema.phrases import Phrase, Words, sentences
from schema.problems import did_you_mean, excerpt, printable

if TYPE_CHECKING:
    from schema.cards import TagCard, TagKey
    from schema.knowledge_base import KnowledgeBase

# Slow imports stand in the functions that need them, so that `kb --help` is fast.

OK, PROBLEMS, MISUSE = 0, 1, 2
"""Exit codes: success, problems in the records, the command could not run."""


class Misuse(Exception):
    """The command cannot run; the reason says why and what to do."""

    exit_code = MISUSE

    def __init__(self, message: str, *values: Words, hint: str = "") -> None:
        self.reason = sentences(Phrase(message, *values) if values else message, hint)
        super().__init__(self.reason)


class Refusal(Misuse):
    """The records don't allow what the command should do."""

    exit_code = PROBLEMS


def exit_code(program: str, run: Callable[[], int]) -> int:
    """Run a program, report why it cannot run or was stopped, and return the exit code."""
    try:
        code = run()
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough, as in `kb validate | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEMS
    except KeyboardInterrupt:
        code, message = MISUSE, "Stopped."
    except Misuse as error:
        code, message = error.exit_code, error.reason
    except OSError as error:
        path = f": {displayed(Path(), error.filename)}" if isinstance(error.filename, str) else "."
        code, message = MISUSE, f"{error.strerror or error}{path}"
    else:
        return code
    print(f"{program}: {said(message)}", file=sys.stderr)
    return code


def positive(text: str) -> int:
    """Parse an option that must be a positive integer. Raise ArgumentTypeError."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(said("enter an integer of 1 or more"))
    return int(text)


def knowledge_bases(paths: Sequence[Path]) -> Mapping[Path, Sequence[str]]:
    """Map each project that contains one of the paths to the paths relative to it.

    Without paths, use the current folder, or outside `kb/` the nearest project. Raise Misuse.
    """
    from schema.records import ROOT, project_of  # noqa: PLC0415

    chosen: dict[Path, list[str]] = {}
    here = Path.cwd()
    project = project_of(here)
    if not paths and project and not here.is_relative_to(project / ROOT):
        return {project: ["."]}
    for path in paths or [here]:
        # Not `resolve`: a record that is a link must be reported, not followed.
        absolute = Path(os.path.abspath(path))  # noqa: PTH100
        if not os.path.lexists(absolute):
            raise Misuse("There is no file or folder '{path}'.", str(path))
        project = project_of(absolute)
        within = absolute.relative_to(project).as_posix() if project else ""
        if project is None or within.split("/")[0] not in (".", ROOT):
            raise Misuse(
                "'{path}' is not a knowledge base or part of one. Name a record, a folder in "
                "'{root}/', or the folder that contains '{root}/'.",
                str(path),
                ROOT,
            )
        chosen.setdefault(project, []).append(within)
    return chosen


def knowledge_base_here() -> KnowledgeBase:
    """Read the knowledge base of the current folder or the nearest one above. Raise Misuse."""
    from cli.parallel import spread  # noqa: PLC0415
    from schema.knowledge_base import read  # noqa: PLC0415
    from schema.records import ROOT, project_of  # noqa: PLC0415

    project = project_of(Path.cwd())
    if project is None:
        raise Misuse("There is no '{root}/' here or above. Change to the knowledge base.", ROOT)
    return read(project, spread=spread("Reading records"))


def chosen_language(base: KnowledgeBase, wanted: str | None, text: str = "") -> str:
    """Return the wanted language, or that of a text in Han characters, or that of the terminal.

    Raise Misuse if the settings don't list the wanted one.
    """
    from schema.prose import has_han, is_han  # noqa: PLC0415
    from schema.translations import language_of  # noqa: PLC0415

    languages = base.settings.languages
    if wanted is not None and wanted not in languages:
        known = Phrase("Known: {choices}.", languages)
        raise Misuse("There is no language '{name}'.", excerpt(wanted), hint=known)
    if wanted is None and has_han(text):
        records = [member.record for member in base.members.values() if member.usable]
        samples = {language_of(each, base.settings): each for each in records if each}
        if found := [each for each in languages if each in samples and is_han(samples[each])]:
            return found[0]
    terminal = terminal_language()
    exact = [each for each in languages if each.lower() == terminal]
    general = [each for each in languages if each.lower() == terminal.partition("-")[0]]
    return wanted or (exact or general or languages)[0]


def find_tag(name: str, tags: Mapping[TagKey, TagCard]) -> TagKey:
    """Return the tag with a key, an id or a name in any language.

    Raise Misuse, with a suggestion, if there is none or more than one.
    """
    keys: defaultdict[str, list[TagKey]] = defaultdict(list)
    for key, tag in tags.items():
        for word in {word.casefold() for word in (str(key), key.tag, *tag.every_name)}:
            keys[word].append(key)
    likely = keys.get(name.casefold(), [])
    if len(likely) == 1:
        return likely[0]
    if likely:
        message = "The tag '{name}' is ambiguous. Enter one of these: {choices}."
        raise Misuse(message, excerpt(name), tuple(map(str, likely)))
    hint = did_you_mean(name.casefold(), keys) or "'kb stats' lists all tags."
    raise Misuse("There is no tag '{name}'.", excerpt(name), hint=hint)


def reject_links(project: Path, path: str) -> None:
    """Raise Misuse if a folder on the way from a project to a path is a link."""
    from schema.files import linked_folder  # noqa: PLC0415

    if link := linked_folder(project, path):
        raise Misuse("'{link}' is a link, which 'kb validate' skips; use a real folder.", link)


def save(project: Path, path: str, text: str, original: str) -> bool:
    """Rewrite a record, unless it has changed since it was read; return whether it was rewritten.

    Raise OSError if the file cannot be written.
    """
    from schema.files import Changed, replace  # noqa: PLC0415

    try:
        replace(project / path, text, original)
    except Changed:
        message = "{path} was not changed: somebody else has just saved it. Run the command again."
        print(said(Phrase(message, path_from_here(project, path))), file=sys.stderr)
        return False
    return True


def path_from_here(project: Path, path: str) -> str:
    """Return the path of a record relative to the current folder."""
    return Path(os.path.relpath(project / path)).as_posix()


def displayed(project: Path, path: str) -> str:
    """Return the path of a record relative to the current folder, printable."""
    return printable(path_from_here(project, path))


def concerns(path: str, within: Iterable[str]) -> bool:
    """Return whether a path is one of the requested paths or lies below one of them."""
    return any(scope in (".", path) or path.startswith(f"{scope}/") for scope in within)
