"""The Chromium that the browser tests drive."""

import os
import shutil

VARIABLE = "KB_CHROMIUM"
# The first is Chromium without a window: a page takes less than half of the processor time.
COMMANDS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
MAC = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def find() -> str:
    """Return the path of the browser in KB_CHROMIUM, or of the first Chromium or Chrome found.

    Raise `RuntimeError` if there is none; the message says how to get one.
    """
    if named := os.environ.get(VARIABLE):
        return named
    for candidate in (*map(shutil.which, COMMANDS), *filter(os.path.exists, MAC)):
        if candidate:
            return candidate
    raise RuntimeError(
        "The browser tests need Chromium or Chrome. Install one (on Debian and Ubuntu: "
        f"apt-get install chromium-headless-shell), or set {VARIABLE} to the path of its program."
    )
