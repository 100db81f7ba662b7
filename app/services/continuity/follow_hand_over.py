"""Say how far a hand-over got: passed on, received, first visit done, given back. What was passed on stays outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.hand_over import GIVERS, TAKERS, Step, marked, told_apart
from app.core.errors import N_, NotAllowed, NotFound, RuleRefusal
from app.services.continuity.hand_over_scene import still_needed
from app.services.continuity.seal_needs import may_read_rows
from app.store import hand_overs, journal, revisions

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.continuity.carer import CarerId
    from app.continuity.hand_over import HandOver
    from app.core.ids import PracticeId
    from app.store.database import Connection, Store

TYPES = frozenset({"hand_over_marked", "hand_overs_marked", "relay_answered"})


def mark(actor: Actor, store: Store, id: str, step: Step, revision: int) -> None:
    """Note a step of one hand-over, by a member of the practice that gives (passed on, given back) or of the relay.

    The coordination notes a whole pair (:func:`mark_pair`): it never knows which need. Raises NotAllowed, NotFound,
    StaleRevision, RuleRefusal (too early, twice, or over).
    """
    require(actor, Action.HAND_OVER)
    with store.transaction() as conn:
        found = hand_overs.find(conn, id)
        if found is None:
            raise NotFound(N_("Cette transmission n’existe plus. Rechargez la page."))
        _require_side(conn, actor, found, step)
        if found.revision != revision:
            raise revisions.stale(conn, id, types=TYPES)
        now = store.now()
        if not hand_overs.update(conn, marked(found, step, now)):
            raise revisions.stale(conn, id, types=TYPES)
        journal.write(conn, now, actor.id, "hand_over_marked", id, {"step": step.value})


def mark_pair(
    actor: Actor, store: Store, giver: PracticeId, taker: CarerId, step: Step, expected: int, *, seen: str = ""
) -> int:
    """Note a step of all the hand-overs of a pair that are ready for it, told by telephone; how many.

    ``expected``: how many were ready when the board was read; ``seen``: which ones, as :class:`Pair` tells them apart from
    as many others (empty: by a caller that read them just now). Raises StaleRevision when they have changed since,
    RuleRefusal when none is.
    """
    require(actor, Action.RUN_CONTINUITY)
    with store.transaction() as conn:
        now = store.now()
        ready = ready_for(conn, giver, taker, step, now)
        if not ready:
            raise RuleRefusal(N_("Il n’y a rien à noter pour ces deux-là. Rechargez la page."))
        if len(ready) != expected or (seen and seen != told_apart(ready)):
            raise revisions.stale(conn, *(one.id for one in ready), giver, types=TYPES)
        for one in ready:
            hand_overs.update(conn, marked(one, step, now))
        journal.write(conn, now, actor.id, "hand_overs_marked", giver, {"step": step.value, "needs": len(ready)})
    return len(ready)


def ready_for(conn: Connection, giver: PracticeId, taker: CarerId, step: Step, now: datetime) -> list[HandOver]:
    """Hand-overs of a pair, accepted, for which a step is the next one; any of them may be given back.

    Those whose need its practice ended are on no page, hence not among them.
    """
    held = (one for one in hand_overs.of_practice(conn, giver) if one.taker == taker and one.is_ready_for(step))
    return still_needed(conn, now, held)


def _require_side(conn: Connection, actor: Actor, found: HandOver, step: Step) -> None:
    """Pass for a member of the practice that may say so: who transmits says « transmis », who receives says « reçu »."""
    gives = step in GIVERS and may_read_rows(conn, actor, found.giver)
    taker = found.taker_practice
    takes = step in TAKERS and taker is not None and may_read_rows(conn, actor, taker)
    if not gives and not takes:
        raise NotAllowed(N_("Cette étape est notée par le cabinet qui transmet ou par le relais, chacun la sienne."))
