"""A scenario begun: written without a line of YAML, or brought from a file another community gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.drills.scenario_draft import begun, changed, code_of
from app.services.laboratory.read_scenarios import read_codes, read_shelf
from app.services.laboratory.write_scenario import import_scenario, write_scenario
from app.ui.boundary import tell
from app.ui.panels import scenarios_edit_frame, scenarios_edit_objectives, scenarios_open
from app.ui.panels.scenarios_edit_frame import Frame
from app.ui.panels.scenarios_keep import form_key
from app.ui.parts import headline
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.words import _

if TYPE_CHECKING:
    from app.drills.scenario import Scenario
    from app.ui.panels.scenarios_edit_objectives import Typed

BASE = "scenario_begin"


def show() -> None:
    """The frame and a first objective; below, the file."""
    shelf = read_shelf(current_actor(), current_store())
    headline.show(
        _("Écrire un scénario prend cinq étapes, et il se change toujours."),
        detail=_("Le plus court : ouvrez un scénario de la bibliothèque, puis « Copier pour le changer »."),
    )
    orsan, cards = read_codes(current_actor(), current_store())
    with st.form(form_key(BASE), border=False):
        frame = scenarios_edit_frame.draw(Frame(territory=shelf.territory or "any"), BASE, orsan)
        st.markdown(f"**{plain(_('Premier objectif'))}**")
        objective = scenarios_edit_objectives.draw(f"{BASE}_objective", cards)
        pressed = st.form_submit_button(_("Commencer le scénario"), type="primary", icon=":material/edit_note:")
    if pressed:
        _begin(frame, objective)
    _file()


def _begin(frame: Frame, objective: Typed) -> None:
    try:
        code = write_scenario(current_actor(), current_store(), _made(frame, objective))
    except ReleveError as error:
        tell(error)
        return
    scenarios_open.open_scenario(code, scenarios_open.WRITING)
    st.rerun()


def _made(frame: Frame, objective: Typed) -> Scenario:
    first = begun(
        code_of(frame.title, ()), title=frame.title, territory=frame.territory, typology=frame.typology,
        starts=frame.starts, hours=frame.hours, story=frame.story, objective=objective.made("O1"),
    )  # fmt: skip
    return changed(first, **frame.parts)


def _file() -> None:
    st.header(_("Apporter un fichier"), anchor=False)
    st.caption(
        plain(_("Un scénario au format releve.scenario/1 (YAML), donné par une autre communauté ou écrit à la main."))
    )
    uploaded = st.file_uploader(_("Fichier du scénario"), type=["yaml", "yml"], key="scenario_upload")
    if uploaded is None or not st.button(_("Apporter ce scénario"), icon=":material/upload:", key="scenario_import"):
        return
    try:
        code = import_scenario(current_actor(), current_store(), uploaded.name, uploaded.getvalue())
    except ReleveError as error:
        tell(error)
        return
    scenarios_open.open_scenario(code)
    st.rerun()
