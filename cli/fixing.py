"""Apply the safe fixes.

The result of a fix is checked before it is written: the problem must be gone, no record may have a
new problem, and no other value may differ.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cli.layout.edits import value_at, without
from cli.layout.formatting import NotKept, Refused, check, lay_out_record
from cli.layout.formatting import read as read_content
from cli.layout.scalars import Spelling
from schema.files import read_text
from schema.knowledge_base import KnowledgeBase, Member
from schema.problems import FieldPath, Fix, Problem
from schema.records import Place

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


@dataclass(frozen=True, slots=True)
class _Proposal:
    """What fixes make of a record; they are None for the repairs of its YAML."""

    text: str
    member: Member
    fixes: Sequence[Fix | None]


def fixable(problem: Problem) -> bool:
    """Return whether there is a fix to try for a problem."""
    return problem.fix is not None or problem.code in ("yaml-ambiguous", "hidden-character")


def mend(base: KnowledgeBase, concerns: Callable[[str], bool]) -> Mended:
    """Return the records with those paths as the safe fixes change them."""
    mended = Mended()
    barred: defaultdict[str, set[Fix | None]] = defaultdict(set)
    one_by_one: set[str] = set()
    for _ in range(MAX_ROUNDS):
        proposals: dict[str, _Proposal] = {}
        problems = _by_path(base)
        for path in sorted(problems.keys() & base.members.keys()):
            if not concerns(path):
                continue
            text = mended.texts.get(path) or read_text(base.project / path, path)[0]
            if text is None:
                continue
            mended.seen.setdefault(path, text)
            open_problems = [each for each in problems[path] if each.fix not in barred[path]]
            at_once = path not in one_by_one
            proposal = _proposal(base, base.members[path], text, open_problems, at_once=at_once)
            if proposal is not None:
                proposals[path] = proposal
        if not proposals:
            break
        accepted, after = _accepted(base, proposals)
        for path in proposals.keys() - accepted.keys():
            if len(proposals[path].fixes) == 1:
                barred[path].update(proposals[path].fixes)
            one_by_one.add(path)  # one of them may be in the way of the others
        mended.texts |= {path: proposal.text for path, proposal in accepted.items()}
        left = _by_path(after)
        mended.counts.update({path: _gone(problems, left, path) for path in accepted})
        base = after
    mended.seen = {path: text for path, text in mended.seen.items() if path in mended.texts}
    return mended


def _by_path(base: KnowledgeBase) -> Mapping[str, Sequence[Problem]]:
    problems: defaultdict[str, list[Problem]] = defaultdict(list)
    for problem in base.problems:
        problems[problem.path].append(problem)
    return problems


def _accepted(
    base: KnowledgeBase, proposals: Mapping[str, _Proposal]
) -> tuple[dict[str, _Proposal], KnowledgeBase]:
    """Return the proposals that make nothing worse, and the knowledge base with them.

    Where a text makes another record worse, which one it was does not show: they are tried in
    halves, so that one fix that is in the way keeps no other back.
    """
    accepted: dict[str, _Proposal] = {}
    waiting = [dict(proposals)]
    while waiting:
        tried = waiting.pop()
        revised = base.revised(proposal.member for proposal in tried.values())
        before, after = _by_path(base), _by_path(revised)
        worse = {
            path
            for path, problems in after.items()
            if _messages(problems) - _messages(before.get(path, ()))
        }
        useless = {path for path in tried if not _gone(before, after, path)}
        if not worse and not useless:
            accepted |= tried
            base = revised
        elif worse <= tried.keys():
            rest = {path: each for path, each in tried.items() if path not in worse | useless}
            waiting += [rest] if rest else []
        elif len(tried) > 1:
            paths = list(tried)
            half = len(paths) // 2
            waiting += [{p: tried[p] for p in part} for part in (paths[half:], paths[:half])]
    return accepted, base


def _gone(
    before: Mapping[str, Sequence[Problem]], after: Mapping[str, Sequence[Problem]], path: str
) -> int:
    return (_messages(before.get(path, ())) - _messages(after.get(path, ()))).total()


def _messages(problems: Sequence[Problem]) -> Counter[tuple[str, str]]:
    """Return what problems say, wherever they are: a layout moves the lines."""
    return Counter((problem.code, problem.message) for problem in problems)


def _proposal(
    base: KnowledgeBase,
    member: Member,
    text: str,
    problems: Sequence[Problem],
    *,
    at_once: bool,
) -> _Proposal | None:
    """Return a record with problems fixed, None if none of them can be.

    Without `at_once` only the first fix that is possible is made.
    """
    place, before = member.place, _messages(member.problems)
    repaired = _repaired(text, problems)
    if repaired != text:
        repaired_member = base.member(place, repaired)
        worse = _messages(repaired_member.problems) - before
        return None if worse else _Proposal(repaired, repaired_member, [None])
    fixes = dict.fromkeys(problem.fix for problem in problems if problem.fix)
    proposal: _Proposal | None = None
    for attempt in _attempts(_apart(fixes), at_once=at_once):
        chosen = [*(proposal.fixes if proposal else ()), *attempt]
        fixed = _fixed(place, text, [fix for fix in chosen if fix])
        if fixed is None or fixed == text:
            continue
        fixed_member = base.member(place, fixed)
        if _messages(fixed_member.problems) - before:
            continue
        proposal = _Proposal(fixed, fixed_member, chosen)
        if len(attempt) > 1 or not at_once:
            break
    return proposal


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
    """Return a text in canonical layout with fixes applied, or None if that isn't possible."""
    # Removals come last, from the end: what stands before keeps its index.
    removals = sorted((fix for fix in fixes if fix.value is None), key=_order, reverse=True)
    try:
        content = read_content(place, text)
        for fix in [*(fix for fix in fixes if fix.value is not None), *removals]:
            old = value_at(content.values, fix.field)
            if fix.value is None:
                comments = without(content.values, content.comments, fix.field)
                content = replace(content, comments=comments)
            elif isinstance(old, str):
                holder = value_at(content.values, fix.field[:-1])
                # A number becomes the text of its digits: `1.10`, not `1.1`.
                holder[fix.field[-1]] = str(old) if isinstance(old, Spelling) else fix.value
            else:
                return None
        laid = lay_out_record(place.kind, content)
        check(laid, content)
    except (Refused, NotKept, LookupError):
        return None
    return laid


def _order(fix: Fix) -> tuple[tuple[bool, int, str], ...]:
    return tuple(
        (isinstance(part, str), 0 if isinstance(part, str) else part, str(part))
        for part in fix.field
    )
