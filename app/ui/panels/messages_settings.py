"""« Réglages d’envoi »: who signs, the agreed word to announce once, the mailbox, the SMS provider, each with its trial."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.mobilisation.preferences import Channel
from app.services.keeping.set_up_community import read_community
from app.services.messages.sending_backlog import read_backlog
from app.services.messages.set_up_sending import (
    announcement,
    read_accounts,
    send_trial,
    set_up_mailbox,
    set_up_signature,
    set_up_webhook,
    signature_of,
)
from app.store.secrets import new_webhook_secret
from app.ui.boundary import tell
from app.ui.parts import sending_forms
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views.messages import backlog_label
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.store.community import Community
    from app.store.secrets import Secrets


def show() -> None:
    """Draw the forms; each is saved on its own."""
    held = read_community(current_actor(), current_store())
    st.header(_("Qui signe, et où mènent les liens"), anchor=False)
    typed = sending_forms.signature(signature_of(held), first=True)
    if typed is not None:
        _try(lambda: set_up_signature(current_actor(), current_store(), typed), _("Réglages enregistrés."))
    _word()
    try:
        accounts = read_accounts(current_actor(), current_store())
    except ReleveError as error:
        tell(error)
        return
    _mailbox(accounts, held)
    _provider(accounts, held)


def _word() -> None:
    text = announcement(current_actor(), current_store())
    if text:
        with st.expander(_("Annoncer le mot convenu"), icon=":material/campaign:"):
            st.caption(
                _("À dire une fois, par un moyen que tous connaissent déjà : réunion, courrier, votre messagerie.")
            )
            st.code(text, language=None, wrap_lines=True)


def _mailbox(accounts: Secrets, held: Community) -> None:
    st.header(_("E-mail : votre messagerie"), anchor=False)
    st.caption(
        _("Les messages partent de votre propre adresse.")
        if accounts.smtp
        else _("Sans messagerie, les e-mails restent à passer à la main.")
    )
    given = sending_forms.mailbox(accounts.smtp, _backlog(Channel.EMAIL, is_set=accounts.smtp is not None))
    if given is not None:
        kept = None if isinstance(given, sending_forms.Forget) else given
        backlog = sending_forms.sends_backlog("mailbox")
        _try(lambda: set_up_mailbox(current_actor(), current_store(), kept, sends_backlog=backlog), _("Messagerie enregistrée.") if kept else _("Messagerie retirée : les e-mails se passent à la main."))  # fmt: skip
    if accounts.smtp is not None:
        usual = held.contact if "@" in held.contact else accounts.smtp.from_address
        _trial(Channel.EMAIL, sending_forms.trial(usual, label=_("Votre adresse"), key="email"))


def _provider(accounts: Secrets, held: Community) -> None:
    st.header(_("SMS : un fournisseur"), anchor=False)
    st.caption(
        _(
            "Chaque SMS est un envoi signé (Standard Webhooks) vers votre fournisseur ; sans lui, les SMS restent à passer à la main."
        )
    )
    given = sending_forms.provider(accounts.webhook, _backlog(Channel.SMS, is_set=accounts.webhook is not None))
    if given is not None:
        kept = None if isinstance(given, sending_forms.Forget) else given
        backlog = sending_forms.sends_backlog("provider")
        _try(lambda: set_up_webhook(current_actor(), current_store(), kept, sends_backlog=backlog), _("Fournisseur enregistré.") if kept else _("Fournisseur retiré : les SMS se passent à la main."))  # fmt: skip
    if accounts.webhook is not None:
        usual = "" if "@" in held.contact else held.contact or held.coordinator_phone
        _trial(Channel.SMS, sending_forms.trial(usual, label=_("Votre mobile"), key="sms"))
    elif st.toggle(_("Créer un secret de signature"), key="sending_secret"):
        st.caption(
            _(
                "À donner au fournisseur et à coller ci-dessus ; il n’est gardé nulle part tant que vous n’enregistrez pas."
            )
        )
        st.code(st.session_state.setdefault("sending_new_secret", new_webhook_secret()), language=None)


def _backlog(channel: Channel, *, is_set: bool) -> str:
    """What to ask about the messages that wait for a channel that has no way yet."""
    return "" if is_set else backlog_label(read_backlog(current_actor(), current_store(), channel))


def _trial(channel: Channel, to: str | None) -> None:
    if to is None:
        return
    try:
        with st.spinner(_("Envoi de l’essai…")):
            send_trial(current_actor(), current_store(), channel, to)
    except ReleveError as error:
        tell(error)
        return
    st.success(plain(_("Essai accepté pour {to} : vérifiez qu’il arrive, indésirables compris.").format(to=to)), icon=":material/check_circle:")  # fmt: skip


def _try(act: Callable[[], None], said: str) -> None:
    try:
        act()
    except ReleveError as error:
        tell(error)
        return
    st.toast(said)
    st.rerun()
