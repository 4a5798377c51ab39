"""What editors show of a record, asked of the real YAML language server (`make editor`)."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from schema.records import Place, find_records
from tests.pages import ROOT

NPM = ROOT / "tests/npm"
SERVER = NPM / "node_modules/yaml-language-server"
NEW = ROOT / "kb/entries/not-saved-yet.yaml"
ENTRY = """\
# yaml-language-server: $schema=../entry.schema.json
question: Does it run on GPUs?
phrasings:
  - can i use an nvidia card
  - training on graphics cards
summary: It runs on GPUs.
answer: |
  It runs on GPUs.
tags:
  hardware: [ascend, gpu]
status: published
reviewed_on: 2026-11-22
"""

pytestmark = pytest.mark.skipif(not SERVER.exists(), reason="Only 'make editor' installs it.")


def ask(*requests: dict[str, Any]) -> list[Any]:
    """Return the answers to requests, as `tests/npm/ask.cjs` describes them."""
    node = Path(sys.executable).with_name("node")
    text = json.dumps(requests)
    done = subprocess.run(
        [node, NPM / "ask.cjs"], input=text, stdout=subprocess.PIPE, check=True, text=True
    )
    answers: list[Any] = json.loads(done.stdout)
    return answers


def behind(words: str, method: str) -> dict[str, Any]:
    """Return a request about the place behind some words of `ENTRY`."""
    before = ENTRY[: ENTRY.index(words) + len(words)]
    place = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
    return {"uri": NEW.as_uri(), "text": ENTRY, "method": method, "position": place}


def test_mistakes_are_underlined_and_good_records_are_not() -> None:
    files = [ROOT / place.path for place in find_records(ROOT) if isinstance(place, Place)]
    records = [{"uri": file.as_uri(), "text": file.read_text("utf-8")} for file in files]
    wrong = {"uri": NEW.as_uri(), "text": ENTRY.replace("gpu]", "gpus]")}
    *right, (message,) = ask(*records, wrong)
    assert len(files) > 20
    assert [file for file, messages in zip(files, right, strict=True) if messages] == []
    assert "There is no such tag below 'hardware'." in message


def test_fields_and_tags_are_offered_and_explained() -> None:
    offered, shown = ask(behind("hardware: [ascend, ", "completion"), behind("\n  hard", "hover"))
    items = offered["items"] if isinstance(offered, dict) else offered
    assert {"ascend", "gpu", "cpu"} <= {item["label"] for item in items}
    assert "#### Hardware" in shown["contents"]["value"]
