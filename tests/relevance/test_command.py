"""Tests of the measuring itself: none of them builds a site or starts a browser."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.relevance.browser import Moved, is_needed
from tests.relevance.command import Figures, main, percentile
from tests.relevance.measures import Measures
from tests.relevance.site import Sent, Server, serve

SCRIPT = "// " + "long " * 1_000
PIXEL = b"\x89PNG"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    site = tmp_path / "site"
    (site / "_static/finder").mkdir(parents=True)
    (site / "_static/finder/index.js").write_text(SCRIPT, encoding="utf-8")
    (site / "_static/dot.png").write_bytes(PIXEL)
    (tmp_path / "secret.js").write_text("secret", encoding="utf-8")
    with serve(site) as running:
        yield running


def fetch(server: Server, path: str) -> tuple[HTTPResponse, bytes]:
    """Ask as a browser does, but without following or decoding anything."""
    connection = HTTPConnection(urlsplit(server.address).netloc, timeout=10)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def test_scripts_are_sent_compressed_and_counted_so(server: Server) -> None:
    response, content = fetch(server, "/_static/finder/index.js?v=1")
    assert response.headers["Content-Encoding"] == "gzip"
    assert response.headers["Content-Type"] == "text/javascript"
    assert gzip.decompress(content).decode() == SCRIPT
    assert len(content) < 100
    assert server.sent == [Sent("_static/finder/index.js", len(content))]
    assert server.content("_static/finder/index.js") == content


def test_pictures_are_sent_as_they_are(server: Server) -> None:
    response, content = fetch(server, "/_static/dot.png")
    assert response.headers["Content-Encoding"] is None
    assert content == PIXEL


@pytest.mark.parametrize("path", ["/nothing.js", "/_static/", "/../secret.js", "/%2e%2e/secret.js"])
def test_nothing_else_is_sent(server: Server, path: str) -> None:
    response, _ = fetch(server, path)
    assert response.status == 404
    assert server.sent == []


def test_files_below_a_folder(server: Server) -> None:
    assert server.paths("_static/finder/") == ["_static/finder/index.js"]
    assert server.paths("nowhere") == []


@pytest.mark.parametrize(
    ("path", "needed"),
    [
        ("_static/finder/index.js", True),
        ("_static/finder/cards-0.json", True),
        ("_static/faq-finder.bundle.js", True),
        ("_static/faq-stemmer.bundle.js", True),
        ("_static/faq-finder.css", False),
        ("_static/doctools.js", False),
        ("_static/scripts/furo.js", False),
        ("search.html", False),
    ],
)
def test_what_counts_as_the_finders(path: str, needed: bool) -> None:
    assert is_needed(path) is needed


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [((3,), 95, 3), ((1, 2), 50, 1.5), ((5, 1, 3), 50, 3), (range(101), 95, 95)],
)
def test_percentile(values: tuple[float, ...], percent: int, expected: float) -> None:
    assert percentile(tuple(values), percent) == pytest.approx(expected)


def test_figures_are_one_line_of_json() -> None:
    measures = Measures(hit1=2 / 3, hit5=1, mrr10=0.83333333, zero=0, queries=3)
    figures = Figures(measures, (0.123, 0.456, 0.789), Moved(12_345, 678, 90_123), entries=2)
    line = figures.as_json()
    assert "\n" not in line
    assert list(json.loads(line).items()) == [
        ("hit1", 0.6667),
        ("hit5", 1),
        ("mrr10", 0.8333),
        ("zero", 0),
        ("p50_ms", 0.46),
        ("p95_ms", 0.76),
        ("first_query_kb", 12.3),
        ("next_query_kb", 0.7),
        ("index_kb", 90.1),
        ("entries", 2),
        ("queries", 3),
    ]


def test_collection_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path / "nowhere")]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "docs.jsonl: No such file or directory" in said.err
