"""What is true of every text, whoever wrote it."""

from schema.knowledge_base import MAX_PROBLEMS, judge_text
from schema.problems import Problem
from schema.records import Place
from schema.rules import all_codes
from tests.schema.base import NO_CHECKS, POLICY


def judge(text: str, place: Place | None = None) -> tuple[Problem, ...]:
    """Judge a text; assert what is true of all problems of all texts."""
    record, problems = judge_text(place or Place.entry("example"), text, NO_CHECKS, POLICY)
    lines = text.splitlines() or [""]
    assert record is not None or problems
    assert len(problems) <= MAX_PROBLEMS + 1
    assert list(problems) == sorted(set(problems))
    for problem in problems:
        assert problem.code in all_codes()
        assert problem.message
        assert 1 <= problem.line <= len(lines) + 1
        assert problem.column >= 1
        assert len(str(problem)) < 1_500
        assert str(problem).replace("\n    ", "").isprintable()
        str(problem).encode()
    if record is not None:
        assert record.card or record.place.kind in ("settings", "glossary") or record.place.original
        assert record.whole or problems
    return problems
