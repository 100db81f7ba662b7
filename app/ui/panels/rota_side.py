"""Beside the grid: the chosen seat, or what the week lacks; and the one question that may be open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from app.scheduling.spoken import capitalised
from app.ui.panels import rota_cancel, rota_publish, rota_seat, rota_write
from app.ui.parts import shortage_list
from app.ui.views.rota_bench import calls
from app.ui.views.rota_missing import lacks, seats_sentence, shortage_rows
from app.ui.views.rota_seat import chosen_seat, first_open
from app.words import _

if TYPE_CHECKING:
    from datetime import date

    from app.ui.views.rota_bench import Bench
    from app.ui.views.rota_seat import ChosenSeat


EVERYONE = 999
"""No limit: the button counts all who may be called, the panel shows the first."""


def show(bench: Bench, monday: date) -> ChosenSeat | None:
    """Draw the panel; returns the chosen seat, or None."""
    chosen = chosen_seat(bench, st.query_params.get("poste", ""))
    if chosen is None:
        _show_lacks(bench, monday)
        return None
    rota_seat.show(bench, chosen)
    rota_cancel.button()
    return chosen


def _show_lacks(bench: Bench, monday: date) -> None:
    found = lacks(bench.view, bench.today, monday)
    st.subheader(capitalised(seats_sentence(sum(lack.seats for lack in found))), anchor=False)
    rows = [
        replace(row, callable_persons=len(calls(bench, lack.session, {role}, today=bench.today, most=EVERYONE)))
        for lack in found
        for row, (role, _missing) in zip(shortage_rows(bench.view, (lack,), bench.today), lack.missing, strict=True)
    ]
    pressed = shortage_list.show(rows, key="rota_lacks", shown=3)
    if pressed:
        session, _slash, role = pressed.partition("/")
        st.query_params["poste"] = first_open(bench.view, session, role)
        st.rerun()
    if not rows:
        st.caption(_("Chaque poste de la semaine a quelqu’un. Choisissez une place pour voir qui la tient."))


def ask(bench: Bench, chosen: ChosenSeat | None) -> None:
    """Open at most one dialog: an edit to decide, a publication, a withdrawal, a cancellation."""
    if rota_write.ask() or rota_publish.ask(bench.view) or chosen is None:
        return
    if chosen.can_withdraw and rota_seat.withdrawal(bench, chosen):
        return
    rota_cancel.ask(bench.view, chosen.session)
