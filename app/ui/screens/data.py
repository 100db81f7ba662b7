"""Données: copies of the data, how long things are kept and people's rights, keys and hosting, the crisis bag."""

from __future__ import annotations

import importlib
import importlib.util

import streamlit as st

from app.access.permissions import Action
from app.core.errors import N_
from app.services.read_backups import read_backups
from app.ui.panels import data_backups
from app.ui.parts import headline
from app.ui.session import current_actor, current_store, may
from app.ui.views import data_backups as view
from app.words import _

PANELS = {
    "sauvegardes": (N_("Sauvegardes"), "", Action.BACK_UP),
    "droits": (N_("Conservation et droits"), "data_rights", Action.KEEP_DATA),
    "cles": (N_("Clés et hébergement"), "data_keys", Action.KEEP_KEYS),
    "valise": (N_("Valise de crise"), "data_bag", Action.BACK_UP),
}
"""Address → its words, the module of its panel (none: ours), and what a role must be allowed to see it."""


def main() -> None:
    """The sentence first, then one panel; the address carries it."""
    desk = read_backups(current_actor(), current_store())
    headline.show(view.sentence(desk), detail=view.detail(desk))
    panel = _chosen([name for name, (_words, module, action) in PANELS.items() if may(action) and _is_there(module)])
    module = PANELS[panel][1]
    if module:
        importlib.import_module(f"app.ui.panels.{module}").show()
    else:
        data_backups.show(desk)


def _chosen(shown: list[str]) -> str:
    """Draw the panels as buttons; the one of the address is marked, the first one without any."""
    asked = st.query_params.get("volet", "")
    st.session_state["data_panel"] = asked if asked in shown else shown[0]
    st.segmented_control(
        _("Volet"), shown, required=True, format_func=lambda one: _(PANELS[one][0]), key="data_panel", on_change=_turn,
        label_visibility="collapsed",
    )  # fmt: skip
    return str(st.session_state["data_panel"])


def _turn() -> None:
    st.query_params["volet"] = st.session_state["data_panel"]


def _is_there(module: str) -> bool:
    return not module or importlib.util.find_spec(f"app.ui.panels.{module}") is not None


main()
