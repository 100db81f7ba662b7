"""From when and until when, inside a form: two days and two hours, in Paris; no last day means that nobody knows the end.

A cut is often told by how long it lasts: a number of hours may then stand for its end.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import streamlit as st

from app.core.clock import PARIS, paris_instant
from app.core.errors import N_, InvalidInput
from app.words import _

EVENING = time(20)
MOST_HOURS = 24 * 90


@dataclass(frozen=True, slots=True)
class Held:
    """What the fields hold. ``start`` is None where its fields are drawn; ``shown``: the end they began with (Paris)."""

    first: date | None
    opens: time | None
    last: date | None
    closes: time | None
    hours: int | None = None
    start: datetime | None = None
    shown: tuple[date | None, time] = (None, EVENING)


def show(start: datetime, end: datetime | None, *, key: str, only_end: bool = False, lasting: bool = False) -> Held:
    """Draw the fields, begun at two instants; what they hold. :func:`instants` makes instants of it.

    ``lasting``: with one more field, how many hours from the start, that stands for the end.
    """
    begins = start.astimezone(PARIS)
    ends = end.astimezone(PARIS) if end else None
    shown = (ends.date(), ends.time()) if ends else (None, EVENING)
    first: date | None = begins.date()
    opens: time | None = begins.time()
    hours: int | None = None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if not only_end:
            first = st.date_input(_("À partir du"), begins.date(), format="DD/MM/YYYY", key=f"{key}_first", width=150)
            opens = st.time_input(_("heure de début"), begins.time(), step=900, key=f"{key}_opens", width=130)
        last = st.date_input(
            _("Jusqu’au (vide : on ne sait pas)"), shown[0], format="DD/MM/YYYY", key=f"{key}_last", width=230
        )
        closes = st.time_input(_("heure de fin"), shown[1], step=900, key=f"{key}_closes", width=130)
        if lasting:
            hours = st.number_input(
                _("ou pendant (heures, depuis le début)"), 1, MOST_HOURS, None, key=f"{key}_hours", width=260,
                placeholder=_("remplace la date de fin"),
            )  # fmt: skip
    return Held(first, opens, last, closes, hours, start if only_end else None, shown)


def instants(held: Held, now: datetime) -> tuple[datetime, datetime | None]:
    """The two instants (UTC); an empty start is now.

    Raises InvalidInput for an hour that the change of hour skips, and for an end told twice that is not the same.
    """
    start = held.start or (paris_instant(held.first, held.opens or time()) if held.first else now)
    end = paris_instant(held.last, held.closes or EVENING) if held.last else None
    if held.hours is None:
        return start, end
    lasting = start + timedelta(hours=held.hours)
    if end not in (None, lasting) and (held.last, held.closes) != held.shown:
        raise InvalidInput(N_("Dites la fin une seule fois : un jour et une heure, ou un nombre d’heures."))
    return start, lasting
