"""A draft is validated by a named person; what is validated is sent, and the proof of each sending kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.actor import LOCAL_COORDINATION
from app.access.permissions import Action
from app.core.clock import paris_date
from app.core.errors import ReleveError
from app.response.plan import CHANNEL_WORDS, Channel, PlanState
from app.services.plans.plan_review_due import review_calendar
from app.services.plans.send_plan import Dispatch, complete_sending, send_plan
from app.services.plans.validate_plan import validate_plan
from app.ui.boundary import tell
from app.ui.panels import plan_own_outdated
from app.ui.parts import reserved
from app.ui.parts.later import later
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.views import plan_sending as view
from app.words import _, ngettext
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from app.response.plan import PlanSending
    from app.services.plans.read_plan_desk import Expected, PlanDesk

_SIGNS = frozenset("\\`*_{}[]#+!|<>$~:")
OTHER = "other"
"""The recipient code of somebody the table does not name."""


def show(desk: PlanDesk) -> None:
    """What comes next for this version, then what was done."""
    shown = desk.view
    assert shown is not None
    version = shown.version
    if version.state is PlanState.DRAFT:
        _validate(desk)
        return
    if version.review_on and version.state is not PlanState.SUPERSEDED:
        _review(desk)
    if not may(Action.EDIT_PLANS):
        _recorded(desk)
        return
    if version.state is not PlanState.SUPERSEDED:
        _send(desk)
    _recorded(desk)


def _validate(desk: PlanDesk) -> None:
    shown, lacking = desk.view, desk.completeness
    assert shown is not None
    if not may(Action.VALIDATE_PLANS):
        reserved.show(Action.VALIDATE_PLANS, _("Valider le plan ne se fait pas depuis votre rôle."))
        return
    if plan_own_outdated.show(desk):  # Whoever validates would sign a text that does not say what was entered since.
        return
    with st.form("plan_validate", border=True):
        st.markdown(
            plain(_("Une version validée ne change plus ; la date de sa révision annuelle est fixée aussitôt."))
        )
        with st.container(horizontal=True):
            name = st.text_input(
                _("Qui valide"), _own_name(), key="plan_validated_by", placeholder=_("Prénom et nom"), width=300
            )
            quality = st.text_input(_("En qualité de"), "", key="plan_validated_as", placeholder=_("présidence de la communauté"), width=300)  # fmt: skip
        reserve = ""
        if not lacking.is_complete:
            reserve = st.text_area(_("Sous quelle réserve"), lacking.sentence, key=f"plan_reserve_{shown.version.revision}", height=120)  # fmt: skip
            st.caption(_("Ce qui manque aujourd’hui est déjà écrit ici : complétez, ou dites quand ce sera fait."))
        pressed = st.form_submit_button(_("Valider la version"), type="primary", icon=":material/verified:")
    if pressed:
        try:
            validate_plan(
                current_actor(), current_store(), shown.version.number, shown.version.revision,
                name=name, quality=quality, reserve=reserve,
            )  # fmt: skip
        except ReleveError as error:
            tell(error)
            return
        st.rerun()


def _own_name() -> str:
    """Whoever is signed in, until somebody else is written; nobody where no account exists."""
    actor = current_actor()
    return "" if actor.id == LOCAL_COORDINATION.id else actor.name


def _review(desk: PlanDesk) -> None:
    assert desk.view is not None
    day = desk.view.version.review_on
    assert day is not None
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/event_repeat: {plain(_('Prochaine révision : {day}').format(day=spoken_date(day)))}")
        st.download_button(
            _("Ajouter à mon agenda"), data=later(_calendar), file_name="revision-du-plan.ics", mime="text/calendar",
            icon=":material/calendar_add_on:", on_click="ignore", key="plan_review_ics",
        )  # fmt: skip


def _calendar() -> bytes:
    return review_calendar(current_actor(), current_store())


def _send(desk: PlanDesk) -> None:
    """Those who don't have it yet, expected ones first; one date, one button."""
    shown = desk.view
    assert shown is not None
    waiting = [one for one in desk.recipients if not one.is_sent]
    base = f"plan_send_{shown.version.number}_{len(shown.sendings)}"
    with st.form(base, border=True):
        st.markdown(plain(_("Envoyez le plan par vos moyens (document ci-dessous), puis cochez à qui, et gardez la preuve.")))  # fmt: skip
        typed = [_row(desk, one, f"{base}_{rank}") for rank, one in enumerate(waiting) if one.is_expected]
        others = [one for one in waiting if not one.is_expected]
        with st.expander(_("Autres destinataires"), expanded=not typed):
            typed += [_row(desk, one, f"{base}_other_{rank}") for rank, one in enumerate(others)]
            typed.append(_free_row(f"{base}_free"))
        on = st.date_input(_("Envoyé le"), shown.today, max_value=shown.today, format="DD/MM/YYYY", key=f"{base}_on", width=200)  # fmt: skip
        pressed = st.form_submit_button(_("Noter l’envoi"), type="primary", icon=":material/mark_email_read:")
    if pressed:
        dispatches = [
            Dispatch(code, who, address, channel, on, proof)
            for ticked, code, who, address, channel, proof in typed
            if ticked
        ]
        try:
            send_plan(current_actor(), current_store(), shown.version.number, dispatches)
        except ReleveError as error:
            tell(error)
            return
        st.rerun()


_Row = tuple[bool, str, str, str, Channel, str]


def _row(desk: PlanDesk, one: Expected, key: str) -> _Row:
    assert desk.view is not None
    who, where, how, with_proof, link = st.columns([9, 4, 3, 4, 3], vertical_alignment="center", gap="small")
    ticked = who.checkbox(_label(one.organisation), key=f"{key}_sent")
    address = where.text_input(
        _("Adresse"), one.address, key=f"{key}_address", placeholder=_("adresse"), label_visibility="collapsed"
    )
    with how:
        channel = _channel(one.channel, key)
    proof = with_proof.text_input(
        _("Preuve"), key=f"{key}_proof", placeholder=_("preuve : n°, accusé…"), label_visibility="collapsed"
    )
    if one.address and one.channel is Channel.EMAIL:
        letter = view.letter(one, desk.view.version, desk.view.community.name)
        link.markdown(f"[:material/outgoing_mail: {plain(_('E-mail prêt'))}]({letter})")
    return ticked, one.recipient, one.organisation, address, channel, proof


def _label(words: str) -> str:
    """A label as it is read aloud: escaped only where its signs would turn into formatting."""
    return plain(words) if _SIGNS & set(words) else words


def _free_row(key: str) -> _Row:
    named, how, with_proof, _empty = st.columns([13, 3, 4, 3], vertical_alignment="center", gap="small")
    who = named.text_input(
        _("Autre organisme"), key=f"{key}_who", placeholder=_("un autre organisme"), label_visibility="collapsed"
    )
    with how:
        channel = _channel(Channel.EMAIL, key)
    proof = with_proof.text_input(
        _("Preuve"), key=f"{key}_proof", placeholder=_("preuve : n°, accusé…"), label_visibility="collapsed"
    )
    return bool(who.strip()), OTHER, who, "", channel, proof


def _channel(held: Channel, key: str) -> Channel:
    channels = list(Channel)
    chosen = st.selectbox(
        _("Moyen"), channels, index=channels.index(held), key=f"{key}_channel", label_visibility="collapsed",
        format_func=lambda one: _(CHANNEL_WORDS[one]),
    )  # fmt: skip
    return chosen or held


def _recorded(desk: PlanDesk) -> None:
    shown = desk.view
    assert shown is not None
    sent = shown.sendings
    if not sent:
        st.caption(_("Aucun envoi noté."))
        return
    st.header(ngettext("{n} envoi noté", "{n} envois notés", len(sent)).format(n=len(sent)), anchor=False)
    for one in sent:
        _sending(one, is_open=may(Action.EDIT_PLANS))


def _sending(one: PlanSending, *, is_open: bool) -> None:
    known = ":green[:material/mark_email_read:]" if one.acknowledged_on else ":blue[:material/schedule:]"
    with st.container(border=True):
        st.markdown(f"{known} **{plain(one.organisation)}** · {plain(view.recorded(one))}")
        if is_open and one.acknowledged_on is None:
            with st.container(horizontal=True, vertical_alignment="bottom"):
                proof = st.text_input(_("Preuve"), one.proof, key=f"plan_proof_{one.id}", width=300)
                st.button(
                    _("Accusé reçu aujourd’hui"), key=f"plan_known_{one.id}", icon=":material/done_all:",
                    on_click=_acknowledge, args=(one.id,),
                )  # fmt: skip
                if proof.strip() != one.proof:
                    st.button(_("Garder la preuve"), key=f"plan_keep_proof_{one.id}", on_click=_keep_proof, args=(one.id,))  # fmt: skip


def _acknowledge(sending_id: str) -> None:
    store = current_store()
    proof = str(st.session_state.get(f"plan_proof_{sending_id}") or "")
    complete_sending(current_actor(), store, sending_id, proof=proof, acknowledged_on=paris_date(store.now()))


def _keep_proof(sending_id: str) -> None:
    proof = str(st.session_state.get(f"plan_proof_{sending_id}") or "")
    complete_sending(current_actor(), current_store(), sending_id, proof=proof)
