"""« Absences »: how much stays covered nine days out of ten, when many are away at once; both shares can be turned."""

from __future__ import annotations

import streamlit as st

from app.services.coverage import coverage_words as view
from app.services.coverage.read_bad_days import USUAL_ABSENCE, USUAL_CORRELATION, begin_bad_days, read_bad_days
from app.services.coverage.read_coverage import read_coverage
from app.ui.panels import coverage_first, coverage_question
from app.ui.parts import address, charts_frame, charts_shares, headline, long_work
from app.ui.session import current_actor, current_store
from app.ui.views import coverage_absences as absences_view
from app.words import _

ABSENCE, CORRELATION = "absents", "lien"
MOST_ABSENT, MOST_LINKED = 90, 90


def show() -> None:
    """The promise in a sentence, what was drawn, the curve with its twin, the two shares."""
    actor, store, asked = current_actor(), current_store(), coverage_question.asked()
    with st.spinner(_("Couverture du territoire…"), show_time=True):
        found = read_coverage(actor, store, asked)
    absence = address.number(ABSENCE, USUAL_ABSENCE, most=MOST_ABSENT)
    correlation = address.number(CORRELATION, USUAL_CORRELATION, most=MOST_LINKED)
    coverage_question.strip(found)
    if coverage_first.is_shown(found):
        return
    heading = st.container()
    coverage_question.show(found)
    with st.container(horizontal=True):
        _share(ABSENCE, _("Professionnels absents, en moyenne (%)"), absence, MOST_ABSENT)
        _share(CORRELATION, _("Absences qui viennent ensemble (%)"), correlation, MOST_LINKED)
    work = begin_bad_days(actor, store, asked, absence, correlation)
    words = _("Des journées sont tirées au sort et résolues une à une…")
    if long_work.is_awaited(work, heading, words, key="coverage_absences_work"):
        return
    drawn = read_bad_days(actor, store, asked, absence, correlation)
    with heading:
        headline.show(
            absences_view.sentence(drawn),
            where=" · ".join(filter(None, (view.where(found), view.slice_words(found.slice)))),
            detail=absences_view.detail(drawn),
        )
    days, shares = absences_view.curve(drawn)
    charts_frame.show(
        charts_shares.shares_figure(
            days, shares, charts_frame.theme(), promised=(90.0, 100 * drawn.nine_of_ten),
            promise=absences_view.promise(drawn), across=_("Part des journées"), along=_("Couvert au moins"),
        ),
        absences_view.sentence(drawn), absences_view.twin(drawn), key="coverage_absences", file_name=coverage_question.file_name(found, "absences.csv"),
    )  # fmt: skip


def _share(name: str, label: str, value: int, most: int) -> None:
    key = f"coverage_{name}"
    st.session_state[key] = value
    st.slider(label, 0, most, step=5, key=key, on_change=address.turn, args=(name, key), width=340)
