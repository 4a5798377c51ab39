"""The records of a project judged as they would be with other texts, each text once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from schema.catalogue import Card, Catalogue
from schema.knowledge_base import judge_text
from schema.problems import Problem
from schema.records import Place, find_records, read_text
from schema.rules import check_catalogue

Problems = Mapping[str, Sequence[Problem]]
"""The problems of each path that has some."""


class _Judged(NamedTuple):
    """What was found of one text; there is no card if nothing of it can be judged."""

    card: Card | None
    problems: Sequence[Problem]


class Judge:
    """Judges the files of a project, and what they may become; writes none."""

    def __init__(self, project: Path, today: date, review_within: int) -> None:
        self._project = project
        self._today = today
        self._review_within = review_within
        found = find_records(project)
        self._places = [place for place in found if not isinstance(place, Problem)]
        self._files: dict[str, _Judged] = {}
        """What was found of the files. Their texts are not kept: nearly all have no problem."""
        self._texts: dict[tuple[str, str], _Judged] = {}
        """What was found of other texts, by path and text, and of files with problems."""

    def text(self, path: str) -> str | None:
        """Return the text of a file, None if it cannot be read."""
        return read_text(self._project / path, path)[0]

    def one(self, place: Place, text: str) -> Sequence[Problem]:
        """Return the problems that the text of a record has by itself."""
        return self._of_text(place, text).problems

    def _of_text(self, place: Place, text: str) -> _Judged:
        key = place.path, text
        if key not in self._texts:
            self._texts[key] = self._judged(place, text)
        return self._texts[key]

    def _of_file(self, place: Place) -> _Judged:
        if place.path not in self._files:
            text = self.text(place.path)
            judged = _Judged(None, ()) if text is None else self._judged(place, text)
            if text is not None and judged.problems:
                self._texts[place.path, text] = judged
            self._files[place.path] = judged
        return self._files[place.path]

    def _judged(self, place: Place, text: str) -> _Judged:
        record, problems = judge_text(place, text, self._today, self._review_within)
        return _Judged(record.card if record else None, problems)

    def all(self, texts: Mapping[str, str]) -> Problems:
        """Return the problems of all records, `texts` taken for the files of these paths.

        Those that follow from other records have no place: what is to be mended names its field.
        """
        found: defaultdict[str, list[Problem]] = defaultdict(list)
        cards: list[Card] = []
        broken = []
        for place in self._places:
            text = texts.get(place.path)
            judged = self._of_text(place, text) if text else self._of_file(place)
            if judged.problems:
                found[place.path] += judged.problems
            if judged.card is None:
                broken.append(place.path)
            else:
                cards.append(judged.card)
        for card, finding in check_catalogue(Catalogue.of(cards), broken):
            path = Place.of_card(card).path
            told = finding.code, finding.message, finding.hint, finding.fix
            found[path].append(Problem(path, 1, 1, *told))
        return found
