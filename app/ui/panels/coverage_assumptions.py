"""« Hypothèses »: everything that coverage assumes, said, sourced and editable: sentences, roads, and the tables of figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.clock import paris_date
from app.core.errors import N_
from app.services.coverage.coverage_stage import Moment
from app.services.coverage.export_territory_graph import export_territory_graph
from app.services.coverage.read_assumptions import read_assumptions
from app.services.world.read_world import live_assumptions
from app.ui.panels import coverage_question, coverage_roads_form, rules_table
from app.ui.parts import headline, panel_choice, reserved, rule_tables
from app.ui.parts.later import later
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.views import coverage_assumptions as view
from app.ui.views import rules_coverage
from app.words import _

if TYPE_CHECKING:
    from app.services.coverage.read_assumptions import AssumptionsView

PANELS = {"resume": N_("En bref"), "trajets": N_("Trajets"), **rules_coverage.NAMES}
ADDRESS = "hypothese"


def show() -> None:
    """The sentence, then what is assumed: in brief, the roads, or one of the tables."""
    found = read_assumptions(current_actor(), current_store())
    headline.show(
        view.sentence(found),
        detail=_("Rien n’est caché : chaque chiffre a sa source, et le vôtre l’emporte sur une valeur de travail."),
    )
    chosen = panel_choice.show(PANELS, key=f"coverage_{ADDRESS}", address=ADDRESS)
    if chosen == "resume":
        _brief()
    elif chosen == "trajets":
        _roads(found)
    else:
        today = paris_date(current_store().now())
        rules_table.show(found.library, chosen, found.own.get(chosen, ()), today)


def _brief() -> None:
    """What is assumed, a line each; then the whole as a file for whoever runs drills."""
    lines = live_assumptions(current_actor(), current_store())
    st.markdown("\n".join(f"- {plain(one)}" for one in lines))
    if may(Action.RUN_DRILLS):
        _graph()


def _graph() -> None:
    """The territory of the half-day that the address asks: made when pressed, for it is journaled."""
    actor, store, asked = current_actor(), current_store(), coverage_question.asked()
    st.download_button(
        _("Télécharger le territoire (GraphML)"), later(lambda: export_territory_graph(actor, store, asked)),
        file_name=_("EXERCICE-territoire.graphml") if asked.moment is not Moment.BEFORE else "territoire.graphml",
        mime="application/xml", icon=":material/hub:", key="coverage_graph", on_click="ignore",
        help=_("Qui peut soigner où, par quelles routes, pour Gephi, yEd ou un carnet de calcul : personne n’y est nommé."),
    )  # fmt: skip


def _roads(found: AssumptionsView) -> None:
    if not found.roads:
        st.info(_("Aucune table de routes pour ce territoire : chaque commune ne compte que sur elle-même."))
        return
    if may(Action.RUN_DRILLS):
        coverage_roads_form.show(found)
    else:
        reserved.show(Action.RUN_DRILLS, _("Corriger un trajet ne se fait pas depuis votre rôle."))
    rule_tables.read(
        view.road_header(), view.road_table(found), _("Les trajets estimés le sont à ± 25 %."),
        key="coverage_roads", file_name="trajets.csv",
    )  # fmt: skip
