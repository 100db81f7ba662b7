"""The next state of an event, the plans to activate, and what it is called: three drawers above what is to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError, StaleRevision
from app.response.event import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    SAID_BY_AUTHORITY,
    STATE_MEANS,
    STATE_WORDS,
    EventState,
    after,
)
from app.services.crisis.activate_plan import activate_plan, set_plan_aside
from app.services.crisis.move_event import change_event, move_event
from app.ui.boundary import tell
from app.ui.panels import event_choice, event_open
from app.ui.parts.plain import plain
from app.ui.parts.seen import forget, refused, seen
from app.ui.session import current_actor, current_store
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.services.crisis.read_event import EventView

STATE_KEY = "event_next"


def show(view: EventView) -> None:
    """Draw the drawers; nothing for who may only read."""
    event = view.event
    if event is None or not view.may_run:
        return
    with st.container(horizontal=True, key="event_drawers"):
        if after(event.state):
            # Another key at each state: the drawer shuts once it is noted, and a second press reaches no further state.
            drawer = f"event_move_drawer_{event.revision}"
            with st.popover(_("Changer d’état"), icon=":material/trending_up:", key=drawer):
                _next(view)
        if event.is_open and view.items:
            with st.popover(_("Plans"), icon=":material/menu_book:"):
                _plans(view)
        with st.popover(_("Corriger"), icon=":material/edit:"):
            _mend(view)
        event_choice.offer_new()


def activation(view: EventView, *, main: bool) -> None:
    """The form that puts plans to work; ``main``: it is what the screen asks for first."""
    assert view.event is not None
    held = {one.slug for one in view.plans}
    with st.form("event_activate", border=False):
        chosen = st.multiselect(
            _("Plans à activer"), [slug for slug in view.shelf.sheets if slug not in held], select_all=False, key="event_activate_plans",
            format_func=lambda slug: view.shelf.sheets[slug].title, placeholder=_("Choisir un ou plusieurs plans"),
        )  # fmt: skip
        sent = st.form_submit_button(
            _("Activer"), type="primary" if main else "secondary", icon=":material/play_arrow:"
        )
    if sent:
        try:
            made = activate_plan(current_actor(), current_store(), view.event.id, chosen)
        except ReleveError as error:
            tell(error)
            return
        st.toast(ngettext("{n} action à faire.", "{n} actions à faire.", made).format(n=made))
        st.rerun()


def _next(view: EventView) -> None:
    event = view.event
    assert event is not None
    states = after(event.state)
    with st.form(f"event_move_{event.revision}", border=False):
        wanted: EventState = st.radio(
            _("Nouvel état"), states, key=f"{STATE_KEY}_{event.revision}",
            format_func=lambda state: _(STATE_WORDS[state]).capitalize(), captions=[_(STATE_MEANS[one]) for one in states],
        )  # fmt: skip
        key = f"event_said_{event.revision}"
        if SAID_BY_AUTHORITY & set(states):
            st.caption(_("Qualifié, mobilisation demandée : dites quelle autorité, pour quel département."))
        event_open.authority(view, key)
        note = st.text_input(_("Note"), key=f"{key}_note", max_chars=LONGEST_TEXT)
        sent = st.form_submit_button(_("Noter ce nouvel état"), type="secondary", icon=":material/check:")
    if sent:
        try:
            said = event_open.said_of(view, key, note)
            move_event(current_actor(), current_store(), event.id, event.revision, wanted, said)
        except ReleveError as error:
            tell(error)
            return
        st.rerun()


def _plans(view: EventView) -> None:
    for one in view.plans:
        sheet = view.shelf.sheets.get(one.slug)
        st.markdown(f":material/menu_book: {plain(sheet.title if sheet else one.slug)}")
    activation(view, main=False)
    left = {one.plan_slug for one in view.items if one.is_open and one.plan_slug}
    if left:
        _aside(view, [one.slug for one in view.plans if one.slug in left])


def _aside(view: EventView, slugs: list[str]) -> None:
    """A plan that was not the right one: all it still asks goes at once, with one reason."""
    assert view.event is not None
    with st.form("event_aside", border=False):
        slug = st.selectbox(
            _("Écarter ce qui reste d’un plan"), slugs, key="event_aside_plan", index=None, placeholder=_("Choisir"),
            format_func=lambda one: view.shelf.sheets[one].title if one in view.shelf.sheets else one,
        )  # fmt: skip
        reason = st.text_input(_("Pourquoi"), key="event_aside_reason")
        if st.form_submit_button(_("Écarter"), icon=":material/block:") and slug:
            try:
                set_plan_aside(current_actor(), current_store(), view.event.id, slug, reason)
            except ReleveError as error:
                tell(error)
                return
            st.rerun()


@dataclass(frozen=True, slots=True)
class EventText:
    """What the form mends."""

    title: str
    communes: tuple[str, ...]
    summary: str


def _mend(view: EventView) -> None:
    event = view.event
    assert event is not None
    present = EventText(event.title, event.communes, event.summary)
    form = seen(f"event_mend_{event.id}", present, event.revision)
    with st.form(form.key, border=False):
        title = st.text_input(_("Nom"), value=form.value.title, max_chars=LONGEST_TITLE, key=f"{form.key}_title")
        communes = st.multiselect(
            _("Communes touchées"), list(dict.fromkeys([*view.communes, *event.communes, *form.value.communes])),
            default=list(form.value.communes), select_all=False, key=f"{form.key}_communes",
            format_func=lambda code: view.communes.get(code, code), placeholder=_("Tout le territoire"),
        )  # fmt: skip
        summary = st.text_area(
            _("Ce que l’on sait"),
            value=form.value.summary,
            max_chars=LONGEST_TEXT,
            height=100,
            key=f"{form.key}_summary",
        )
        sent = st.form_submit_button(_("Enregistrer"), icon=":material/save:")
    if not sent:
        return
    typed = EventText(title, tuple(communes), summary)
    try:
        change_event(
            current_actor(), current_store(), event.id, form.revision, title=title, communes=communes, summary=summary
        )
    except StaleRevision as error:
        refused(form, error, typed)
    except ReleveError as error:
        tell(error)
        return
    forget(form.base)
    st.rerun()
