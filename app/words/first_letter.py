"""The first letter of what is said: a capital where a sentence begins, none within one. Nothing here depends on the language."""

from __future__ import annotations


def capitalised(text: str) -> str:
    """With a capital; the rest is left alone."""
    return text[:1].upper() + text[1:]


def uncapitalised(text: str) -> str:
    """As it stands within a sentence: « pharmacie »; an acronym stays one (« EHPAD »)."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
