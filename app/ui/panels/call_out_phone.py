"""Calling by telephone: who rings, whom to ring now, one tap to keep them and one tap for what came of it."""

from __future__ import annotations

import secrets
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.core.clock import paris_date, paris_instant
from app.core.errors import ReleveError
from app.mobilisation.callout import DECIDED, Outcome
from app.services.crisis.ring_people import let_go, record_call, ring
from app.ui.boundary import tell
from app.ui.parts import call_out_badge
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import call_out_live as view
from app.ui.views.call_out_plan import introduce
from app.ui.views.rota_bench import phone_words
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime, time

    from app.roster.person import Person
    from app.services.crisis.ring_people import Caller
    from app.services.mobilisation.watch_call_out import CallOutView

SHOWN = 5
NAME = "appelant"
"""Kept in the address: a page opened again is the same caller."""

SAID = "call_out_said"
"""What became of the last thing pressed, with its call-out, until the next one."""
ONE_TAP = (Outcome.YES, Outcome.NO, Outcome.NOT_THIS_TIME, Outcome.VOICEMAIL, Outcome.NO_ANSWER)


def say(found: CallOutView, sentence: str) -> None:
    """Keep a sentence on the page of this call-out."""
    st.session_state[SAID] = found.callout.id, sentence


def show_said(call_out_id: str) -> None:
    """Draw the sentence kept for this call-out."""
    about, sentence = st.session_state.get(SAID, ("", ""))
    if about == call_out_id:
        st.info(plain(sentence), icon=":material/chat_bubble:")


def caller() -> Caller:
    """Who rings from this tab: the name typed, else someone nobody else is."""
    name = str(st.session_state.get(NAME) or st.query_params.get(NAME, "")).strip()
    if "call_out_caller" not in st.session_state:
        st.session_state["call_out_caller"] = secrets.token_hex(8)
    actor = current_actor()
    own = name.casefold() if name else str(st.session_state["call_out_caller"])
    return f"{actor.id}:{own}", name or _(actor.name)


def _who_calls() -> None:
    """The caller's name, which the other callers read."""
    st.text_input(
        _("Vous appelez à plusieurs ? Votre prénom"),
        key=NAME,
        bind="query-params",
        max_chars=40,
        help=_("Les autres appelants voient qui appelle qui : personne n’est appelé deux fois."),
    )


def show(found: CallOutView, communes: Mapping[str, str]) -> None:
    """Draw whom to ring now; the one this caller rings stands first, open."""
    if found.ended:
        return
    st.header(_("Au téléphone"), anchor=False)
    _who_calls()
    mine = next((one.person for one in found.claims if one.caller == caller()[0]), None)
    for sentence in view.being_rung(found, caller()[0]):
        st.caption(f":material/call: {plain(sentence)}")
    for person in sorted(found.to_ring[:SHOWN], key=lambda one: one.id != mine):
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{plain(introduce(person, found.library, communes))}**")
            st.caption(plain(found.reasons.get(person.id, "")))
            if person.id == mine:
                _ringing(found, person)
            elif st.button(
                _("J’appelle"), key=f"call_out_ring_{person.id}", icon=":material/call:", disabled=mine is not None
            ):
                _run(partial(ring, current_actor(), current_store(), found.callout.id, person.id, caller()))
    if not found.to_ring:
        st.caption(_("Personne à appeler maintenant : heures de silence, quotas, ou demandes encore toutes fraîches."))


def _ringing(found: CallOutView, person: Person) -> None:
    digits = "".join(one for one in person.mobile or person.phone if one in "+0123456789")
    st.header(f"[:material/call: {plain(phone_words(person))}](tel:{digits})", anchor=False)
    with st.container(horizontal=True, gap="small"):
        for outcome in ONE_TAP:
            label = view.outcome_label(outcome)
            if st.button(label, key=f"call_out_{outcome}_{person.id}", icon=call_out_badge.icon_of(outcome)):
                _record(found, person, outcome)
        for at in view.call_back_times(found.now, found.quiet):
            if st.button(
                view.call_back_label(at, found.now), key=f"call_out_back_{at:%d%H%M}_{person.id}", icon=":material/phone_callback:"
            ):  # fmt: skip
                _record(found, person, Outcome.CALL_BACK_AT, at)
        with st.popover(_("Autre heure"), icon=":material/schedule:"):
            wall = st.time_input(
                _("Rappeler à"), value=None, key=f"call_out_hour_{person.id}", step=timedelta(minutes=15)
            )
            if st.button(_("Noter"), key=f"call_out_hour_ok_{person.id}", disabled=wall is None) and wall is not None:
                _record(found, person, Outcome.CALL_BACK_AT, _next(found.now, wall))
        if st.button(_("Je n’appelle pas"), key=f"call_out_let_go_{person.id}", type="tertiary"):
            _run(partial(let_go, current_actor(), current_store(), person.id, caller()))


def _next(now: datetime, wall: time) -> datetime:
    """The next instant at that wall time in Paris."""
    today = paris_date(now)
    at = paris_instant(today, wall)
    return at if at > now else paris_instant(today + timedelta(days=1), wall)


def _record(found: CallOutView, person: Person, outcome: Outcome, at: datetime | None = None) -> None:
    try:
        answered = record_call(
            current_actor(), current_store(), found.callout.id, person.id, caller(), outcome, call_back_at=at
        )
    except ReleveError as error:
        tell(error)
        return
    name = found.names[person.id]
    if outcome in DECIDED:
        say(found, _("À dire à {name} : « {sentence} »").format(name=name, sentence=answered.sentence))
    else:
        say(found, _("{name} : {sentence}").format(name=name, sentence=answered.sentence))
    st.rerun()


def _run(act: Callable[[], object]) -> None:
    try:
        act()
    except ReleveError as error:
        tell(error)
        return
    st.session_state.pop(SAID, None)
    st.rerun()
