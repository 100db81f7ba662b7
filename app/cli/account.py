"""``releve account``: make accounts, invite, close them, and give a forgotten password back, from the machine itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app import settings
from app.access.actor import COMMAND_LINE, ROLE_WORDS, Role
from app.access.login_names import typed_login
from app.cli.options import data_option
from app.core.errors import N_, InvalidInput, NotFound
from app.services.accounts import manage_accounts, read_accounts
from app.services.accounts.recover_access import invite, link_address
from app.store.database import open_store
from app.words import _
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from app.core.ids import PersonId
    from app.services.accounts.read_accounts import AccountRow
    from app.store.database import Store


@click.group("account")
def command() -> None:
    """Comptes : qui se connecte, avec quel rôle. « releve account create » fait le premier."""


@command.command("list")
@data_option
@click.option("--json", "as_json", is_flag=True, help="Répondre en JSON.")
def list_accounts(data: Path, as_json: bool) -> None:
    """Lister les comptes : identifiant, nom, rôle, état."""
    rows = read_accounts.read_accounts(COMMAND_LINE, open_store(data)).rows
    if as_json:
        click.echo(json.dumps([_as_json(row) for row in rows], ensure_ascii=False))
    else:
        click.echo("\n".join(map(_line, rows)) or _("Aucun compte : « releve account create » fait le premier."))


@command.command("create")
@data_option
@click.option("--login", required=True, help="Identifiant, souvent l’adresse e-mail.")
@click.option("--name", required=True, help="Nom de la personne, comme les autres le lisent.")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True, help="Rôle.")
@click.option("--email", default="", help="Adresse où envoyer un lien de nouveau mot de passe.")
@click.option(
    "--person", default="", metavar="NOM", help="Personne de l’effectif, prénom et nom, pour un professionnel."
)
def create(data: Path, login: str, name: str, role: str, email: str, person: str) -> None:
    """Créer un compte ; affiche un lien qui sert une fois, pour choisir le mot de passe."""
    store = open_store(data)
    details = manage_accounts.Details(
        login=login, name=name, role=Role(role), email=email, person_id=_person(store, person) if person else None
    )
    made = manage_accounts.create_account(COMMAND_LINE, store, details)
    click.echo(_("Compte « {login} » créé ({role}).").format(login=made.account.login, role=_(ROLE_WORDS[made.account.role])))  # fmt: skip
    _tell_link(store, made.token, days=7)


@command.command("invite")
@click.argument("login")
@data_option
def invite_again(login: str, data: Path) -> None:
    """Refaire le lien d’un compte qui n’a pas encore de mot de passe."""
    store = open_store(data)
    row = _found(store, login)
    if row.account.has_password:
        raise InvalidInput(
            N_("« {login} » a déjà un mot de passe : « releve account reset-password {login} » en donne un nouveau."),
            login=row.account.login,
        )
    _tell_link(store, invite(COMMAND_LINE, store, row.account.id), days=7)


@command.command("disable")
@click.argument("login")
@data_option
def disable(login: str, data: Path) -> None:
    """Fermer un compte : toutes ses connexions s’arrêtent."""
    store = open_store(data)
    account = _found(store, login).account
    manage_accounts.disable_account(COMMAND_LINE, store, account.id, account.revision)
    click.echo(_("Compte « {login} » fermé : plus aucun navigateur n’y est connecté.").format(login=account.login))


@command.command("enable")
@click.argument("login")
@data_option
def enable(login: str, data: Path) -> None:
    """Rouvrir un compte fermé."""
    store = open_store(data)
    account = _found(store, login).account
    manage_accounts.open_again(COMMAND_LINE, store, account.id, account.revision)
    click.echo(_("Compte « {login} » rouvert, avec son mot de passe d’avant.").format(login=account.login))


@command.command("reset-password")
@click.argument("login")
@data_option
@click.option("--without-code", is_flag=True, help="Ne plus demander de code à six chiffres : téléphone perdu.")
def reset_password(login: str, data: Path, without_code: bool) -> None:
    """Afficher un lien qui sert une fois, pour un nouveau mot de passe."""
    store = open_store(data)
    account = _found(store, login).account
    token = invite(COMMAND_LINE, store, account.id)
    if without_code:
        manage_accounts.take_away_code(COMMAND_LINE, store, account.id, account.revision)
        click.echo(_("Aucun code à six chiffres n’est plus demandé à « {login} ».").format(login=account.login))
    _tell_link(store, token, days=1 if account.has_password else 7)


def _found(store: Store, login: str) -> AccountRow:
    rows = read_accounts.read_accounts(COMMAND_LINE, store).rows
    row = next((one for one in rows if one.account.login == typed_login(login)), None)
    if row is None:
        raise NotFound(N_("Aucun compte « {login} » : « releve account list » les montre tous."), login=login)
    return row


def _person(store: Store, typed: str) -> PersonId:
    desk = read_accounts.read_accounts(COMMAND_LINE, store)
    found = [id for id, name in desk.people if name.casefold() == typed.strip().casefold()]
    if len(found) != 1:
        raise NotFound(N_("Personne ne s’appelle « {typed} » dans l’effectif sans compte, ou plusieurs : écrivez prénom et nom comme à l’écran Effectifs."), typed=typed)  # fmt: skip
    return found[0]


def _tell_link(store: Store, token: str, *, days: int) -> None:
    held = read_accounts.read_accounts(COMMAND_LINE, store).community
    here = f"http://{settings.DEFAULT_HOST}:{settings.DEFAULT_PORT}"
    click.echo(link_address(settings.read().public_url or held.public_url or here, token))
    click.echo(
        _("Ce lien sert une fois, pendant {hours} h. Remettez-le à la personne par un moyen sûr.").format(
            hours=days * 24
        )
    )


def _as_json(row: AccountRow) -> dict[str, Any]:
    account = row.account
    return {
        "login": account.login,
        "name": account.name,
        "role": account.role.value,
        "person": row.person,
        "open": account.disabled_at is None,
        "password": account.has_password,
        "code": account.totp_since is not None,
        "logins": len(row.logins),
    }


def _line(row: AccountRow) -> str:
    account = row.account
    if account.disabled_at is not None:
        state = _("fermé")
    elif not account.has_password:
        state = _("mot de passe à choisir")
    else:
        state = (
            _("vu {when}").format(when=spoken_instant(row.seen_at)) if row.seen_at else _("aucun navigateur connecté")
        )
    return f"{account.login}\t{account.name}\t{_(ROLE_WORDS[account.role])}\t{state}"
