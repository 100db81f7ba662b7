"""What becomes of an action: the plan opened where it changes, the reminder, the closing with its proof, the verification, the diff."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.errors import ReleveError
from app.exercise.improvement import ImprovementState
from app.services.exercise import keep_improvements as keep
from app.services.exercise.remind_improvement import remind_improvement
from app.services.plans.compare_plans import compare_plans
from app.ui.boundary import tell
from app.ui.navigation import leads_to
from app.ui.panels import plan_own_sections
from app.ui.parts import confirm, reserved
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.speech import speaking
from app.ui.views import improvements as view
from app.ui.views import plan_versions as diff_view
from app.words import _
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.exercise.improvement import Improvement
    from app.services.exercise.read_improvements import ImprovementDesk


def show(desk: ImprovementDesk, one: Improvement, *, keeps: bool) -> None:
    """What may be done in its state, the most usual first; then what changed in the plan."""
    if keeps:
        _steps(desk, one)
    _diff(desk, one)
    if keeps:
        _remove(one)


def _steps(desk: ImprovementDesk, one: Improvement) -> None:
    if one.is_awaited:
        _plan(one)
        _remind(one)
        _close(one)
        return
    if one.state is ImprovementState.DONE:
        _verify(desk, one)
    st.button(
        _("Rouvrir"), icon=":material/undo:", key="improvement_again", on_click=_do,
        args=(keep.open_again, one, _("Action rouverte.")),
    )  # fmt: skip


def _plan(one: Improvement) -> None:
    if not (one.section or one.card):
        return
    if not may(Action.EDIT_PLANS) or not leads_to("plans"):
        reserved.show(Action.EDIT_PLANS, _("Écrire le plan ne se fait pas depuis votre rôle."))
        return
    if st.button(_("Ouvrir le plan à cet endroit"), icon=":material/edit_note:", key="improvement_plan"):
        try:
            place = keep.open_plan_for(current_actor(), current_store(), one.id, one.revision)
        except ReleveError as error:
            tell(error)
            return
        st.session_state[plan_own_sections.EDITED] = place.section
        st.switch_page("screens/plans.py", query_params={"volet": "plan", "partie": "texte", "section": place.section})
    st.caption(_("Le brouillon du plan s’ouvre ; à la clôture, ce qui a changé est gardé ici."))


def _remind(one: Improvement) -> None:
    if not one.email:
        return
    st.button(
        _("Rappeler au responsable"), icon=":material/mail:", key="improvement_remind", on_click=_do,
        args=(remind_improvement, one, _("Rappel écrit : il part avec les prochains courriers.")),
    )  # fmt: skip
    if one.reminded_at:
        st.caption(plain(_("Dernier rappel {when}.").format(when=spoken_instant(one.reminded_at))))


def _close(one: Improvement) -> None:
    with st.form(f"improvement_close_{one.id}", border=False):
        proof = st.text_area(
            _("Ce qui le prouve, ou pourquoi elle est abandonnée"), one.proof, key=f"improvement_proof_{one.id}", height=90,
            max_chars=keep.LONGEST_TEXT,
        )  # fmt: skip
        with st.container(horizontal=True):
            closed = st.form_submit_button(
                _("Clore l’action"), type="primary", icon=":material/check_circle:", key="improvement_close"
            )
            given_up = st.form_submit_button(_("Abandonner, pour cette raison"), key="improvement_drop")
    if closed:
        _write(lambda: keep.close_improvement(current_actor(), current_store(), one.id, one.revision, proof), _("Action close."))  # fmt: skip
    elif given_up:
        _write(lambda: keep.drop_improvement(current_actor(), current_store(), one.id, one.revision, proof), _("Action abandonnée."))  # fmt: skip


def _verify(desk: ImprovementDesk, one: Improvement) -> None:
    ended = [id for id in desk.ended if id != one.exercise_id]
    if not ended:
        st.caption(_("Elle se vérifiera dans un prochain exercice, une fois qu’il sera terminé."))
        return
    names = view.labels(desk, ended)
    with st.form(f"improvement_verify_{one.id}", border=False):
        chosen = st.selectbox(
            _("Vérifiée dans"), ended, key=f"improvement_seen_{one.id}", format_func=names.__getitem__
        )
        sent = st.form_submit_button(
            _("Noter qu’elle a tenu"), type="primary", icon=":material/verified:", key="improvement_verify"
        )
    if sent:
        _write(lambda: keep.verify_improvement(current_actor(), current_store(), one.id, one.revision, chosen), _("Action vérifiée."))  # fmt: skip


def _diff(desk: ImprovementDesk, one: Improvement) -> None:
    """What changed in the section between the two versions; in the whole plan when it names none."""
    numbers = [int(text) for text in (one.version_before, one.version_after) if text.isdecimal()]
    if len(numbers) < 2 or not desk.versions.issuperset(numbers) or not may(Action.READ_PLANS):
        return
    st.header(_("Ce qui a changé dans le plan"), anchor=False)
    found = compare_plans(current_actor(), current_store(), numbers[0], numbers[1])
    wanted = one.section or ("cards" if one.card else "")
    changed = [diff for diff in found.changed if wanted in ("", diff.key)]
    if not changed:
        st.caption(
            plain(_("De la version {before} à la version {after}, rien ne change à cet endroit.").format(before=numbers[0], after=numbers[1]))
        )  # fmt: skip
        return
    st.caption(diff_view.legend())
    for diff in changed:
        with st.expander(plain(diff_view.title(diff)), expanded=len(changed) == 1):
            st.markdown(diff_view.markdown(diff.around()))


def _remove(one: Improvement) -> None:
    asking = f"improvement_remove_{one.id}"
    st.button(
        _("Retirer"), type="tertiary", icon=":material/delete:", key="improvement_remove", on_click=confirm.ask,
        args=(asking,),
    )  # fmt: skip
    question = confirm.Question(
        _("Retirer cette action ?"),
        (one.action, _("À faire si elle a été écrite par erreur ; sinon, abandonnez-la en disant pourquoi.")),
        _("Retirer"),
        confirm.After.FINAL,
    )
    if confirm.show(question, key=asking):
        _write(lambda: keep.remove_improvement(current_actor(), current_store(), one.id, one.revision), _("Action retirée."))  # fmt: skip


def _write(write: Callable[[], None], said: str) -> None:
    try:
        write()
    except ReleveError as error:
        tell(error)
        return
    st.toast(said)
    st.rerun()


def _do(act: Callable[..., None], one: Improvement, said: str) -> None:
    with speaking():
        try:
            act(current_actor(), current_store(), one.id, one.revision)
        except ReleveError as error:
            tell(error)
            return
        st.toast(said)
