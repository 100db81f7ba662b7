"""gettext catalogues, read from ``app/locales/<language>.po`` without a compilation step."""

from __future__ import annotations

import gettext
import io
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES = ("fr", "en")
"""French is the source language; English is a translation."""

_language: ContextVar[str] = ContextVar("language", default="fr")


@cache
def translations(code: str) -> gettext.NullTranslations:
    """The catalogue of a language; for French and unknown languages the source text itself."""
    source = files("app") / "locales" / f"{code}.po"
    if code not in LANGUAGES or not source.is_file():
        return gettext.NullTranslations()
    catalogue = read_po(io.BytesIO(source.read_bytes()), locale=code)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _(message: str) -> str:
    """``message`` in the current language."""
    return translations(_language.get()).gettext(message) if message else message


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form for ``count`` in the current language (French: 0 and 1 are singular)."""
    code = _language.get()
    if code == "fr":
        return singular if abs(count) < 2 else plural
    return translations(code).ngettext(singular, plural, count)


def language() -> str:
    """The code of the current language."""
    return _language.get()


@contextmanager
def use_language(code: str) -> Iterator[None]:
    """Speak ``code`` within the block; an unknown code means French."""
    token = _language.set(code if code in LANGUAGES else "fr")
    try:
        yield
    finally:
        _language.reset(token)
