"""Problems of records as Sphinx warnings: same code, wording, file, line and column."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from sphinx.util import logging

from schema.problems import Problem, Suggestions

logger = logging.getLogger(__name__)


def report(problem: Problem, project: Path) -> None:
    """Log a problem as a warning of type `faq` whose subtype is the problem's code.

    One that is only a warning to `kb validate` is information here: time alone brings some of
    them, and a build that fails on warnings must not fail because a year has passed.
    """
    location = f"{project / problem.path}:{problem.line}:{problem.column}"
    hint = f" {problem.hint}" if problem.hint else ""
    level = "WARNING" if problem.severity == "error" else "INFO"
    logger.log(
        level,
        "%s %s%s",
        problem.code,
        problem.message,
        hint,
        location=location,
        type="faq",
        subtype=problem.code,
    )


def warn_unknown(kind: str, name: str, known: Suggestions, node: nodes.Element) -> None:
    """Log at a node that there is no entry or tag of that name, with the nearest that exist."""
    logger.warning(
        "unknown-%s There is no %s '%s'. %s",
        kind,
        kind,
        name,
        known.hint(name),
        location=node,
        type="faq",
        subtype=f"unknown-{kind}",
    )
