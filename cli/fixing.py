"""Apply the safe fixes.

A fix is accepted only if it removes a problem, no record has a new one, and no other value changes.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from cli.layout.formatting import CannotFormat, LayoutFault, check, lay_out, read_content
from cli.layout.scalars import Spelling
from schema.files import read_text
from schema.knowledge_base import KnowledgeBase, Member
from schema.problems import FieldPath, Fix, Problem
from schema.records import Place
from schema.source.comments import END, Comments

_STRAY = re.compile("[\ufeff\u00ad]")
"""Byte order marks and soft hyphens. Any other hidden character can have a purpose, so a person has
to decide: a zero-width space separates two words, others change the direction of writing."""


@dataclass(slots=True)
class Repair:
    """The fixes of one record, not yet written."""

    original: str
    text: str
    fixed: int = 0
    """Number of problems that are gone."""
    rejected: set[str] = field(default_factory=set)
    """Texts that make something worse."""


def is_fixable(problem: Problem) -> bool:
    """Return whether there is a fix to try for a problem."""
    return problem.fix is not None or problem.code in ("yaml-ambiguous", "hidden-character")


def fix_records(base: KnowledgeBase, concerns: Callable[[str], bool]) -> Mapping[str, Repair]:
    """Return the records that change, by path, given which paths may change."""
    repairs: dict[str, Repair] = {}
    before = _messages(base.problems)
    for _ in range(20):  # one fix can bring another problem of its record to light
        problems: defaultdict[str, list[Problem]] = defaultdict(list)
        for problem in filter(is_fixable, base.problems):
            problems[problem.path].append(problem)
        proposals: dict[str, tuple[Member, str]] = {}
        for path in filter(concerns, sorted(problems.keys() & base.members.keys())):
            if path not in repairs:
                text, _ = read_text(base.project / path, path)
                if text is None:
                    continue
                repairs[path] = Repair(text, text)
            if proposal := _proposal(base, base.members[path], repairs[path], problems[path]):
                proposals[path] = proposal
        if not proposals:
            break
        base = _accepted(base, [member for member, _ in proposals.values()])
        after = _messages(base.problems)
        for path, (member, text) in proposals.items():
            repair = repairs[path]
            if base.members[path] is member:
                repair.text = text
                repair.fixed = (before[path] - after[path]).total()
            else:
                repair.rejected.add(text)
    return {path: repair for path, repair in repairs.items() if repair.fixed}


def _proposal(
    base: KnowledgeBase, member: Member, repair: Repair, problems: Sequence[Problem]
) -> tuple[Member, str] | None:
    """Return the record with the next fixes and its text, or None if no fix improves it."""
    for text in _candidates(member.place, repair.text, problems):
        if text != repair.text and text not in repair.rejected:
            changed = base.member(member.place, text)
            path = member.place.path
            if not _messages(changed.problems)[path] - _messages(member.problems)[path]:
                return changed, text
            repair.rejected.add(text)
    return None


def _candidates(place: Place, text: str, problems: Sequence[Problem]) -> Iterator[str]:
    """Yield a text with corrected YAML, with all other fixes together, and with each alone."""
    yield _corrected(text, problems)
    fixes = tuple(dict.fromkeys(problem.fix for problem in problems if problem.fix))
    if len(fixes) > 1:
        yield _fixed(place, text, fixes)
    for fix in fixes:
        yield _fixed(place, text, (fix,))


def _accepted(base: KnowledgeBase, members: Sequence[Member]) -> KnowledgeBase:
    """Return the knowledge base with those members that improve it.

    They are tried in halves, because a new problem does not show which of them caused it.
    """
    changed = {member.place.path: member for member in members}
    revised = replace(base, members={**base.members, **changed})
    before, after = _messages(base.problems), _messages(revised.problems)
    is_worse = any(messages - before[path] for path, messages in after.items())
    if not is_worse and all(before[path] - after[path] for path in changed):
        return revised
    if len(members) == 1:
        return base
    half = len(members) // 2
    return _accepted(_accepted(base, members[:half]), members[half:])


def _messages(problems: Iterable[Problem]) -> defaultdict[str, Counter[tuple[str, str]]]:
    """Count the problems of each path by code and message; formatting moves the lines."""
    messages: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for problem in problems:
        messages[problem.path][problem.code, problem.message] += 1
    return messages


def _corrected(text: str, problems: Sequence[Problem]) -> str:
    """Return a text without stray characters, and with quotes around ambiguous words."""
    starts = [0, *(end.end() for end in re.finditer(r"\r\n?|\n", text))]
    for problem in sorted(problems, reverse=True):
        if problem.code == "yaml-ambiguous":
            place = starts[problem.line - 1] + problem.column - 1
            if word := re.compile(r"[a-zA-Z]{2,3}").match(text, place):
                text = f'{text[:place]}"{word[0]}"{text[word.end() :]}'
    if any(problem.code == "hidden-character" for problem in problems):
        text = _STRAY.sub("", text)
    return text


def _fixed(place: Place, text: str, fixes: Sequence[Fix]) -> str:
    """Return a text in canonical layout with fixes applied; unchanged if that isn't possible."""

    def order(fix: Fix) -> tuple[bool, list[int]]:
        """Return a key for the reverse order: removals last, and from the end."""
        return fix.value is not None, [part for part in fix.field if isinstance(part, int)]

    try:
        content = read_content(place, text)
        for fix in sorted(fixes, key=order, reverse=True):  # other values keep their index
            *parents, part = fix.field
            holder: Any = content.values
            for parent in parents:
                holder = holder[parent]
            if fix.value is None:
                del holder[part]
                comments = _without_item(content.comments, fix.field, len(holder))
                content = replace(content, comments=comments)
            else:
                # A number becomes the text of its digits: `1.10`, not `1.1`.
                old = holder[part]
                holder[part] = old.text if isinstance(old, Spelling) else fix.value
        laid = lay_out(place, content)
        check(laid, content)
    except (CannotFormat, LayoutFault):
        return text
    return laid


def _without_item(comments: Comments, path: Any, count: int) -> Comments:
    """Return the comments after a list item was removed: its own stand above what follows.

    `count` is the number of items left.
    """
    *parents, index = path
    parent, depth = tuple(parents), len(path)

    def moved_up(place: Any) -> FieldPath:
        if len(place) >= depth and place[: depth - 1] == parent and place[depth - 1] > index:
            return (*parent, place[depth - 1] - 1, *place[depth:])
        return tuple(place)

    above = {moved_up(p): texts for p, texts in comments.above.items() if p[:depth] != path}
    beside = {moved_up(p): text for p, text in comments.beside.items() if p[:depth] != path}
    if own := [comment for field, comment in comments if field[:depth] == path]:
        following = (*parent, index if index < count else END)
        above[following] = (*own, *above.get(following, ()))
    return Comments(above, beside)
