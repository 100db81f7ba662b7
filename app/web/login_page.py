"""``/connexion`` and what is around it: the password, the code of six figures, a forgotten password, and the way out.

What is said never tells whether a login exists; a password is never written back into the page.
"""

from __future__ import annotations

import time
from dataclasses import replace
from threading import BoundedSemaphore
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.responses import RedirectResponse

from app import settings
from app.access.actor import ROLE_WORDS, Role
from app.core.errors import N_, InvalidInput, RuleRefusal
from app.services.accounts.recover_access import ask_recovery
from app.services.accounts.send_account_letters import letters_leave
from app.services.accounts.sign_in_account import CodeWanted, Refused, SignedInNow, finish_with_code, sign_in
from app.services.accounts.sign_in_with_provider import end_session_address, offered
from app.services.accounts.who_acts import COOKIE, accounts_exist, end_login
from app.services.demo import demo_accounts
from app.services.messages.hand_out_pages import page_address
from app.web import cookies, rendering
from app.web.guesses import Guesses
from app.web.signing_in import Room
from app.words import _

if TYPE_CHECKING:
    from starlette.responses import Response

    from app.services.accounts.sign_in_account import Outcome
    from app.web.forms import Form
    from app.web.signing_in import Caller

LONGEST_LOGIN = 200

RECOVERY_COST = 6
"""One request weighs as much as six wrong guesses: five at once from one client, then one every twelve seconds."""

RECOVERY_SECONDS = 0.4
"""Every answer takes this long: writing a message, or finding nobody, is done well within it."""

AT_ONCE = 10
"""Requests that may be resting at one time: each holds one of the 40 threads that answer everybody."""

_asked = Guesses()
_places = BoundedSemaphore(AT_ONCE)

DONE = {
    "sorti": N_("Vous êtes déconnecté de ce navigateur."),
    "note": N_(
        "Votre demande est notée, mais Relève n’envoie pas encore d’e-mail : demandez un lien à l’administration."
    ),
    "demande": N_(
        "Si ce compte existe et a une adresse e-mail, un lien vient d’y partir. Rien reçu d’ici une heure ? Demandez à l’administration."
    ),
}


def typed_secret(form: Form, name: str) -> str:
    """A password exactly as it was typed, blanks included. Empty when the field is absent."""
    return form.every(name)[-1] if form.every(name) else ""


def _show_sign_in(caller: Caller, login: str = "") -> Response:
    if caller.signed_in:
        return RedirectResponse(caller.next_path, 303, {**rendering.PRIVATE})
    listed = demo_accounts.listed(caller.store) if caller.is_local else []
    return caller.render(
        "login.html",
        login=login,
        accounts_exist=accounts_exist(caller.store),
        providers=[(one.name, one.label) for one in offered(caller.store)],
        fictional=[(_(ROLE_WORDS[Role(one["role"])]), one["login"], one["password"]) for one in listed],
    )


def _sign_in(caller: Caller, form: Form) -> Response:
    login = form.text("identifiant", LONGEST_LOGIN)
    password = typed_secret(form, "mot_de_passe")
    if not login or not password:
        missing = replace(caller, trouble=_("Écrivez votre identifiant et votre mot de passe."))
        return _show_sign_in(missing, login)
    outcome = sign_in(caller.store, login, password, client=caller.client, device=caller.device)
    if isinstance(outcome, Refused):
        return _show_sign_in(_refused(caller, outcome), login)
    return go_on(caller, outcome)


def go_on(caller: Caller, outcome: Outcome, path: str = "") -> Response:
    """After the password, or a link that stands for it: signed in, or asked for the code first."""
    if isinstance(outcome, SignedInNow):
        return caller.enter(outcome.token, path)
    assert isinstance(outcome, CodeWanted)
    response = RedirectResponse(f"{caller.root}/connexion/code{caller.keeping}", 303, {**rendering.PRIVATE})
    cookies.give(
        response,
        cookies.TICKET_COOKIE,
        outcome.ticket,
        root=caller.root,
        secure=caller.secure,
        seconds=cookies.TICKET_SECONDS,
    )
    return response


def _show_code(caller: Caller) -> Response:
    if not caller.ticket:
        return RedirectResponse(f"{caller.root}/connexion{caller.keeping}", 303, {**rendering.PRIVATE})
    return caller.render("login_code.html")


def _finish(caller: Caller, form: Form) -> Response:
    outcome = finish_with_code(
        caller.store, caller.ticket, form.text("code", 60), client=caller.client, device=caller.device
    )
    if isinstance(outcome, SignedInNow):
        return caller.enter(outcome.token)
    refused = _refused(caller, outcome)
    if not outcome.starts_again:
        return _show_code(refused)
    response = _show_sign_in(refused)
    cookies.take_back(response, cookies.TICKET_COOKIE, root=caller.root, secure=caller.secure)
    return response


def _refused(caller: Caller, outcome: Refused) -> Caller:
    return replace(caller, trouble=_(outcome.message).format(**outcome.data))


def _show_forgotten(caller: Caller) -> Response:
    return caller.render("login_forgotten.html", letters_leave=_letters_leave(caller))


def _letters_leave(caller: Caller) -> bool:
    """Whether Relève sends anything at all: said to whoever asks, it tells nothing of any account."""
    return letters_leave(caller.store, settings.read().public_url)


def _ask_recovery(caller: Caller, form: Form) -> Response:
    login = form.text("identifiant", LONGEST_LOGIN)
    if not login:
        raise InvalidInput(N_("Écrivez votre identifiant."))
    key = f"{caller.store.folder.path}|{caller.client}"
    if _asked.are_spent(key) or not _places.acquire(blocking=False):
        raise RuleRefusal(N_("Trop de demandes d’affilée : réessayez dans une minute."))
    try:
        for _time in range(RECOVERY_COST):
            _asked.count_wrong(key)
        ends = time.monotonic() + RECOVERY_SECONDS
        ask_recovery(caller.store, login, caller.base_url)
        time.sleep(max(0.0, ends - time.monotonic()))
    finally:
        _places.release()
    return caller.go("/connexion/oubli", fait="demande" if _letters_leave(caller) else "note")


def _show_way_out(caller: Caller) -> Response:
    return caller.render("login_out.html")


def _sign_out(caller: Caller, _form: Form) -> Response:
    """The login ends here, and at the provider where it was opened, if any: the browser goes through there on its way."""
    back = f"{caller.base_url}/connexion"
    elsewhere = end_session_address(caller.store, caller.login_token, back) if caller.signed_in else ""
    end_login(caller.store, caller.login_token)
    response = caller.go("/connexion", fait="sorti")
    if elsewhere:
        response = caller.render("login_left.html", elsewhere=elsewhere)
    cookies.take_back(response, COOKIE, root=caller.root, secure=caller.secure)
    return response


def _show_own_page(caller: Caller) -> Response:
    """``/moi``: the page of the person this account is, or the account when it is nobody of the roster."""
    assert caller.signed_in is not None
    person_id = caller.signed_in.account.person_id
    if person_id is None:
        return caller.go("/compte")
    with caller.store.transaction() as conn:
        address = page_address(caller.store, conn, person_id, caller.root)
    language = urlencode({"lang": caller.query["lang"]}) if "lang" in caller.query else ""
    return RedirectResponse(f"{address}?{language}" if language else address, 303, {**rendering.PRIVATE})


ROOMS: tuple[Room, ...] = (
    Room(address="connexion", show=_show_sign_in, act=_sign_in, done=DONE),
    Room(address="connexion/code", show=_show_code, act=_finish),
    Room(address="connexion/oubli", show=_show_forgotten, act=_ask_recovery, done=DONE),
    Room(address="deconnexion", show=_show_way_out, act=_sign_out),
    Room(address="moi", show=_show_own_page, for_signed_in=True),
)
