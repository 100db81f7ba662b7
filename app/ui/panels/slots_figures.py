"""The figures of unscheduled care over a period: how full, how long the wait, which calls; by day, place and channel."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from app.core.clock import paris_date
from app.services.slots.read_slots import read_slot_figures
from app.ui.parts import figures, headline, table
from app.ui.session import current_actor, current_store
from app.ui.views import slots_figures as view
from app.words import _

DAYS = 28
"""Four weeks, yesterday being the last day: today is not over."""


def show() -> None:
    """The sentence, four figures with their origin, then the tables."""
    above = st.container()
    first, last = _period()
    found, names = read_slot_figures(current_actor(), current_store(), first, last)
    with above:
        headline.show(view.sentence(found), detail=view.detail(found))
    figures.show(view.figures(found))
    tables = (
        (_("Par lieu, le moins rempli d’abord"), "lieux", view.by_place(found, names)),
        (_("Par canal"), "canaux", view.by_channel(found)),
        (_("Par public"), "publics", view.by_whom(found)),
        (_("Par jour"), "jours", view.by_day(found)),
    )
    for title, file, (header, rows) in tables:
        if rows:
            st.header(title, anchor=False)
            table.show(header, rows, caption=title)
            table.download(header, rows, file_name=f"snp-{file}.csv", key=f"slots_figures_{file}")


def _period() -> tuple[date, date]:
    yesterday = paris_date(current_store().now()) - timedelta(days=1)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first = st.date_input(
            _("Du"), value=yesterday - timedelta(days=DAYS - 1), format="DD/MM/YYYY", key="slots_first", width=170
        )
        last = st.date_input(_("au"), value=yesterday, format="DD/MM/YYYY", key="slots_last", width=170)
    return min(first, last), max(first, last)
