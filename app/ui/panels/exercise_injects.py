"""The chronogramme of an exercise: all of it in a table, one inject rewritten in place, moved or taken out, another added."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.drills.scenario import Expected, Inject
from app.exercise.chronogramme import PlayedInject
from app.exercise.prepared import is_written
from app.services.exercise.change_chronogramme import add_inject, change_inject, move_inject, remove_inject
from app.ui.acted import acted, once
from app.ui.panels import exercise_inject_effects
from app.ui.panels.scenarios_edit_injects import draw
from app.ui.panels.scenarios_keep import form_key
from app.ui.parts import address, confirm, table
from app.ui.parts.plain import plain
from app.ui.parts.seen import seen
from app.ui.session import current_actor, current_store
from app.ui.views import exercises as words
from app.ui.written import written
from app.words import _

if TYPE_CHECKING:
    from app.services.exercise.read_exercise import ExerciseView

INJECT, NEW = "inject", "nouveau"
CHOICE, FRESH = "exercise_inject_choice", "exercise_inject_new_id"


def show(view: ExerciseView) -> None:
    """The sentence, the choice, the form of the one chosen with its effects; the whole as a table."""
    st.markdown(plain(words.chronogramme_sentence(view)))
    if view.exercise.is_ended:
        table.show(*words.chronogramme_table(view), caption=_("Chronogramme"))
        return
    held = {one.id: one for one in view.injects if is_written(one)}
    labels = {**{id: words.inject_label(one) for id, one in held.items()}, NEW: _("Nouvel inject")}
    chosen = address.select(_("Inject"), labels, address=INJECT, key=CHOICE)
    if chosen == NEW:
        _new(view)
    else:
        _moves(held[chosen], first=chosen == next(iter(held)), last=chosen == list(held)[-1])
        _change(view, held[chosen])
        exercise_inject_effects.show(view, held[chosen])
    with st.expander(_("Tout le chronogramme"), icon=":material/table_rows:"):
        table.show(*words.chronogramme_table(view), caption=_("Chronogramme"))


def open_inject(inject_id: str) -> None:
    """Show this inject at the next run."""
    st.query_params[INJECT] = inject_id


def _new(view: ExerciseView) -> None:
    base = f"exercise_inject_{view.exercise.id}_new"
    key = form_key(base)
    with st.form(key, border=False):
        typed = draw(key, view.page, None, least=max((one.minutes for one in view.injects), default=0))
        tried = _tried(key, view, ())
        pressed = st.form_submit_button(_("Ajouter l’inject"), type="primary", icon=":material/add:")
    if pressed:
        id = once(FRESH)
        one = PlayedInject(
            id=id, exercise_id=view.exercise.id, number=0, planned_minutes=None, objectives=tried, **_parts(typed)
        )
        open_inject(id)
        acted(lambda: add_inject(current_actor(), current_store(), one), _("Inject ajouté."), spends=FRESH)


def _moves(one: PlayedInject, *, first: bool, last: bool) -> None:
    """Earlier, later, out."""
    with st.container(horizontal=True):
        sooner = st.button(
            _("Plus tôt"), icon=":material/arrow_upward:", key=f"exercise_inject_up_{one.id}", disabled=first
        )
        later = st.button(
            _("Plus tard"), icon=":material/arrow_downward:", key=f"exercise_inject_down_{one.id}", disabled=last
        )
        key = f"exercise_inject_removal_{one.id}"
        st.button(_("Retirer"), icon=":material/delete:", key=f"{key}_open", on_click=confirm.ask, args=(key,))
    if sooner or later:
        open_inject(one.id)
        acted(lambda: move_inject(current_actor(), current_store(), one.id, sooner, one.revision))
    question = confirm.Question(
        _("Retirer l’inject {number} ?").format(number=one.number),
        (_("Son message, ce qui en est attendu et ses effets s’en vont ; les suivants sont renumérotés."),),
        _("Retirer"),
        confirm.After.FINAL,
    )
    if confirm.show(question, key=key):
        address.close(INJECT)
        acted(lambda: remove_inject(current_actor(), current_store(), one.id, one.revision), _("Inject retiré."))


def _change(view: ExerciseView, one: PlayedInject) -> None:
    form = seen(f"exercise_inject_{one.id}", one, one.revision)
    with st.form(form.key, border=False):
        made = draw(form.key, view.page, _as_typed(form.value))
        tried = _tried(form.key, view, form.value.objectives)
        pressed = st.form_submit_button(_("Enregistrer l’inject"), type="primary", icon=":material/check:")
    if pressed:
        # What the form does not show stays as it stands now, whoever wrote it.
        typed = replace(form.value, objectives=tried, **_parts(made))
        sent = replace(typed, effects=one.effects, revision=form.revision)
        open_inject(one.id)
        written(form, typed, lambda: change_inject(current_actor(), current_store(), sent), _("Inject enregistré."))


def _tried(key: str, view: ExerciseView, held: tuple[str, ...]) -> tuple[str, ...]:
    offered = {one.code: f"{one.code} · {one.text}" for one in view.exercise.scenario.objectives}
    chosen = st.multiselect(
        _("Objectifs essayés"), list(offered), [code for code in held if code in offered], key=f"{key}_objectives",
        format_func=offered.__getitem__, placeholder=_("Aucun"),
    )  # fmt: skip
    return tuple(chosen)


def _as_typed(one: PlayedInject) -> Inject:
    """What the fields of a scenario's inject are drawn from: not judged, it may hold what was typed and refused."""
    return Inject.model_construct(
        number=one.number, minutes=one.minutes, sender=one.sender, to=one.recipient, channel=one.channel, text=one.text,
        expected=one.expected, note=one.note,
    )  # fmt: skip


def _parts(typed: dict[str, Any]) -> dict[str, Any]:
    """What was typed, by name of an inject of an exercise."""
    return {
        "minutes": typed["minutes"], "sender": typed["from"], "recipient": typed["to"], "channel": typed["channel"],
        "text": typed["text"], "note": typed["note"], "expected": tuple(map(_expected, typed["expected"])),
    }  # fmt: skip


def _expected(row: dict[str, Any]) -> Expected:
    """As it was typed; the service judges it."""
    return Expected.model_construct(**row)
