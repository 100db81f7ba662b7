"""How the territory stood after each thing played: the sentence, the curve and its twin, what each inject and decision changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.exercise.coverage_said import standing_sentence
from app.ui.parts import charts_frame, headline
from app.ui.parts.charts_moments import moments_figure
from app.ui.parts.plain import plain
from app.ui.views import conduct as words
from app.words import _

if TYPE_CHECKING:
    from app.services.exercise.read_cockpit import Cockpit


def show(cockpit: Cockpit) -> None:
    """Draw it from one reading: the figures that follow the clock are on the first panel."""
    live = cockpit.coverage
    if live is None:
        headline.show(_("La couverture ne se calcule pas : aucun territoire n’est choisi."), where=words.where(cockpit))
        return
    headline.show(standing_sentence(live.played), where=words.where(cockpit), detail=words.worth(cockpit))
    ordinary = _("En temps ordinaire, à la même heure : {percent}.").format(percent=live.ordinary.percent)
    st.markdown(plain(ordinary))
    if cockpit.moments:
        charts_frame.show(
            moments_figure(cockpit.moments, cockpit.minutes, charts_frame.theme()),
            words.lowest_sentence(cockpit),
            charts_frame.Twin(words.moments_header(), words.moments_rows(cockpit)),
            key="conduct_moments",
            title=_("Depuis T0"),
        )
    st.header(_("Ce qui manque quoi qu’on fasse"), anchor=False)
    for one in live.sets or (_("Rien : tout ce qui est demandé a quelqu’un."),):
        st.markdown(f"- {plain(one)}")
    _changes(cockpit)


def _changes(cockpit: Cockpit) -> None:
    assert cockpit.coverage is not None
    if not cockpit.coverage.impacts:
        return
    st.header(_("Ce que chaque chose a changé"), anchor=False)
    for cause in reversed(list(cockpit.coverage.impacts)):
        named = words.cause(cockpit, cause)
        said = _("{head} : {said}").format(
            head=f"**{plain(words.begun(named))}**", said=plain(words.impact(cockpit, cause))
        )
        st.markdown(f"- {said}")
    st.caption(_("Besoins estimés par des taux : personne de réel n’est compté."))
