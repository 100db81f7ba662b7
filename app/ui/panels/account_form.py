"""An account as a form: name, login, role, e-mail, and who they are in the roster. Text in, details out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.actor import ROLE_WORDS, Role
from app.access.login_names import suggested_login
from app.core.ids import PersonId
from app.services.accounts.manage_accounts import Details
from app.ui.views import account as view
from app.words import _

if TYPE_CHECKING:
    from app.services.accounts.read_accounts import AccountRow, AccountsDesk


def show(desk: AccountsDesk, row: AccountRow | None, held: Details | None, *, key: str) -> Details | None:
    """Draw the form of an account as ``held`` says it, or of a new one (None); what was typed once it is sent."""
    people = dict(desk.people)
    if row is not None and row.account.person_id is not None:
        people = {row.account.person_id: row.person, **people}
    if not people:
        _empty_roster()
    with st.form(key, border=False):
        left, right = st.columns(2)
        name = left.text_input(_("Nom, comme les autres le lisent"), held.name if held else "", key=f"{key}_name")
        role = right.selectbox(
            _("Rôle"), list(Role), index=list(Role).index(held.role if held else Role.COORDINATION), key=f"{key}_role",
            format_func=lambda one: _(ROLE_WORDS[one]), help="\n\n".join(_roles()),
        )  # fmt: skip
        left, right = st.columns(2)
        login = left.text_input(
            _("Identifiant"), held.login if held else "", key=f"{key}_login",
            help=_("Ce que la personne tape pour se connecter ; souvent son adresse e-mail. Vide : prénom.nom."),
        )  # fmt: skip
        email = right.text_input(
            _("E-mail"), held.email if held else "", key=f"{key}_email",
            help=_("Où part un lien quand le mot de passe est oublié."),
        )  # fmt: skip
        person = st.selectbox(
            _("Personne de l’effectif"), list(people), index=_place(list(people), held), key=f"{key}_person",
            format_func=people.__getitem__, placeholder=_("Aucune ; obligatoire pour un professionnel"),
        )  # fmt: skip
        sent = st.form_submit_button(_("Enregistrer") if held else _("Créer le compte"), type="primary")
    if not sent:
        return None
    return Details(
        login=login.strip() or suggested_login(name),
        name=name,
        role=role or Role.READING,
        person_id=PersonId(person) if person else None,
        email=email,
    )


def _empty_roster() -> None:
    """A professional is somebody of the roster: said before the form is filled, with the way there."""
    st.info(
        _("L’effectif est vide : importez-le d’abord pour ouvrir un compte de professionnel."),
        icon=":material/group_off:",
    )
    if st.button(_("Importer l’effectif"), icon=":material/upload_file:", key="account_roster"):
        st.switch_page("screens/roster.py", query_params={"volet": "import"})


def _roles() -> list[str]:
    """Each role and what it may do."""
    return [f"**{_(ROLE_WORDS[role])}** : {_(words)}" for role, words in view.ROLE_MAY.items()]


def _place(people: list[PersonId], held: Details | None) -> int | None:
    return people.index(held.person_id) if held and held.person_id in people else None
