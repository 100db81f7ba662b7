"""What an inject of an exercise does when it is sent: each effect in a sentence, changed or taken out; a new one in the form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from app.drills.shock import EffectKind
from app.services.exercise.change_chronogramme import change_inject
from app.ui.acted import acted
from app.ui.parts.effect_form import effect_form
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import scenarios
from app.words import _

if TYPE_CHECKING:
    from app.drills.effect_choices import Choices
    from app.drills.shock import AnyEffect
    from app.exercise.chronogramme import PlayedInject
    from app.services.exercise.read_exercise import ExerciseView


def show(view: ExerciseView, one: PlayedInject) -> None:
    """The effects, each with its two buttons, then the form of another."""
    st.header(_("Ce que fait cet inject"), anchor=False)
    if not one.effects:
        st.caption(plain(_("Rien encore : il ne fait que raconter.")))
    for rank, effect in enumerate(one.effects):
        _one(view, one, rank, effect)
    with st.expander(_("Ajouter un effet"), icon=":material/add:"):
        made = effect_form(f"exercise_effect_{one.id}_{one.revision}_new", _offered(view), after=_after())
    if made:
        _write(one, (*one.effects, made), _("Effet ajouté."))


def _one(view: ExerciseView, one: PlayedInject, rank: int, effect: AnyEffect) -> None:
    # Ranks move when others write: keys change with the revision, and the write is refused at another one.
    key = f"exercise_effect_{one.id}_{one.revision}_{rank}"
    with st.container(border=True, gap="xsmall"):
        st.markdown(scenarios.effect_line(effect, view.page, in_inject=True))
        with st.container(horizontal=True, vertical_alignment="center"):
            change = st.toggle(_("Changer"), key=f"{key}_open")
            gone = st.button(_("Retirer"), key=f"{key}_remove", icon=":material/delete:")
        made = effect_form(f"{key}_form", _offered(view), effect, after=_after()) if change else None
    if gone:
        _write(one, (*one.effects[:rank], *one.effects[rank + 1 :]), _("Effet retiré."))
    elif made:
        _write(one, (*one.effects[:rank], made, *one.effects[rank + 1 :]), _("Effet enregistré."))


def _offered(view: ExerciseView) -> Choices:
    return replace(view.page.names, kinds=tuple(EffectKind))


def _after() -> str:
    return _("Les heures comptent depuis l’envoi de l’inject.")


def _write(one: PlayedInject, effects: tuple[AnyEffect, ...], said: str) -> None:
    acted(lambda: change_inject(current_actor(), current_store(), replace(one, effects=effects)), said)
