"""How the plan moves: what was left week by week, how old what is left is, who does how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.ui.parts import charts_frame, headline, table
from app.ui.parts.charts_bars import bars_figure
from app.ui.parts.charts_lines import lines_figure
from app.ui.views import improvements as names
from app.ui.views import improvements_progress as view
from app.words import _

if TYPE_CHECKING:
    from app.services.exercise.read_improvements import ImprovementDesk


def show(desk: ImprovementDesk) -> None:
    """The sentence, then each picture with its table."""
    headline.show(names.sentence(desk), where=_("Plan d’amélioration"))
    if not desk.improvements:
        st.markdown(_("Ici : ce qui reste à mener, semaine par semaine, et depuis quand."))
        return
    theme = charts_frame.theme()
    labels, curves = view.burn_curves(desk)
    charts_frame.show(
        lines_figure(labels, curves, theme), view.burn_sentence(desk), view.burn_twin(desk), key="improvements_burn",
        title=_("Ce qui reste à mener"), file_name="actions-restantes.csv",
    )  # fmt: skip
    charts_frame.show(
        bars_figure(view.age_bars(desk), theme), view.age_sentence(desk), view.age_twin(desk), key="improvements_age",
        title=_("Depuis quand"), file_name="actions-anciennete.csv",
    )  # fmt: skip
    st.header(_("Par responsable"), anchor=False)
    header = (_("Responsable"), _("À mener"), _("En retard"), _("Closes"))
    table.show(header, view.owner_rows(desk), caption=_("Actions par responsable"))
