"""Constats: strengths and things to improve by element, what people said at the end, what comes back; and what to write down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.errors import ReleveError
from app.core.ids import new_id
from app.exercise.exercise import LONGEST_TEXT, ExerciseState
from app.exercise.rating import Element, ObservationKind
from app.services.exercise.keep_improvements import take_over
from app.services.exercise.observe import ObservationDraft, observe, remove_observation
from app.services.exercise.read_hot_wash import read_hot_wash
from app.ui.boundary import tell
from app.ui.parts import charts_frame
from app.ui.parts.charts_stacks import lying_figure
from app.ui.parts.plain import plain
from app.ui.parts.seen import seen
from app.ui.session import current_actor, current_store, may
from app.ui.views import review_findings as view
from app.ui.written import written
from app.words import _

if TYPE_CHECKING:
    from app.exercise.rating import Observation
    from app.exercise.review import Review

NEW = "review_new_observation"
"""The id of the next observation: there before its form is, so that sending it twice writes once."""
ICONS = {
    ObservationKind.STRENGTH: (":green", "thumb_up"),
    ObservationKind.IMPROVEMENT: (":orange", "build"),
    ObservationKind.FACT: (":gray", "visibility"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What the form holds."""

    kind: ObservationKind
    text: str
    cause: str
    element: Element | None
    objective: str
    inject_id: str


def show(review: Review) -> None:
    """By element, then one by one; the hot wash; what comes back."""
    _elements(review)
    can_write = may(Action.RUN_EXERCISES) and review.exercise.state is not ExerciseState.REVIEWED
    for kind in ObservationKind:
        _listed(review, kind, can_write=can_write)
    if can_write:
        _form(review)
    _wash(review)
    _repeats(review)


def _elements(review: Review) -> None:
    if not view.elements(review):
        st.info(plain(view.findings_sentence(review)), icon=":material/edit_note:")
        return
    figure = lying_figure(
        [view.element_words(one) for one in view.elements(review)], view.element_parts(review), charts_frame.theme()
    )
    charts_frame.show(
        figure, view.findings_sentence(review), view.elements_twin(review), key="review_elements",
        title=_("Par élément"), file_name="retex-constats.csv",
    )  # fmt: skip


def _listed(review: Review, kind: ObservationKind, *, can_write: bool) -> None:
    found = view.observed(review, kind)
    if not found:
        return
    colour, icon = ICONS[kind]
    st.header(view.kind_words(kind, many=True), anchor=False)
    for one in found:
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"{colour}[:material/{icon}:] {plain(one.text)}")
            st.caption(plain(view.evidence(review, one)))
            if can_write:
                _actions(review, one)


def _actions(review: Review, one: Observation) -> None:
    with st.container(horizontal=True, gap="small"):
        if one.kind is ObservationKind.IMPROVEMENT:
            _action(review, one)
        with st.popover(_("Modifier"), icon=":material/edit:"):
            _form(review, one)
            if st.button(_("Retirer"), key=f"review_remove_{one.id}", icon=":material/delete:"):
                _removed(review, one)


def _action(review: Review, one: Observation) -> None:
    """Made of it in one press; the way to it once it is."""
    if made := review.became.get(one.id):
        if st.button(_("Ouvrir"), key=f"review_action_open_{one.id}", icon=":material/checklist:"):
            st.switch_page("screens/improvements.py", query_params={"action": made})
    elif st.button(_("En faire une action"), key=f"review_take_{one.id}", icon=":material/playlist_add:"):
        _taken(one)


def _taken(one: Observation) -> None:
    key = f"review_action_{one.id}"
    id = st.session_state.setdefault(key, new_id())
    try:
        take_over(current_actor(), current_store(), one.id, id=id)
    except ReleveError as error:
        tell(error)
        return
    # Were it removed later, another press writes another one.
    st.session_state.pop(key, None)
    st.toast(_("Action écrite : donnez-lui un responsable et une date dans Actions."))
    st.rerun()


def _removed(review: Review, one: Observation) -> None:
    try:
        remove_observation(current_actor(), current_store(), review.exercise.id, one.id, one.revision)
    except ReleveError as error:
        tell(error)
        return
    st.toast(_("Observation retirée."))
    st.rerun()


def _form(review: Review, one: Observation | None = None) -> None:
    """A new one, or one that is changed."""
    if one is None:
        st.header(_("Noter un constat"), anchor=False)
    id = one.id if one else st.session_state.setdefault(NEW, new_id())
    usual = Said(ObservationKind.IMPROVEMENT, "", "", None, "", "")
    held = Said(one.kind, one.text, one.cause, one.element, one.objective, one.inject_id) if one else usual
    form = seen(f"review_observe_{id}", held, one.revision if one else 0)
    messages = {
        "": _("aucun"),
        **{each.inject.id: f"{each.inject.number}. {each.inject.text[:60]}" for each in review.injects},
    }
    objectives = {"": _("aucun"), **{each.objective.code: each.objective.text for each in review.evaluations}}
    value = form.value
    kinds: list[ObservationKind] = list(ObservationKind)
    with st.form(form.key):
        kind = st.radio(
            _("Sorte"), kinds, index=kinds.index(value.kind), horizontal=True,
            format_func=view.kind_words, key=f"{form.key}_kind",
        )  # fmt: skip
        text = st.text_area(_("Ce qui a été vu"), value.text, max_chars=LONGEST_TEXT, key=f"{form.key}_text")
        element = st.selectbox(
            _("Touche"), [None, *Element], index=[None, *Element].index(value.element), format_func=view.element_words,
            key=f"{form.key}_element",
        )  # fmt: skip
        cause = st.text_input(_("Cause profonde"), value.cause, max_chars=LONGEST_TEXT, key=f"{form.key}_cause")
        objective = _chosen(_("Objectif"), objectives, value.objective, f"{form.key}_objective")
        inject_id = _chosen(_("Message"), messages, value.inject_id, f"{form.key}_inject") if review.injects else ""
        sent = st.form_submit_button(
            _("Noter"), type="primary" if one is None else "secondary", icon=":material/check:"
        )
    if not sent:
        return
    typed = Said(kind, text, cause, element, objective, inject_id)
    draft = ObservationDraft(
        id=id, kind=kind, text=text, cause=cause, element=element, objective=objective, inject_id=inject_id,
        log_number=one.log_number if one else None,
    )  # fmt: skip

    def write() -> None:
        observe(current_actor(), current_store(), review.exercise.id, draft, revision=form.revision if one else None)
        if one is None:
            st.session_state.pop(NEW, None)

    written(form, typed, write, _("Constat noté."))


def _chosen(label: str, choices: dict[str, str], held: str, key: str) -> str:
    codes = list(choices)
    chosen = st.selectbox(
        label,
        codes,
        index=codes.index(held) if held in choices else 0,
        key=key,
        format_func=lambda code: choices[code],
    )
    return str(chosen)


def _wash(review: Review) -> None:
    st.header(_("Questionnaire à chaud"), anchor=False)
    wash = read_hot_wash(current_actor(), current_store(), review.exercise.id)
    if not wash.is_shown:
        st.caption(plain(view.wash_sentence(wash)))
        return
    charts_frame.show(
        lying_figure([one.question.text for one in wash.tallies], view.wash_parts(wash), charts_frame.theme(), marks=True),
        view.wash_sentence(wash), view.wash_twin(wash), key="review_wash", file_name="retex-questionnaire.csv",
    )  # fmt: skip
    left, right = st.columns(2, gap="large")
    for column, title, lines in (
        (left, _("Ce qui a bien marché"), wash.went_well),
        (right, _("Moins bien"), wash.went_less),
    ):
        with column:
            st.markdown(f"**{plain(title)}**")
            st.markdown("\n".join(f"- {plain(line)}" for line in lines) or plain(_("Rien d’écrit.")))


def _repeats(review: Review) -> None:
    st.header(_("Ce qui revient"), anchor=False)
    if not review.repeats:
        st.caption(_("Aucun constat de cet exercice n’a été relevé dans un autre."))
    for one in review.repeats:
        st.markdown(f":orange[:material/replay:] {plain(view.repeat_words(one))}")
