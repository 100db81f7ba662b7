"""Effects of a scenario or of one of its injects: each in a sentence, changed or taken out; a new one in the form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from app.drills.scenario_draft import with_effect, without_effect
from app.drills.shock import EffectKind
from app.ui.panels.scenarios_keep import afresh, form_key, keep, same
from app.ui.parts.effect_form import effect_form
from app.ui.parts.plain import plain
from app.ui.views import scenarios as view
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.drills.scenario import Scenario
    from app.drills.shock import AnyEffect
    from app.services.laboratory.read_scenarios import ScenarioPage


def show(
    page: ScenarioPage,
    side: str,
    effects: Sequence[AnyEffect],
    kinds: Sequence[EffectKind],
    *,
    inject: int | None = None,
) -> None:
    """``side``: « effects » or « plan »; ``inject``: the rank of the inject that sends them, whose hours count from it."""
    base = f"scenario_effects_{page.key}_{side}_{'' if inject is None else inject}"
    for rank, one in enumerate(effects):
        _one(page, side, rank, one, inject, base)
    if not effects:
        st.caption(plain(_("Rien encore.")))
    with st.expander(_("Ajouter un effet"), icon=":material/add:", expanded=not effects and inject is None):
        offered = replace(page.names, kinds=tuple(kinds))
        made = effect_form(form_key(base), offered, after=_after(inject))
    if made and keep(page, lambda: with_effect(page.scenario, made, inject=inject), _("Effet ajouté.")):
        afresh(base)


def _one(page: ScenarioPage, side: str, rank: int, one: AnyEffect, inject: int | None, base: str) -> None:
    key = f"{base}_{rank}"
    with st.container(border=True, gap="xsmall"):
        st.markdown(view.effect_line(one, page, in_inject=inject is not None))
        with st.container(horizontal=True, vertical_alignment="center"):
            change = st.toggle(_("Changer"), key=f"{key}_open")
            gone = st.button(_("Retirer"), key=f"{key}_remove", icon=":material/delete:")
        made = _changed(page, key, one, inject) if change else None
    if not gone and made is None:
        return
    opened = one if gone else st.session_state[f"{key}_opened"]

    def make() -> Scenario:
        same(opened, one)
        if made is not None:
            return with_effect(page.scenario, made, rank, inject=inject)
        return without_effect(page.scenario, side, rank, inject=inject)

    if keep(page, make, _("Effet retiré.") if gone else _("Effet enregistré.")):
        for name in (f"{key}_open", f"{key}_opened"):
            st.session_state.pop(name, None)
        st.rerun()


def _changed(page: ScenarioPage, key: str, one: AnyEffect, inject: int | None) -> AnyEffect | None:
    opened: AnyEffect = st.session_state.setdefault(f"{key}_opened", one)
    offered = page.names if inject is not None else replace(page.names, kinds=(EffectKind(one.type),))
    return effect_form(f"{key}_form", offered, opened, after=_after(inject))


def _after(inject: int | None) -> str:
    return "" if inject is None else _("Les heures comptent depuis l’envoi de l’inject.")
