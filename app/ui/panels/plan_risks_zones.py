"""Sub-zones: a proposal that follows the roads, then each commune put where people know that it belongs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from app.core.errors import ReleveError, StaleRevision
from app.response.sub_zones import MOST, USUAL
from app.services.coverage.assess_territory import propose_zones, rename_zone, set_zones
from app.ui.boundary import tell
from app.ui.parts.plain import plain
from app.ui.parts.seen import forget, refused, seen
from app.ui.session import current_actor, current_store
from app.ui.views import plan_risks as view
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.response.risk import SubZone
    from app.services.coverage.assess_territory import TerritoryView

PROPOSED = "plan_zones_proposed"
"""Holds a proposal that nobody wrote yet."""


@dataclass(frozen=True, slots=True)
class _Form:
    """Commune → name of its sub-zone as proposed or as it stands, and what was typed over it, commune by commune.

    ``shown``: the sub-zones as they were read when the form was drawn.
    """

    zone_of: Mapping[str, str]
    shown: tuple[SubZone, ...]
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> Mapping[str, str]:
        """Commune → name of its sub-zone, typed over the rest."""
        return {**self.zone_of, **self.typed}


def show(territory: TerritoryView, *, can_edit: bool) -> None:
    """Draw the sub-zones, then the proposal and the table for who may write them."""
    st.markdown(plain(view.zones_sentence(territory)))
    for line in view.zone_lines(territory):
        st.markdown(line)
    if not can_edit:
        return
    _propose()
    _edit(territory)
    _rename(territory)


def _propose() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        count = st.number_input(
            _("Nombre de sous-zones"), min_value=1, max_value=MOST, value=USUAL, key="plan_zones_count", width=180
        )
        asked = st.button(_("Proposer d’après les routes"), icon=":material/route:", key="plan_zones_propose")
    if asked:
        try:
            st.session_state[PROPOSED] = propose_zones(current_actor(), current_store(), int(count))
        except ReleveError as error:
            tell(error)
            return
        forget("plan_zones")
        st.rerun()
    if PROPOSED in st.session_state:
        st.info(
            _(
                "Proposition à relire : chaque commune avec le relais le plus proche par la route. Rien n’est écrit"
                " avant « Enregistrer les sous-zones »."
            ),
            icon=":material/edit_note:",
        )


def _edit(territory: TerritoryView) -> None:
    proposed: Mapping[str, str] | None = st.session_state.get(PROPOSED)
    stamp = hash(tuple(sorted((one.id, one.revision) for one in territory.zones)))
    key = f"plan_zones_{stamp}_{hash(tuple(sorted((proposed or {}).items())))}"
    form = seen("plan_zones", _Form(proposed or territory.zone_of, territory.zones), stamp, key=key)
    with st.form(form.key, border=False):
        frame = pd.DataFrame(
            [(one.name, form.value.names.get(code, "")) for code, one in territory.communes.items()],
            columns=["commune", "zone"],
        )
        edited = st.data_editor(
            frame, hide_index=True, placeholder="–", key=f"{form.key}_table", disabled=["commune"],
            height=min(38 + 35 * max(len(frame), 1), 520),
            column_config={
                "commune": st.column_config.TextColumn(_("Commune"), pinned=True, width="medium"),
                "zone": st.column_config.TextColumn(_("Sous-zone"), help=_("Le même nom réunit les communes")),
            },
        )  # fmt: skip
        if not st.form_submit_button(_("Enregistrer les sous-zones"), type="primary"):
            return
    typed = {
        code: name.strip() if isinstance(name, str) else ""
        for code, name in zip(territory.communes, edited["zone"], strict=True)
    }
    try:
        set_zones(current_actor(), current_store(), typed, form.value.shown)
    except StaleRevision as error:
        refused(form, error, replace(form.value, typed=_different(form.value, typed)))
    except ReleveError as error:
        tell(error)
        return
    st.session_state.pop(PROPOSED, None)
    forget(form.base)
    st.toast(_("Sous-zones enregistrées."))
    st.rerun()


def _different(form: _Form, names: Mapping[str, str]) -> dict[str, str]:
    """The communes that somebody put elsewhere than where they were shown."""
    return {code: name for code, name in names.items() if name != form.zone_of.get(code, "")}


def _rename(territory: TerritoryView) -> None:
    zones = {one.id: one for one in territory.zones}
    if not zones:
        return
    with st.expander(_("Renommer une sous-zone"), icon=":material/edit:"), st.form("plan_zones_rename", border=False):
        chosen = st.selectbox(_("Sous-zone"), list(zones), format_func=lambda one: zones[one].name)
        name = st.text_input(_("Nouveau nom"))
        if st.form_submit_button(_("Renommer")):
            one = zones[chosen]
            try:
                rename_zone(current_actor(), current_store(), one.id, name, one.revision)
            except ReleveError as error:
                tell(error)
                return
            st.toast(_("Sous-zone renommée."))
            st.rerun()
