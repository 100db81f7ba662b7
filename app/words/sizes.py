"""Sizes of files as they are spoken: « 1,2 Mo »."""

from __future__ import annotations

from app.words.catalogue import _
from app.words.dates import spoken_number

KILO = 1000
"""Decimal prefixes, as disks are sold (SI): 1 Mo is a million bytes."""


def spoken_bytes(count: int) -> str:
    """« 800 octets », « 314 ko », « 1,2 Mo », « 3,4 Go »."""
    if count < KILO:
        return _("{n} octets").format(n=spoken_number(count))
    if count < KILO**2:
        return _("{n} ko").format(n=spoken_number(round(count / KILO)))
    if count < KILO**3:
        return _("{n} Mo").format(n=_shortened(count / KILO**2))
    return _("{n} Go").format(n=_shortened(count / KILO**3))


def _shortened(value: float) -> str:
    return spoken_number(round(value, 1) if value < 100 else round(value))
