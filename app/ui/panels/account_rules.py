"""How people sign in: how long a browser stays signed in, whether whoever administers gives a code, what a password must be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.services.accounts.change_password import read_rules
from app.services.accounts.manage_accounts import DAYS, IDLE_HOURS, LoginRules, set_login_rules
from app.ui.boundary import tell
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.words import _

if TYPE_CHECKING:
    from app.services.accounts.read_accounts import AccountsDesk


def show(desk: AccountsDesk) -> None:
    """The form, then the rule of passwords with the text that asks for it."""
    typed = _form(desk)
    if typed is not None:
        try:
            set_login_rules(current_actor(), current_store(), typed)
        except ReleveError as error:
            tell(error)
        else:
            st.toast(_("Règles de connexion enregistrées."))
            st.rerun()
    try:
        rules = read_rules(current_store())
    except ReleveError as error:
        tell(error)
        return
    st.header(_("Mots de passe"), anchor=False)
    st.markdown(
        plain(
            _("{n} caractères au moins, sans mélange imposé ; ni un mot courant, ni le nom, l’identifiant ou la communauté. Les essais ratés font attendre de plus en plus, sans jamais fermer un compte.").format(n=rules.shortest)
        )
    )  # fmt: skip
    with st.expander(_("D’où vient cette règle"), icon=":material/gavel:"):
        st.markdown(plain(rules.source))


def _form(desk: AccountsDesk) -> LoginRules | None:
    held = desk.community
    with st.form("account_rules", border=False):
        left, right = st.columns(2)
        hours = left.number_input(
            _("Déconnecter après (heures sans servir)"), IDLE_HOURS.start, IDLE_HOURS.stop - 1, held.login_idle_hours
        )
        days = right.number_input(
            _("Déconnecter de toute façon après (jours)"), DAYS.start, DAYS.stop - 1, held.login_days
        )
        code = st.toggle(
            _("Demander un code à six chiffres à qui administre"), held.administration_totp,
            help=_("Qui n’en a pas encore ne fait que lire, jusqu’à ce qu’il l’ait réglé dans « Mon compte »."),
        )  # fmt: skip
        sent = st.form_submit_button(_("Enregistrer"), type="primary")
    return LoginRules(idle_hours=int(hours), days=int(days), administration_code=code) if sent else None
