"""Why the system refused a file, in words for a message."""

from __future__ import annotations


def reason_of(error: OSError | ValueError) -> str:
    """Return what an error says, in lower case, for the end of a sentence.

    A ValueError comes of a path that no file can have.
    """
    told: str | None = getattr(error, "strerror", None)
    return (told or str(error)).lower()
