"""Finding and installing the browser, against fake commands on a fake PATH."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.browser import chromium

WORKS = "echo Chromium 1.0"
BROKEN = "echo cannot open shared object file; exit 127"


def script(path: Path, body: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def bin_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a PATH with nothing on it and a Python without Playwright."""
    folder = tmp_path / "bin"
    python = script(tmp_path / "python", "echo no playwright; exit 1")
    monkeypatch.delenv(chromium.VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(chromium, "PLACES", ())
    monkeypatch.setattr(sys, "executable", str(python))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    return folder


def fake_playwright(tmp_path: Path, *, install: str = "exit 1", path: Path) -> None:
    script(
        tmp_path / "python",
        f'case "$*" in\n"-m playwright install chromium") {install};;\n*) echo "{path}";;\nesac',
    )


def test_a_named_browser_wins(
    bin_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(bin_folder / "chromium", WORKS)
    mine = script(tmp_path / "my browser", WORKS)
    monkeypatch.setenv("KB_CHROMIUM", str(mine))
    assert chromium.find() == mine


@pytest.mark.parametrize("body", [None, BROKEN])
def test_a_named_browser_that_does_not_start_is_an_error(
    body: str | None, bin_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(bin_folder / "chromium", WORKS)
    if body:
        script(tmp_path / "mine", body)
    monkeypatch.setenv("KB_CHROMIUM", str(tmp_path / "mine"))
    with pytest.raises(chromium.ChromiumError, match=r"KB_CHROMIUM is '.*mine'"):
        chromium.find()


def test_chromium_is_preferred_to_chrome(bin_folder: Path) -> None:
    script(bin_folder / "google-chrome", WORKS)
    expected = script(bin_folder / "chromium", WORKS)
    assert chromium.find() == expected


def test_a_browser_that_does_not_start_is_passed_over(bin_folder: Path) -> None:
    script(bin_folder / "chromium-browser", BROKEN)
    expected = script(bin_folder / "google-chrome-stable", WORKS)
    assert chromium.find() == expected


def test_the_usual_places_are_searched(
    bin_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = script(tmp_path / "Applications" / "Google Chrome", WORKS)
    monkeypatch.setattr(chromium, "PLACES", (str(tmp_path / "absent"), str(place)))
    assert chromium.find() == place


@pytest.mark.usefixtures("bin_folder")
def test_a_browser_that_playwright_downloaded_is_found(tmp_path: Path) -> None:
    downloaded = script(tmp_path / "ms-playwright" / "chrome", WORKS)
    fake_playwright(tmp_path, path=downloaded)
    assert chromium.find() == downloaded


@pytest.mark.usefixtures("bin_folder")
def test_nothing_is_found_where_nothing_is() -> None:
    assert chromium.find() is None


def test_an_installed_browser_is_not_installed_again(bin_folder: Path, tmp_path: Path) -> None:
    expected = script(bin_folder / "chromium", WORKS)
    fake_playwright(tmp_path, install=f': > "{tmp_path}/asked"', path=tmp_path / "absent")
    assert chromium.ensure() == expected
    assert not (tmp_path / "asked").exists()


@pytest.mark.usefixtures("bin_folder")
def test_playwright_is_asked_first(tmp_path: Path) -> None:
    downloaded = script(tmp_path / "chrome", f'[ -e "{tmp_path}/installed" ]')
    fake_playwright(tmp_path, install=f': > "{tmp_path}/installed"', path=downloaded)
    assert chromium.ensure() == downloaded


def test_root_falls_back_on_apt(
    bin_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Playwright's download is there but lacks its libraries until the package is installed.
    downloaded = script(tmp_path / "chrome", f'[ -e "{tmp_path}/libraries" ]')
    fake_playwright(tmp_path, install=":", path=downloaded)
    script(bin_folder / "apt-get", f'[ "$1" = update ] || : > "{tmp_path}/libraries"')
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert chromium.ensure() == downloaded


def test_failure_says_what_to_do_and_what_was_tried(
    bin_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(bin_folder / "apt-get", "echo no route to the mirror; exit 100")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(chromium.ChromiumError) as caught:
        chromium.ensure()
    message = str(caught.value)
    for expected in (
        "apt-get install chromium",
        "python -m playwright install --with-deps chromium",
        "set KB_CHROMIUM",
        "no playwright\nexit status 1",
        "no route to the mirror\nexit status 100",
    ):
        assert expected in message


def test_only_root_is_given_to_apt(bin_folder: Path) -> None:
    script(bin_folder / "apt-get", "echo apt was run")
    with pytest.raises(chromium.ChromiumError) as caught:
        chromium.ensure()
    assert "apt was run" not in str(caught.value)


@pytest.mark.usefixtures("bin_folder")
def test_an_installation_that_hangs_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_playwright(tmp_path, install="echo 10 percent; /bin/sleep 60", path=tmp_path / "absent")
    monkeypatch.setattr(chromium, "INSTALL_SECONDS", 3)
    with pytest.raises(chromium.ChromiumError, match=r"10 percent\nstopped after 3 seconds"):
        chromium.ensure()
