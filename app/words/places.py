"""Communes as they are said: « Sainte-Anne-d’Auray », « au Palais », « du Palais », « aux Fougerêts »; registers write otherwise."""

from __future__ import annotations

import re

from app.words import _, language

_ARTICLE = re.compile(r"(Le|Les)\s+(?=\S)")
_AT, _OF = {"Le": "au", "Les": "aux"}, {"Le": "du", "Les": "des"}


def typeset(name: str) -> str:
    """A register's straight apostrophe becomes the one that is printed."""
    return name.replace("'", "’")


def at_place(name: str) -> str:
    """« à Auray », « au Palais », « aux Fougerêts »; « à La Trinité-sur-Mer » keeps its article."""
    return _contracted(name, _AT) or _("à {commune}").format(commune=typeset(name))


def of_place(name: str) -> str:
    """« de Brech », « d’Auray », « du Palais », « des Fougerêts »."""
    if said := _contracted(name, _OF):
        return said
    starts_open = re.match(r"[AEIOUYÀÂÉÈÊÎÔÛ]", name) is not None and language() == "fr"
    return ("d’{commune}" if starts_open else _("de {commune}")).format(commune=typeset(name))


def _contracted(name: str, words: dict[str, str]) -> str:
    """The article taken into the word before it, as French does; nothing where there is none to take, or in another language."""
    found = _ARTICLE.match(name) if language() == "fr" else None
    return f"{words[found.group(1)]} {typeset(name[found.end() :])}" if found else ""
