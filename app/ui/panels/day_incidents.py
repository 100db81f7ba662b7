"""Incidents: the reflex card first, then what is noted, declared and closed. Never a patient's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.services.activity.report_incident import close_incident, declare_incident, report_incident
from app.ui.panels.day_attendance import act_on
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.words import _
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from app.activity.incidents import IncidentType
    from app.services.activity.read_session_day import SessionDay
    from app.store.incidents import Incident


def show(day: SessionDay) -> None:
    """Draw what is open, then the kinds to report."""
    for one in day.incidents:
        _incident(day, one)
    st.header(_("Que se passe-t-il ?"), anchor=False)
    for kind in day.types:
        with st.expander(plain(kind.label), icon=":material/emergency:"):
            _card(kind)
            _report(day, kind)


def _card(kind: IncidentType) -> None:
    """The reflex card, step by step, and where to declare."""
    st.markdown("\n".join(f"{n}. {plain(step)}" for n, step in enumerate(kind.steps, 1)))
    st.markdown(plain(kind.declare))
    if kind.url:
        st.link_button(_("Portail de signalement"), kind.url, icon=":material/open_in_new:")
    st.caption(plain(kind.source))


def _report(day: SessionDay, kind: IncidentType) -> None:
    lines = [None, *range(1, day.session.lines + 1)]
    with st.form(f"day_incident_{kind.code}", border=False):
        line = st.selectbox(
            _("Où"), lines, format_func=lambda one: _("Centre") if one is None else _("Ligne {line}").format(line=one)
        )
        note = st.text_input(_("Un mot (jamais de nom de patient)"), max_chars=500)
        pressed = st.form_submit_button(_("Noter cet incident"), type="primary", width="stretch")
    if pressed:

        def act() -> str:
            report_incident(current_actor(), current_store(), day.session.id, kind.code, line=line, note=note)
            return _("Incident noté.")

        act_on(act)


def _incident(day: SessionDay, one: Incident) -> None:
    kind = day.type_of(one)
    with st.container(border=True):
        place = "" if one.line is None else " · " + _("Ligne {line}").format(line=one.line)
        st.markdown(f"**{plain((kind.label if kind else one.type) + place)}** {plain(spoken_instant(one.at))}")
        if one.note:
            st.markdown(plain(one.note))
        if one.declared_at:
            st.caption(plain(_("Déclaré {when}.").format(when=spoken_instant(one.declared_at))))
        if one.closed_at:
            st.caption(plain(_("Clos {when}.").format(when=spoken_instant(one.closed_at))))
            return
        if kind:
            _card(kind)
        if kind and kind.stops_line:
            st.button(_("Fermer une ligne"), key=f"day_stop_{one.id}", on_click=_go_closing)
        with st.container(horizontal=True):
            declare = not one.declared_at and st.button(
                _("C’est déclaré"), key=f"day_declare_{one.id}", type="primary"
            )  # fmt: skip
            close = st.button(_("Clore cet incident"), key=f"day_close_{one.id}")
    if declare or close:

        def act() -> str:
            change = declare_incident if declare else close_incident
            change(current_actor(), current_store(), one.id, one.revision)
            return _("C’est noté.")

        act_on(act)


def _go_closing() -> None:
    st.query_params["volet"] = "fermer"
