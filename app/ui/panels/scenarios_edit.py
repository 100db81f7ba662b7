"""Writing an own scenario, step by step: its frame, objectives, what strikes, what the plan answers, injects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import N_
from app.drills.shock import PLAN_ACTIONS, EffectKind
from app.ui.panels import (
    scenarios_edit_effects,
    scenarios_edit_frame,
    scenarios_edit_injects,
    scenarios_edit_objectives,
    scenarios_open,
)
from app.ui.parts import panel_choice
from app.ui.parts.plain import plain
from app.words import _

if TYPE_CHECKING:
    from app.services.laboratory.read_scenarios import ScenarioPage

SHOCKS = tuple(kind for kind in EffectKind if kind not in PLAN_ACTIONS)
ANSWERS = tuple(kind for kind in EffectKind if kind in PLAN_ACTIONS)


def show(page: ScenarioPage) -> None:
    """The steps, each written at once; any may be left for later."""
    st.caption(plain(_("Chaque étape s’enregistre à part. Rien ne part à personne.")))
    step = panel_choice.show(
        {code: words for code, (words, _draw) in STEPS.items()}, key=scenarios_open.STEP, address=scenarios_open.STEP
    )
    STEPS[step][1](page)


def _struck(page: ScenarioPage) -> None:
    st.caption(plain(_("Ce qui est là dès T0, ou arrive sans message. Le reste se met dans les injects.")))
    scenarios_edit_effects.show(page, "effects", page.scenario.effects, SHOCKS)


def _answered(page: ScenarioPage) -> None:
    st.caption(plain(_("Ce que votre plan fait : la courbe « avec le plan » en tient compte.")))
    scenarios_edit_effects.show(page, "plan", page.scenario.plan, ANSWERS)


STEPS = {
    "cadre": (N_("1 · Cadre"), scenarios_edit_frame.show),
    "objectifs": (N_("2 · Objectifs"), scenarios_edit_objectives.show),
    "effets": (N_("3 · Ce qui frappe"), _struck),
    "plan": (N_("4 · Plan"), _answered),
    "injects": (N_("5 · Injects"), scenarios_edit_injects.show),
}
"""Code in the address → its words, and what draws it."""
