"""Beside the grid: the chosen seat, or what the week lacks; and the one question that may be open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.scheduling.reply import capacity_sentence
from app.ui.panels import rota_cancel, rota_move, rota_seat, rota_write
from app.ui.parts import shortage_list
from app.ui.parts.plain import plain
from app.ui.session import may
from app.ui.views.rota_bench import calls
from app.ui.views.rota_missing import lacks, seats_sentence, shortage_rows
from app.ui.views.rota_seat import first_open
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from datetime import date

    from streamlit.delta_generator import DeltaGenerator

    from app.ui.views.rota_bench import Bench
    from app.ui.views.rota_seat import ChosenSeat


EVERYONE = 999
"""No limit: the button counts all who may be called, the panel shows the first."""

PANEL_AT_THE_RIGHT = (
    "<style>.st-key-rota_sides > div > [data-testid=stHorizontalBlock],"
    " .st-key-rota_sides > [data-testid=stHorizontalBlock] { flex-direction: row-reverse; }</style>"
)


def sides(bench: Bench, monday: date, chosen: ChosenSeat | None) -> DeltaGenerator:
    """Draw the panel, first on a phone and at the right elsewhere; returns where the grid goes.

    The grid always stands at the same place: it keeps its focus whatever the panel shows.
    """
    st.html(PANEL_AT_THE_RIGHT)
    with st.container(key="rota_sides"):
        telling, drawing = st.columns([1, 3], gap="medium")
    with telling:
        if chosen is None:
            _show_lacks(bench, monday)
        else:
            rota_seat.show(bench, chosen)
            if may(Action.SET_UP_CENTRE):
                rota_move.popover(chosen.session)
                rota_cancel.button()
    return drawing


def _show_lacks(bench: Bench, monday: date) -> None:
    view = bench.view
    found = lacks(view, bench.today, monday)
    st.header(capitalised(seats_sentence(sum(lack.seats for lack in found))), anchor=False)
    calling = may(Action.STAFF_ROTA)
    rows = [
        replace(row, callable_persons=len(calls(bench, lack.session, {role}, today=bench.today, most=EVERYONE)))
        for lack in found
        for row, (role, _missing) in zip(shortage_rows(view, (lack,), bench.today), lack.missing, strict=True)
    ]
    pressed = shortage_list.show(rows, key="rota_lacks", shown=3, calling=calling)
    if pressed:
        session, _slash, role = pressed.partition("/")
        st.query_params["poste"] = first_open(view, session, {role})
        st.rerun()
    st.caption(plain(capacity_sentence(view.week(monday), view.naming.role)))


def ask(bench: Bench, chosen: ChosenSeat | None) -> None:
    """Open at most one dialog: an edit to decide, a withdrawal, a cancellation."""
    if rota_write.ask() or chosen is None:
        return
    if chosen.can_withdraw and rota_seat.withdrawal(bench, chosen):
        return
    rota_cancel.ask(bench.view, chosen.session)
