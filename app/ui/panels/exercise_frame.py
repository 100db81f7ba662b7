"""The frame of an exercise, changed at the revision that was read; and its removal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.services.exercise.prepare_exercise import change_exercise, frame_of, remove_exercise
from app.ui.boundary import tell
from app.ui.parts import confirm, exercise_choice
from app.ui.parts.exercise_fields import draw, typed_of
from app.ui.parts.plain import plain
from app.ui.parts.seen import seen
from app.ui.session import current_actor, current_store
from app.ui.written import written
from app.words import _

if TYPE_CHECKING:
    from app.exercise.exercise import Exercise
    from app.services.exercise.read_exercise import ExerciseView

REMOVAL = "exercise_removal"


def show(view: ExerciseView) -> None:
    """The form, then the way to remove the exercise."""
    one = view.exercise
    form = seen(f"exercise_frame_{one.id}", typed_of(frame_of(one)), one.revision)
    with st.form(form.key, border=False):
        typed = draw(form.value, form.key, view.plan_versions)
        pressed = st.form_submit_button(_("Enregistrer le cadre"), type="primary", icon=":material/check:")
    if pressed:
        write = lambda: change_exercise(current_actor(), current_store(), one.id, typed.frame, form.revision)  # noqa: E731
        written(form, typed, write, _("Cadre enregistré."))
    if not one.is_under_way:
        st.button(
            _("Retirer cet exercice"), icon=":material/delete:", key="exercise_remove", type="tertiary",
            on_click=confirm.ask, args=(REMOVAL,),
        )  # fmt: skip
        _remove(one)


def _remove(one: Exercise) -> None:
    question = confirm.Question(
        plain(_("Retirer « {title} » ?").format(title=one.title)),
        (
            _(
                "L’exercice quitte la liste et les adresses de ses invités s’effacent. Ses invitations ouvrent une page vide."
            ),
        ),
        _("Retirer"),
        confirm.After.FINAL,
    )
    if not confirm.show(question, key=REMOVAL):
        return
    try:
        remove_exercise(current_actor(), current_store(), one.id, one.revision)
    except ReleveError as error:
        tell(error)
        return
    exercise_choice.leave()
    st.toast(_("Exercice retiré."), icon=":material/delete:")
    st.rerun()
