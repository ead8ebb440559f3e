"""Numbers and sizes in the user's words."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 page", "5 pages"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def size(octets: int) -> str:
    """Return the size of a file in kB of 1000 bytes, at least 1, or in MB with one digit from 1 MB on."""
    if octets >= 1_000_000:
        return f"{octets / 1_000_000:.1f} MB"
    return f"{max(1, round(octets / 1000))} kB"
