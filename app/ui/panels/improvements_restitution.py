"""« Restitution faite le, à qui »: what was told back of each exercise; noted, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.errors import N_, InvalidInput, ReleveError
from app.core.ids import new_id
from app.services.exercise.record_restitution import LONGEST, RestitutionDraft, record_restitution, remove_restitution
from app.ui.boundary import tell
from app.ui.parts import confirm, headline, reserved
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.views import improvements as names
from app.ui.views import improvements_progress as view
from app.words import _
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from app.services.exercise.read_improvements import ImprovementDesk
    from app.store.restitutions import Restitution

NEW = "restitution_new_id"


def show(desk: ImprovementDesk) -> None:
    """The sentence, the form, then what was told back, the latest first."""
    headline.show(view.restitution_sentence(desk), where=_("Restitutions"))
    if not may(Action.RUN_EXERCISES):
        reserved.show(Action.RUN_EXERCISES, _("Noter une restitution ne se fait pas depuis votre rôle."))
    elif desk.ended:
        _form(desk)
    for one in desk.restitutions:
        _row(desk, one)


def _form(desk: ImprovementDesk) -> None:
    id = st.session_state.setdefault(NEW, new_id())
    labels = names.labels(desk, list(desk.ended))
    with st.form(f"restitution_{id}", border=True):
        exercise = st.selectbox(
            _("Exercice ou événement"), list(labels), key=f"restitution_{id}_exercise", format_func=labels.__getitem__
        )
        day = st.date_input(_("Faite le"), desk.today, format="DD/MM/YYYY", key=f"restitution_{id}_day", width=150)
        to_whom = st.text_input(
            _("À qui"), key=f"restitution_{id}_whom", max_chars=LONGEST,
            placeholder=_("conseil d’administration, participants, centre hospitalier"),
        )  # fmt: skip
        how = st.text_input(
            _("Comment (facultatif)"), key=f"restitution_{id}_how", max_chars=LONGEST, placeholder=_("en réunion")
        )
        sent = st.form_submit_button(_("Noter la restitution"), type="primary", icon=":material/campaign:", key="restitution_send")  # fmt: skip
    if not sent:
        return
    try:
        if day is None:
            raise InvalidInput(N_("Choisissez le jour de la restitution."))
        draft = RestitutionDraft(exercise_id=exercise, on_day=day, to_whom=to_whom, how=how)
        record_restitution(current_actor(), current_store(), draft, id=id)
    except ReleveError as error:
        tell(error)
        return
    st.session_state.pop(NEW, None)
    st.toast(_("Restitution notée."))
    st.rerun()


def _row(desk: ImprovementDesk, one: Restitution) -> None:
    label = names.labels(desk, [one.exercise_id])[one.exercise_id] if one.exercise_id in desk.exercises else ""
    with st.container(border=True, gap="xsmall", key=f"restitution_row_{one.id}"):
        told = _("Le {day} : {who}").format(day=spoken_date(one.on_day), who=one.to_whom)
        st.markdown(f":material/campaign: **{plain(told)}**")
        st.caption(plain(" · ".join(filter(None, (label, one.how)))))
        if may(Action.RUN_EXERCISES):
            asking = f"restitution_remove_{one.id}"
            st.button(_("Retirer"), type="tertiary", key=f"{asking}_ask", on_click=confirm.ask, args=(asking,))
            question = confirm.Question(_("Retirer cette restitution ?"), (told,), _("Retirer"), confirm.After.FINAL)
            if confirm.show(question, key=asking):
                _take_back(one.id)


def _take_back(restitution_id: str) -> None:
    try:
        remove_restitution(current_actor(), current_store(), restitution_id)
    except ReleveError as error:
        tell(error)
        return
    st.toast(_("Restitution retirée."))
    st.rerun()
