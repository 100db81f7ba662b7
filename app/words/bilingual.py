"""Words that a table of data holds in both languages: the current one's, else the French, which is always there."""

from __future__ import annotations

from typing import TypeVar

from app.words.catalogue import language

T = TypeVar("T", str, tuple[str, ...])


def in_language(french: T, english: T) -> T:
    """What a row says in the current language; a row that nobody put in English says it in French."""
    return english if english and language() == "en" else french
