"""Hospital discharges: a request written as counts, who is asked, who agreed, who is left and why, the answer to send."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.services.continuity.absorb_discharge import answer_taking, close_discharge, propose_again
from app.services.continuity.discharge_reply import reply_text
from app.services.continuity.read_discharges import read_discharges
from app.ui.boundary import tell
from app.ui.panels import relays_discharge_form
from app.ui.parts import confirm, headline, takes_form
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.speech import speaking
from app.ui.views import relays_discharges as view
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.services.continuity.read_discharges import Asked, DischargeDesk, DischargeView


def show() -> None:
    """The sentence, the form, then each request under way; those closed in one fold."""
    desk = read_discharges(current_actor(), current_store())
    headline.show(
        view.sentence(desk),
        detail=_(
            "Des nombres seulement : ni nom ni dossier de patient. Le service et le cabinet se transmettent le reste."
        ),
    )
    relays_discharge_form.show(desk)
    for one in view.open_views(desk):
        _request(desk, one)
    closed = [one for one in desk.views if one.discharge.closed_at is not None]
    if closed:
        words = ngettext("{n} demande close", "{n} demandes closes", len(closed)).format(n=len(closed))
        with st.expander(words, icon=":material/history:"):
            st.markdown("\n".join(f"- {plain(view.title(one))} · {plain(view.words(one, desk))}" for one in closed))


def _request(desk: DischargeDesk, one: DischargeView) -> None:
    held = one.discharge
    key = f"relays_discharge_{held.id}"
    with st.container(border=True, gap="small", key=key):
        st.markdown(f"{view.badge(one)} **{plain(view.title(one))}**")
        st.caption(plain(view.words(one, desk)))
        for row in one.asked:
            _asked(one, row, key)
        if one.left:
            st.markdown(f"**{plain(_('Sans solution'))}**")
            st.markdown("\n".join(f"- {view.left(row)}" for row in one.left))
        with st.expander(_("Réponse à l’hôpital"), icon=":material/reply:"):
            st.code(reply_text(one), language=None, wrap_lines=True)
        with st.container(horizontal=True, gap="small"):
            if one.left:
                st.button(
                    _("Chercher de nouveau"), icon=":material/refresh:", key=f"{key}_again", on_click=_again,
                    args=(held.id, held.revision),
                )  # fmt: skip
            st.button(
                _("Changer"), icon=":material/edit:", key=f"{key}_change", on_click=relays_discharge_form.ask,
                args=(held.id,),
            )  # fmt: skip
            st.button(_("Clore"), icon=":material/check:", key=f"{key}_close_ask", on_click=confirm.ask, args=(key,))
    question = confirm.Question(
        _("Clore cette demande ?"),
        (view.title(one), _("Elle ne compte plus dans ce que prennent les cabinets. Rien n’est envoyé à l’hôpital.")),
        _("Clore"),
        confirm.After.FINAL,
    )
    if confirm.show(question, key=key):
        _close(one)


def _asked(one: DischargeView, row: Asked, key: str) -> None:
    """One carer: agreed, or how many it takes of what it was asked."""
    taking = row.taking
    if taking.agreed_at is not None:
        st.markdown(f":green-badge[:material/check_circle: {plain(_('accord'))}] {view.asked(row)}")
        return
    st.markdown(f":blue-badge[:material/schedule: {plain(_('réponse attendue'))}] {view.asked(row)}")
    mine = f"{key}_{taking.category}_{taking.commune}_{taking.carer}_{one.discharge.revision}"
    takes = takes_form.show(taking.patients, key=mine)
    if takes is None:
        return
    try:
        answer_taking(
            current_actor(), current_store(), one.discharge.id, taking.key, taking.carer, takes,
            one.discharge.revision,
        )  # fmt: skip
    except ReleveError as error:
        tell(error)
        return
    st.toast(_("Réponse notée."))
    st.rerun()


def _again(id: str, revision: int) -> None:
    with speaking():
        try:
            left = propose_again(current_actor(), current_store(), id, revision)
        except ReleveError as error:
            tell(error)
            return
        st.toast(
            ngettext("{n} patient sans solution.", "{n} patients sans solution.", left).format(n=left)
            if left
            else _("Tout est proposé.")
        )


def _close(one: DischargeView) -> None:
    try:
        close_discharge(current_actor(), current_store(), one.discharge.id, one.discharge.revision)
    except ReleveError as error:
        tell(error)
        return
    st.toast(_("Demande close."))
    st.rerun()
