"""Comptes: who may sign in, in which role, from which browsers; and how people sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

import streamlit as st

from app.services.accounts.read_accounts import read_accounts
from app.services.accounts.recover_access import first_link
from app.ui.panels import account_rules, account_sheet
from app.ui.parts import headline, panel_choice, people_table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import account as view
from app.words import _

if TYPE_CHECKING:
    from app.services.accounts.read_accounts import AccountsDesk

SEEN = "accounts_seen"


def main() -> None:
    """An invitation while nobody has an account, the accounts afterwards."""
    desk = read_accounts(current_actor(), current_store())
    if not desk.rows:
        _first()
        return
    headline.show(view.sentence(desk), detail=view.detail(desk))
    if panel_choice.show(view.PANELS) == "regles":
        account_rules.show(desk)
        return
    _accounts(desk)
    account_sheet.show(desk)


def _first() -> None:
    """Who sits here does everything until someone has an account: the first one administers."""
    headline.show(
        _("Aucun compte : quiconque est assis à ce poste peut tout faire, et personne d’ailleurs."),
        detail=_("Le premier compte est d’administration. Dès qu’il existe, chacun se connecte, et Relève peut s’ouvrir à d’autres postes."),
    )  # fmt: skip
    if st.button(_("Créer le premier compte"), icon=":material/person_add:", type="primary"):
        token = first_link(current_store())
        if token:
            st.link_button(_("Choisir identifiant et mot de passe"), f"connexion/lien/{token}", icon=":material/key:")
            st.caption(_("Cette page sert une fois, pendant 24 heures."))


def _accounts(desk: AccountsDesk) -> None:
    st.button(_("Ajouter un compte"), icon=":material/person_add:", type="primary", on_click=account_sheet.ask_new)
    # A table chooses by place: once accounts stand in another order, what was chosen is nobody.
    key = f"accounts_{crc32(' '.join(row.account.id for row in desk.rows).encode())}"
    chosen = people_table.show(view.header(), view.rows(desk), key=key, file_name="comptes.csv")
    if chosen and chosen != st.session_state.get(SEEN):
        account_sheet.ask(chosen)
    st.session_state[SEEN] = chosen
    if chosen:
        name = next((row.account.name for row in desk.rows if row.account.id == chosen), "")
        words = plain(_("Revoir la fiche de {name}").format(name=name))
        st.button(words, icon=":material/badge:", key="account_again", on_click=account_sheet.ask, args=(chosen,))


main()
