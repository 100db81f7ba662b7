"""Tests of app/ui/screens/accounts.py: the first account, a link shown once, roles, closing twice asked, rules of signing in."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from app.access.account import Account
from app.access.actor import SCHEDULER, Role
from app.services.accounts.manage_accounts import change_account, close_logins, details_of, disable_account
from app.services.accounts.recover_access import ask_recovery, open_link
from app.services.accounts.send_account_letters import send_account_letters
from app.services.accounts.sign_in_account import SignedInNow, sign_in
from app.store import accounts, community, logins, people
from app.store.database import Store
from app.ui import session
from app.ui.panels import account_sheet
from tests.builders import a_person
from tests.services.a_mailbox import NO_WAY
from tests.services.an_account import CLIENT, DEVICE, PASSWORD, an_account, read, use_light_hashes, with_code
from tests.ui.screens.a_page import a_page, press, said


@pytest.fixture(autouse=True)
def _light(monkeypatch: pytest.MonkeyPatch) -> None:
    use_light_hashes(monkeypatch)


@pytest.fixture
def boss(store: Store, monkeypatch: pytest.MonkeyPatch) -> Account:
    """The administrator who looks at the screen."""
    account = an_account(store, "boss", Role.ADMINISTRATION, name="Aziliz Fictif")
    outcome = sign_in(store, "boss", PASSWORD, client=CLIENT, device=DEVICE)
    assert isinstance(outcome, SignedInNow)
    monkeypatch.setattr(session, "asked_token", lambda: outcome.token)
    return account


def opened(account: Account) -> AppTest:
    """The screen with this account's sheet open."""
    return a_page("accounts", **{account_sheet.OPEN: account.id})


def filled(page: AppTest, **typed: str) -> AppTest:
    """Text fields by the end of their key."""
    for name, text in typed.items():
        next(one for one in page.text_input if one.key and one.key.endswith(f"_{name}")).set_value(text)
    return page


def token_on(page: AppTest) -> str:
    (code,) = [one.value for one in page.code]
    found = re.search(r"/connexion/lien/([\w-]{43})$", code)
    assert found is not None
    return found.group(1)


def test_without_an_account_the_screen_makes_the_first(store: Store) -> None:
    """It says what that means; the button leads to the page where the administrator chooses a password."""
    page = a_page("accounts")
    assert not page.exception
    assert "Aucun compte : quiconque est assis à ce poste peut tout faire" in said(page)
    page = press(page, "Créer le premier compte")
    (link,) = [one.proto.url for one in page.get("link_button")]
    found = re.fullmatch(r"connexion/lien/([\w-]{43})", link)
    assert found is not None
    assert open_link(store, found.group(1)) is not None


def test_the_sentence_comes_first(store: Store, boss: Account) -> None:
    """Who, how many, who is there."""
    an_account(store)
    page = a_page("accounts")
    assert not page.exception
    assert page.title[0].value == "2 comptes, dont 1 d’administration ; 1 personne est connectée."
    assert "Une seule personne administre" in said(page)


def test_a_new_account_shows_its_link_once(store: Store, boss: Account) -> None:
    """Without a login typed, the name gives one; the link opens, and the screen opened again does not show it."""
    page = press(a_page("accounts"), "Ajouter un compte")
    page = press(filled(page, name="Zoé Le Goff", email="zoe@exemple.fr"), "Créer le compte")
    assert not page.exception
    opening = open_link(store, token_on(page))
    assert opening is not None
    assert opening.account is not None
    assert (opening.account.login, opening.account.role, opening.account.email) == (
        "zoe.le.goff", Role.COORDINATION, "zoe@exemple.fr",
    )  # fmt: skip
    assert "ne sera plus montré" in said(page)
    assert [one.value for one in a_page("accounts").code] == []


def test_what_does_not_fit_is_said_and_stays_typed(store: Store, boss: Account) -> None:
    """A login that is taken: one sentence, the form as it was."""
    page = press(a_page("accounts"), "Ajouter un compte")
    page = press(filled(page, name="Autre", login="boss"), "Créer le compte")
    assert "L’identifiant « boss » est déjà pris" in said(page)
    assert [one.value for one in page.text_input if one.key and one.key.endswith("_name")] == ["Autre"]


def test_a_role_and_a_person_are_changed(store: Store, boss: Account) -> None:
    """A professional chosen among those who have no account."""
    person = a_person("Zoé")
    with store.transaction() as conn:
        people.put(conn, person, store.now())
    ada = an_account(store)
    page = opened(ada)
    role, who = page.selectbox
    role.set_value(Role.PROFESSIONAL)
    who.set_value(person.id)
    press(page, "Enregistrer")
    held = read(store, ada)
    assert (held.role, held.person_id) == (Role.PROFESSIONAL, person.id)


def test_who_saves_second_is_told_and_keeps_what_was_typed(store: Store, boss: Account) -> None:
    """The account changed while the sheet was open: nothing is written, who changed it is said, the typing stays."""
    ada = an_account(store)
    page = filled(opened(ada), name="Ada Tapée")
    other = an_account(store, "yann", Role.ADMINISTRATION, name="Yann Fictif").actor
    change_account(other, store, ada.id, ada.revision, replace(details_of(ada), email="ada@exemple.fr"))
    page = press(page, "Enregistrer")
    assert "Yann Fictif" in said(page)
    assert "Ada Tapée" in [one.value for one in page.text_input]
    assert (read(store, ada).name, read(store, ada).email) == (ada.name, "ada@exemple.fr")
    press(page, "Enregistrer")
    assert (read(store, ada).name, read(store, ada).email) == ("Ada Tapée", "ada@exemple.fr")


def test_a_link_for_a_forgotten_password_is_handed_over(store: Store, boss: Account) -> None:
    """It opens for a day."""
    ada = an_account(store)
    page = press(opened(ada), "Faire un lien de nouveau mot de passe")
    opening = open_link(store, token_on(page))
    assert opening is not None
    assert opening.account == ada


def test_an_account_is_closed_once_it_was_asked_twice(store: Store, boss: Account) -> None:
    """The first press says what will happen to whom; opened again from the same sheet."""
    ada = an_account(store)
    page = press(opened(ada), "Fermer le compte")
    assert "Ada Fictif ne pourra plus se connecter" in said(page)
    assert read(store, ada).disabled_at is None
    page = press(page, "Oui, fermer ce compte")
    assert not page.exception
    assert read(store, ada).disabled_at is not None
    press(opened(ada), "Rouvrir le compte")
    assert read(store, ada).disabled_at is None


def test_the_table_chooses_nobody_once_accounts_stand_in_another_order(store: Store, boss: Account) -> None:
    """A table chooses by place: closing an account moves it last, and must not open the one that takes its place."""
    ada = an_account(store)
    before = a_page("accounts").dataframe[0].proto.id
    assert a_page("accounts").dataframe[0].proto.id == before
    disable_account(boss.actor, store, ada.id, ada.revision)
    assert a_page("accounts").dataframe[0].proto.id != before


def test_the_last_administrator_reads_why_not(store: Store, boss: Account) -> None:
    """In place of the act, and the account stays."""
    page = press(press(opened(boss), "Fermer le compte"), "Oui, fermer ce compte")
    assert "C’est le dernier compte d’administration" in said(page)
    assert read(store, boss).disabled_at is None


def test_browsers_and_codes_are_taken_away(store: Store, boss: Account) -> None:
    """Buttons stand only where there is something to take."""
    ada = an_account(store)
    labels = {one.label for one in opened(ada).button}
    assert not labels & {"Déconnecter partout", "Ne plus demander de code"}
    sign_in(store, "ada", PASSWORD, client=CLIENT, device=DEVICE)
    with_code(store, ada)
    page = opened(ada)
    assert "Firefox, Android : connecté" in said(page)
    page = press(page, "Déconnecter partout")
    assert "devra se reconnecter sur chacun" in said(page)
    page = press(page, "Oui, déconnecter partout")
    assert close_logins(boss.actor, store, ada.id) == 0
    assert [one.value for one in page.toast] == ["1 navigateur est déconnecté."]
    press(press(page, "Ne plus demander de code"), "Retirer le code")
    assert read(store, ada).totp_since is None


def test_one_browser_is_signed_out_and_the_others_stay(store: Store, boss: Account) -> None:
    """Each line has its own button; it says which browser stopped."""
    ada = an_account(store)
    for device in ("Firefox, Android", "Safari, Mac"):
        sign_in(store, "ada", PASSWORD, client=CLIENT, device=device)
    page = opened(ada)
    with store.reading() as conn:
        phone, mac = sorted(logins.of_account(conn, ada.id), key=lambda one: one.device)
    page.button(key=f"account_login_{phone.id}").click()
    page.run()
    with store.reading() as conn:
        held = {one.id: one.ended_at is None for one in logins.of_account(conn, ada.id)}
    assert (held, [one.value for one in page.toast]) == (
        {phone.id: False, mac.id: True}, ["Firefox, Android est déconnecté."],
    )  # fmt: skip


def test_a_link_says_whose_it_is_and_another_account_follows(store: Store, boss: Account) -> None:
    """The name and the login that was made stand with the link; the next form is empty."""
    page = press(a_page("accounts"), "Ajouter un compte")
    page = press(filled(page, name="Zoé Le Goff"), "Créer le compte")
    assert "Compte de Zoé Le Goff, identifiant « zoe.le.goff »." in said(page)
    assert page.session_state[account_sheet.LINK].title == "Lien pour Zoé Le Goff"
    page = press(page, "Ajouter un autre")
    assert [one.value for one in page.text_input if one.key and one.key.endswith("_name")] == [""]
    assert len(page.code) == 0


def test_a_professional_without_a_roster_is_told_where_it_is_imported(store: Store, boss: Account) -> None:
    """Before the form is filled; nothing of the kind once somebody is there."""
    assert "L’effectif est vide : importez-le d’abord" in said(press(a_page("accounts"), "Ajouter un compte"))
    with store.transaction() as conn:
        people.put(conn, a_person("Zoé"), store.now())
    assert "L’effectif est vide" not in said(press(a_page("accounts"), "Ajouter un compte"))


def test_a_letter_that_cannot_leave_leads_to_the_settings(store: Store, boss: Account) -> None:
    """No mailbox is set: said alone, with the way there."""
    ada = an_account(store, email="ada@exemple.fr")
    ask_recovery(store, "ada")
    send_account_letters(SCHEDULER, store, NO_WAY, "https://cpts.exemple.fr")
    page = opened(ada)
    assert "l’e-mail n’est pas parti : aucune messagerie n’est réglée." in said(page)
    assert "account_sending" in [one.key for one in page.button]


def test_rules_are_set_and_the_password_rule_says_its_source(store: Store, boss: Account) -> None:
    """Within bounds, kept at once."""
    page = a_page("accounts", volet="regles")
    assert "12 caractères au moins" in said(page)
    assert "délibération 2022-100" in said(page)
    page.number_input[0].set_value(4)
    press(page, "Enregistrer")
    with store.reading() as conn:
        assert community.read(conn).login_idle_hours == 4


def test_asking_for_codes_takes_ones_own_first(store: Store, boss: Account) -> None:
    """The refusal says where to set it up."""
    page = a_page("accounts", volet="regles")
    page.toggle[0].set_value(True)
    assert "Réglez d’abord votre propre code" in said(press(page, "Enregistrer"))


def test_the_coordination_is_told_no(store: Store, boss: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opened by its address: a sentence, and nobody's login or browser."""
    an_account(store, "ada")
    outcome = sign_in(store, "ada", PASSWORD, client=CLIENT, device=DEVICE)
    assert isinstance(outcome, SignedInNow)
    monkeypatch.setattr(session, "asked_token", lambda: outcome.token)
    page = AppTest.from_string(
        "from app.ui.boundary import guarded\nimport runpy\nguarded(lambda: runpy.run_module('app.ui.screens.accounts'))",
        default_timeout=30,
    ).run()
    assert "Votre rôle ne permet pas cette action" in said(page)
    assert "boss" not in said(page)
    with store.reading() as conn:
        assert len(accounts.every(conn)) == 2
