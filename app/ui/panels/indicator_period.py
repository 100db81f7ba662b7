"""Which period and which panel are looked at: both stand in the address, so that back, bookmark and share work."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from app.core.errors import InvalidInput
from app.indicators.periods import Period, month_of, period_of_code, period_of_days, quarter_of, week_of
from app.ui.boundary import tell
from app.ui.parts import address
from app.words import _
from app.words.first_letter import capitalised

ADDRESS = "periode"
QUARTERS, MONTHS, WEEKS = 2, 3, 5


def chosen(today: date) -> Period:
    """The period of the address; the current quarter without one, or when it does not read."""
    asked = st.query_params.get(ADDRESS, "")
    if not asked:
        return quarter_of(today)
    try:
        return period_of_code(asked)
    except InvalidInput as error:
        tell(error)
        return quarter_of(today)


def show(period: Period, today: date) -> None:
    """Draw the usual periods as a list, and two dates for any other."""
    periods = {one.code: one for one in (*offered(today), period)}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        names = {code: capitalised(one.name) for code, one in periods.items()}
        address.select(_("Période"), names, address=ADDRESS, present=period.code, key="indicator_period", width=340)
        with st.popover(_("Autres dates"), icon=":material/date_range:"):
            days = st.date_input(
                _("Du premier au dernier jour"), (period.first, period.last), format="DD/MM/YYYY",
                key=f"indicator_days_{period.code}",
            )  # fmt: skip
            typed: tuple[date, ...] = tuple(days)
            if st.button(_("Voir cette période"), disabled=len(typed) != 2, key="indicator_days_go"):
                _look(typed[0], typed[-1])


def offered(today: date) -> list[Period]:
    """This quarter and the one before, the last months, the last weeks: what is settled and told."""
    found = [quarter_of(today)]
    while len(found) < QUARTERS:
        found.append(found[-1].previous)
    months = [month_of(today)]
    while len(months) < MONTHS:
        months.append(months[-1].previous)
    return [*found, *months, *(week_of(today - timedelta(weeks=back)) for back in range(WEEKS))]


def _look(first: date, last: date) -> None:
    try:
        st.query_params[ADDRESS] = period_of_days(first, last).code
    except InvalidInput as error:
        tell(error)
        return
    st.rerun()
