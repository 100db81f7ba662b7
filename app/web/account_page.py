"""``/compte``: one's own account. Name, password, second factor, and the browsers that are signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.actor import ROLE_WORDS
from app.services.change_password import change_password
from app.web.login_page import typed_secret
from app.web.one_time_page import chosen_password, rules_sentence
from app.web.signing_in import Room
from app.words import N_, _

if TYPE_CHECKING:
    from starlette.responses import Response

    from app.web.forms import Form
    from app.web.signing_in import Caller

DONE = {"mot_de_passe": N_("Mot de passe changé. Vos autres appareils sont déconnectés.")}


def _show(caller: Caller) -> Response:
    assert caller.signed_in is not None
    account = caller.signed_in.account
    return caller.render(
        "account.html", account=account, role=_(ROLE_WORDS[account.role]), rules=rules_sentence(caller.store)
    )


def _act(caller: Caller, form: Form) -> Response:
    assert caller.signed_in is not None
    present, new = typed_secret(form, "present"), chosen_password(form)
    change_password(caller.signed_in.actor, caller.store, present, new, token=caller.login_token)
    return caller.go("/compte", fait="mot_de_passe")


ROOMS: tuple[Room, ...] = (Room(address="compte", show=_show, act=_act, for_signed_in=True, done=DONE),)
