"""Problems as JSON, GitHub annotations and SARIF."""

import json
from collections.abc import Sequence

import pytest

from cli.terminal.problems import FORMATS
from schema.problems import Problem
from schema.rules import all_codes

PLAIN = Problem("kb/entries/a.yaml", 3, 7, "bad-id", "This cannot be an id.", "Use words.")
AWKWARD = Problem("kb/entries/ö 1,2:%.yaml", 1, 1, "yaml-empty", "100 %\r\nof: it, gone")
BOTH = (PLAIN, AWKWARD)


def written(format: str, problems: Sequence[Problem]) -> str:
    return "".join(FORMATS[format](problems))


def test_json_says_everything() -> None:
    fields = ("path", "line", "column", "code", "message", "hint", "severity")
    expected = [{name: getattr(problem, name) for name in fields} for problem in BOTH]
    assert json.loads(written("json", BOTH)) == expected


def test_annotations_escape_what_would_end_them() -> None:
    assert written("github", BOTH) == (
        "::error file=kb/entries/a.yaml,line=3,col=7,title=bad-id"
        "::This cannot be an id.%0AUse words.\n"
        "::error file=kb/entries/ö 1%2C2%3A%25.yaml,line=1,col=1,title=yaml-empty"
        "::100 %25%0D%0Aof: it, gone\n"
    )


def test_sarif_names_rules_and_places() -> None:
    log = json.loads(written("sarif", BOTH))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert rules == [
        {"id": code, "shortDescription": {"text": all_codes()[code].meaning}}
        for code in ("bad-id", "yaml-empty")
    ]
    first, second = run["results"]
    assert (first["ruleId"], first["level"]) == ("bad-id", "error")
    assert first["message"] == {"text": "This cannot be an id.\nUse words."}
    place = first["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "kb/entries/a.yaml"},
        "region": {"startLine": 3, "startColumn": 7},
    }
    uri = second["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "kb/entries/%C3%B6%201%2C2%3A%25.yaml"


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_name_cannot_add_commands_to_a_log(format: str) -> None:
    for name in ("a\udcff", "a\x1b[2J", "a\x9b2J", "a\n::error::x"):
        log = written(format, [Problem(name, 1, 1, "bad-id", "No.")])
        assert log.replace("\n", "").isprintable()
        log.encode()
        assert not any(line.startswith("::error::") for line in log.splitlines())


def test_no_problem_is_valid_output() -> None:
    assert written("github", ()) == ""
    assert json.loads(written("json", ())) == []
    assert json.loads(written("sarif", ()))["runs"][0]["results"] == []
