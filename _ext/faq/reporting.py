"""Problems of records as Sphinx warnings: same code, wording, file, line and column."""

import logging as standard_logging
import re
from collections.abc import Iterable
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

from schema.catalogue import Catalogue
from schema.problems import Problem, did_you_mean, printable
from schema.records import Place, find_records, name_problems

logger = logging.getLogger(__name__)


def escape_warnings() -> None:
    """Print each warning on one line, so that no record can forge a line of the build log."""
    for handler in standard_logging.getLogger(logging.NAMESPACE).handlers:
        handler.addFilter(_on_one_line)


def _on_one_line(record: standard_logging.LogRecord) -> bool:
    if record.levelno >= standard_logging.WARNING:
        # Not the record's own method, which would put the location before the message.
        message = standard_logging.LogRecord.getMessage(record)
        record.msg, record.args = printable(" ".join(message.split())), ()
        if isinstance(location := getattr(record, "location", None), str):
            record.location = printable(location)
    return True


def leave_out_strange_files(app: Sphinx, config: Config) -> None:
    """Report files and links below `kb/` that are not records, and hide them from Sphinx.

    Sphinx would print their names unescaped, and follow links to folders.
    """
    project = Path(app.srcdir)
    for place in find_records(project):
        problems = tuple(name_problems(place)) if isinstance(place, Place) else (place,)
        report(problems, project)
        config.exclude_patterns += (re.sub(r"[*\[]", "?", each.path) for each in problems)


def report(problems: Iterable[Problem], project: Path) -> None:
    """Log each problem as a warning of type `faq` whose subtype is the problem's code.

    Warnings of `kb validate` are only information here: some appear as time passes, and a build
    that fails on warnings must not fail for that.
    """
    for problem in problems:
        location = printable(f"{project / problem.path}:{problem.line}:{problem.column}")
        level = "WARNING" if problem.severity == "error" else "INFO"
        message = f"{problem.code} {problem.message} {problem.hint}".rstrip()
        logger.log(level, "%s", message, location=location, type="faq", subtype=problem.code)


def warn_unknown(kind: str, name: str, catalogue: Catalogue, node: nodes.Element) -> None:
    """Warn at a node that an entry or a tag doesn't exist, and name the nearest that do."""
    tags = (*map(str, catalogue.tags), *catalogue.facets)
    hint = did_you_mean(name, catalogue.entries if kind == "entry" else tags)
    code = f"unknown-{kind}"
    message = f"{code} There is no {kind} '{name}'. {hint}"
    logger.warning("%s", message, location=node, type="faq", subtype=code)
