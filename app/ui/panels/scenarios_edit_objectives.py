"""The objectives of a scenario: added, changed, taken out; what shows that each is met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from app.drills.scenario_draft import an_objective, next_objective, with_objective, without_objective
from app.drills.scenario_words import TYPOLOGY_WORDS
from app.ui.panels.scenarios_keep import afresh, form_key, keep, same
from app.ui.parts.plain import plain
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.drills.scenario import Objective, Scenario
    from app.services.laboratory.read_scenarios import ScenarioPage

BASE = "scenario_objective"


@dataclass(frozen=True, slots=True)
class Typed:
    """What the fields of an objective hold."""

    text: str
    measure: str
    typology: int | None
    cards: tuple[str, ...]

    def made(self, code: str) -> Objective:
        """The objective. Raises InvalidInput."""
        return an_objective(code, self.text, self.measure, self.typology, self.cards)


def show(page: ScenarioPage) -> None:
    """Each objective in its fold, then a new one."""
    for rank, one in enumerate(page.scenario.objectives):
        with st.expander(plain(f"{one.code} · {one.text}"), key=f"{BASE}_{page.key}_{one.code}"):
            _change(page, rank, one)
    st.header(_("Ajouter un objectif"), anchor=False)
    base = f"{BASE}_{page.key}_new"
    with st.form(form_key(base), border=False):
        typed = draw(form_key(base), page.cards)
        pressed = st.form_submit_button(_("Ajouter l’objectif"), type="primary", icon=":material/add:")
    if pressed:
        code = next_objective(page.scenario)
        if keep(page, lambda: with_objective(page.scenario, typed.made(code)), _("Objectif ajouté.")):
            afresh(base)


def draw(key: str, cards: Mapping[str, str], held: Objective | None = None) -> Typed:
    """The fields of an objective, inside whatever form stands around them."""
    text = st.text_input(_("Objectif"), held.text if held else "", key=f"{key}_text", placeholder=_("Ouvrir la cellule en moins de 45 minutes."))  # fmt: skip
    measure = st.text_input(
        _("Ce qui montre qu’il est atteint"), held.measure if held else "", key=f"{key}_measure",
        placeholder=_("Heure d’ouverture notée, comptée depuis la pré-alerte."),
    )  # fmt: skip
    held_cards = list(held.cards) if held else []
    chosen = st.multiselect(
        _("Fiches essayées"), [*cards, *(one for one in held_cards if one not in cards)], held_cards,
        format_func=lambda slug: cards.get(slug, slug), key=f"{key}_cards", placeholder=_("Choisir"),
    )  # fmt: skip
    numbers = [one for one in TYPOLOGY_WORDS if isinstance(one, int)]
    typology: int | None = st.selectbox(
        _("Partie du plan essayée"), numbers, numbers.index(held.typology) if held and held.typology else None,
        format_func=lambda one: _(TYPOLOGY_WORDS[one]), key=f"{key}_typology", placeholder=_("Aucune en particulier"),
    )  # fmt: skip
    return Typed(text, measure, typology, tuple(chosen))


def _change(page: ScenarioPage, rank: int, one: Objective) -> None:
    key = f"{BASE}_{page.key}_{one.code}"
    opened: Objective = st.session_state.setdefault(f"{key}_opened", one)
    with st.form(f"{key}_form", border=False):
        typed = draw(key, page.cards, opened)
        with st.container(horizontal=True):
            kept = st.form_submit_button(_("Enregistrer"), icon=":material/check:")
            gone = st.form_submit_button(_("Retirer"), icon=":material/delete:")

    def make() -> Scenario:
        same(opened, one)
        return (
            without_objective(page.scenario, rank)
            if gone
            else with_objective(page.scenario, typed.made(one.code), rank)
        )

    if kept or gone:
        done = keep(page, make, _("Objectif retiré.") if gone else _("Objectif enregistré."))
        if done or opened != one:
            st.session_state.pop(f"{key}_opened", None)
        if done:
            st.rerun()
