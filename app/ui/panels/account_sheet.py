"""One account: what it is, where it is signed in, a link to hand over, and closing it. A dialog that a rerun keeps open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.errors import ReleveError, StaleRevision
from app.services.accounts.manage_accounts import (
    change_account,
    close_login,
    close_logins,
    create_account,
    details_of,
    disable_account,
    open_again,
    take_away_code,
)
from app.services.accounts.read_accounts import read_accounts
from app.services.accounts.recover_access import invite, link_address
from app.services.accounts.send_account_letters import letters_leave
from app.settings import read as read_settings
from app.store.one_time_links import LinkPurpose
from app.ui.boundary import tell
from app.ui.panels import account_form, local_links
from app.ui.panels.rota_links import base_url
from app.ui.parts.plain import plain
from app.ui.parts.seen import forget, refused, seen
from app.ui.session import current_actor, current_store, may
from app.ui.speech import speaking
from app.ui.views import account as view
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.access.account import Account, Login
    from app.services.accounts.read_accounts import AccountRow, AccountsDesk

OPEN, NEW = "account_open", "account_new"
LINK, SURE = "account_link", "account_sure"
"""Session keys: a link made just now, and what was pressed once and waits for a « yes »."""


@dataclass(frozen=True, slots=True)
class MadeLink:
    """A link that was made just now: the title of its dialog, whose it is and what to do with it, and its address."""

    title: str
    told: tuple[str, str]
    address: str


def ask(account_id: str) -> None:
    """Open this account at the next run."""
    _close()
    st.session_state[OPEN] = account_id


def ask_new() -> None:
    """Open the form of a new account at the next run."""
    _close()
    st.session_state[NEW] = True


def show(desk: AccountsDesk) -> None:
    """Draw whichever dialog was asked for."""
    row = next((one for one in desk.rows if one.account.id == st.session_state.get(OPEN)), None)
    if row is not None:
        _open(plain(view.title(row)), row.account.id)
    elif st.session_state.get(NEW):
        made = st.session_state.get(LINK)
        _open(plain(made.title) if made else _("Ajouter un compte"), "")


def _open(title: str, account_id: str) -> None:
    @st.dialog(title, width="large", on_dismiss=_close)
    def dialog() -> None:
        with speaking():
            try:
                desk = read_accounts(current_actor(), current_store())
                row = next((one for one in desk.rows if one.account.id == account_id), None)
                _sheet(desk, row) if row else _new(desk)
            except ReleveError as error:
                tell(error)

    dialog()


def _close() -> None:
    for name in (OPEN, NEW, LINK, SURE):
        st.session_state.pop(name, None)


def _new(desk: AccountsDesk) -> None:
    if LINK in st.session_state:
        _show_link()
        _another()
        return
    st.caption(_("La personne choisit elle-même son mot de passe, par un lien que vous lui remettez."))
    details = account_form.show(desk, None, None, key="account_new_form")
    if details is not None:
        made = create_account(current_actor(), current_store(), details)
        _keep_link(made.account, LinkPurpose.INVITATION, made.token)
        st.rerun()


def _another() -> None:
    with st.container(horizontal=True):
        if st.button(_("Ajouter un autre"), icon=":material/person_add:", key="account_another"):
            ask_new()
            st.rerun()
        if st.button(_("Terminé"), key="account_finished"):
            _close()
            st.rerun()


def _sheet(desk: AccountsDesk, row: AccountRow) -> None:
    for said in view.standing(row):
        st.markdown(plain(said))
    if row.unsent_letter:
        _ways_out()
    _details(desk, row)
    if row.logins:
        st.header(_("Navigateurs connectés"), anchor=False)
        for one in row.logins:
            _browser(desk, row, one)
    _actions(row)
    if LINK in st.session_state:
        _show_link()


def _ways_out() -> None:
    """Where to mend that no letter leaves at all, for whoever may."""
    if letters_leave(current_store(), read_settings().public_url) or not may(Action.SET_UP_MESSAGES):
        return
    if st.button(_("Ouvrir les réglages d’envoi"), icon=":material/settings:", key="account_sending"):
        _close()
        st.switch_page("screens/messages.py", query_params={"volet": "reglages"})


def _browser(desk: AccountsDesk, row: AccountRow, login: Login) -> None:
    """One line, and its own button: a telephone that was lost is signed out without the others."""
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.markdown(plain(view.login_line(login, desk.now)))
    device = login.device or _("Appareil inconnu")
    if right.button(
        _("Déconnecter"), key=f"account_login_{login.id}",
        help=plain(_("Déconnecter {device} seulement").format(device=device)),
    ):  # fmt: skip
        close_login(current_actor(), current_store(), row.account.id, login.id)
        st.toast(plain(_("{device} est déconnecté.").format(device=device)))
        st.rerun()


def _details(desk: AccountsDesk, row: AccountRow) -> None:
    form = seen(f"account_{row.account.id}", details_of(row.account), row.account.revision)
    typed = account_form.show(desk, row, form.value, key=form.key)
    if typed is None:
        return
    try:
        change_account(current_actor(), current_store(), row.account.id, form.revision, typed)
    except StaleRevision as error:
        refused(form, error, typed)
    forget(form.base)
    st.toast(_("Compte enregistré."))
    _close()
    st.rerun()


def _actions(row: AccountRow) -> None:
    account, actor, store = row.account, current_actor(), current_store()
    with st.container(horizontal=True):
        if account.disabled_at is not None:
            _button(_("Rouvrir le compte"), "lock_open", lambda: open_again(actor, store, account.id, account.revision))
            return
        if st.button(view.link_label(row), icon=":material/link:", key="account_invite"):
            purpose = LinkPurpose.RECOVERY if account.has_password else LinkPurpose.INVITATION
            _keep_link(account, purpose, invite(actor, store, account.id))
            st.rerun()
        if row.logins:
            _twice("everywhere", _("Déconnecter partout"), "logout")
        if account.totp_since:
            _twice("code", _("Ne plus demander de code"), "phonelink_erase")
        _twice("close", _("Fermer le compte"), "lock")
    sure = st.session_state.get(SURE)
    if sure == "code":
        said = _("{name} se connectera avec son seul mot de passe, et ses codes de secours ne serviront plus. Ses navigateurs sont déconnectés.")  # fmt: skip
        _yes(said.format(name=account.name), _("Retirer le code"), lambda: take_away_code(actor, store, account.id, account.revision))  # fmt: skip
    elif sure == "everywhere" and row.logins:
        said = _("{name} devra se reconnecter sur chacun de ses navigateurs. Son mot de passe reste le même.")
        _yes(said.format(name=account.name), _("Oui, déconnecter partout"), lambda: _signed_out(row))
    elif sure == "close":
        said = _("{name} ne pourra plus se connecter, ses navigateurs s’arrêtent et ses liens ne servent plus. Vous pourrez rouvrir ce compte.")  # fmt: skip
        _yes(said.format(name=account.name), _("Oui, fermer ce compte"), lambda: disable_account(actor, store, account.id, account.revision))  # fmt: skip


def _signed_out(row: AccountRow) -> None:
    n = close_logins(current_actor(), current_store(), row.account.id)
    st.toast(ngettext("{n} navigateur est déconnecté.", "{n} navigateurs sont déconnectés.", n).format(n=n))


def _button(label: str, icon: str, act: Callable[[], object]) -> None:
    if st.button(label, icon=f":material/{icon}:", key=f"account_{icon}"):
        act()
        st.session_state.pop(SURE, None)
        st.rerun()


def _twice(what: str, label: str, icon: str) -> None:
    """A button that only asks; the answer stands under the row."""
    if st.button(label, icon=f":material/{icon}:", key=f"account_{what}"):
        st.session_state[SURE] = what


def _yes(said: str, label: str, act: Callable[[], object]) -> None:
    st.warning(plain(said), icon=":material/warning:")
    with st.container(horizontal=True):
        _button(label, "check", act)
        if st.button(_("Annuler"), key="account_no"):
            st.session_state.pop(SURE, None)
            st.rerun()


def _keep_link(account: Account, purpose: LinkPurpose, token: str) -> None:
    st.session_state[LINK] = MadeLink(
        title=view.link_title(account),
        told=(view.link_owner(account), view.link_sentence(purpose)),
        address=link_address(base_url(), token),
    )


def _show_link() -> None:
    made: MadeLink = st.session_state[LINK]
    st.success(plain(" ".join(made.told)), icon=":material/link:")
    st.code(made.address, language=None, wrap_lines=True)
    local_links.show(made.address)
