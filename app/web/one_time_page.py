"""``/connexion/lien/<token>``: the first set-up, an invitation, a new password. GET shows what it is for; the form uses it.

A mail program that opens links by itself uses nothing up. A link that opens nothing is a page that says what to do next.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.core.errors import InvalidInput, NotFound
from app.services.accounts.change_password import read_rules
from app.services.accounts.recover_access import GONE, open_link, use_link
from app.store.one_time_links import LinkPurpose
from app.web.login_page import LONGEST_LOGIN, go_on, typed_secret
from app.web.signing_in import Room
from app.words import N_, _, ngettext
from app.words.dates import spoken_instant
from app.words.errors import sentence

if TYPE_CHECKING:
    from starlette.responses import Response

    from app.store.database import Store
    from app.web.forms import Form
    from app.web.signing_in import Caller

ADDRESS = "connexion/lien/"

_TITLES = {
    LinkPurpose.FIRST: N_("Créer le premier compte"),
    LinkPurpose.INVITATION: N_("Bienvenue sur Relève"),
    LinkPurpose.RECOVERY: N_("Choisir un nouveau mot de passe"),
}
_TOLD = {
    LinkPurpose.FIRST: N_(
        "Ce compte administre Relève : il crée ceux des autres. Dès qu’il existe, les écrans demandent à chacun de se connecter. Ce lien sert une fois, jusqu’au {until}."
    ),
    LinkPurpose.INVITATION: N_(
        "{name}, choisissez votre mot de passe pour entrer. Ce lien sert une fois, jusqu’au {until}."
    ),
    LinkPurpose.RECOVERY: N_(
        "{name}, votre ancien mot de passe ne servira plus, et vos appareils connectés seront déconnectés. Ce lien sert une fois, jusqu’au {until}."
    ),
}
_ACTIONS = {
    LinkPurpose.FIRST: N_("Créer le compte et entrer"),
    LinkPurpose.INVITATION: N_("Choisir ce mot de passe et entrer"),
    LinkPurpose.RECOVERY: N_("Choisir ce mot de passe et entrer"),
}
NOT_THE_SAME = N_("Les deux mots de passe écrits ne sont pas les mêmes. Écrivez-les de nouveau.")


def rules_sentence(store: Store) -> str:
    """What a password must be today, before one is typed."""
    rules = read_rules(store)
    return ngettext(
        "{n} caractère au moins, quels qu’ils soient : quatre mots sans rapport entre eux conviennent.",
        "{n} caractères au moins, quels qu’ils soient : quatre mots sans rapport entre eux conviennent.",
        rules.shortest,
    ).format(n=rules.shortest)


def chosen_password(form: Form) -> str:
    """The new password, typed twice alike. Raises InvalidInput otherwise."""
    new = typed_secret(form, "nouveau")
    if new != typed_secret(form, "encore"):
        raise InvalidInput(NOT_THE_SAME)
    return new


def _show(caller: Caller, name: str = "", login: str = "") -> Response:
    opened = open_link(caller.store, caller.part)
    if opened is None:
        return caller.render("login_link_gone.html", status=404, told=_(GONE))
    account = opened.account
    return caller.render(
        "login_link.html",
        title=_(_TITLES[opened.purpose]),
        told=_(_TOLD[opened.purpose]).format(
            name=account.name if account else "", until=spoken_instant(opened.expires_at)
        ),
        action=_(_ACTIONS[opened.purpose]),
        is_first=account is None,
        name=name,
        login=account.login if account else login,
        rules=rules_sentence(caller.store),
    )


def _use(caller: Caller, form: Form) -> Response:
    name, login = form.text("nom", LONGEST_LOGIN), form.text("identifiant", LONGEST_LOGIN)
    try:
        outcome = use_link(
            caller.store,
            caller.part,
            login=login,
            name=name,
            password=chosen_password(form),
            client=caller.client,
            device=caller.device,
        )
    except NotFound:
        return _show(caller)
    except InvalidInput as error:
        return _show(replace(caller, trouble=sentence(error)), name, login)
    return go_on(caller, outcome, f"{caller.root}/")


ROOMS: tuple[Room, ...] = (Room(address=ADDRESS, show=_show, act=_use),)
