"""One call-out watched live: the figures, who answered what, the yes to approve, the calls by telephone, the stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.mobilisation.message import MessageKind
from app.services.home.read_home import commune_names
from app.services.mobilisation.answer_call_out import approve_yes, refuse_yes
from app.services.mobilisation.start_call_out import stop_call_out
from app.services.mobilisation.watch_call_out import read_call_out, running_revision
from app.ui.boundary import guarded, tell
from app.ui.navigation import leads_to
from app.ui.panels import call_out_board, call_out_phone
from app.ui.parts import call_out_badge, confirm, headline, simulated
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.speech import speaking
from app.ui.views import call_out_live as view
from app.ui.views.call_out_plan import introduce
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.services.mobilisation.watch_call_out import CallOutView, Reached

EVERY_SECONDS = 5


def show(call_out_id: str) -> None:
    """Draw the call-out; it draws itself again every few seconds as long as it runs. Raises NotFound."""
    running = running_revision(current_actor(), current_store(), call_out_id) is not None

    @st.fragment(run_every=EVERY_SECONDS if running else None)
    def live() -> None:
        with speaking():
            guarded(lambda: _draw(call_out_id, running))

    simulated.show(call_out_id)
    if running:
        _stop(call_out_id)
    else:
        call_out_board.back()
    live()


def _draw(call_out_id: str, was_running: bool) -> None:
    found = read_call_out(current_actor(), current_store(), call_out_id, caller=call_out_phone.caller()[0])
    if was_running and found.ended:
        st.rerun()
    st.markdown(f"{call_out_badge.of_state(found.callout.state)} {plain(found.centre.name)} · {plain(found.title)}")
    headline.show(view.headline(found), detail=view.detail(found))
    call_out_phone.show_said(call_out_id)
    _by_hand(found)
    communes = commune_names(current_actor(), current_store())
    _approvals(found, communes)
    answers, phone = st.columns([3, 2], gap="large")
    with answers:
        _answers(found, communes)
    with phone:
        call_out_phone.show(found, communes)


def _by_hand(found: CallOutView) -> None:
    sentence = view.by_hand_sentence(found)
    if sentence:
        st.warning(plain(sentence), icon=":material/front_hand:")
        if leads_to("messages"):
            st.page_link(
                "screens/messages.py",
                label=_("Passer les messages"),
                icon=":material/arrow_forward:",
                query_params={"objet": MessageKind.CALL_OUT.value},
            )


def _approvals(found: CallOutView, communes: Mapping[str, str]) -> None:
    waiting = [one for one in found.reached if one.awaits]
    if not waiting:
        return
    said = ngettext("{n} oui à valider", "{n} oui à valider", len(waiting)).format(n=len(waiting))
    st.header(said, anchor=False)
    for rank, one in enumerate(waiting):
        with st.container(border=True):
            saying, doing = st.columns([3, 2], vertical_alignment="center", gap="small")
            saying.markdown(_person(found, one, communes))
            with doing.container(horizontal=True):
                approve = st.button(
                    _("Approuver"),
                    key=f"call_out_approve_{one.person.id}",
                    type="primary" if not rank else "secondary",
                    icon=":material/how_to_reg:",
                )
                refuse = st.button(_("Ne pas retenir"), key=f"call_out_refuse_{one.person.id}")
            if approve or refuse:
                _decide(found, one, approve=approve)


def _decide(found: CallOutView, one: Reached, *, approve: bool) -> None:
    actor, store = current_actor(), current_store()
    name = found.names[one.person.id]
    try:
        if approve:
            answered = approve_yes(actor, store, found.callout.id, one.person.id)
            call_out_phone.say(found, view.approved_sentence(answered, name))
        else:
            refuse_yes(actor, store, found.callout.id, one.person.id)
            call_out_phone.say(found, _("{name} est prévenu(e) et remercié(e).").format(name=name))
    except ReleveError as error:
        tell(error)
        return
    st.rerun()


def _answers(found: CallOutView, communes: Mapping[str, str]) -> None:
    st.header(_("Qui a répondu"), anchor=False)
    for one in found.reached:
        if not one.awaits:
            st.markdown(_person(found, one, communes))
    if not found.reached:
        st.caption(_("Personne n’a encore été sollicité : la première vague part à l’heure dite ci-dessus."))


def _person(found: CallOutView, one: Reached, communes: Mapping[str, str]) -> str:
    badge = call_out_badge.of_reached(
        one.said.outcome if one.said else None, withdrawn=one.withdrawn, ended=found.ended
    )
    name = introduce(one.person, found.library, communes)
    return f"{badge} **{plain(name)}**  \n{plain(view.said_words(one, found.now))}"


def _stop(call_out_id: str) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        call_out_board.back()
        st.button(
            _("Arrêter l’appel"),
            icon=":material/stop_circle:",
            key="call_out_stop",
            on_click=confirm.ask,
            args=("call_out_stopping",),
        )
    question = confirm.Question(
        _("Arrêter cet appel ?"),
        (
            _("Les demandes qui ne sont pas parties sont annulées et ne comptent dans aucun quota."),
            _("Qui répondrait encore lit que l’appel est arrêté. Les postes restent à pourvoir."),
        ),
        _("Arrêter l’appel"),
        confirm.After.FINAL,
    )
    if confirm.show(question, key="call_out_stopping"):
        _stop_now(call_out_id)


def _stop_now(call_out_id: str) -> None:
    """At the revision of this instant: whoever agreed wants the call-out stopped however far it has come."""
    actor, store = current_actor(), current_store()
    try:
        revision = running_revision(actor, store, call_out_id)
        if revision is not None:
            stop_call_out(actor, store, call_out_id, revision)
    except ReleveError as error:
        tell(error)
        return
    st.rerun()
