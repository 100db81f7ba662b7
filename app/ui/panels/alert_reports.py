"""What alerts and tests taught: one chosen, its sentences, its response curve by profession, its table and its print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go
import streamlit as st

from app.response.alert_board import EVERYBODY
from app.services.crisis.alert_words import report_words
from app.services.crisis.print_alert import print_report
from app.services.crisis.read_alert import read_alert
from app.ui.parts import address, headline, table
from app.ui.parts.later import later
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import alert as view
from app.words import _
from app.words.joined import colon

if TYPE_CHECKING:
    from app.services.crisis.alert_words import ReportWords
    from app.services.crisis.read_alert import Alerts, AlertView

CHOICE = "alert_report"
LINES = 6
"""Professions drawn beside everybody; the table holds them all."""
COLOURS = ("#1F7A66", "#D55E00", "#0072B2", "#CC79A7", "#E69F00", "#56B4E9", "#7F7F7F")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "dash")
"""Okabe and Ito's colours, each with its own dash: colour alone says nothing."""


def show(found: Alerts) -> None:
    """Draw the report of the alert chosen, the last closed one first."""
    every = {one.id: one for one in (*found.closed, *found.running)}
    if not every:
        headline.show(
            _("Aucune alerte, aucun essai encore."),
            detail=_("Un essai par an montre qui l’on joint et en combien de temps : lancez-le depuis « Lancer », « Essai de communication »."),
        )  # fmt: skip
        return
    top = st.container()
    chosen = address.select(
        _("Compte rendu de"), {id: view.label(one) for id, one in every.items()}, address="compte_rendu", key=CHOICE
    )
    alert = read_alert(current_actor(), current_store(), chosen)
    said = report_words(alert)
    with top:
        headline.show(said.sentences[1], where=said.title, detail=" ".join((said.sentences[0], *said.sentences[2:])))
    st.download_button(
        _("Imprimer le compte rendu (PDF)"), later(lambda: print_report(current_actor(), current_store(), chosen)),
        file_name="compte-rendu-alerte.pdf", mime="application/pdf", icon=":material/print:", on_click="ignore",
        key="alert_report_pdf",
    )  # fmt: skip
    _curve(alert, said)
    st.header(_("Par profession"), anchor=False)
    table.show(said.header, said.rows, caption=_("Alertés, joints, répondu, et part des réponses à chaque instant"))
    table.download(said.header, said.rows, file_name="compte-rendu-alerte.csv", key="alert_report_csv")
    if said.needs:
        st.header(_("Besoins du plan"), anchor=False)
        table.show(said.needs_header, said.needs, caption=_("Besoins couverts heure par heure"))


def _curve(alert: AlertView, said: ReportWords) -> None:
    st.header(_("Courbe des réponses"), anchor=False)
    st.markdown(plain(said.curve_sentence))
    if alert.board.answered:
        st.plotly_chart(
            figure(alert, said), key="alert_curve", config={"displayModeBar": False}, alt=said.curve_sentence
        )


def figure(alert: AlertView, said: ReportWords) -> go.Figure:
    """Step lines: everybody in full, the largest professions beside."""
    drawn = go.Figure()
    for rank, curve in enumerate(alert.curves[: LINES + 1]):
        points = (*curve.points, (said.last_minute, curve.points[-1][1]))
        drawn.add_trace(
            go.Scatter(
                x=[at for at, _part in points], y=[100 * part for _at, part in points], mode="lines",
                name=_("Ensemble") if curve.profession == EVERYBODY else alert.profession(curve.profession),
                line={"shape": "hv", "width": 4 if not rank else 2, "color": COLOURS[rank], "dash": DASHES[rank]},
                hovertemplate=colon("%{x:.0f} min", "%{y:.0f} %"),
            )
        )  # fmt: skip
    drawn.update_layout(
        height=340, margin={"l": 8, "r": 8, "t": 36, "b": 8}, font={"size": 14},
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0},
    )  # fmt: skip
    drawn.update_xaxes(title=_("minutes depuis le lancement"), rangemode="tozero", automargin=True)
    drawn.update_yaxes(title=_("% ont répondu"), range=[0, 102], automargin=True)
    return drawn
