"""The risks of the territory: its hazards from the worst, the table of communes × hazards, its sub-zones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.errors import ReleveError
from app.services.coverage.assess_territory import read_territory, start_hazards
from app.ui.boundary import tell
from app.ui.panels import plan_risks_hazard, plan_risks_table, plan_risks_zones
from app.ui.parts import headline, panel_choice
from app.ui.session import current_actor, current_store, may
from app.ui.views import plan_risks as view
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.services.coverage.assess_territory import TerritoryView

ADDRESS = "vue"
PANELS = {"dangers": plan_risks_hazard.show, "tableau": plan_risks_table.show, "zones": plan_risks_zones.show}


def show() -> None:
    """The sentence first, then the view chosen; where nothing is rated, the way to begin."""
    territory = read_territory(current_actor(), current_store())
    headline.show(view.sentence(territory), detail=view.detail(territory))
    if not territory.communes:
        st.caption(_("Le territoire se choisit dans Réglages, Communauté : ses communes apparaissent ici aussitôt."))
        return
    can_edit = may(Action.EDIT_PLANS)
    if not territory.risks:
        _begin(territory, can_edit=can_edit)
    panel = panel_choice.show(view.PANELS, key="plan_risks_view", address=ADDRESS)
    PANELS[panel](territory, can_edit=can_edit)


def _begin(territory: TerritoryView, *, can_edit: bool) -> None:
    st.markdown(
        _(
            "Chaque danger d’une commune se cote en probabilité et en impact, d’après le DICRIM, le plan communal de"
            " sauvegarde (PCS) ou le dossier départemental (DDRM)."
        )
    )
    if can_edit and st.button(
        _("Partir des valeurs usuelles"), type="primary", icon=":material/playlist_add:", key="plan_risks_start",
        help=_("Des cotations de départ pour {n} communes, à vérifier une à une.").format(n=len(territory.communes)),
    ):  # fmt: skip
        try:
            count = start_hazards(current_actor(), current_store())
        except ReleveError as error:
            tell(error)
            return
        st.toast(ngettext("{n} cotation de départ posée.", "{n} cotations de départ posées.", count).format(n=count))
        st.rerun()
