"""« Renforts »: whom to call first and from where, and the best commune for a centre, with what each adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.services.coverage import coverage_words as view
from app.services.coverage.read_coverage import read_coverage
from app.services.coverage.read_reinforcements import (
    MOST_CALLED,
    CentreQuestion,
    read_best_places,
    read_reinforcements,
)
from app.ui.boundary import tell
from app.ui.navigation import leads_to
from app.ui.panels import coverage_first, coverage_question
from app.ui.parts import address, charts_bars, charts_frame, headline, table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import coverage_reinforce as reinforce_view
from app.words import _

if TYPE_CHECKING:
    from app.services.coverage.coverage_view import CoverageView
    from app.services.coverage.read_reinforcements import ReinforcementsView

HOW_MANY, USUAL = "volontaires", 5


def show() -> None:
    """Whom to call first in a sentence, the calls with their gains, then the question of a centre."""
    actor, store, asked = current_actor(), current_store(), coverage_question.asked()
    most = address.number(HOW_MANY, USUAL, least=1, most=MOST_CALLED)
    with st.spinner(_("Chaque renfort possible est essayé dans chaque commune…"), show_time=True):
        found, calls = read_coverage(actor, store, asked), read_reinforcements(actor, store, asked, most)
    coverage_question.strip(found)
    if coverage_first.is_shown(found):
        return
    headline.show(
        reinforce_view.sentence(calls),
        where=" · ".join(filter(None, (view.where(found), view.slice_words(found.slice)))),
        detail=reinforce_view.held(calls),
    )
    coverage_question.show(found)
    _ways(calls)
    address.typed(
        _("Volontaires à appeler"), 1, MOST_CALLED, address=HOW_MANY, usual=USUAL, key="coverage_volunteers", width=200
    )
    if calls.calls:
        charts_frame.show(
            charts_bars.bars_figure(reinforce_view.bars(calls), charts_frame.theme()),
            _("Dans cet ordre, chacun compté après les précédents."), reinforce_view.twin(calls),
            key="coverage_calls", file_name=coverage_question.file_name(found, "renforts.csv"),
        )  # fmt: skip
    with st.expander(_("Ce que donne un volontaire (valeurs de travail)"), icon=":material/help:"):
        st.markdown("\n".join(f"- {plain(one)}" for one in reinforce_view.usual_lines(calls)))
    _centre(found)


def _ways(calls: ReinforcementsView) -> None:
    """To the very people; the call-outs serve the centre's own seats."""
    if not calls.calls:
        return
    with st.container(horizontal=True):
        first = calls.calls[0]
        if leads_to("roster") and first.known:
            label = _("Voir ces personnes ({n})").format(n=first.known)
            if st.button(label, icon=":material/group:", type="primary", key="coverage_people"):
                _open_people(first.profession)
        if leads_to("call_outs") and st.button(_("Ouvrir Appels"), icon=":material/campaign:", key="coverage_call"):
            st.switch_page("screens/call_outs.py")


def _open_people(profession: str) -> None:
    """Effectifs, on those of the profession."""
    st.switch_page("screens/roster.py", query_params={"volet": "people", "profession": profession})


def _centre(found: CoverageView) -> None:
    st.header(_("Où ouvrir un centre"), anchor=False)
    words = {one.code: one.word for one in found.skills}
    with st.form("coverage_centre", border=False):
        skills = st.multiselect(
            _("Soins donnés"), list(words), format_func=lambda one: words[one], placeholder=_("Choisir")
        )
        with st.container(horizontal=True):
            capacity = st.number_input(_("Demandes par demi-journée"), 1, 5_000, 50, width=220)
            minutes = st.number_input(_("À moins de (minutes de route)"), 0, 120, 20, step=5, width=220)
            count = st.number_input(_("Centres"), 1, 2, 1, width=120)
        sent = st.form_submit_button(_("Chercher le meilleur endroit"), icon=":material/add_location:")
    if not sent:
        return
    question = CentreQuestion(tuple(sorted(skills)), int(capacity), int(minutes), int(count))
    try:
        with st.spinner(_("Chaque commune est essayée…"), show_time=True):
            places = read_best_places(current_actor(), current_store(), coverage_question.asked(), question)
    except ReleveError as error:
        tell(error)
        return
    st.markdown(plain(reinforce_view.places_sentence(places)))
    if places:
        table.show(*reinforce_view.places_table(places), caption=reinforce_view.places_sentence(places))
