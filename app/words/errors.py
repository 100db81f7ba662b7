"""Turns an error of the family into the one sentence a person reads."""

from __future__ import annotations

from datetime import date, datetime

from app.core.errors import ReleveError
from app.words.catalogue import _
from app.words.dates import spoken_date, spoken_instant


def sentence(error: ReleveError) -> str:
    """The error's message in the current language, its dates as spoken."""
    return _(error.message).format(**{name: _spoken(value) for name, value in error.data.items()})


def _spoken(value: object) -> object:
    if isinstance(value, datetime):
        return spoken_instant(value)
    return spoken_date(value) if isinstance(value, date) else value
