"""Ringing the silent, in order: a link to dial, one tap for what they say, hours and means when there is time."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from app.core.clock import PARIS, paris_date, paris_instant
from app.core.errors import ReleveError
from app.response.alert import NOTE_MOST, Answer, Reply
from app.services.crisis.answer_alert import answer_alert, note_no_reply
from app.services.crisis.read_alert import read_alert
from app.ui.boundary import guarded, tell
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.speech import speaking
from app.ui.views import alert as view
from app.words import _, ngettext
from app.words.dates import spoken_hour

if TYPE_CHECKING:
    from datetime import datetime

    from app.core.ids import PersonId
    from app.response.alert import Called
    from app.services.crisis.read_alert import AlertView

SHOWN = 5
SAID = "alert_phone_said"


@st.fragment(run_every=10)
def show(alert_id: str) -> None:
    """Draw the next people to ring; whoever answers meanwhile leaves the list by themselves."""
    with speaking():
        guarded(lambda: _draw(alert_id))


def _draw(alert_id: str) -> None:
    found = read_alert(current_actor(), current_store(), alert_id)
    waiting = found.to_ring
    st.header(_("À appeler"), anchor=False)
    if said := st.session_state.get(SAID, ""):
        st.info(plain(said), icon=":material/chat_bubble:")
    if not waiting:
        st.caption(_("Personne à appeler : chacun a répondu, ou n’a pas de téléphone connu."))
        return
    st.caption(
        ngettext(
            "{n} sans réponse, dans l’ordre de l’arbre d’appel.", "{n} sans réponse, dans l’ordre de l’arbre d’appel.", len(waiting)
        ).format(n=len(waiting))
    )  # fmt: skip
    for one in waiting[:SHOWN]:
        with st.container(border=True, gap="xsmall"):
            _card(found, one)
    if len(waiting) > SHOWN:
        with st.expander(_("Les {n} suivants").format(n=len(waiting) - SHOWN)):
            for one in waiting[SHOWN:]:
                st.markdown(_line(found, one))


def _line(found: AlertView, one: Called) -> str:
    person = found.persons[one.person]
    who = _("{name}, {profession}").format(
        name=found.name(one.person), profession=found.profession(person.profession or "")
    )
    return f"**{plain(who)}** {view.dial(found.number(one.person))}"


def _card(found: AlertView, one: Called) -> None:
    st.markdown(_line(found, one))
    st.caption(plain(view.ring_reason(found, one)))
    key = f"alert_phone_{one.person}"
    with st.container(horizontal=True, gap="small"):
        if st.button(_("Disponible"), key=f"{key}_yes", icon=":material/check_circle:"):
            _record(found, one.person, Reply(answer=Answer.AVAILABLE))
        if st.button(_("Non"), key=f"{key}_no", icon=":material/do_not_disturb_on:"):
            _record(found, one.person, Reply(answer=Answer.NO))
        if st.button(_("Pas décroché"), key=f"{key}_none", icon=":material/phone_missed:"):
            _no_reply(found, one.person)
        with st.popover(_("Préciser"), icon=":material/schedule:"):
            _precise(found, one.person, key)


def _precise(found: AlertView, person: PersonId, key: str) -> None:
    starts = st.time_input(_("À partir de"), value=None, key=f"{key}_from", step=timedelta(minutes=15))
    ends = st.time_input(_("Jusqu’à"), value=None, key=f"{key}_until", step=timedelta(minutes=15))
    skills = st.text_input(_("Compétences utiles"), key=f"{key}_skills", max_chars=NOTE_MOST)
    vehicle = st.checkbox(_("A un véhicule"), key=f"{key}_car")
    note = st.text_input(_("Mot pour la cellule"), key=f"{key}_note", max_chars=NOTE_MOST)
    if st.button(_("Noter"), key=f"{key}_save", icon=":material/save:"):
        begins = instant_after(found.now, starts)
        reply = Reply(
            answer=Answer.LATER if begins else Answer.AVAILABLE,
            from_at=begins,
            until_at=instant_after(begins or found.now, ends),
            skills=skills,
            vehicle=vehicle or None,
            note=note,
        )
        _record(found, person, reply)


def instant_after(after: datetime, wall: time | None) -> datetime | None:
    """The next instant after ``after`` at that wall time in Paris: 7 h said at 20 h is tomorrow's."""
    if wall is None:
        return None
    today = paris_date(after)
    at = paris_instant(today, wall)
    return at if at > after else paris_instant(today + timedelta(days=1), wall)


def _record(found: AlertView, person: PersonId, reply: Reply) -> None:
    try:
        sentence = answer_alert(current_actor(), current_store(), found.alert.id, person, reply, by_phone=True)
    except ReleveError as error:
        tell(error)
        return
    st.session_state[SAID] = _("À dire à {name} : « {sentence} »").format(name=found.name(person), sentence=sentence)
    st.rerun()


def _no_reply(found: AlertView, person: PersonId) -> None:
    try:
        again = note_no_reply(current_actor(), current_store(), found.alert.id, person)
    except ReleveError as error:
        tell(error)
        return
    hour = spoken_hour(again.astimezone(PARIS).time())
    st.session_state[SAID] = _("{name} : à rappeler à {hour}.").format(name=found.name(person), hour=hour)
    st.rerun()
