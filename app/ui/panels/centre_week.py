"""A week of a centre: can it open, how much it gives, which role binds, and the doses it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.clock import monday_of
from app.core.errors import ReleveError
from app.scheduling.capacity import week_capacity
from app.scheduling.reply import bottleneck_sentence
from app.services.rota.read_centre import present_staff
from app.services.rota.set_up_centre import allot_doses
from app.ui.boundary import tell
from app.ui.parts import capacity_table, figures
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import centre_week as weeks
from app.ui.views.centre_present import Basis, basis_of, capacity_rows, excess_sentences
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.scheduling.capacity import SessionCapacity
    from app.scheduling.session import Session
    from app.services.rota.read_centre import CentreDesk
    from app.services.rota.read_rota import RotaView


def foreseen(desk: CentreDesk, view: RotaView, sessions: Sequence[Session]) -> tuple[tuple[SessionCapacity, ...], Basis]:  # fmt: skip
    """What some sessions give: by the rota where people stand on it, else by answers and habits."""
    if weeks.rests_on_rota(view, sessions):
        return weeks.rota_capacities(view, sessions), Basis.ROTA
    needs = [need for session in sessions for need in view.needs.get(session.id, ())]
    present = present_staff(desk, view.centre, sessions, needs)
    return present.capacities, basis_of(present)


def show(desk: CentreDesk, view: RotaView, monday: date) -> None:
    """Draw the week that begins on ``monday``."""
    sessions = [one for one in view.upcoming if monday_of(one.day) == monday]
    capacities, basis = foreseen(desk, view, sessions)
    slots = next((week for week in view.weeks if week.monday == monday), None)
    total = week_capacity(capacities, view.allotments.get(monday))
    said = [slots.sentence if slots else "", bottleneck_sentence(total, desk.label) or ""]
    st.markdown(plain(" ".join(part for part in said if part)))
    for sentence in excess_sentences(sessions, view.weeks):
        st.warning(plain(sentence), icon=":material/event_busy:")
    lead_to_rota(basis)
    _doses(view, monday)
    figures.show(weeks.figures_of(view.centre, slots, total, basis))
    capacity_table.show(
        capacity_rows(capacities, desk.label, slots), caption=_("Séances de la semaine"), key=f"week_{monday}"
    )
    if basis is not Basis.ROTA:
        st.caption(
            _("Chaque séance est comptée seule : les plafonds et le repos entre séances viennent avec la proposition.")
        )


def _doses(view: RotaView, monday: date) -> None:
    """The doses of the week, to write when the ARS says them; slots follow at once."""
    held = view.allotments.get(monday)
    with st.popover(_("Dotation de la semaine"), icon=":material/vaccines:", type="tertiary"):
        key = f"doses_{view.centre.id}_{monday}_{held}"
        typed = st.number_input(_("Doses"), 0, 1_000_000, held, step=6, key=key, placeholder=_("non saisie"))
        if st.button(_("Enregistrer"), key=f"{key}_save"):
            try:
                allot_doses(current_actor(), current_store(), view.centre.id, {monday: typed})
            except ReleveError as error:
                tell(error)
                return
            st.toast(_("Enregistré."))
            st.rerun()


def lead_to_rota(basis: Basis) -> None:
    """The next step while nobody stands on the rota: prepare it."""
    if basis is not Basis.ROTA and st.button(
        _("Préparer le planning"), type="primary", icon=":material/arrow_forward:"
    ):
        st.switch_page("screens/rota.py")
