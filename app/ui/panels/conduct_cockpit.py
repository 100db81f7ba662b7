"""The cockpit of an exercise: the hour and what to send, drawn again every two seconds; the clock, the decisions, what is improvised."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.exercise.coverage_said import standing_sentence
from app.services.exercise.read_cockpit import read_cockpit
from app.ui.acted import drawing_itself_again
from app.ui.boundary import guarded
from app.ui.panels import conduct_adhoc, conduct_clock, conduct_decisions, conduct_next
from app.ui.parts import exercise_clock, headline
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.speech import speaking
from app.ui.views import conduct as words
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.services.exercise.read_cockpit import Cockpit

EVERY_SECONDS = 2
DRAWN = "conduct_drawn"
"""What the parts that do not draw themselves again were drawn from."""


def show(cockpit: Cockpit) -> None:
    """What to do now first; what to send left, what it changes right."""
    st.session_state[DRAWN] = _mark(cockpit)
    exercise_id = cockpit.exercise.id
    hour, moves = st.columns([2, 1], gap="medium", vertical_alignment="center")
    with hour:
        _refreshed(exercise_id, _say)
    with moves:
        conduct_clock.show(cockpit)
    sending, seeing = st.columns([3, 2], gap="large")
    with sending:
        _refreshed(exercise_id, conduct_next.show)
        conduct_adhoc.show(cockpit)
    with seeing:
        _refreshed(exercise_id, _coverage)
        conduct_decisions.show(cockpit)


def _refreshed(exercise_id: str, draw: Callable[[Cockpit], None]) -> None:
    """Draw what follows the clock, and again every two seconds; the whole page when another animator moved the exercise."""

    def look() -> None:
        cockpit = read_cockpit(current_actor(), current_store(), exercise_id)
        # Drawn first: a button pressed meanwhile is heard here, and nowhere after a new run began.
        draw(cockpit)
        if _mark(cockpit) != st.session_state.get(DRAWN):
            st.rerun()

    @st.fragment(run_every=EVERY_SECONDS)
    def live() -> None:
        with speaking(), drawing_itself_again():
            guarded(look)

    live()


def _mark(cockpit: Cockpit) -> tuple[str, int, int]:
    return (cockpit.exercise.id, cockpit.exercise.revision, sum(one.revision for one in cockpit.decisions))


def _say(cockpit: Cockpit) -> None:
    icon, colour = words.clock_look(cockpit)
    clock, now = st.columns([2, 3], gap="medium", vertical_alignment="center")
    with clock:
        exercise_clock.show(
            words.clock_hour(cockpit), words.clock_since(cockpit), words.clock_pace(cockpit), icon=icon, colour=colour
        )
    with now:
        headline.show(words.headline(cockpit), detail=words.detail(cockpit))


def _coverage(cockpit: Cockpit) -> None:
    st.header(_("Couverture en direct"), anchor=False)
    live = cockpit.coverage
    if live is None:
        st.markdown(_("Aucun territoire n’est choisi : la couverture ne se calcule pas. Le reste se joue sans elle."))
        return
    st.markdown(f"**{plain(standing_sentence(live.played))}**")
    if worth := words.worth(cockpit):
        st.markdown(plain(worth))
    last = next((one for one in cockpit.sent if one.impact), None)
    if last is not None:
        said = _("Inject n° {number} : {impact}").format(
            number=last.inject.number, impact=words.impact(cockpit, last.inject.id)
        )
        st.markdown(plain(said))
    for one in live.sets[:1]:
        st.markdown(f":material/group_off: {plain(one)}")
    st.caption(_("Besoins estimés par des taux : personne de réel n’est compté."))
