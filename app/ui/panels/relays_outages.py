"""Cuts: power, network, water, roads, an establishment, a supplier, a medicine, a remote service; noted, dated, ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.services.continuity.declare_outage import (
    OutageDraft,
    change_outage_end,
    declare_outage,
    end_outage,
    remove_outage,
)
from app.services.continuity.read_failures import read_outages
from app.ui.acted import acted, acted_in_callback
from app.ui.boundary import tell
from app.ui.panels import continuity_first, relays_outage_form
from app.ui.parts import confirm, headline, span_fields
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import relays_outages as view
from app.words import _

if TYPE_CHECKING:
    from app.continuity.outage import Outage
    from app.services.continuity.read_failures import OutageRow, OutagesView


def show() -> None:
    """The sentence, the way to note one, then what is cut and what is announced."""
    found = read_outages(current_actor(), current_store())
    headline.show(view.sentence(found), detail=view.detail(found))
    with st.container(horizontal=True, gap="small"):
        if st.button(_("Noter une coupure"), icon=":material/power_off:", type="primary", key="relays_outage_new"):
            relays_outage_form.ask_new()
        continuity_first.overview()
    relays_outage_form.show(found)
    for row in (*found.running, *found.coming):
        _row(found, row)


def _row(found: OutagesView, row: OutageRow) -> None:
    one = row.outage
    with st.container(border=True, gap="xsmall", key=f"relays_outage_{one.id}"):
        st.markdown(f"{view.badge(row, found.now)} **{plain(view.what(row, found))}**")
        st.caption(plain(view.words(row, found.now)))
        with st.container(horizontal=True, gap="small"):
            if one.starts_at <= found.now:
                st.button(
                    _("C’est rétabli"), icon=":material/power:", key=f"relays_outage_end_{one.id}", on_click=_end,
                    args=(one,), help=_("La coupure prend fin maintenant"),
                )  # fmt: skip
            asked = f"relays_outage_remove_{one.id}"
            st.button(_("Retirer"), icon=":material/delete:", key=f"{asked}_ask", on_click=confirm.ask, args=(asked,))
        with st.expander(_("Changer l’heure de fin"), icon=":material/schedule:"):
            _new_end(found, row)
    question = confirm.Question(
        _("Retirer cette coupure ?"),
        (
            view.what(row, found),
            _("Elle ne comptera plus nulle part : à faire si c’était une erreur. Sinon : « C’est rétabli »."),
        ),
        _("Retirer"),
        confirm.After.UNDONE,
    )
    if confirm.show(question, key=asked):
        _remove(row.outage)


def _new_end(found: OutagesView, row: OutageRow) -> None:
    one = row.outage
    key = f"relays_outage_until_{one.id}_{one.revision}"
    with st.form(key, border=False):
        days = span_fields.show(one.starts_at, one.ends_at, key=key, only_end=True, lasting=True)
        if not st.form_submit_button(_("Enregistrer la fin")):
            return
    try:
        end = span_fields.instants(days, found.now)[1]
        change_outage_end(current_actor(), current_store(), one.id, one.revision, end)
    except ReleveError as error:
        tell(error)
        return
    st.toast(_("Fin de la coupure notée."))
    st.rerun()


def _end(one: Outage) -> None:
    acted_in_callback(
        lambda: end_outage(current_actor(), current_store(), one.id, one.revision), _("Coupure notée terminée."),
        lambda: change_outage_end(current_actor(), current_store(), one.id, one.revision + 1, one.ends_at),
    )  # fmt: skip


def _remove(one: Outage) -> None:
    again = OutageDraft(
        kind=one.kind, starts_at=one.starts_at, ends_at=one.ends_at, title=one.title, communes=one.communes,
        roads=one.roads, site=one.site,
        remote=one.remote, categories=one.categories, event_id=one.event_id,
    )  # fmt: skip
    acted(
        lambda: remove_outage(current_actor(), current_store(), one.id, one.revision), _("Coupure retirée."),
        undo=lambda: declare_outage(current_actor(), current_store(), again),
    )  # fmt: skip
