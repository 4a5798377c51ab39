"""Build a project into a site, and serve a site as a web host does: compressed, over http."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from bench.scale.sites import REPOSITORY

BUILD_SECONDS = 3600
SHOWN_LINES = 20
POLL_SECONDS = 0.02
TEXT = frozenset({".css", ".html", ".js", ".json", ".svg", ".txt"})

# Pages with an edit link, and the modules that conf.py needs where it is not the repository's own.
ENVIRONMENT = {
    "PYTHONPATH": str(REPOSITORY),
    "FAQ_REPOSITORY_URL": "https://git.example/team/faq",
    "FAQ_SITE_URL": "https://faq.example/",
}


class SiteError(RuntimeError):
    """A site cannot be built; the message has what Sphinx said."""


def build(project: Path, output: Path) -> None:
    """Build the site of a project, all of it.

    Raises:
        SiteError: the build failed.
    """
    command = [
        *(sys.executable, "-m", "sphinx", "build", "--jobs", "auto", "--builder", "html"),
        *("--quiet", "--fresh-env", "--doctree-dir", f"{output}-doctrees"),
        *(str(project), str(output)),
    ]
    try:
        run = subprocess.run(
            command,
            cwd=project,
            env=os.environ | ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=BUILD_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise SiteError(f"building {project} took more than {BUILD_SECONDS} seconds") from error
    if run.returncode:
        lines = run.stdout.strip().splitlines()[-SHOWN_LINES:]
        raise SiteError("\n".join([f"{project} cannot be built:", *lines]))


@dataclass(frozen=True)
class Sent:
    """A file that the server sent: its path below the site, and its bytes as sent."""

    path: str
    size: int


class Server:
    """A site being served; ``sent`` grows with every file that goes out."""

    def __init__(self, folder: Path) -> None:
        self.address = ""
        self.sent: list[Sent] = []
        self._folder = folder.resolve()
        self._contents: dict[str, bytes] = {}

    def content(self, path: str) -> bytes:
        """Return what is sent of a file.

        It is compressed the first time only, so that the time of asking does not include it.

        Raises:
            FileNotFoundError: the site has no such file.
        """
        if path not in self._contents:
            file = (self._folder / path).resolve()
            if not (file.is_relative_to(self._folder) and file.is_file()):
                raise FileNotFoundError(path)
            raw = file.read_bytes()
            self._contents[path] = gzip.compress(raw, 9, mtime=0) if _is_text(path) else raw
        return self._contents[path]

    def paths(self, folder: str) -> list[str]:
        """Return the paths of all files below a folder of the site."""
        found = (self._folder / folder).rglob("*")
        return sorted(one.relative_to(self._folder).as_posix() for one in found if one.is_file())


@contextmanager
def serve(folder: Path) -> Iterator[Server]:
    """Serve a site on a free port of this machine."""
    server = Server(folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, server)) as running:
        server.address = f"http://127.0.0.1:{running.server_port}/"
        threading.Thread(target=running.serve_forever, args=(POLL_SECONDS,), daemon=True).start()
        try:
            yield server
        finally:
            running.shutdown()


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # connections stay open, as those of a web host do
    disable_nagle_algorithm = True  # head and body of a response are written apart

    def __init__(self, site: Server, *arguments: Any, **keywords: Any) -> None:
        self._site = site
        super().__init__(*arguments, **keywords)

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path).lstrip("/") or "index.html"
        try:
            content = self._site.content(path)
        except FileNotFoundError:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self._site.sent.append(Sent(path, len(content)))
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=600")
        # Isolated pages read a clock of 5 microseconds, any other one of 100.
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        if _is_text(path):
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        pass


def _is_text(path: str) -> bool:
    return PurePosixPath(path).suffix in TEXT
