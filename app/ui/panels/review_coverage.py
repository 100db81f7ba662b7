"""Couverture: the four lines with what the plan gains between them, where what lacks comes from, need-hours with nobody."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from app.drills.drill import LINE_WORDS
from app.exercise.need_hours import need_hours
from app.exercise.said import spoken_minutes
from app.services.laboratory.laboratory_words import told
from app.ui.parts import charts_frame, drill_lines, table
from app.ui.parts.charts_bars import LyingBar, bars_figure
from app.ui.parts.charts_frame import Twin
from app.ui.parts.charts_waterfall import waterfall_figure
from app.ui.parts.plain import plain
from app.ui.views import conduct
from app.ui.views import laboratory as view
from app.words import _, ngettext
from app.words.dates import spoken_number

if TYPE_CHECKING:
    from app.drills.drill_report import DrillReport
    from app.exercise.review import Review
    from app.services.laboratory.laboratory_words import Told

MOST = 12
"""Bars drawn, the most unserved first; the table holds them all."""


def show(review: Review) -> None:
    """What was computed when it ended; what the room saw meanwhile."""
    if review.report is None:
        st.info(plain(_nothing(review)), icon=":material/show_chart:")
    else:
        said = told(review.report, least=review.least)
        shared = told(review.shared or review.report, least=review.least)
        _over_time(said, shared)
        _falls(said, shared)
        _hours(review.report, review.shared)
    _moments(review)


def _nothing(review: Review) -> str:
    if not review.exercise.is_played:
        return _("Pas de courbe : la couverture d’un événement réel n’est pas rejouée. Les besoins restés sans solution sont dans Continuité et dans la main courante.")  # fmt: skip
    if not review.exercise.is_ended:
        return _("La couverture se fige à la fin de l’exercice : elle se lira ici.")
    return _(
        "Pas de courbe : rien n’a été calculé à la fin de cet exercice, ou son détail n’est pas partagé avec votre rôle."
    )


def _over_time(said: Told, shared: Told) -> None:
    figure = drill_lines.figure(
        view.labels(said), view.curves(said), charts_frame.theme(), nights=view.nights(said), days=view.days(said),
        marks=said.marks,
    )  # fmt: skip
    twin = replace(view.lines_twin(said), exported=view.lines_twin(shared).rows)
    charts_frame.show(
        figure,
        said.over_time,
        twin,
        key="review_lines",
        title=_("Au fil des demi-journées"),
        file_name="retex-couverture.csv",
    )


def _falls(said: Told, shared: Told) -> None:
    if not said.effects:
        return
    twin = replace(view.steps_twin(said), exported=view.steps_twin(shared).rows)
    charts_frame.show(
        waterfall_figure(view.steps(said), charts_frame.theme()), said.falls_sentence, twin, key="review_falls",
        title=_("D’où vient ce qui manque"), file_name="retex-cascade.csv",
    )  # fmt: skip
    st.caption(plain(said.order))


def _hours(report: DrillReport, shared: DrillReport | None) -> None:
    found = need_hours(report)
    if not found:
        return
    last = report.lines[-1].name
    bars = [
        LyingBar(one.words, one.hours[last], spoken_number(round(one.hours[last])), "alarm", _("sans personne"))
        for one in found[:MOST]
    ]  # fmt: skip
    total = round(sum(one.hours[last] for one in found))
    sentence = _("{line} : {n} besoins-heures sans personne, d’abord {first}.").format(
        line=_(LINE_WORDS[last]), n=spoken_number(total), first=found[0].words.lower()
    )
    twin = replace(_hours_twin(report), exported=_hours_twin(shared or report).rows)
    charts_frame.show(
        bars_figure(bars, charts_frame.theme()), sentence, twin, key="review_hours",
        title=_("Besoins-heures sans personne, par soin"), file_name="retex-besoins-heures.csv",
    )  # fmt: skip
    st.caption(_("Une demande sans personne pendant une demi-journée compte autant d’heures que la demi-journée en a."))


def _hours_twin(report: DrillReport) -> Twin:
    header = (_("Soin"), *(_(LINE_WORDS[one.name]) for one in report.lines))
    rows: list[tuple[str | int, ...]] = [
        (one.words, *(round(one.hours[line.name]) for line in report.lines)) for one in need_hours(report)
    ]
    return Twin(header, tuple(rows))


def _moments(review: Review) -> None:
    if not review.moments:
        return
    worst = max(review.moments, key=lambda one: one.unmet)
    st.header(_("Ce que la salle voyait"), anchor=False)
    st.markdown(
        plain(
            ngettext(
                "Au plus bas à {when} : {n} demande sans personne sur {asked}.",
                "Au plus bas à {when} : {n} demandes sans personne sur {asked}.", worst.unmet,
            ).format(when=spoken_minutes(worst.minutes), n=spoken_number(worst.unmet), asked=spoken_number(worst.demand))
        )
    )  # fmt: skip
    with st.expander(_("Après chaque message et chaque décision"), icon=":material/table_rows:"):
        rows = [
            (spoken_minutes(one.minutes), _cause(review, one.cause), one.unmet, one.demand) for one in review.moments
        ]
        table.show(
            (_("Quand"), _("Après"), _("Sans personne"), _("Demandes")), rows,
            caption=_("Demandes de la demi-journée, et celles qui n’avaient personne, après chaque message et chaque décision"),
        )  # fmt: skip


def _cause(review: Review, id: str) -> str:
    number = next((one.inject.number for one in review.injects if one.inject.id == id), None)
    return conduct.cause_words(id, number, review.decisions)
