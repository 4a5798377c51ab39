"""Problems mended where only one thing can be meant, and nothing else changed.

What a fix makes of a record is judged before it is written: the problem must be gone, no other may
have come, in this record or in another one, and no other value may differ.
"""

from __future__ import annotations

import copy
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from cli.layout.edits import at, with_value, without
from cli.layout.formatting import NotKept, Refused, check, lay_out_record, read
from schema.field_errors import spelled
from schema.judging import Judge, Problems
from schema.policy import REVIEW_WITHIN
from schema.problems import FieldPath, Fix, Problem
from schema.records import Place
from schema.tree import Scalar, comments

MAX_ROUNDS = 8
"""How often the records are judged anew: a fix may bring another problem of the record to light."""

_STRAY = re.compile("[\ufeff\u00ad]")
"""Marks of byte order and soft hyphens. Other hidden characters may have a purpose that somebody
must see to: a zero-width space parts two words, others change the direction of writing."""


@dataclass(slots=True)
class Mended:
    """The records that fixes have changed, none of them written yet."""

    counts: Counter[str] = field(default_factory=Counter)
    """How many problems of each path are gone."""
    texts: dict[str, str] = field(default_factory=dict)
    """The new text of each record by its path."""
    seen: dict[str, str] = field(default_factory=dict)
    """The text that each of them had."""


def mend(
    project: Path,
    concerns: Callable[[str], bool],
    today: date | None = None,
    review_within: int = REVIEW_WITHIN,
) -> Mended:
    """Return what the certain fixes make of the records of a project whose path is concerned."""
    judge = Judge(project, today or date.today(), review_within)
    mended = Mended()
    before = judge.all(mended.texts)
    barred: defaultdict[str, set[Fix | None]] = defaultdict(set)
    one_by_one: set[str] = set()
    for _ in range(MAX_ROUNDS):
        proposed: dict[str, str] = {}
        made: dict[str, Sequence[Fix | None]] = {}
        for path in sorted(before):
            place = Place.of_path(path)
            text = mended.texts.get(path) or judge.text(path)
            if place is None or text is None or not concerns(path):
                continue
            mended.seen.setdefault(path, text)
            tried = [problem for problem in before[path] if problem.fix not in barred[path]]
            new, fixes = _mended(judge, place, text, tried, at_once=path not in one_by_one)
            if new != text:
                proposed[path], made[path] = new, fixes
        if not proposed:
            break
        accepted, after = _accepted(judge, mended.texts, before, proposed)
        for path in proposed.keys() - accepted.keys():
            if len(made[path]) == 1:
                barred[path].update(made[path])
            one_by_one.add(path)  # one of them may be in the way of the others
        proposed = accepted
        mended.texts |= proposed
        mended.counts.update({path: _gone(before, after, path) for path in proposed})
        before = after
    mended.seen = {path: text for path, text in mended.seen.items() if path in mended.texts}
    return mended


def _accepted(
    judge: Judge, texts: Mapping[str, str], before: Problems, proposed: Mapping[str, str]
) -> tuple[dict[str, str], Problems]:
    """Return the proposed texts that make nothing worse, and the problems that are left then.

    Where a text makes another record worse, which one it was does not show: they are tried in
    halves, so that one fix that is in the way keeps no other back.
    """
    taken: dict[str, str] = {}
    left = before
    waiting = [dict(proposed)]
    while waiting:
        tried = waiting.pop()
        after = judge.all({**texts, **taken, **tried})
        worse = {path for path, found in after.items() if _told(found) - _told(left.get(path, ()))}
        useless = {path for path in tried if not _gone(left, after, path)}
        if not worse and not useless:
            taken |= tried
            left = after
        elif worse <= tried.keys():
            rest = {path: text for path, text in tried.items() if path not in worse | useless}
            waiting += [rest] if rest else []
        elif len(tried) > 1:
            paths = list(tried)
            half = len(paths) // 2
            waiting += [{p: tried[p] for p in part} for part in (paths[half:], paths[:half])]
    return taken, left


def _gone(before: Problems, after: Problems, path: str) -> int:
    return (_told(before.get(path, ())) - _told(after.get(path, ()))).total()


def _told(problems: Sequence[Problem]) -> Counter[tuple[str, str]]:
    """Return what problems say, wherever they stand: a layout moves the lines."""
    return Counter((problem.code, problem.message) for problem in problems)


def _mended(
    judge: Judge, place: Place, text: str, problems: Sequence[Problem], *, at_once: bool
) -> tuple[str, Sequence[Fix | None]]:
    """Return a text with problems mended, and by which fixes, None for those of its YAML.

    Without `at_once` the first that can be made is made alone.
    """
    repaired = _repaired(text, problems)
    fixes = dict.fromkeys(problem.fix for problem in problems if problem.fix)
    if repaired == text and not fixes:
        return text, []
    before = _told(judge.one(place, text))
    if repaired != text:
        better = not _told(judge.one(place, repaired)) - before
        return (repaired, [None]) if better else (text, [])
    chosen: list[Fix] = []
    made = text
    for attempt in _attempts(_apart(fixes), at_once=at_once):
        fixed = _fixed(place, text, [*chosen, *attempt])
        if fixed is None or _told(judge.one(place, fixed)) - before:
            continue
        chosen += attempt
        made = fixed
        if len(attempt) > 1 or not at_once:
            break
    return made, chosen


def _attempts(fixes: Sequence[Fix], *, at_once: bool) -> Iterator[Sequence[Fix]]:
    """Yield all fixes at once, and then each alone, for one of them may be in the way."""
    if len(fixes) > 1 and at_once:
        yield fixes
    for fix in fixes:
        yield [fix]


def _apart(fixes: Iterable[Fix]) -> list[Fix]:
    """Return the fixes of which none is within the field of one before it."""
    chosen: list[Fix] = []
    for fix in fixes:
        if not any(_overlap(fix.field, other.field) for other in chosen):
            chosen.append(fix)
    return chosen


def _overlap(one: FieldPath, other: FieldPath) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _repaired(text: str, problems: Sequence[Problem]) -> str:
    """Return a text without the stray characters, and with quotes around ambiguous words."""
    ends = [0, *(end.end() for end in re.finditer(r"\r\n?|\n", text))]
    for problem in sorted(problems, reverse=True):
        if problem.code == "yaml-ambiguous":
            place = ends[problem.line - 1] + problem.column - 1
            word = re.compile(r"[a-zA-Z]{2,3}").match(text, place)
            if word:
                text = f'{text[:place]}"{word[0]}"{text[word.end() :]}'
    if any(problem.code == "hidden-character" for problem in problems):
        text = _STRAY.sub("", text)
    return text


def _fixed(place: Place, text: str, fixes: Sequence[Fix]) -> str | None:
    """Return a text in canonical layout with fixes applied, None if that cannot be done."""
    try:
        tree, data = read(place, text)
        wanted: Any = copy.deepcopy(data)
        kept = list(comments(tree))
        # Those that take something away come last, from the end: what is before keeps its index.
        taken = sorted((f for f in fixes if f.value is None), key=_order, reverse=True)
        for fix in [*(f for f in fixes if f.value is not None), *taken]:
            old = at(tree, fix.field)
            if old is None or not fix.field:
                return None
            holder = wanted
            for part in fix.field[:-1]:
                holder = holder[part]
            if fix.value is None:
                del holder[fix.field[-1]]
                tree = without(tree, fix.field)
            elif isinstance(old, Scalar):
                holder[fix.field[-1]] = _text(old, fix.value)
                tree = with_value(tree, fix.field, Scalar(_text(old, fix.value)))
            else:
                return None
        laid = lay_out_record(place.kind, tree)
        check(laid, wanted, iter(kept))
    except (Refused, NotKept):
        return None
    return laid


def _order(fix: Fix) -> tuple[tuple[bool, int, str], ...]:
    return tuple(
        (isinstance(part, str), 0 if isinstance(part, str) else part, str(part))
        for part in fix.field
    )


def _text(old: Scalar, value: str) -> str:
    """Return the new text of a scalar: a number keeps its digits, so that `1.10` is not `1.1`."""
    number = old.value
    same = isinstance(number, bool | int | float) and spelled(number) == value
    return old.spelling if same else value
