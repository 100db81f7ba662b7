"""Appels: whom to call for a hole, how far the call has come, and every open seat one may call for."""

from __future__ import annotations

import streamlit as st

from app.core.ids import SeatId
from app.services.mobilisation.read_call_outs import read_board
from app.ui.panels import call_out_board, call_out_live, call_out_plan
from app.ui.session import current_actor, current_store


def main() -> None:
    """The address says which: one call-out watched live, a call-out to prepare, or the choice of both."""
    running, wanted = st.query_params.get("appel", ""), st.query_params.get("postes", "")
    if running:
        call_out_live.show(running)
    elif wanted:
        call_out_board.back()
        call_out_plan.show(tuple(SeatId(one) for one in wanted.split(",") if one))
    else:
        call_out_board.show(read_board(current_actor(), current_store()))


main()
