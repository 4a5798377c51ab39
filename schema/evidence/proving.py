"""The checks of a project and the ledger of their results, read from files and never run."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from schema.codes.evidence import BAD_LEDGER, UNCLAIMED_CHECK
from schema.evidence import results as ledgers
from schema.evidence.checks import FOLDER, Check, parse_checks, path_of
from schema.evidence.programs import BadChecks
from schema.evidence.proof import NO_EVIDENCE, Evidence, prove
from schema.evidence.results import BadLedger, Ledger, parse_ledger
from schema.files import read_text
from schema.models import Entry
from schema.problems import Problem, excerpt, printable
from schema.source import HIDDEN


@dataclass(frozen=True, slots=True)
class _Read:
    """The checks in one file, or why there are none."""

    checks: Mapping[str, Check]
    fault: str = ""


class EvidenceReader:
    """Reads the evidence for the claims of a project's entries; the ledger only once."""

    def __init__(self, project: Path) -> None:
        self.project = project

    def read(self, id: str, entry: Entry) -> Evidence:
        """Return the evidence for the claims of an entry."""
        if not entry.claims and id not in self._files:
            return NO_EVIDENCE
        read = self._checks(id)
        proofs = prove(id, entry, read.checks, read.fault, self.ledger)
        if self._ledger[1]:  # whoever mends the ledger has no checks to run
            proofs = tuple(replace(proof, missing=()) for proof in proofs)
        named = {claim.check for claim in entry.claims}
        unclaimed = tuple(name for name in read.checks if name not in named)
        return Evidence(proofs, unclaimed, read.fault if id in self._files else "")

    def digest(self, id: str) -> str:
        """Return what changes whenever the evidence of an entry may, the entry being the same."""
        if id not in self._files:
            return ""
        text, problems = self._text(id)
        known = (text, problems, self.ledger.results.get(id))
        return blake2b(repr(known).encode(), digest_size=8).hexdigest()

    @property
    def ledger(self) -> Ledger:
        """The ledger; empty if there is none, or none that can be read."""
        return self._ledger[0]

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with the ledger."""
        yield from self._ledger[1]

    def stray(self, ids: Collection[str]) -> Iterator[Problem]:
        """Yield a problem for each file of checks that belongs to none of these entries."""
        for id in sorted(self._files - set(ids)):
            message = f"These are the checks of the entry '{excerpt(id)}', which does not exist."
            hint = "Rename the file to the id of an entry, or delete it."
            yield UNCLAIMED_CHECK.problem(printable(path_of(id)), 1, 1, message, hint)

    @cached_property
    def _files(self) -> frozenset[str]:
        """The ids for which there is a file of checks."""
        try:
            paths = tuple((self.project / FOLDER).iterdir())
        except OSError:
            return frozenset()
        return frozenset(one.stem for one in paths if one.suffix == ".py" and one.name[0] != "_")

    @cached_property
    def _ledger(self) -> tuple[Ledger, tuple[Problem, ...]]:
        path = self.project / ledgers.PATH
        if not path.is_symlink() and not path.exists():
            return Ledger(), ()
        text, problems = read_text(path, ledgers.PATH, ledgers.MAX_BYTES)
        if text is None:
            return Ledger(), problems
        try:
            return parse_ledger(text), ()
        except BadLedger as error:
            message = f"The results cannot be read: {error}."
            return Ledger(), (BAD_LEDGER.problem(ledgers.PATH, 1, 1, message),)

    def _checks(self, id: str) -> _Read:
        text, problems = self._text(id)
        if text is None:
            return _Read({}, problems[0].message if problems else f"There is no {path_of(id)}.")
        if hidden := HIDDEN.search(text):
            line = text.count("\n", 0, hidden.start()) + 1
            told = f"has the character U+{ord(hidden[0]):04X}, which nobody can see"
            return _Read({}, f"The checks cannot be read: {path_of(id)}, line {line}, {told}.")
        try:
            return _Read(parse_checks(text))
        except BadChecks as error:
            told = f"The checks cannot be read: {path_of(id)}, line {error.line}: {error}"
            return _Read({}, told)

    def _text(self, id: str) -> tuple[str | None, tuple[Problem, ...]]:
        if id not in self._files:
            return None, ()
        return read_text(self.project / path_of(id), path_of(id))
