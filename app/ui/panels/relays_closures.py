"""Closures: who is closed now and until when, what practices say of themselves, what is to come; noted, ended, taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.services.continuity.declare_closure import (
    ClosureDraft,
    change_closure,
    declare_closure,
    end_closure,
    remove_closure,
)
from app.services.continuity.read_failures import read_closures
from app.ui.acted import acted, acted_in_callback
from app.ui.panels import continuity_first, relays_calendar, relays_closure_form
from app.ui.parts import address, confirm, headline, table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import desk
from app.ui.views import relays_closures as view
from app.ui.views.relays_words import phone_link
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.continuity.closure import Closure
    from app.services.continuity.read_failures import ClosureRow, ClosuresView

AT_ONCE = 12
"""Closures to come drawn at once: each has its buttons."""


def show() -> None:
    """The sentence, the way to note one, then who is closed, what was said, what is to come."""
    found = read_closures(current_actor(), current_store())
    headline.show(view.sentence(found), detail=view.detail(found))
    if not found.names:
        st.markdown(
            _("Ici : qui est fermé, depuis quand et jusqu’à quand. Il faut d’abord des cabinets dans l’effectif.")
        )
        continuity_first.people()
        return
    with st.container(horizontal=True, gap="small"):
        if st.button(_("Noter une fermeture"), icon=":material/event_busy:", type="primary", key="relays_closure_new"):
            relays_closure_form.ask_new()
        continuity_first.overview()
    relays_closure_form.show(found)
    if found.running:
        st.header(_("En ce moment"), anchor=False)
    for row in found.running:
        _row(found, row)
    _said(found)
    _coming(found)
    relays_calendar.show(found)
    _table(found)


def _row(found: ClosuresView, row: ClosureRow) -> None:
    one, has_begun = row.closure, row.closure.starts_at <= found.now
    with st.container(border=True, gap="xsmall", key=f"relays_closure_{one.id}"):
        st.markdown(f"{view.badge(row, found.now)} **{plain(view.line(row))}** {phone_link(row.phone)}")
        st.caption(plain(view.words(row, found.now)))
        if said := view.warning(row):
            st.markdown(f":material/sync_problem: {plain(said)}")
        if said := view.standing_in(row):
            st.markdown(said)
        with st.container(horizontal=True, gap="small"):
            if has_begun:
                st.button(
                    _("Rouvert"), icon=":material/lock_open:", key=f"relays_end_{one.id}", on_click=_end,
                    args=(one,), help=_("La fermeture prend fin maintenant"),
                )  # fmt: skip
            st.button(
                _("Changer"), icon=":material/edit:", key=f"relays_change_{one.id}",
                on_click=relays_closure_form.ask, args=(one.id,),
            )  # fmt: skip
            asked = f"relays_remove_{one.id}"
            st.button(_("Retirer"), icon=":material/delete:", key=f"{asked}_ask", on_click=confirm.ask, args=(asked,))
    question = confirm.Question(
        _("Retirer cette fermeture ?"),
        (view.line(row), _("Elle ne comptera plus nulle part : à faire si c’était une erreur. Sinon : « Rouvert ».")),
        _("Retirer"),
        confirm.After.UNDONE,
    )
    if confirm.show(question, key=asked):
        _remove(row.closure)


def _end(one: Closure) -> None:
    acted_in_callback(
        lambda: end_closure(current_actor(), current_store(), one.id, one.revision), _("Cabinet noté rouvert."),
        lambda: change_closure(current_actor(), current_store(), one.id, one.revision + 1, _as_noted(one)),
    )  # fmt: skip


def _remove(one: Closure) -> None:
    acted(
        lambda: remove_closure(current_actor(), current_store(), one.id, one.revision), _("Fermeture retirée."),
        undo=lambda: declare_closure(current_actor(), current_store(), _as_noted(one)),
    )  # fmt: skip


def _as_noted(one: Closure) -> ClosureDraft:
    return ClosureDraft(
        practice=one.practice, kind=one.kind, starts_at=one.starts_at, ends_at=one.ends_at,
        members_away=one.members_away, event_id=one.event_id,
    )  # fmt: skip


def _said(found: ClosuresView) -> None:
    if not found.said:
        return
    st.header(_("Dit au point cabinets"), anchor=False)
    for one in found.said:
        with st.container(gap=None):
            st.markdown(f"{desk.badge(one.reply.state)} **{plain(view.said_line(one))}**")
            st.caption(plain(view.said_words(one, found.now)))


def _coming(found: ClosuresView) -> None:
    if not found.coming:
        return
    rows = found.coming
    st.header(ngettext("À venir ({n})", "À venir ({n})", len(rows)).format(n=len(rows)), anchor=False)
    for row in rows if address.is_on("toutes", "relays_coming_all") else rows[:AT_ONCE]:
        _row(found, row)
    if len(rows) > AT_ONCE:
        address.toggle(
            _("Montrer les {n} fermetures à venir").format(n=len(rows)), address="toutes", key="relays_coming_all"
        )


def _table(found: ClosuresView) -> None:
    rows = [view.table_row(row, found.now) for row in (*found.running, *found.coming)]
    if rows:
        table.download(view.header(), rows, file_name="fermetures.csv", key="relays_closures_csv")
