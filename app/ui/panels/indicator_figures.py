"""« Chiffres »: the indicators with their origin, the charts with their tables, the action sheet, the denominators."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.indicators.action_sheet import HEADING_WORDS, MATURITY_WORDS, Heading
from app.ui.panels import indicator_denominators
from app.ui.parts import figures, indicator_chart, table
from app.ui.parts.plain import plain
from app.ui.session import may
from app.ui.views import indicators as view
from app.words import _

if TYPE_CHECKING:
    from app.services.activity.read_indicators import IndicatorsView


def show(found: IndicatorsView) -> None:
    """Draw the figures first, then the pictures."""
    for name, held in view.families(found):
        st.header(name, anchor=False)
        figures.show(held)
    st.divider()
    for key, chart in view.charts(found).items():
        indicator_chart.show(chart, key=key)
    st.divider()
    if may(Action.EDIT_REFERENCE):
        indicator_denominators.show(found)
    with st.expander(_("Fiche action de l’axe « crises sanitaires »"), icon=":material/assignment:"):
        _sheet(found)


def _sheet(found: IndicatorsView) -> None:
    sheet = found.sheet
    for title in sheet.of(Heading.TITLE):
        st.markdown(f"**{plain(title.text)}**")
    for heading, words in HEADING_WORDS.items():
        lines = sheet.of(heading)
        if heading is Heading.MATURITY:
            level = sheet.maturity
            text = _("{n} sur 5, {words}").format(n=level.value, words=_(MATURITY_WORDS[level])) if level else "–"
            st.markdown(f"**{_(words)}** · {plain(text)}")
        elif lines:
            st.markdown(f"**{_(words)}**\n" + "\n".join(f"- {plain(line.text)}" for line in lines))
    header = [_("Indicateur"), _("Valeur"), _("Tendance"), _("Numérateur"), _("Dénominateur")]
    rows = [
        (_(one.definition.label), one.spoken, view.trend(one) or "–", one.numerator_words, one.denominator_words or "–")
        for one in sheet.indicators
    ]
    table.show(header, rows, caption=_("Indicateurs de la fiche action"))
    table.download(header, rows, file_name="fiche-action.csv", key="action_sheet_csv")
    st.caption(_("Les textes viennent de data/action_sheet.csv ; la communauté y met les siens (DATA/content/data)."))
