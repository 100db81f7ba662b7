"""The forms of « Réglages d’envoi »: who signs, the mailbox, the SMS provider, a trial. Passwords go in and never come out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import N_
from app.store.secrets import USUAL_PORTS, Security, SmtpAccount, Webhook
from app.words import _

if TYPE_CHECKING:
    from app.services.messages.set_up_sending import Signature

SECURITY_WORDS = {
    Security.STARTTLS: N_("STARTTLS (le plus courant, port 587)"),
    Security.TLS: N_("TLS dès la connexion (port 465)"),
    Security.NONE: N_("aucun (serveur de ce poste seulement)"),
}


@dataclass(frozen=True, slots=True)
class Forget:
    """The way out is to be taken away."""


def signature(held: Signature, *, first: bool) -> Signature | None:
    """What every message says; the texts once saved. ``first``: its button is the page's."""
    with st.form("sending_signature", border=False):
        left, right = st.columns(2)
        contact = left.text_input(
            _("Contact de la coordination"), held.contact,
            help=_("Téléphone ou e-mail, tel qu’il signe les messages ; un e-mail reçoit aussi les réponses."),
        )  # fmt: skip
        word = right.text_input(
            _("Mot convenu"), held.code_word, help=_("Annoncé une fois, il prouve ensuite qu’un message vient de vous.")
        )
        left, right = st.columns(2)
        source = left.text_input(_("Origine des données des personnes"), held.data_source)
        retention = right.text_input(_("Durée de conservation"), held.retention)
        left, right = st.columns(2)
        url = left.text_input(
            _("Adresse publique de Relève"), held.public_url, placeholder="https://releve.exemple.fr",
            help=_("Début de tous les liens ; sans elle, aucun message qui porte un lien ne part."),
        )  # fmt: skip
        domain = right.text_input(
            _("Domaine des messages"), held.mail_domain, placeholder="cpts.example.org",
            help=_("Celui de votre adresse d’envoi ; rempli tout seul avec la messagerie."),
        )  # fmt: skip
        if not st.form_submit_button(_("Enregistrer"), type="primary" if first else "secondary"):
            return None
    return replace(
        held,
        contact=contact,
        code_word=word,
        data_source=source,
        retention=retention,
        public_url=url,
        mail_domain=domain,
    )


def mailbox(held: SmtpAccount | None, backlog: str = "") -> SmtpAccount | Forget | None:
    """The mailbox once saved; an empty password means the one that is held. ``backlog``: what to ask of what waits."""
    with st.form("sending_mailbox", border=False):
        left, right = st.columns(2)
        host = left.text_input(_("Serveur d’envoi (SMTP)"), held.host if held else "", placeholder="smtp.example.org")
        kinds = list(SECURITY_WORDS)
        security = right.selectbox(
            _("Chiffrement"), kinds, index=kinds.index(held.security) if held else 0,
            format_func=lambda one: _(SECURITY_WORDS[one]),
        )  # fmt: skip
        left, right = st.columns(2)
        user = left.text_input(_("Identifiant"), held.user if held else "", autocomplete="off")
        password = right.text_input(
            _("Mot de passe"), type="password", autocomplete="new-password",
            placeholder=_("inchangé") if held and held.password else "",
        )  # fmt: skip
        left, right = st.columns(2)
        sender = left.text_input(
            _("Adresse d’envoi"), held.from_address if held else "", placeholder="cpts@example.org"
        )
        port = right.number_input(_("Port (0 : le plus courant)"), 0, 65535, held.port if held else 0)
        left, right = st.columns(2)
        authority = left.text_input(
            _("Fichier de l’autorité de certification"), held.ca_file if held else "",
            help=_("Seulement si votre serveur n’est pas reconnu par le système."),
        )  # fmt: skip
        _ask_backlog(backlog, "mailbox")
        saved, forgotten = _buttons(is_set=held is not None)
    if forgotten:
        return Forget()
    if not saved:
        return None
    return SmtpAccount(
        host=host.strip(), port=int(port) or USUAL_PORTS[security], security=security, user=user.strip(),
        password=password, from_address=sender.strip(), ca_file=authority.strip(),
    )  # fmt: skip


def provider(held: Webhook | None, backlog: str = "") -> Webhook | Forget | None:
    """The SMS provider once saved; an empty secret means the one that is held. ``backlog``: as for the mailbox."""
    with st.form("sending_provider", border=False):
        left, right = st.columns(2)
        url = left.text_input(
            _("Adresse du fournisseur"), held.url if held else "", placeholder="https://sms.example.org"
        )
        secret = right.text_input(
            _("Secret de signature"), type="password", autocomplete="new-password",
            placeholder=_("inchangé") if held else "whsec_",
            help=_("« whsec_ » suivi de base64, le même que chez le fournisseur."),
        )  # fmt: skip
        left, right = st.columns(2)
        sender = left.text_input(
            _("Expéditeur affiché"), held.sender if held else "", help=_("16 lettres et chiffres sans accent au plus.")
        )
        _ask_backlog(backlog, "provider")
        saved, forgotten = _buttons(is_set=held is not None)
    if forgotten:
        return Forget()
    return Webhook(url=url.strip(), secret=secret.strip(), sender=sender.strip()) if saved else None


def sends_backlog(form: str) -> bool:
    """Whether what waits was asked to leave too, in the form just saved (``mailbox`` or ``provider``)."""
    return bool(st.session_state.get(f"{form}_backlog"))


def _ask_backlog(question: str, form: str) -> None:
    if question:
        st.checkbox(
            question, key=f"{form}_backlog",
            help=_("Sinon ils restent à passer à la main : une partie l’est peut-être déjà. Ceux qui sont prévus plus tard partiront à leur heure."),
        )  # fmt: skip


def trial(usual: str, *, label: str, key: str) -> str | None:
    """Where to send a trial, once asked."""
    with st.form(f"trial_{key}", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        to = st.text_input(label, usual, key=f"trial_{key}_to", width=320)
        pressed = st.form_submit_button(_("Envoyer un essai"), icon=":material/send:")
    return to if pressed else None


def _buttons(*, is_set: bool) -> tuple[bool, bool]:
    with st.container(horizontal=True):
        saved = st.form_submit_button(_("Enregistrer"))
        forgotten = is_set and st.form_submit_button(_("Retirer"))
    return saved, forgotten
