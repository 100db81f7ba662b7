"""``/p/<token>/echange?poste=<seat>``: what one could have instead of a seat. Roles and days only: nobody is named."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput, RuleRefusal
from app.core.ids import SeatId
from app.services.keeping.reference import read_library
from app.services.mobilisation import swap_seats
from app.services.mobilisation.read_swaps import swap_choices
from app.services.mobilisation.told_seats import Telling
from app.store import people
from app.web.forms import NOT_A_BUTTON
from app.words import _
from app.words.errors import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.responses import Response

    from app.store.database import Connection
    from app.web.forms import Form
    from app.web.pages import Visit

SHOWN = 30
"""Choices on one page; the others are counted, and stand one link further."""


def start_of(asked: str, count: int) -> int:
    """From which of ``count`` things on a page tells them, as its address says; the first one for anything else."""
    start = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) <= 3 else 0
    return start if start < count else 0


def show_choices(visit: Visit) -> Response | None:
    """The seats one could have instead; for a seat that is not theirs any more, back to their page."""
    person_id, seat_id = visit.subject.person_id, SeatId(visit.query.get("poste", ""))
    with visit.store.reading() as conn:
        person = people.find(conn, person_id)
        if person is None:
            return None
        told = Telling(conn, read_library(visit.store, conn), person)
        offered = told.spot(seat_id)
        if offered is None or offered.seat.holder.person_id != person_id:
            return visit.go_home("gone")
        choices, trouble = _choices(visit, conn, seat_id)
        start = start_of(visit.query.get("suite", ""), len(choices))
        spots = [spot for one in choices[start : start + SHOWN] if (spot := told.spot(one)) is not None]
    return visit.render(
        "swap_choices.html",
        offered=offered,
        spots=spots,
        nothing=trouble,
        more=max(0, len(choices) - start - SHOWN),
        further=visit.with_query(suite=str(start + SHOWN)),
    )


def _choices(visit: Visit, conn: Connection, seat_id: SeatId) -> tuple[list[SeatId], str]:
    """What may be had instead; else why nothing may."""
    try:
        found = [one.seat.id for one in swap_choices(conn, visit.store, visit.subject.person_id, seat_id)]
    except InvalidInput as error:
        return [], sentence(error)
    return found, "" if found else _("Aucune place ne peut être échangée contre celle-ci pour l’instant.")


def propose(visit: Visit, form: Form) -> str:
    """Propose the exchange chosen."""
    offered, wanted = SeatId(visit.query.get("poste", "")), form.text("wanted")
    if not wanted:
        raise InvalidInput(NOT_A_BUTTON)
    with naming_nobody():
        swap_seats.propose(visit.actor, visit.store, visit.subject.person_id, offered, SeatId(wanted))
    return "asked"


@contextmanager
def naming_nobody() -> Iterator[None]:
    """Says that a rule forbids an exchange without its sentence, which may tell the other person's name and shifts."""
    try:
        yield
    except RuleRefusal as error:
        if "rule" not in error.data:
            raise
        raise RuleRefusal(
            N_(
                "Cet échange n’est pas possible : une règle s’y oppose pour l’un de vous (repos, plafond, compétence, double inscription)."
            )
        ) from error
