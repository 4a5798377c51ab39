"""Problems of records as Sphinx warnings: same code, wording, file, line and column."""

from __future__ import annotations

from pathlib import Path

from schema.problems import Problem
from sphinx.util import logging

logger = logging.getLogger(__name__)


def report(problem: Problem, project: Path) -> None:
    """Log a problem as a warning of type `faq` whose subtype is the problem's code."""
    location = f"{project / problem.path}:{problem.line}:{problem.column}"
    hint = f" {problem.hint}" if problem.hint else ""
    logger.warning(
        "%s %s%s",
        problem.code,
        problem.message,
        hint,
        location=location,
        type="faq",
        subtype=problem.code,
    )
