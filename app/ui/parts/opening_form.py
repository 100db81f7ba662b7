"""When to open: first day, weeks, weekdays, half-days with their hours, Saturdays, public holidays."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from app.scheduling.openings import AFTERNOON, HALF_DAYS, MONDAY_TO_FRIDAY, MORNING, Hours, SessionTemplate
from app.scheduling.spoken import weekday_name
from app.words import _
from app.words.dates import spoken_hour

if TYPE_CHECKING:
    from collections.abc import Mapping

SATURDAY = 5
A_MONDAY = date(2024, 1, 1)
MOST_WEEKS = 52


def first_day(proposed: date, *, key: str) -> date:
    """The first day of the period."""
    chosen = st.date_input(_("Premier jour"), proposed, format="DD/MM/YYYY", key=f"{key}_first")
    return chosen if isinstance(chosen, date) else proposed


def weeks(proposed: int = 1, *, key: str) -> int:
    """How many weeks the period lasts."""
    return int(st.number_input(_("Semaines"), 1, MOST_WEEKS, proposed, key=f"{key}_weeks"))


def days_and_hours(first: date, number_of_weeks: int, *, key: str, days: frozenset[int] = MONDAY_TO_FRIDAY) -> SessionTemplate:  # fmt: skip
    """The rest of the calendar, as a template of one line over the period."""
    last = first + timedelta(weeks=number_of_weeks, days=-1)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.pills(
            _("Jours"), range(7), selection_mode="multi", default=sorted(days), format_func=_weekday, key=f"{key}_days"
        )
        halves = _halves(key)
        with st.popover(_("Horaires et jours particuliers"), type="tertiary", icon=":material/schedule:"):
            hours = _hours(halves, key)
            holidays = st.toggle(_("Ouvrir aussi les jours fériés"), key=f"{key}_holidays")
            short = SATURDAY in chosen and st.toggle(_("Le samedi, le matin seulement"), key=f"{key}_saturday")
    hours_on: Mapping[int, tuple[Hours, ...]] = {SATURDAY: hours[:1]} if short else {}
    return SessionTemplate(first, last, 1, frozenset(chosen), hours, hours_on, open_on_holidays=holidays)


def _weekday(index: int) -> str:
    return weekday_name(A_MONDAY + timedelta(days=index))[:3]


def _halves(key: str) -> list[Hours]:
    names = {MORNING: _("matin"), AFTERNOON: _("après-midi")}
    return st.pills(
        _("Demi-journées"), HALF_DAYS, selection_mode="multi", default=HALF_DAYS, key=f"{key}_halves",
        format_func=lambda hours: f"{names[hours]} ({spoken_hour(hours.starts)}–{spoken_hour(hours.ends)})",
    )  # fmt: skip


def _hours(halves: list[Hours], key: str) -> tuple[Hours, ...]:
    """The hours of the half-days kept, as typed."""
    return tuple(_typed(half, key) for half in HALF_DAYS if half in halves)


def _typed(half: Hours, key: str) -> Hours:
    name = _("matin") if half == MORNING else _("après-midi")
    with st.container(horizontal=True):
        starts = _time(_("Début, {half}").format(half=name), half.starts, f"{key}_{half.starts.hour}_from")
        ends = _time(_("Fin, {half}").format(half=name), half.ends, f"{key}_{half.starts.hour}_to")
    return Hours(starts, ends)


def _time(label: str, proposed: time, key: str) -> time:
    return st.time_input(label, proposed, step=timedelta(minutes=15), key=key) or proposed
