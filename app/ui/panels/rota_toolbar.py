"""The buttons of the rota: undo, redo, propose, publish, hand out; one of them is the primary one."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import streamlit as st

from app.access.permissions import Action
from app.core.errors import ReleveError
from app.services.keeping.long_work import Stage
from app.services.rota.edit_rota import undo_edit
from app.services.rota.propose_rota import begin_proposal, proposal_asked
from app.ui.boundary import tell
from app.ui.panels import rota_publish
from app.ui.panels.chosen import week_buttons
from app.ui.panels.rota_publish import SAID
from app.ui.parts import address, long_work, reserved
from app.ui.session import current_actor, current_store, may
from app.ui.views.rota_state import next_step, proposed_sentence
from app.words import _, ngettext
from app.words.joined import colon

if TYPE_CHECKING:
    from datetime import date
    from typing import Literal

    from app.scheduling.staffing.plan import Plan
    from app.services.keeping.long_work import Work
    from app.services.rota.read_rota import RotaView


def show(view: RotaView, monday: date) -> None:
    """Draw the week's choice and the buttons; runs the one that was pressed."""
    primary = next_step(view)

    def look(step: str) -> Literal["primary", "secondary"]:
        return "primary" if step == primary else "secondary"

    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        week_buttons(view, monday)
        if not may(Action.STAFF_ROTA):
            reserved.show(Action.STAFF_ROTA, _("Vous lisez le planning sans le modifier."))
            return
        with st.container(horizontal=True, horizontal_alignment="right", width="content"):
            _history(view)
            work = proposal_asked(current_actor(), current_store(), view.centre.id)
            proposing = st.button(
                _("Proposer"),
                icon=":material/auto_fix_high:",
                type=look("propose"),
                key="rota_propose",
                disabled=work is not None and not work.is_over,
            )
            st.button(
                _("Publier"),
                icon=":material/publish:",
                type=look("publish"),
                key="rota_publish",
                disabled=primary != "publish",
                on_click=rota_publish.agree,
                args=(view.centre.id, view.revision),
            )
            if view.version is not None and may(Action.MANAGE_LINKS):
                st.button(
                    _("Distribuer les liens"),
                    icon=":material/share:",
                    type=look("hand_out"),
                    key="rota_hand_out",
                    on_click=address.put,
                    args=("vue", "liens"),
                )
    if said := st.session_state.pop(SAID, ""):
        st.success(said, icon=":material/check_circle:")
    if proposing:
        _propose(view)
    elif work is not None:
        _follow(work, view)
    rota_publish.show(view)


def _history(view: RotaView) -> None:
    for again, label, word, icon in (
        (False, view.undo_label, _("Défaire"), "undo"),
        (True, view.redo_label, _("Refaire"), "redo"),
    ):
        hint = colon(word, _(label)) if label else None
        if st.button(
            word, icon=f":material/{icon}:", key=f"rota_{icon}", disabled=not label, help=hint, type="tertiary"
        ):
            try:
                done = undo_edit(current_actor(), current_store(), view.centre.id, view.revision, again=again)
            except ReleveError as error:
                tell(error)
                return
            st.toast(colon(word, _(done)), icon=f":material/{icon}:")
            st.rerun()


def _propose(view: RotaView) -> None:
    try:
        work = begin_proposal(current_actor(), current_store(), view.centre.id)
    except ReleveError as error:
        tell(error)
        return
    work.wait(long_work.SHORT_SECONDS)
    if work.stage is Stage.DONE:
        _say(work)
    st.rerun()


def _follow(work: Work, view: RotaView) -> None:
    """How far the proposal is, from whichever tab of the account it was asked; what came of it is said once."""
    count = len(view.upcoming)
    words = ngettext(
        "Recherche de la meilleure répartition pour {n} séance…",
        "Recherche de la meilleure répartition pour {n} séances…",
        count,
    ).format(n=count)
    if not work.is_over:
        long_work.follow(work, words, key="rota_proposal")
    elif work.stage is Stage.DONE:
        # What was drawn above was read before the proposal was written.
        _say(work)
        st.rerun()
    else:
        work.dismiss()
        if work.error is not None:
            tell(work.error)
        else:
            st.info(_("Recherche arrêtée : le brouillon est resté tel quel."), icon=":material/stop_circle:")


def _say(work: Work) -> None:
    work.dismiss()
    st.session_state[SAID] = proposed_sentence(cast("Plan", work.outcome))
