"""« FIN D’EXERCICE — SITUATION RÉELLE », always at hand, in two presses; and the ordinary end."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.services.exercise.finish_exercise import finish_exercise
from app.services.exercise.stop_exercise import stop_for_real
from app.ui.acted import acted
from app.ui.boundary import tell
from app.ui.parts import confirm
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import conduct as words
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.services.exercise.read_cockpit import Cockpit

REAL, END = "conduct_real", "conduct_end"


def armed(cockpit: Cockpit) -> None:
    """In red, that messages really leave."""
    if cockpit.exercise.is_armed:
        st.error(plain(words.armed_sentence(cockpit)), icon=":material/campaign:")


def buttons(cockpit: Cockpit) -> None:
    """Draw both ways out, beside the panels."""
    with st.container(horizontal=True, horizontal_alignment="right", width="content"):
        st.button(
            _("Terminer l’exercice"), icon=":material/flag:", key="conduct_finish", on_click=confirm.ask, args=(END,)
        )
        if cockpit.may_open_event:
            st.button(
                f":red[**{plain(_('FIN D’EXERCICE — SITUATION RÉELLE'))}**]", icon=":material/emergency_home:", key="conduct_stop",
                on_click=confirm.ask, args=(REAL,),
            )  # fmt: skip


def questions(cockpit: Cockpit) -> None:
    """Draw the question that was asked, and do what is answered."""
    if confirm.show(_real(cockpit), key=REAL):
        _stop(cockpit)
    if confirm.show(_end(cockpit), key=END):
        exercise = cockpit.exercise
        acted(
            partial(finish_exercise, current_actor(), current_store(), exercise.id, exercise.revision),
            _("Exercice terminé."),
        )


def _stop(cockpit: Cockpit) -> None:
    try:
        event = stop_for_real(current_actor(), current_store(), cockpit.exercise.id, words.real_title(cockpit.now))
    except ReleveError as error:
        tell(error)
        return
    st.switch_page("screens/event.py", query_params={"evenement": event})


def _real(cockpit: Cockpit) -> confirm.Question:
    return confirm.Question(
        _("Fin d’exercice, situation réelle ?"),
        (
            _("L’exercice s’arrête pour tout le monde, et ses pages deviennent rouges."),
            _("Rien de ce qui se jouait ne part plus ; l’événement joué est levé."),
            _("Un événement réel s’ouvre : vous y êtes conduit aussitôt."),
        ),
        _("Arrêter et ouvrir l’événement réel"),
    )


def _end(cockpit: Cockpit) -> confirm.Question:
    left = len(cockpit.to_come)
    said = ngettext("{n} inject ne sera pas joué.", "{n} injects ne seront pas joués.", left).format(n=left)
    return confirm.Question(
        _("Terminer l’exercice ?"),
        (said if left else _("Tout est joué."), _("L’horloge s’arrête, l’événement joué est levé et les courbes se figent. On ne le reprend pas ensuite.")),
        _("Terminer"),
    )  # fmt: skip
