"""Attendance in one minute: everyone is ticked; untick who is absent, note who was late, add who came on top, close."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.core.ids import PersonId
from app.services.activity.close_attendance import close_attendance
from app.services.activity.read_session_doses import minute_of
from app.services.activity.record_attendance import (
    Noted,
    add_extra,
    add_walk_in,
    instant_within,
    record_attendance,
    settle_walk_in,
)
from app.ui.boundary import tell
from app.ui.panels.day_choice import done
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import day as view
from app.words import _, ngettext
from app.words.people import full_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.activity.attendance import AttendanceRow
    from app.services.activity.read_session_day import SessionDay


def show(day: SessionDay) -> None:
    """Draw who waits at the door, the sheet, and the ways to add to it."""
    for row in day.sheet.at_the_door:
        _at_the_door(day, row)
    rows = day.sheet.shown
    with st.form("day_sheet", border=False):
        here = {row.stamp.id: _tick(day, row) for row in rows}
        note = st.form_submit_button(_("Noter"), icon=":material/edit_note:", width="stretch")
        close = False
        if day.sheet.closed_at is None and day.now >= day.session.starts_at:
            close = st.form_submit_button(
                _("Noter et clore la présence"), type="primary", icon=":material/task_alt:", width="stretch"
            )
    if note or close:
        _write(day, {row.stamp.id: row for row in rows}, here, close=close)
    with st.container(horizontal=True):
        _hours(day, rows)
        _extra(day)
        _walk_in(day)


def _tick(day: SessionDay, row: AttendanceRow) -> bool:
    here = st.checkbox(plain(view.row_name(day, row)), value=not row.absent, key=f"day_row_{row.stamp.id}")
    if notes := view.row_notes(day, row):
        st.caption(plain(notes))
    return bool(here)


def _write(day: SessionDay, rows: dict[str, AttendanceRow], here: dict[str, bool], *, close: bool) -> None:
    changed = {
        id: Noted(absent=not present, arrived_at=rows[id].arrived_at, left_at=rows[id].left_at)
        for id, present in here.items()
        if present is rows[id].absent
    }

    def act() -> str:
        count = record_attendance(current_actor(), current_store(), day.session.id, changed)
        if close:
            return close_attendance(current_actor(), current_store(), day.session.id).tally.sentence
        return ngettext("{n} ligne changée.", "{n} lignes changées.", count).format(n=count)

    act_on(act)


def act_on(act: Callable[[], str]) -> None:
    """Run a service, tell its refusal in place; else say what it did at the next run."""
    try:
        said = act()
    except ReleveError as error:
        tell(error)
        return
    done(said)


def _at_the_door(day: SessionDay, row: AttendanceRow) -> None:
    with st.container(border=True):
        st.markdown(f":material/door_open: {plain(_('{name} vient aider, à la porte.').format(name=day.name(row)))}")
        with st.container(horizontal=True):
            yes = st.button(_("Ajouter à la feuille"), key=f"day_yes_{row.stamp.id}", icon=":material/check:")
            no = st.button(_("Ne vient pas aider"), key=f"day_no_{row.stamp.id}")
    if yes or no:

        def act() -> str:
            settle_walk_in(current_actor(), current_store(), day.session.id, row.stamp.id, accepted=yes)
            return _("C’est noté.")

        act_on(act)


def _hours(day: SessionDay, rows: tuple[AttendanceRow, ...]) -> None:
    """Late, or gone early."""
    names = {row.stamp.id: view.row_name(day, row) for row in rows}
    if not names:
        return
    with st.popover(_("En retard, parti plus tôt"), icon=":material/schedule:"), st.form("day_hours", border=False):
        chosen = st.selectbox(_("Personne"), list(names), format_func=names.__getitem__)
        arrived = st.time_input(_("Arrivé à"), minute_of(day.session.starts_at), step=300)
        left = st.time_input(_("Parti à"), minute_of(day.session.ends_at), step=300)
        pressed = st.form_submit_button(_("Noter ces heures"), width="stretch")
    if pressed:

        def act() -> str:
            noted = Noted(
                arrived_at=instant_within(day.session, arrived), left_at=instant_within(day.session, left)
            )  # fmt: skip
            record_attendance(current_actor(), current_store(), day.session.id, {chosen: noted})
            return _("Heures notées.")

        act_on(act)


def _extra(day: SessionDay) -> None:
    """Someone of the roster whom nobody expected."""
    on_it = {row.attendee.person_id for row in day.sheet.shown}
    names = {p.id: full_name(p.given_name, p.family_name) for p in day.people.values() if p.id not in on_it}
    roles = ["", *dict.fromkeys(need.role for need in day.needs)]
    with st.popover(_("En plus"), icon=":material/person_add:"), st.form("day_extra", border=False):
        chosen = st.selectbox(_("Personne de l’effectif"), list(names), format_func=names.__getitem__, index=None)
        role = st.selectbox(_("Poste"), roles, format_func=lambda one: day.label(one) if one else _("aucun poste fixe"))
        pressed = st.form_submit_button(_("Ajouter à la feuille"), width="stretch")
    if pressed and chosen:

        def act() -> str:
            add_extra(current_actor(), current_store(), day.session.id, PersonId(chosen), role=role)
            return _("{name} est sur la feuille.").format(name=names[chosen])

        act_on(act)


def _walk_in(day: SessionDay) -> None:
    """Someone who is in no roster."""
    jobs = {"": _("aucune, ou autre"), **{one.slug: one.label() for one in day.library.professions}}
    with st.popover(_("Renfort de passage"), icon=":material/waving_hand:"), st.form("day_walk_in", border=False):
        name = st.text_input(_("Prénom et nom"), max_chars=80)
        job = st.selectbox(_("Profession"), list(jobs), format_func=jobs.__getitem__)
        pressed = st.form_submit_button(_("Ajouter à la feuille"), width="stretch")
    if pressed:

        def act() -> str:
            add_walk_in(current_actor(), current_store(), day.session.id, name, profession=job)
            return _("{name} est sur la feuille.").format(name=name)

        act_on(act)
