"""What the cell decides: the actions of the plan, each in one press, or anything else said; each stands in the main courante."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.services.exercise.decide_in_exercise import DecisionDraft, cancel_decision, decide
from app.ui.acted import acted, once
from app.ui.navigation import leads_to
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import conduct as words
from app.words import _

if TYPE_CHECKING:
    from app.services.exercise.read_cockpit import Cockpit, PlanAction

FREE = "conduct_decision"


def show(cockpit: Cockpit) -> None:
    """The plan's actions, then the free decision, then what was decided."""
    st.header(_("Décisions"), anchor=False)
    if not cockpit.plan:
        st.caption(_("Le scénario n’a pas d’action de plan : notez ce que la cellule décide."))
    for one in cockpit.plan:
        _action(cockpit, one)
    _free(cockpit)
    _taken(cockpit)
    if leads_to("event") and cockpit.exercise.event_id:
        st.page_link(
            "screens/event.py", label=_("Plans, fiches et main courante de l’événement joué"), icon=":material/crisis_alert:",
            query_params={"evenement": cockpit.exercise.event_id},
        )  # fmt: skip


def _action(cockpit: Cockpit, one: PlanAction) -> None:
    with st.container(border=True, gap="small"):
        if one.decision is not None:
            st.markdown(f":green-badge[:material/check_circle: {plain(_('décidé'))}] {plain(one.words)}")
            st.caption(plain(words.impact(cockpit, one.decision.id) or words.action_hours(one)))
            return
        st.markdown(plain(one.words))
        note = f"{words.action_hours(one)}. {one.effect.note}" if one.effect.note else words.action_hours(one)
        st.caption(plain(note))
        key = f"conduct_decide_{cockpit.exercise.id}_{one.rank}"
        if st.button(_("Décider"), icon=":material/gavel:", key=f"{key}_button"):
            draft = DecisionDraft(id=once(key), plan_rank=one.rank)
            acted(_deciding(cockpit, draft), _("Décision notée."), spends=key)


def _free(cockpit: Cockpit) -> None:
    id = once(FREE)
    with st.form(f"conduct_free_{id}", border=False):
        text = st.text_input(_("Autre décision"), key=f"free_text_{id}", max_chars=2000)
        who = st.selectbox(
            _("Prise par"), cockpit.functions, key=f"free_who_{id}", accept_new_options=True, index=None,
            placeholder=_("Fonction"),
        )  # fmt: skip
        if st.form_submit_button(_("Noter la décision"), icon=":material/gavel:"):
            draft = DecisionDraft(id=id, text=text, by_whom=who or "")
            acted(_deciding(cockpit, draft), _("Décision notée."), spends=FREE)


def _taken(cockpit: Cockpit) -> None:
    if not cockpit.decisions:
        return
    with st.expander(_("Décisions prises ({n})").format(n=len(cockpit.decisions)), icon=":material/history:"):
        for one in reversed(cockpit.decisions):
            with st.container(horizontal=True, vertical_alignment="center"):
                if one.cancelled_at is not None:
                    st.markdown(
                        f":gray-badge[:material/block: {plain(_('abandonnée'))}] {plain(words.decided_line(one))}"
                    )
                    continue
                st.markdown(plain(words.decided_line(one)))
                if st.button(_("Abandonner"), icon=":material/undo:", key=f"cancel_{one.id}_{one.revision}"):
                    acted(
                        partial(
                            cancel_decision, current_actor(), current_store(), cockpit.exercise.id, one.id, one.revision
                        ),
                        _("Décision abandonnée."),
                    )


def _deciding(cockpit: Cockpit, draft: DecisionDraft) -> partial[None]:
    return partial(decide, current_actor(), current_store(), cockpit.exercise.id, draft)
