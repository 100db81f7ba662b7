"""The invitation to an exercise, as a calendar file: when people really meet, where, and EXERCICE; never a fictional hour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.core.ids import SeatId
from app.exercise.exercise import KIND_WORDS
from app.feeds.calendar import build
from app.feeds.feed import Audience, EventStatus, Feed, FeedEvent
from app.scheduling.centre import Place
from app.services.exercise.the_exercise import held
from app.store import community, journal
from app.words import _

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.exercise.exercise import Exercise
    from app.store.database import Connection, Store

MOVING = "exercise_changed"
"""The journal entry of a change of the frame; one that says ``moved`` 0 changed neither hours, place nor title."""


def invitation(actor: Actor, store: Store, exercise_id: str) -> bytes:
    """The calendar file (RFC 5545) to hand out with the invitation. Raises NotFound, NotAllowed."""
    require(actor, Action.RUN_EXERCISES)
    with store.reading() as conn:
        return invitation_of(conn, held(conn, exercise_id), store.now())


def invitation_of(conn: Connection, exercise: Exercise, now: datetime, *, address: str = "") -> bytes:
    """The same within a reading, for a participant's page; ``address``: of that page. The same exercise gives the same bytes.

    The UID never moves; SEQUENCE and the stamp move with the frame of the exercise.
    """
    moves = [
        one
        for one in journal.last_about(conn, [exercise.id], 500)
        if one.type == MOVING and (one.payload or {}).get("moved") != 0
    ]
    event = FeedEvent(
        seat_id=SeatId(f"exercise-{exercise.id}"),
        starts_at=exercise.starts_at,
        ends_at=exercise.ends_at,
        changed_at=moves[0].at if moves else exercise.created_at,
        sequence=len(moves),
        status=EventStatus.CANCELLED if exercise.removed_at else EventStatus.CONFIRMED,
        role=_("EXERCICE · {title}").format(title=exercise.title) if exercise.is_played else exercise.title,
        line=None,
        centre=community.read(conn).name or _("CPTS"),
        place=Place(name=exercise.place),
        told=_told(exercise, address),
    )
    return build(Feed(_("Invitation à un exercice"), Audience.PARTNER, paris_date(now), (event,)))


def _told(exercise: Exercise, address: str) -> str:
    lines = [
        _("EXERCICE : rien de ce qui y sera dit n’est réel."),
        _("Genre : {kind}").format(kind=_(KIND_WORDS[exercise.kind])),
        _("Partenaires : {names}").format(names=", ".join(exercise.partners)) if exercise.partners else "",
        _("Votre page pour l’exercice : {address}").format(address=address) if address else "",
    ]
    return "\n".join(one for one in lines if one)
