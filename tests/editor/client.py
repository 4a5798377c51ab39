"""A small client of the Language Server Protocol, enough to ask a server what an editor asks it."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from queue import Empty, Queue
from types import TracebackType
from typing import Any, NamedTuple, Self

PATIENCE = 300.0
"""Seconds that an answer may take: the first one loads the server and the schema."""

CAPABILITIES = {
    "textDocument": {
        "completion": {
            "completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}
        },
        "hover": {"contentFormat": ["markdown"]},
        "publishDiagnostics": {"versionSupport": True},
    },
    "workspace": {"configuration": True, "didChangeConfiguration": {}},
}


class Range(NamedTuple):
    """Where something stands: lines and UTF-16 units of a line, from 0, the end not included."""

    start: tuple[int, int]
    end: tuple[int, int]

    @classmethod
    def of(cls, sent: Mapping[str, Any]) -> Self:
        first, last = ((sent[end]["line"], sent[end]["character"]) for end in ("start", "end"))
        return cls(first, last)


Opened = tuple[str, int]
"""Address and version of a text."""


class Diagnostic(NamedTuple):
    """What a server marks in a text."""

    range: Range
    message: str


class ServerEnded(Exception):
    """The server is gone; the argument is its exit code."""


class LanguageServer:
    """A server that runs while the `with` block does."""

    def __init__(self, command: Sequence[str], folder: Path, settings: Mapping[str, Any]) -> None:
        self._command, self._folder, self._settings = command, folder, settings
        self._arrived: Queue[dict[str, Any] | None] = Queue()
        self._published: dict[Opened, list[Diagnostic]] = {}
        self._versions: dict[str, int] = {}
        self._number = 0

    def __enter__(self) -> Self:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(self._command, stdin=pipe, stdout=pipe, cwd=self._folder)
        threading.Thread(target=self._listen, daemon=True).start()
        workspace = {"uri": self._folder.as_uri(), "name": self._folder.name}
        self._ask(
            "initialize",
            {
                "processId": None,
                "rootUri": workspace["uri"],
                "workspaceFolders": [workspace],
                "capabilities": CAPABILITIES,
            },
        )
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": self._settings})
        # What is asked before it has fetched the settings is answered without them.
        while self._take().get("method") != "workspace/configuration":
            pass
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            stream.close()

    def open(self, path: Path, text: str) -> Opened:
        """Open a file with a text, or change its text; the server checks it after a while."""
        uri = path.as_uri()
        version = self._versions[uri] = self._versions.get(uri, 0) + 1
        if version == 1:
            opened = {"uri": uri, "languageId": "yaml", "version": version, "text": text}
            self._tell("textDocument/didOpen", {"textDocument": opened})
        else:
            changed = {"uri": uri, "version": version}
            changes = {"textDocument": changed, "contentChanges": [{"text": text}]}
            self._tell("textDocument/didChange", changes)
        return uri, version

    def diagnostics(self, path: Path, text: str) -> list[Diagnostic]:
        """Return what is marked in a text, as if `path` were open with it; in order."""
        return self.marks(self.open(path, text))

    def marks(self, key: Opened) -> list[Diagnostic]:
        """Return what is marked in a text that was opened; in order."""
        while key not in self._published:
            self._take()
        return sorted(self._published[key])

    def completions(
        self, path: Path, text: str, place: tuple[int, int]
    ) -> dict[str, dict[str, Any]]:
        """Return what is offered at a place, by label."""
        answer = self._ask("textDocument/completion", self._at(path, text, place))
        return {item["label"]: item for item in answer["items"]}

    def hover(self, path: Path, text: str, place: tuple[int, int]) -> str:
        """Return the Markdown that is shown for a place; empty if there is none."""
        answer = self._ask("textDocument/hover", self._at(path, text, place))
        return str(answer["contents"]["value"]) if answer else ""

    def _at(self, path: Path, text: str, place: tuple[int, int]) -> dict[str, Any]:
        uri, _ = self.open(path, text)
        position = dict(zip(("line", "character"), place, strict=True))
        return {"textDocument": {"uri": uri}, "position": position}

    def _ask(self, method: str, params: object) -> Any:
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        while True:
            message = self._take()
            if message.get("id") == self._number and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]

    def _tell(self, method: str, params: object) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: Mapping[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _take(self) -> dict[str, Any]:
        """Return the next message; what it asks is answered, and what it publishes kept."""
        try:
            message = self._arrived.get(timeout=PATIENCE)
        except Empty:
            raise TimeoutError(f"The server said nothing for {PATIENCE:.0f} seconds.") from None
        if message is None:
            raise ServerEnded(self._process.wait())
        match message:
            case {"id": number, "method": "workspace/configuration", "params": {"items": items}}:
                asked = [self._settings.get(item.get("section", "")) for item in items]
                self._send({"id": number, "result": asked})
            case {"id": number, "method": _}:
                self._send({"id": number, "result": None})
            case {"method": "textDocument/publishDiagnostics", "params": params}:
                key = params["uri"], params.get("version", self._versions.get(params["uri"], 0))
                self._published[key] = [
                    Diagnostic(Range.of(sent["range"]), sent["message"])
                    for sent in params["diagnostics"]
                ]
        return message

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while header := stream.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
                header = stream.readline()
            self._arrived.put(json.loads(stream.read(length)))
        self._arrived.put(None)
