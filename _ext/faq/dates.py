"""Dates in words, in English whatever the locale of the machine that builds."""

from __future__ import annotations

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def month_name(iso: str) -> str:
    """Return `2026-11` as `November 2026`."""
    year, month = iso.split("-")
    return f"{_MONTHS[int(month) - 1]} {year}"


def day_name(iso: str) -> str:
    """Return `2026-11-22` as `22 November 2026`."""
    month, day = iso[:7], iso[8:]
    return f"{int(day)} {month_name(month)}"
