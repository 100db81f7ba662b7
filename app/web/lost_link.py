"""``/p``: a lost link is asked for again. The same answer, after the same time, whether the address is known or not."""

from __future__ import annotations

import time
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from app.core.errors import N_, RuleRefusal
from app.services.messages.ask_link_again import ask_link_again
from app.web.guesses import Guesses
from app.web.pages import Page

if TYPE_CHECKING:
    from starlette.responses import Response

    from app.web.forms import Form
    from app.web.pages import Visit

ASK_COST = 6
"""One request weighs as much as six wrong guesses: five at once from one client, then one every twelve seconds."""

SECONDS = 0.4
"""Every answer takes this long: writing a message, or finding nobody, is done well within it."""

AT_ONCE = 10
"""Requests that may be resting at one time, from whomever: each holds one of the 40 threads that answer everybody."""

_asked = Guesses()
_places = BoundedSemaphore(AT_ONCE)

DONE = {
    "demande": N_(
        "Si nous connaissons cette adresse, votre lien vient d’y partir. Rien reçu d’ici une heure ? Appelez la coordination."
    )
}


def _show(visit: Visit) -> Response:
    return visit.render("lost_link.html")


def _act(visit: Visit, form: Form) -> str:
    contact = form.text("contact")
    key = f"{visit.store.folder.path}|{visit.client}"
    if _asked.are_spent(key) or not _places.acquire(blocking=False):
        raise RuleRefusal(N_("Trop de demandes d’affilée : réessayez dans une minute, ou appelez la coordination."))
    try:
        for _time in range(ASK_COST):
            _asked.count_wrong(key)
        ends = time.monotonic() + SECONDS
        ask_link_again(visit.store, contact)
        time.sleep(max(0.0, ends - time.monotonic()))
    finally:
        _places.release()
    return "demande"


PAGES: tuple[Page, ...] = (
    Page(scopes=frozenset(), opens=lambda _conn, _subject, _now: True, show=_show, act=_act, done=DONE),
)
