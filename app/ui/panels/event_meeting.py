"""The weekly meeting: the week's figures, what to speak of, and the sheet to print before it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.core.clock import monday_of, paris_date
from app.services.crisis.weekly_meeting import read_week, rows, week_words, weekly_meeting
from app.ui.parts import address, table
from app.ui.parts.later import later
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.words import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.crisis.read_event import EventView

WEEKS = 8
"""Weeks that may be looked back at."""

MIDWEEK = 3
"""Before Thursday, the week that a meeting looks back at is the one before."""

LISTS = (
    ("requests", N_("Demandes des autorités")),
    ("decisions", N_("Décisions de la semaine")),
    ("open_points", N_("Points en cours")),
    ("incidents", N_("Incidents")),
    ("published", N_("Publié")),
)


def show(view: EventView) -> None:
    """Draw the week chosen, its figures and its agenda, which can be changed before it is printed."""
    this = monday_of(paris_date(view.now))
    weeks = [this - timedelta(days=7 * back) for back in range(WEEKS)]
    just_begun = paris_date(view.now).weekday() < MIDWEEK
    chosen = address.select(
        _("Semaine"), {day.isoformat(): week_words(day).capitalize() for day in weeks}, address="semaine",
        usual=weeks[int(just_begun)].isoformat(), key="meeting_week", width=320, hidden=True,
    )  # fmt: skip
    monday = date.fromisoformat(chosen)
    played = view.event is not None and view.event.is_exercise
    week = read_week(current_actor(), current_store(), monday, played=played)
    st.markdown(f"**{plain(week.sentence)}**")
    head = (_("Quoi"), _("Semaine écoulée"), _("Semaine d’avant"), _("Semaine à venir"))
    table.show(head, rows(week), caption=_("Chiffres de la semaine"))
    agenda = st.text_area(
        _("Ordre du jour, un point par ligne"), "\n".join(week.agenda), key=f"meeting_agenda_{monday}", height=150
    ).splitlines()
    st.download_button(
        _("Imprimer la feuille de réunion"), data=later(partial(_pdf, monday, agenda, played=played)), file_name="reunion.pdf",
        mime="application/pdf", type="primary", icon=":material/print:", on_click="ignore", key="meeting_pdf",
    )  # fmt: skip
    for name, title in LISTS:
        if lines := getattr(week, name):
            st.markdown(f"**{plain(_(title))}**")
            for line in lines:
                st.markdown(f"- {plain(line)}")


def _pdf(monday: date, agenda: Sequence[str], *, played: bool) -> bytes:
    return weekly_meeting(current_actor(), current_store(), monday, agenda, played=played)
