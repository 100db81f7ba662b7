"""Requests for people: those to take up first, each with how far it is staffed and the way to fill it; then a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.clock import monday_of
from app.core.errors import N_, InvalidInput, ReleveError
from app.core.ids import SeatId
from app.response.staffing_request import RequestState
from app.services.crisis.receive_request import attach_request
from app.services.crisis.staff_request import finish_request, reconsider_request, refuse_request, requisition_request
from app.services.mobilisation.start_call_out import way_to_fill
from app.ui.boundary import tell
from app.ui.navigation import leads_to
from app.ui.panels import event_request_links, event_request_new, event_request_staffing
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.speech import speaking
from app.ui.views import event_requests as words
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.services.crisis.read_event import EventView, RequestRead

OPENED, REFUSED = "event_request_opened", "event_request_refused"
"""Which request is being answered, and how: « id/staff », « id/refuse », « id/order », « id/attach »; what was refused, with its request."""


def show(view: EventView) -> None:
    """Draw the requests; a reader sees them without their buttons."""
    st.markdown(plain(words.sentence(view)))
    refused = st.session_state.pop(REFUSED, None)
    if refused is not None:
        tell(refused)
    first = next((one.request.id for one in view.requests if one.request.state is RequestState.RECEIVED), "")
    for one in view.requests:
        with st.container(border=True, key=f"event_request_{one.request.id}"):
            _said(view, one)
            if view.may_run:
                _buttons(view, one, main=one.request.id == first and not st.session_state.get(OPENED))
                _opened(view, one)
    if not view.may_run:
        return
    assert view.event is not None
    if view.event.is_open:
        with st.expander(_("Noter une demande"), icon=":material/add_call:", expanded=not view.requests):
            event_request_new.show(view, main=not view.requests)
    with st.expander(_("Le formulaire des établissements"), icon=":material/link:"):
        event_request_links.show(view)


def _said(view: EventView, one: RequestRead) -> None:
    request = one.request
    marks = [words.badge(one, view.now)]
    if not request.event_id:
        marks.append(words.loose_badge())
    if request.requisitioned:
        marks.append(words.requisition_badge())
    st.markdown(f"{' '.join(marks)} **{plain(words.asked_words(request))}**")
    st.markdown(plain(f"{words.people(view, one)} · {request.place}"))
    if request.text:
        st.markdown(f"> {plain(request.text)}")
    if request.contact:
        number = words.dialled(request.contact)
        said = plain(_("Rappeler : {contact}").format(contact=request.contact))
        st.markdown(f":material/call: [{said}](tel:{number})" if number else f":material/call: {said}")
    for line in (words.terms(view, request), request.reply and _("Répondu : {reply}").format(reply=request.reply)):
        if line:
            st.caption(plain(line))


def _buttons(view: EventView, one: RequestRead, *, main: bool) -> None:
    request, key = one.request, f"event_request_{one.request.id}"
    with st.container(horizontal=True):
        if request.state is RequestState.RECEIVED:
            st.button(
                _("Pourvoir"), icon=":material/group_add:", key=f"{key}_staff", on_click=_open, args=(f"{request.id}/staff",),
                type="primary" if main else "secondary",
            )  # fmt: skip
            st.button(_("Refuser"), key=f"{key}_refuse", on_click=_open, args=(f"{request.id}/refuse",))
        if words.may_attach(view, request):
            st.button(
                _("Rattacher"), icon=":material/move_item:", key=f"{key}_attach", type="tertiary", on_click=_open,
                args=(f"{request.id}/attach",),
            )  # fmt: skip
        if request.state is RequestState.STAFFING:
            _ways(one, key)
            if one.is_over(view.now) or one.filled.is_complete:
                st.button(_("Terminer"), icon=":material/task_alt:", key=f"{key}_done", on_click=_finish, args=(one,))
            if one.is_cancelled:
                st.button(_("Refuser"), key=f"{key}_refuse", on_click=_open, args=(f"{request.id}/refuse",))
        if not request.is_settled and not request.requisitioned:
            st.button(
                _("Réquisition reçue"), icon=":material/gavel:", key=f"{key}_order", type="tertiary", on_click=_open,
                args=(f"{request.id}/order",),
            )  # fmt: skip
        if request.state is RequestState.REFUSED:
            st.button(
                _("À traiter de nouveau"), icon=":material/undo:", key=f"{key}_again", type="tertiary",
                on_click=_reconsider, args=(one,),
            )  # fmt: skip


def _ways(one: RequestRead, key: str) -> None:
    """To the call-out of the seats nobody holds, and to the session in the rota."""
    session = one.session
    if session is None or one.is_cancelled:
        return
    wanting = bool(one.open_seats) and may(Action.SOLICIT) and leads_to("call_outs")
    if wanting and st.button(_("Appeler"), icon=":material/campaign:", key=f"{key}_call"):
        running, _may_start = way_to_fill(current_actor(), current_store(), SeatId(one.open_seats[0]))
        query = {"appel": running} if running else {"postes": ",".join(one.open_seats)}
        st.switch_page("screens/call_outs.py", query_params=query)
    if leads_to("rota") and st.button(_("Planning"), icon=":material/calendar_month:", key=f"{key}_rota"):
        query = {"centre": session.centre_id, "semaine": monday_of(session.day).isoformat()}
        st.switch_page("screens/rota.py", query_params=query)


def _opened(view: EventView, one: RequestRead) -> None:
    id, _slash, how = str(st.session_state.get(OPENED, "")).partition("/")
    if id != one.request.id:
        return
    key = f"event_request_{id}"
    if how == "staff" and one.request.state is RequestState.RECEIVED:
        event_request_staffing.show(view, one.request, OPENED)
    elif how == "attach" and words.may_attach(view, one.request):
        places = words.places(view, one.request)
        st.selectbox(
            _("De quel événement"), list(places), index=None, format_func=places.__getitem__, key=f"{key}_place",
            placeholder=_("Choisir"),
        )  # fmt: skip
        st.button(_("Rattacher la demande"), key=f"{key}_send_place", type="primary", on_click=_attach, args=(one, key))
    elif how == "refuse":
        st.text_input(_("Ce que vous répondez"), key=f"{key}_reply", max_chars=160)
        st.button(_("Refuser la demande"), key=f"{key}_send_refusal", type="primary", on_click=_refuse, args=(one, key))
        st.caption(
            _("L’établissement le lit sur sa page.") if one.request.subject_id else _("Dites-le aussi à qui a demandé.")
        )
    elif how == "order":
        st.text_input(_("Référence de l’ordre du préfet"), key=f"{key}_order_ref", max_chars=160)
        st.button(
            _("Noter la réquisition"), key=f"{key}_send_order", type="primary", on_click=_requisition, args=(one, key)
        )
        st.caption(_("Chaque volontaire de cette demande lira « réquisition du préfet » sur sa page."))


def _open(what: str) -> None:
    st.session_state.pop(event_request_staffing.TERMS, None)
    st.session_state[OPENED] = "" if st.session_state.get(OPENED) == what else what


def _refuse(one: RequestRead, key: str) -> None:
    reply = str(st.session_state.get(f"{key}_reply") or "")
    _try(lambda: refuse_request(current_actor(), current_store(), one.request.id, one.request.revision, reply))


def _attach(one: RequestRead, key: str) -> None:
    event_id = st.session_state.get(f"{key}_place")
    if event_id is None:
        st.session_state[REFUSED] = InvalidInput(N_("Dites de quel événement est cette demande, ou d’aucun."))
        return
    _try(lambda: attach_request(current_actor(), current_store(), one.request.id, one.request.revision, event_id))


def _requisition(one: RequestRead, key: str) -> None:
    order = str(st.session_state.get(f"{key}_order_ref") or "")
    _try(lambda: requisition_request(current_actor(), current_store(), one.request.id, one.request.revision, order))


def _finish(one: RequestRead) -> None:
    _try(lambda: finish_request(current_actor(), current_store(), one.request.id, one.request.revision))


def _reconsider(one: RequestRead) -> None:
    _try(lambda: reconsider_request(current_actor(), current_store(), one.request.id, one.request.revision))


def _try(act: Callable[[], None]) -> None:
    """Runs before the panel is drawn; what is refused is said above it, and what was typed stays."""
    with speaking():
        try:
            act()
        except ReleveError as error:
            st.session_state[REFUSED] = error
            return
    st.session_state[OPENED] = ""
