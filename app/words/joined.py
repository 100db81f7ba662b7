"""Two pieces of a line joined by a sign, each language with its own spaces: « lundi : 4 » in French, « Monday: 4 » in English."""

from __future__ import annotations

from app.words import _


def colon(what: str, said: str) -> str:
    """What is said of something."""
    return _("{what} : {said}").format(what=what, said=said)


def semicolon(first: str, second: str) -> str:
    """One thing, then another."""
    return _("{first} ; {second}").format(first=first, second=second)


def joined(*parts: str, by: str = ", ") -> str:
    """The parts that are not empty, one after another."""
    return by.join(part for part in parts if part)
