"""What a road really takes, or that nobody passes it: typed over its estimate, with why, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.services.world.override_roads import LONGEST_REASON, MOST_MINUTES, override_road, restore_road
from app.ui.parts import address
from app.ui.parts.seen import seen
from app.ui.session import current_actor, current_store
from app.ui.views import coverage_assumptions as view
from app.ui.views.coverage_assumptions import RoadDraft
from app.ui.written import written
from app.words import _

if TYPE_CHECKING:
    from app.services.coverage.read_assumptions import AssumptionsView, RoadRow
    from app.ui.parts.seen import Seen


def show(found: AssumptionsView) -> None:
    """Choose a road, then its form."""
    rows = {one.road.id: one for one in found.roads}
    chosen = address.select(
        _("Trajet à corriger"), {id: view.road_words(row) for id, row in rows.items()}, address="trajet",
        placeholder=_("Choisissez une route ou un bateau"), key="coverage_road",
    )  # fmt: skip
    if chosen:
        _form(rows[chosen])


def _form(row: RoadRow) -> None:
    revision = row.override.revision if row.override else 0
    form = seen(f"road_{row.road.id}", view.draft(row), revision)
    with st.form(form.key, border=True):
        held = form.value
        closed = st.checkbox(_("Fermée : personne ne passe"), held.closed, key=f"{form.key}_closed")
        minutes = st.number_input(
            _("Temps (minutes)"), 0, MOST_MINUTES, held.minutes, key=f"{form.key}_minutes",
            help=_("Temps estimé : {minutes}.").format(minutes=view.minutes(row.usual)),
        )  # fmt: skip
        reason = st.text_input(
            _("Pourquoi"), held.reason, max_chars=LONGEST_REASON, key=f"{form.key}_reason",
            placeholder=_("Travaux, marée, temps mesuré…"),
        )  # fmt: skip
        with st.container(horizontal=True):
            keep = st.form_submit_button(_("Enregistrer"))
            back = st.form_submit_button(_("Rétablir le temps estimé"), disabled=row.override is None)
    typed = RoadDraft(int(minutes), closed, reason)
    if keep:
        _keep(row, form, typed)
    if back:
        restore = lambda: restore_road(current_actor(), current_store(), row.road.id, form.revision)  # noqa: E731
        written(form, typed, restore, _("Temps estimé rétabli."))


def _keep(row: RoadRow, form: Seen[RoadDraft], typed: RoadDraft) -> None:
    written(
        form, typed,
        lambda: override_road(
            current_actor(), current_store(), row.road.id, None if typed.closed else typed.minutes, typed.reason,
            form.revision,
        ),
        _("Trajet enregistré."),
    )  # fmt: skip
