"""From when and until when, inside a form: two days and two hours, in Paris; no last day means that nobody knows the end."""

from __future__ import annotations

from datetime import date, datetime, time

import streamlit as st

from app.core.clock import PARIS, paris_instant
from app.words import _

EVENING = time(20)


Held = tuple[date | None, time | None, date | None, time | None]


def show(start: datetime, end: datetime | None, *, key: str, only_end: bool = False) -> Held:
    """Draw the four fields, begun at two instants; what they hold. :func:`instants` makes instants of it."""
    begins = start.astimezone(PARIS)
    ends = end.astimezone(PARIS) if end else None
    first: date | None = begins.date()
    opens: time | None = begins.time()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if not only_end:
            first = st.date_input(_("À partir du"), begins.date(), format="DD/MM/YYYY", key=f"{key}_first", width=150)
            opens = st.time_input(_("heure de début"), begins.time(), step=900, key=f"{key}_opens", width=130)
        last = st.date_input(
            _("Jusqu’au (vide : on ne sait pas)"), ends.date() if ends else None, format="DD/MM/YYYY",
            key=f"{key}_last", width=230,
        )  # fmt: skip
        closes = st.time_input(
            _("heure de fin"), ends.time() if ends else EVENING, step=900, key=f"{key}_closes", width=130
        )
    return first, opens, last, closes


def instants(held: Held, now: datetime) -> tuple[datetime, datetime | None]:
    """The two instants (UTC); an empty start is now. Raises InvalidInput for an hour that the change of hour skips."""
    first, opens, last, closes = held
    start = paris_instant(first, opens or time()) if first else now
    return start, paris_instant(last, closes or EVENING) if last else None
