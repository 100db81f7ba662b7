"""The register of what authorities ask: noted in one line, answered with its proof, overdue first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError, StaleRevision
from app.response.requests import CHANNEL_WORDS, Channel
from app.services.crisis.answer_authority import (
    LONGEST_LINE,
    LONGEST_TEXT,
    answer_authority,
    change_request,
    complete_proof,
    note_request,
    read_register,
    register_csv,
)
from app.services.crisis.report_situation import read_readers
from app.ui.boundary import tell
from app.ui.parts.later import later
from app.ui.parts.plain import plain
from app.ui.parts.seen import forget, refused, seen
from app.ui.session import current_actor, current_store
from app.ui.views import event_authority as words
from app.ui.views import event_situation
from app.ui.views.log import instant_of_hour
from app.words import _

if TYPE_CHECKING:
    from datetime import datetime

    from app.response.requests import AuthorityRequest
    from app.services.crisis.answer_authority import RegisterView
    from app.services.crisis.read_event import EventView
    from app.services.crisis.report_situation import Reader

FIELDS = ("authority_text", "authority_received", "authority_due")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request says, as it is corrected."""

    asked_by: str
    text: str
    due: str


@dataclass(frozen=True, slots=True)
class Replied:
    """What an answer says, as it is typed; ``to``: the contact it leaves to."""

    reply: str
    proof: str
    to: str | None


def show(view: EventView) -> None:
    """Draw the sentence, the line to note a request, then the register."""
    assert view.event is not None
    found = read_register(current_actor(), current_store(), view.event.id)
    st.markdown(f"**{plain(words.sentence(found))}**")
    if view.may_run:
        _note(view, found)
    readers = read_readers(current_actor(), current_store()) if view.may_run and found.counts.owed else ()
    for one in found.requests:
        _request(one, found, readers, may_run=view.may_run)
    if found.requests:
        st.download_button(
            _("Registre (CSV)"), data=later(partial(_csv, view.event.id)), file_name="demandes-des-autorites.csv",
            mime="text/csv", icon=":material/table:", on_click="ignore", key="authority_csv",
        )  # fmt: skip


def _note(view: EventView, found: RegisterView) -> None:
    assert view.event is not None
    known = list(dict.fromkeys([*found.authorities, *view.authorities]))
    if st.session_state.pop("authority_noted", False):
        st.session_state.update(dict.fromkeys(FIELDS, ""))
    with st.form("authority_note", border=True):
        text = st.text_input(
            _("Que demande-t-on ?"), key="authority_text", max_chars=LONGEST_TEXT, autocomplete="off",
            placeholder=_("Nombre d’infirmiers disponibles ce soir"),
        )  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="bottom"):
            who = st.selectbox(
                _("Autorité"), known, index=None, key="authority_who", width=300, accept_new_options=True,
                placeholder=_("Choisir ou écrire"),
            )  # fmt: skip
            channel = st.selectbox(
                _("Par"), list(Channel), key="authority_channel", width=200,
                format_func=lambda one: _(CHANNEL_WORDS[one]).capitalize(),
            )  # fmt: skip
            hour = st.text_input(_("Reçue à"), key="authority_received", placeholder=_("maintenant"), width=120)
            due = st.text_input(_("Réponse pour"), key="authority_due", placeholder=_("18h, demain 9h"), width=150)
            sent = st.form_submit_button(_("Noter la demande"), type="primary", icon=":material/add_task:")
    if not sent:
        return
    try:
        received = instant_of_hour(hour, found.now)
        note_request(
            current_actor(), current_store(), who or "", text, event_id=view.event.id, channel=channel or Channel.PHONE,
            received_at=received, due_at=words.deadline_of(due, received or found.now),
        )  # fmt: skip
    except ReleveError as error:
        tell(error)
        return
    st.session_state["authority_noted"] = True
    st.rerun()


def _request(one: AuthorityRequest, found: RegisterView, readers: tuple[Reader, ...], *, may_run: bool) -> None:
    with st.container(border=True, gap="xsmall", key=f"authority_{one.id}"):
        st.markdown(f"{words.badge(one, found.now)} {plain(one.text)}")
        st.caption(plain(words.about(one, found.now)))
        if not one.is_open():
            st.markdown(f":material/subdirectory_arrow_right: {plain(one.reply)}")
            st.caption(plain(words.answered(one, found.now)))
            if may_run:
                for letter in found.letters.get(one.id, ()):
                    st.markdown(event_situation.letter(letter))
        if may_run:
            with st.container(horizontal=True):
                _drawers(one, readers)


def _drawers(one: AuthorityRequest, readers: tuple[Reader, ...]) -> None:
    if one.is_open():
        with st.popover(_("Répondre"), icon=":material/reply:"):
            _answer(one, readers)
        with st.popover(_("Corriger"), icon=":material/edit:"):
            _correct(one)
    else:
        with st.popover(_("Compléter la preuve"), icon=":material/attach_file:"):
            _proof(one)


def _answer(one: AuthorityRequest, readers: tuple[Reader, ...]) -> None:
    by_mail = {reader.contact_id: reader for reader in readers if reader.partner.email}
    base = f"authority_answer_{one.id}"
    form = seen(base, Replied("", "", None), one.revision)
    with st.form(form.key, border=False):
        reply = st.text_area(
            _("Réponse"), form.value.reply, key=f"{form.key}_text", max_chars=LONGEST_TEXT, height=120
        )  # fmt: skip
        to = st.selectbox(
            _("L’envoyer par e-mail à"), list(by_mail), key=f"{form.key}_to",
            index=list(by_mail).index(form.value.to) if form.value.to in by_mail else None,
            format_func=lambda id: by_mail[id].who, placeholder=_("Non, déjà répondu autrement"),
        )  # fmt: skip
        proof = st.text_input(
            _("Preuve"), form.value.proof, key=f"{form.key}_proof", max_chars=LONGEST_LINE,
            placeholder=_("Appel de 16 h 10, médecin de garde de l’ARS"),
        )  # fmt: skip
        sent = st.form_submit_button(_("Noter la réponse"), icon=":material/check:")
    if not sent:
        return
    try:
        partner = by_mail[to].partner if to else None
        answer_authority(current_actor(), current_store(), one.id, reply, form.revision, proof=proof, to=partner)
    except StaleRevision as error:
        refused(form, error, Replied(reply, proof, to))
    except ReleveError as error:
        tell(error)
        return
    forget(base)
    st.rerun()


def _correct(one: AuthorityRequest) -> None:
    base = f"authority_correct_{one.id}"
    form = seen(base, Asked(one.asked_by, one.text, words.typed(one.due_at)), one.revision)
    with st.form(form.key, border=False):
        asked_by = st.text_input(_("Autorité"), form.value.asked_by, key=f"{form.key}_who", max_chars=LONGEST_LINE)
        text = st.text_area(_("Demande"), form.value.text, key=f"{form.key}_text", max_chars=LONGEST_TEXT, height=100)
        due = st.text_input(_("Réponse pour"), form.value.due, key=f"{form.key}_due")
        sent = st.form_submit_button(_("Enregistrer"), icon=":material/save:")
    if sent:
        try:
            change_request(
                current_actor(), current_store(), one.id, asked_by, text, _due(one, due), form.revision
            )  # fmt: skip
        except StaleRevision as error:
            refused(form, error, Asked(asked_by, text, due))
        except ReleveError as error:
            tell(error)
            return
        forget(base)
        st.rerun()


def _due(one: AuthorityRequest, typed: str) -> datetime | None:
    """The deadline as typed; the one held where it was left as it was."""
    return one.due_at if typed == words.typed(one.due_at) else words.deadline_of(typed, current_store().now())


def _proof(one: AuthorityRequest) -> None:
    with st.form(f"authority_proof_{one.id}", border=False):
        proof = st.text_input(_("Preuve à ajouter"), key=f"authority_proof_{one.id}_text", max_chars=LONGEST_LINE)
        if st.form_submit_button(_("Ajouter"), icon=":material/add:"):
            try:
                complete_proof(current_actor(), current_store(), one.id, proof, one.revision)
            except ReleveError as error:
                tell(error)
                return
            st.rerun()


def _csv(event_id: str) -> bytes:
    return register_csv(current_actor(), current_store(), event_id)
