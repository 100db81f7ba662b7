"""Résultat: what was composed, run on the roster of the moment; kept, printed, changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.core.ids import new_id
from app.services.laboratory.print_drill import print_trial
from app.services.laboratory.read_laboratory import read_bench, try_composition
from app.services.laboratory.save_run import LONGEST_TITLE, save_run
from app.ui.boundary import tell
from app.ui.panels import laboratory_compose, laboratory_first, laboratory_report
from app.ui.parts import exercise_strip, headline, panel_choice
from app.ui.parts.later import later
from app.ui.session import current_actor, current_store
from app.ui.views import laboratory_compose as view
from app.words import _

if TYPE_CHECKING:
    from app.drills.composition import Composition
    from app.services.laboratory.read_laboratory import Trial

SAVED, RUN = "essais", "garde"
"""The panel of saved runs, and the name of one in the address."""
PENDING = "laboratory_pending"
"""The id under which this session's next run is kept: there before the button is, so that pressing twice keeps one."""


def show() -> None:
    """The answer in a sentence, what to do with it, then its pictures."""
    bench = read_bench(current_actor(), current_store())
    composition = laboratory_compose.asked(bench)
    if not bench.has_territory:
        laboratory_first.no_territory()
        return
    if composition is None or not composition.supposes_something:
        laboratory_first.nothing_composed()
        return
    exercise_strip.show(_("ce qui suit est supposé, sur une copie de l’effectif du moment."))
    try:
        with st.spinner(_("L’essai se calcule, demi-journée par demi-journée…")):
            trial = try_composition(current_actor(), current_store(), composition)
    except ReleveError as error:
        headline.show(_("Cet essai ne peut pas être calculé."))
        tell(error)
        return
    headline.show(
        trial.told.sentence,
        where=" · ".join(
            one for one in (composition.title, view.from_words(composition.starts_at, composition.days)) if one
        ),
        detail=" ".join(trial.told.details),
    )
    _actions(composition, trial)
    laboratory_report.show(trial.told, trial.shared, key="laboratory")


def _actions(composition: Composition, trial: Trial) -> None:
    with st.container(horizontal=True, gap="small"):
        with st.popover(_("Garder cet essai"), icon=":material/bookmark_add:", type="primary"):
            _save(composition, trial)
        st.button(
            _("Changer la composition"), icon=":material/tune:", key="laboratory_back", on_click=panel_choice.open_on,
            args=("composer",),
        )  # fmt: skip
        st.download_button(
            _("Imprimer (PDF)"), later(lambda: print_trial(current_actor(), current_store(), composition)),
            file_name="exercice-laboratoire.pdf", mime="application/pdf", icon=":material/print:", on_click="ignore",
            key="laboratory_pdf",
        )  # fmt: skip


def _save(composition: Composition, trial: Trial) -> None:
    run_id: str = st.session_state.setdefault(PENDING, new_id())
    with st.form("laboratory_save", border=False):
        usual = composition.title or view.sentence(composition).rstrip(".")
        title = st.text_input(_("Sous quel titre"), usual[:LONGEST_TITLE], max_chars=LONGEST_TITLE)
        if not st.form_submit_button(_("Garder"), icon=":material/check:"):
            return
    try:
        save_run(current_actor(), current_store(), trial.ran, title, run_id=run_id)
    except ReleveError as error:
        tell(error)
        return
    st.toast(_("Essai gardé, avec l’effectif du moment."))
    st.query_params[RUN] = run_id
    panel_choice.open_on(SAVED)
    # Last: a second press that cuts this run short finds the same id.
    del st.session_state[PENDING]
    st.rerun()
