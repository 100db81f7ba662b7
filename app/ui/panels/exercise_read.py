"""An exercise as a page to read, for whoever does not run it: frame, objectives, who takes part by function, the running order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.exercise.exercise import KIND_WORDS
from app.ui.parts import table
from app.ui.parts.plain import plain
from app.ui.views import exercises as words
from app.ui.views import scenarios
from app.words import _

if TYPE_CHECKING:
    from app.services.exercise.read_exercise import ExerciseView


def show(view: ExerciseView) -> None:
    """Texts and tables; the running order only once it may be read."""
    one = view.exercise
    st.markdown(plain(_(KIND_WORDS[one.kind]).capitalize()))
    if one.instructions:
        st.markdown(plain(one.instructions))
    if one.stop_word:
        st.markdown(plain(_("Mot d’arrêt : « {word} ».").format(word=one.stop_word)))
    st.header(_("Objectifs"), anchor=False)
    header = (_("Objectif"), _("Ce qui le montre"), _("Fiches"))
    table.show(header, scenarios.objectives(view.page), caption=_("Objectifs"))
    st.header(_("Participants"), anchor=False)
    st.markdown(plain(words.people_sentence(view)))
    if view.participants:
        table.show(*words.people_table(view), caption=_("Participants, par fonction"))
    if view.reads_injects:
        st.header(_("Chronogramme"), anchor=False)
        st.markdown(plain(words.chronogramme_sentence(view)))
        table.show(*words.chronogramme_table(view), caption=_("Chronogramme"))
