"""The form of an action: what, why, where in the plan, who, from when until when. Others may change it meanwhile."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import N_, InvalidInput, ReleveError
from app.core.ids import new_id
from app.exercise.milestones import proposed_due
from app.exercise.rating import ELEMENT_WORDS
from app.response.plan import SECTIONS
from app.services.exercise.keep_improvements import (
    LONGEST_FIELD,
    LONGEST_TEXT,
    PRIORITIES,
    ImprovementDraft,
    add_improvement,
    change_improvement,
    draft_of,
)
from app.ui.boundary import tell
from app.ui.parts.seen import seen
from app.ui.session import current_actor, current_store
from app.ui.views import improvements as view
from app.ui.written import written
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.exercise.improvement import Improvement
    from app.services.exercise.read_improvements import ImprovementDesk

NEW = "improvements_new_id"


def show(desk: ImprovementDesk, one: Improvement, *, done: Callable[[str], None]) -> None:
    """Draw an action to change; ``done`` is called with its id once it is written, or given up."""
    form = seen(f"improvement_{one.id}", draft_of(one), one.revision)
    typed = _typed(desk, form.value, form.key, partial(done, one.id))
    if typed is not None:

        def write() -> None:
            change_improvement(current_actor(), current_store(), one.id, form.revision, typed)
            done(one.id)

        written(form, typed, write, _("Action enregistrée."))


def show_new(desk: ImprovementDesk, *, done: Callable[[str], None]) -> None:
    """Draw a new action, whose id is made before its button is shown."""
    id = st.session_state.setdefault(NEW, new_id())
    exercise = next(iter(desk.ended), "")
    begun = ImprovementDraft(
        action="", exercise_id=exercise, starts_on=desk.today, due_on=proposed_due(desk.rules, desk.today)
    )
    form = seen(f"improvement_{id}", begun, 0)
    typed = _typed(desk, form.value, form.key, None)
    if typed is not None:

        def write() -> None:
            done(add_improvement(current_actor(), current_store(), typed, id=id))
            st.session_state.pop(NEW, None)

        written(form, typed, write, _("Action enregistrée."))


def _typed(
    desk: ImprovementDesk, held: ImprovementDraft, key: str, leave: Callable[[], None] | None
) -> ImprovementDraft | None:
    """What was typed, once it is sent; None until then, or when a day is missing."""
    with st.form(f"{key}_form", border=False):
        typed = _what(held, key)
        typed = _where(desk, typed, key)
        typed = _who(desk, typed, key)
        typed = replace(typed, priority=_priority(typed.priority, key))
        first, last = _when(held, key)
        with st.container(horizontal=True):
            sent = st.form_submit_button(_("Enregistrer"), type="primary", icon=":material/save:", key=f"{key}_send")
            left = leave is not None and st.form_submit_button(_("Annuler"), key=f"{key}_leave")
    if left and leave is not None:
        leave()
        st.rerun()
    if not sent:
        return None
    try:
        return replace(typed, starts_on=_day(first), due_on=_day(last))
    except ReleveError as error:
        tell(error)
        return None


def _what(held: ImprovementDraft, key: str) -> ImprovementDraft:
    action = st.text_area(
        _("Ce qu’il faut faire"), held.action, key=f"{key}_action", height=90, max_chars=LONGEST_TEXT,
        placeholder=_("Tenir à jour la liste d’astreinte, une fois par mois"),
    )  # fmt: skip
    finding = st.text_area(
        _("Ce qui a été constaté"), held.finding, key=f"{key}_finding", height=68, max_chars=LONGEST_TEXT
    )
    cause = st.text_input(_("Cause"), held.cause, key=f"{key}_cause", max_chars=LONGEST_TEXT)
    return replace(held, action=action, finding=finding, cause=cause)


def _where(desk: ImprovementDesk, held: ImprovementDraft, key: str) -> ImprovementDraft:
    exercises = {"": _("aucun"), **view.labels(desk, list(desk.exercises))}
    sections = {"": _("aucune"), **{code: _(words) for code, words in SECTIONS.items()}}
    cards = {"": _("aucune"), **desk.cards}
    left, right = st.columns(2)
    with left:
        exercise = _choice(_("Exercice ou événement"), exercises, held.exercise_id, f"{key}_exercise")
        section = _choice(_("Section du plan qui change"), sections, held.section, f"{key}_section")
    with right:
        element = st.selectbox(
            _("Ce que cela touche"), list(ELEMENT_WORDS), list(ELEMENT_WORDS).index(held.element),
            key=f"{key}_element", format_func=lambda one: _(ELEMENT_WORDS[one]),
        )  # fmt: skip
        card = _choice(_("Fiche réflexe qui change"), cards, held.card, f"{key}_card")
    return replace(held, exercise_id=exercise, section=section, element=element, card=card)


def _who(desk: ImprovementDesk, held: ImprovementDraft, key: str) -> ImprovementDraft:
    people = {"": _("personne"), **desk.people}
    left, right = st.columns(2)
    with left:
        owner = st.text_input(
            _("Responsable : une fonction"), held.owner, key=f"{key}_owner", max_chars=LONGEST_FIELD,
            placeholder=_("cadre de santé"),
        )  # fmt: skip
        person = _choice(_("Personne de l’effectif (facultatif)"), people, held.person_id, f"{key}_person")
    with right:
        organisation = st.text_input(
            _("Organisme, s’il n’est pas des nôtres"), held.organisation, key=f"{key}_organisation",
            max_chars=LONGEST_FIELD, placeholder=_("centre hospitalier, mairie"),
        )  # fmt: skip
        email = st.text_input(
            _("E-mail, pour les rappels (facultatif)"), held.email, key=f"{key}_email", max_chars=LONGEST_FIELD
        )
    return replace(held, owner=owner, person_id=person, organisation=organisation, email=email)


def _priority(held: int, key: str) -> int:
    found = st.segmented_control(
        _("Priorité"), PRIORITIES, default=held, required=True, key=f"{key}_priority", format_func=view.priority_words
    )
    return found or held


def _when(held: ImprovementDraft, key: str) -> tuple[date | None, date | None]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first = st.date_input(_("Début"), held.starts_on, format="DD/MM/YYYY", key=f"{key}_first", width=150)
        last = st.date_input(_("Échéance"), held.due_on, format="DD/MM/YYYY", key=f"{key}_last", width=150)
    return first, last


def _day(typed: date | None) -> date:
    if typed is None:
        raise InvalidInput(N_("Choisissez le jour du début et celui de l’échéance."))
    return typed


def _choice(label: str, options: dict[str, str], held: str, key: str) -> str:
    """One of the options; what was held and is gone is let go."""
    codes = list(options)
    return st.selectbox(
        label, codes, codes.index(held) if held in options else 0, key=key, format_func=options.__getitem__
    )
