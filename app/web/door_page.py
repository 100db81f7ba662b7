"""``/p/<token>`` behind the code at the door: « je suis là » by one's own number or address. No name is ever shown.

The answer is the same, after the same time, whether the address is known or not, expected or not.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from app.access.links import LinkScope
from app.core.errors import N_, RuleRefusal
from app.core.ids import SessionId
from app.services.activity.day_rights import door_is_open
from app.services.activity.sign_in import sign_in_by_contact, write_name_at_the_door
from app.services.keeping.reference import read_library
from app.store import centres, sessions
from app.web.guesses import Guesses
from app.web.pages import Page
from app.words.dates import spoken_session

if TYPE_CHECKING:
    from starlette.responses import Response

    from app.web.forms import Form
    from app.web.pages import Visit

SIGN_COST = 2
"""One arrival weighs as much as two wrong guesses: a team behind one line of the centre signs in at once."""

NAME_COST = 6
"""A name written down weighs more: it waits for the lead's word."""

SECONDS = 0.3
"""Every answer takes this long: finding nobody and signing are both done well within it."""

_asked = Guesses()

DONE = {
    "signe": N_("Merci, bienvenue. Si vous êtes attendu à cette séance, votre arrivée est notée."),
    "nom": N_("Merci de votre aide. Présentez-vous à la personne qui mène la séance : elle vous ajoute à la feuille."),
}


def _show(visit: Visit) -> Response | None:
    with visit.store.reading() as conn:
        session = sessions.find(conn, SessionId(visit.subject.id))
        centre = centres.find(conn, session.centre_id) if session else None
        jobs = {one.slug: one.label() for one in read_library(visit.store, conn).professions}
    if session is None or centre is None:
        return None
    when = spoken_session(session.starts_at, session.ends_at)
    return visit.render("door.html", centre=centre, when=when, jobs=jobs)


def _act(visit: Visit, form: Form) -> str:
    name, contact = form.text("nom", 80), form.text("contact")
    _count(visit, NAME_COST if name else SIGN_COST)
    if name:
        write_name_at_the_door(visit.store, SessionId(visit.subject.id), name, form.text("profession"))
        return "nom"
    ends = time.monotonic() + SECONDS
    sign_in_by_contact(visit.store, SessionId(visit.subject.id), contact)
    time.sleep(max(0.0, ends - time.monotonic()))
    return "signe"


def _count(visit: Visit, cost: int) -> None:
    """Raises RuleRefusal when one client signed too many people in of late."""
    key = f"{visit.store.folder.path}|{visit.client}"
    if _asked.are_spent(key):
        raise RuleRefusal(N_("Trop d’arrivées d’affilée : réessayez dans une minute, ou signez la feuille."))
    for _time in range(cost):
        _asked.count_wrong(key)


PAGES: tuple[Page, ...] = (
    Page(scopes=frozenset({LinkScope.DOOR}), opens=door_is_open, show=_show, act=_act, done=DONE),
)
