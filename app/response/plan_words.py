"""How a plan puts parts together in a line. No list of a plan lives here."""

from __future__ import annotations

from app.response.directory import spoken_number as spoken_phone_number
from app.words import _


def pair(head: str, said: str) -> str:
    """« head : said »."""
    return _("{head} : {said}").format(head=head, said=said)


def phone(number: str) -> str:
    """A number as it is read aloud; empty when there is none."""
    return spoken_phone_number(number) if number else ""
