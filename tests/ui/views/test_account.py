"""Tests of app/ui/views/account.py: the sentence counts, states are words, instants are spoken, and no id is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.access.account import Account, AccountId, Login, LoginId
from app.access.actor import Role
from app.services.accounts.read_accounts import AccountRow, AccountsDesk
from app.store.community import Community
from app.store.one_time_links import LinkPurpose, OneTimeLink
from app.ui.views import account as view
from tests.builders import THURSDAY

A_LOGIN = Login(
    id=LoginId("l1"), account_id=AccountId("a1"), opened_at=THURSDAY - timedelta(days=1), seen_at=THURSDAY,
    expires_at=THURSDAY + timedelta(days=6), how="totp", device="Firefox, Android",
)  # fmt: skip
A_LINK = OneTimeLink(
    token_hash="h", purpose=LinkPurpose.INVITATION, account_id=AccountId("a1"), created_at=THURSDAY,
    expires_at=THURSDAY + timedelta(days=7),
)  # fmt: skip


def an_account(name: str, role: Role = Role.COORDINATION, **changes: object) -> Account:
    held = Account(
        id=AccountId(f"id-{name}"), login=name.lower(), name=name, role=role, created_at=THURSDAY, has_password=True,
        password_changed_at=THURSDAY,
    )  # fmt: skip
    return replace(held, **changes)  # type: ignore[arg-type]


def desk(*rows: AccountRow) -> AccountsDesk:
    return AccountsDesk(rows, (), Community(), THURSDAY)


BOSS = AccountRow(account=an_account("Aziliz", Role.ADMINISTRATION), logins=(A_LOGIN,))


def flat(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ")


def test_the_sentence_counts_open_accounts_and_who_is_there() -> None:
    """Closed ones are no account any more."""
    closed = AccountRow(account=an_account("Ali", disabled_at=THURSDAY))
    assert flat(view.sentence(desk(BOSS, closed))) == "1 compte, dont 1 d’administration ; 1 personne est connectée."
    two = desk(replace(BOSS, logins=()), AccountRow(account=an_account("Zoé")))
    assert flat(view.sentence(two)) == "2 comptes, dont 1 d’administration ; personne n’est connecté."


def test_what_calls_for_a_hand_is_said() -> None:
    """One administrator alone, invitations unused, letters that stay; nothing when all is well."""
    waiting = AccountRow(account=an_account("Zoé", has_password=False), link=A_LINK)
    stuck = AccountRow(account=an_account("Ada"), unsent_letter="aucune messagerie")
    said = flat(view.detail(desk(BOSS, waiting, stuck)))
    assert said == (
        "Une seule personne administre : donnez ce rôle à une seconde, pour les jours où elle manque."
        " 1 compte attend son mot de passe."
        " 1 demande de nouveau mot de passe n’est pas partie : remettez un lien vous-même."
    )
    second = AccountRow(account=an_account("Denez", Role.ADMINISTRATION))
    assert view.detail(desk(BOSS, second)) == ""


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (AccountRow(account=an_account("Zoé")), "ouvert"),
        (AccountRow(account=an_account("Zoé", totp_since=THURSDAY)), "ouvert, avec code"),
        (AccountRow(account=an_account("Zoé", has_password=False), link=A_LINK), "mot de passe à choisir"),
        (AccountRow(account=an_account("Zoé", has_password=False)), "sans mot de passe ni lien"),
        (AccountRow(account=an_account("Zoé"), unsent_letter="x"), "demande un mot de passe"),
        (AccountRow(account=an_account("Zoé", disabled_at=THURSDAY), unsent_letter="x"), "fermé"),
    ],
)
def test_a_state_is_words(row: AccountRow, said: str) -> None:
    """One for each."""
    assert view.state(row) == said


def test_a_row_shows_no_id() -> None:
    """Name, role, state, last seen, login and person, under as many columns."""
    (row,) = view.rows(desk(replace(BOSS, person="Aziliz Fictif")))
    assert [flat(cell) for cell in row.cells] == [
        "Aziliz", "administration", "ouvert", "aujourd’hui à 17 h", "aziliz", "Aziliz Fictif",
    ]  # fmt: skip
    assert len(view.header()) == len(row.cells)


def test_what_stands_of_an_account_is_told() -> None:
    """Password, code and its recovery codes, a link still open, why a letter stays."""
    row = AccountRow(
        account=an_account("Zoé", totp_since=THURSDAY), link=A_LINK, codes_left=1, unsent_letter="aucune messagerie"
    )
    assert [flat(one) for one in view.standing(row)] == [
        "Mot de passe choisi le jeudi 26 novembre à 17 h.",
        "Code à six chiffres demandé depuis le jeudi 26 novembre à 17 h ; 1 code de secours reste.",
        "Un lien remis sert encore jusqu’au jeudi 3 décembre à 17 h.",
        "Un nouveau mot de passe a été demandé, l’e-mail n’est pas parti : aucune messagerie.",
    ]
    closed = AccountRow(account=an_account("Zoé", has_password=False, password_changed_at=None, disabled_at=THURSDAY))
    assert [flat(one) for one in view.standing(closed)] == [
        "Compte fermé le jeudi 26 novembre à 17 h : personne ne peut s’y connecter."
    ]


def test_a_browser_is_a_line() -> None:
    """What, since when, how, last seen."""
    assert flat(view.login_line(A_LOGIN, THURSDAY)) == (
        "Firefox, Android : connecté mer. 25 nov. (mot de passe et code), vu aujourd’hui à 17 h."
    )
    assert flat(view.login_line(replace(A_LOGIN, device=""), THURSDAY)).startswith("Appareil inconnu : ")


def test_every_role_and_every_way_in_has_words() -> None:
    """The roles of the product, and the ways the database knows."""
    assert set(view.ROLE_MAY) == set(Role)
    assert set(view.HOW_WORDS) == {"password", "totp", "recovery_code", "link", "provider"}


def test_a_link_says_how_long_it_serves() -> None:
    """Seven days for an invitation, a day for a new password."""
    assert "pendant sept jours" in view.link_sentence(LinkPurpose.INVITATION)
    assert "pendant 24 heures" in flat(view.link_sentence(LinkPurpose.RECOVERY))
