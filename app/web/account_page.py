"""``/compte``: one's own account. Who one is, the password, and the browsers that are signed in; ``/compte/code``: codes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import segno
from markupsafe import Markup

from app.access.account import LoginId
from app.access.actor import ROLE_WORDS, Role
from app.access.sealed import LONGEST_TICKET
from app.core.errors import InvalidInput
from app.services.accounts.change_password import change_password
from app.services.accounts.choose_wishes import choose_wishes
from app.services.accounts.read_accounts import end_other_logins, end_own_login, read_own_logins
from app.services.accounts.set_up_second_factor import (
    begin,
    confirm,
    enrolment_of,
    give_up,
    read_codes_left,
    renew_recovery_codes,
)
from app.web.forms import NOT_A_BUTTON
from app.web.login_page import typed_secret
from app.web.one_time_page import chosen_password, rules_sentence
from app.web.signing_in import Room
from app.words import N_, _
from app.words.errors import sentence

if TYPE_CHECKING:
    from starlette.responses import Response

    from app.services.accounts.set_up_second_factor import Enrolment
    from app.services.accounts.who_acts import SignedIn
    from app.web.forms import Form
    from app.web.signing_in import Caller

DONE = {
    "mot_de_passe": N_("Mot de passe changé. Vos autres appareils sont déconnectés."),
    "ferme": N_("Cet appareil est déconnecté."),
    "autres": N_("Tous vos autres appareils sont déconnectés."),
    "souhaits": N_("C’est noté. Vos écrans ouverts changent dès qu’ils sont rechargés."),
    "sans_code": N_("C’est noté : plus aucun code n’est demandé à la connexion."),
}


def _present(caller: Caller) -> SignedIn:
    """Who is there: the pages of this module ask for it before they are shown."""
    assert caller.signed_in is not None
    return caller.signed_in


def _show(caller: Caller) -> Response:
    present = _present(caller)
    account = present.account
    return caller.render(
        "account.html",
        account=account,
        role=_(ROLE_WORDS[account.role]),
        has_screens=account.role is not Role.PROFESSIONAL,
        administers=account.role is Role.ADMINISTRATION,
        needs_code=present.needs_code,
        rules=rules_sentence(caller.store),
        logins=read_own_logins(present.actor, caller.store, caller.login_token),
    )


def _act(caller: Caller, form: Form) -> Response:
    """The button pressed: wishes kept, a password changed, one browser signed out, or all the others."""
    actor = _present(caller).actor
    if form.text("fermer"):
        end_own_login(actor, caller.store, LoginId(form.text("fermer")))
        return caller.go("/compte", fait="ferme")
    if form.text("autres"):
        end_other_logins(actor, caller.store, caller.login_token)
        return caller.go("/compte", fait="autres")
    if form.text("souhaits"):
        choose_wishes(actor, caller.store, language=form.text("langue"), key_alone=bool(form.text("touche")))
        return replace(caller, query={}).go("/compte", fait="souhaits")
    if not form.text("changer"):
        raise InvalidInput(NOT_A_BUTTON)
    change_password(actor, caller.store, typed_secret(form, "present"), chosen_password(form), token=caller.login_token)
    return caller.go("/compte", fait="mot_de_passe")


def _show_code(caller: Caller) -> Response:
    present = _present(caller)
    if present.account.totp_since is None:
        return caller.render("account_code_begin.html", account=present.account)
    return caller.render(
        "account_code.html", since=present.account.totp_since, left=read_codes_left(present.actor, caller.store)
    )


def _show_enrolment(caller: Caller, enrolment: Enrolment) -> Response:
    drawn = Markup(segno.make(enrolment.address, error="m", micro=False).svg_inline(border=4, omitsize=True))
    letters = [enrolment.secret[at : at + 4] for at in range(0, len(enrolment.secret), 4)]
    return caller.render("account_code_new.html", enrolment=enrolment, drawn=drawn, letters=" ".join(letters))


def _act_on_code(caller: Caller, form: Form) -> Response:
    """The button pressed: a secret to scan, a first code to prove, new recovery codes, or no code any more."""
    actor, ticket = _present(caller).actor, form.text("billet", LONGEST_TICKET)
    if ticket:
        return _prove(caller, ticket, form.text("code", 60))
    password = typed_secret(form, "present")
    if form.text("commencer"):
        return _show_enrolment(caller, begin(actor, caller.store, password))
    if form.text("secours"):
        return _recovery_codes(caller, renew_recovery_codes(actor, caller.store, password), again=True)
    if form.text("retirer"):
        give_up(actor, caller.store, password)
        return caller.go("/compte", fait="sans_code")
    raise InvalidInput(NOT_A_BUTTON)


def _prove(caller: Caller, ticket: str, code: str) -> Response:
    actor = _present(caller).actor
    enrolment = enrolment_of(actor, caller.store, ticket)
    try:
        codes = confirm(actor, caller.store, ticket, code)
    except InvalidInput as error:
        return _show_enrolment(replace(caller, trouble=sentence(error)), enrolment)
    return _recovery_codes(caller, codes)


def _recovery_codes(caller: Caller, codes: tuple[str, ...], *, again: bool = False) -> Response:
    """Shown this once, in the answer to the form itself: no address shows them again."""
    return caller.render("account_recovery_codes.html", codes=codes, again=again)


ROOMS: tuple[Room, ...] = (
    Room(address="compte", show=_show, act=_act, for_signed_in=True, done=DONE),
    Room(address="compte/code", show=_show_code, act=_act_on_code, for_signed_in=True),
)
