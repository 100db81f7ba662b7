"""The clock of an exercise under the hand: pause, speed, jump, and the rest of the chronogramme moved."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.exercise.conduct import SPEEDS
from app.exercise.exercise import ExerciseState
from app.services.exercise import move_clock
from app.ui.acted import acted
from app.ui.session import current_actor, current_store
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.services.exercise.read_cockpit import Cockpit

FARTHEST_HOURS = 24 * 14


def show(cockpit: Cockpit) -> None:
    """Draw the controls; each writes at the revision that was drawn."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="conduct_clock"):
        if cockpit.exercise.state is ExerciseState.PAUSED:
            if st.button(_("Reprendre"), type="primary", icon=":material/play_arrow:", key="conduct_resume"):
                acted(_moving(cockpit, move_clock.resume))
        elif st.button(_("Pause"), icon=":material/pause:", key="conduct_pause"):
            acted(_moving(cockpit, move_clock.pause))
        if st.button(_("Aller au prochain inject"), icon=":material/skip_next:", key="conduct_jump_next"):
            acted(_moving(cockpit, move_clock.jump_to_next))
        with st.popover(_("Vitesse et sauts"), icon=":material/tune:"):
            _speed(cockpit)
            _jump(cockpit)
            _shift(cockpit)


def _moving(cockpit: Cockpit, move: Callable[..., object], *given: object) -> Callable[[], object]:
    return partial(move, current_actor(), current_store(), cockpit.exercise.id, cockpit.exercise.revision, *given)


def _speed(cockpit: Cockpit) -> None:
    present = cockpit.exercise.speed
    with st.form("conduct_speed", border=False):
        speed = st.selectbox(
            _("Une minute réelle vaut"), sorted({*SPEEDS, present}), index=sorted({*SPEEDS, present}).index(present),
            format_func=lambda n: ngettext("{n} minute fictive", "{n} minutes fictives", n).format(n=n),
            key=f"conduct_speed_{cockpit.exercise.revision}",
        )  # fmt: skip
        if st.form_submit_button(_("Changer de vitesse"), icon=":material/speed:") and speed != present:
            move = _moving(cockpit, move_clock.set_speed, speed)
            acted(move, _("Vitesse changée."))


def _jump(cockpit: Cockpit) -> None:
    hours, minutes = divmod(int(cockpit.minutes), 60)
    key = f"conduct_jump_{cockpit.exercise.revision}"
    with st.form("conduct_jump", border=False):
        with st.container(horizontal=True):
            to_hours = st.number_input(_("Heures depuis T0"), 0, FARTHEST_HOURS, hours, key=f"{key}_h", width=140)
            to_minutes = st.number_input(_("Minutes"), 0, 59, minutes, key=f"{key}_m", width=120)
        if st.form_submit_button(_("Sauter à cette heure"), icon=":material/fast_forward:"):
            acted(_moving(cockpit, move_clock.jump_to, to_hours * 60 + to_minutes), _("L’horloge a sauté."))


def _shift(cockpit: Cockpit) -> None:
    with st.form("conduct_shift", border=False):
        by = st.number_input(
            _("Décaler tout ce qui n’est pas parti, en minutes (moins : plus tôt)"), -1440, 1440, 15, step=5,
            key=f"conduct_shift_{cockpit.exercise.revision}",
        )  # fmt: skip
        if st.form_submit_button(_("Décaler la suite"), icon=":material/update:"):
            acted(_moving(cockpit, move_clock.shift_rest, by), _("La suite est décalée."))
