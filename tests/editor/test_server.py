"""What editors show of a record, asked of the real YAML language server (`make editor`)."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import pytest

from schema.records import Place, find_records

ROOT = Path(__file__).resolve().parents[2]
NPM = ROOT / "tests/npm"
SERVER = NPM / "node_modules/yaml-language-server/bin/yaml-language-server"
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


class LanguageServer:
    """A language server that is sent one message at a time."""

    def __init__(self) -> None:
        pipe = subprocess.PIPE
        offline = ["--require", str(NPM / "offline.cjs")]
        command = [str(Path(sys.executable).with_name("node")), *offline, str(SERVER), "--stdio"]
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, cwd=ROOT)
        self._number = 0
        self.ask("initialize", {"processId": None, "rootUri": ROOT.as_uri(), "capabilities": {}})
        self.notify("initialized", {})
        settings = {"schemaStore": {"enable": False}, "kubernetesCRDStore": {"enable": False}}
        self.notify("workspace/didChangeConfiguration", {"settings": {"yaml": settings}})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def notify(self, method: str, params: object, **more: object) -> None:
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def ask(self, method: str, params: object) -> Any:
        self._number += 1
        self.notify(method, params, id=self._number)
        return self._wait(lambda message: message.get("id") == self._number)["result"]

    def diagnostics(self, path: Path, text: str) -> list[str]:
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})
        published = self._wait(
            lambda message: message.get("params", {}).get("uri") == path.as_uri()
        )
        self.notify("textDocument/didClose", {"textDocument": {"uri": path.as_uri()}})
        return [diagnostic["message"] for diagnostic in published["params"]["diagnostics"]]

    def at(self, method: str, words: str) -> Any:
        """Ask about the place behind some words of `ENTRY`."""
        document = {"uri": NEW.as_uri(), "languageId": "yaml", "version": 1, "text": ENTRY}
        self.notify("textDocument/didOpen", {"textDocument": document})
        before = ENTRY[: ENTRY.index(words) + len(words)]
        place = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
        params = {"textDocument": {"uri": NEW.as_uri()}, "position": place}
        return self.ask(f"textDocument/{method}", params)

    def _wait(self, fits: Any) -> Any:
        assert self._process.stdout
        while True:
            length = 0
            while header := self._process.stdout.readline().strip():
                if header.lower().startswith(b"content-length:"):
                    length = int(header.split(b":")[1])
            message = json.loads(self._process.stdout.read(length))
            if fits(message):
                return message


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    with LanguageServer() as running:
        yield running


def test_mistakes_are_underlined_and_good_records_are_not(server: LanguageServer) -> None:
    for place in find_records(ROOT):
        assert isinstance(place, Place)
        path = ROOT / place.path
        assert server.diagnostics(path, path.read_text("utf-8")) == [], place.path
    (message,) = server.diagnostics(NEW, ENTRY.replace("gpu]", "gpus]"))
    assert "There is no such tag below 'hardware'." in message


def test_fields_and_tags_are_offered(server: LanguageServer) -> None:
    offered = server.at("completion", "hardware: [ascend, ")
    items = offered["items"] if isinstance(offered, dict) else offered
    assert {"ascend", "gpu", "cpu"} <= {item["label"] for item in items}


def test_hovering_explains_a_field(server: LanguageServer) -> None:
    assert "#### Hardware" in server.at("hover", "\n  hard")["contents"]["value"]
