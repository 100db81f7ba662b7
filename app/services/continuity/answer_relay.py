"""Say how many of the needs proposed a relay takes: by the relay itself, or by the cell that has it on the telephone.

What is refused goes at once to the next relay that can.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.actor import Role
from app.access.permissions import Action, require
from app.continuity.care_need import care_need_of
from app.continuity.hand_over import answered, told_apart
from app.core.errors import N_, InvalidInput, NotAllowed, NotFound
from app.services.continuity.hand_over_scene import still_needed
from app.services.continuity.own_practice import own_practice
from app.services.continuity.propose_relays import Proposed, propose_in
from app.services.continuity.read_categories import category_table
from app.services.continuity.relay_letters import take_back_proposals, write_accepted
from app.services.keeping.reference import read_library
from app.store import care_vault, hand_overs, journal, revisions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.access.actor import Actor
    from app.continuity.care_need import CareNeed
    from app.continuity.carer import CarerId
    from app.continuity.hand_over import HandOver
    from app.core.ids import PracticeId
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True)
class Answered:
    """``accepted`` and ``refused`` needs; ``elsewhere``: what the refusal led to."""

    accepted: int
    refused: int
    elsewhere: Proposed


def answer_relay(
    actor: Actor,
    store: Store,
    giver: PracticeId,
    taker: CarerId,
    takes: int | Mapping[str, int],
    of: int,
    *,
    seen: str = "",
) -> Answered:
    """Accept so many of the ``of`` needs that ``giver`` proposed, and refuse the rest.

    ``takes``: a number (the gravest first), or how many of each category. ``seen``: which ones were read, as
    :class:`Proposal` and :class:`Pair` tell them apart from as many others (empty: by a caller that read them just now).
    A professional answers for their own practice, the cell for whoever it has on the telephone. Raises NotAllowed,
    NotFound when nothing is proposed, StaleRevision when they have changed since, InvalidInput for more than was proposed.
    """
    require(actor, Action.HAND_OVER)
    with store.transaction() as conn:
        _require_relay(conn, actor, taker)
        asked = still_needed(conn, store.now(), _asked(conn, giver, taker))
        if not asked:
            raise NotFound(N_("Cette proposition n’existe plus : elle a été retirée, ou quelqu’un y a répondu."))
        if len(asked) != of or (seen and seen != told_apart(asked)):
            raise revisions.stale(conn, giver, *(one.id for one in asked), types=("relays_proposed", "relay_answered"))
        chosen = _chosen(conn, store, giver, asked, takes)
        now, ids = store.now(), {one.id for one in chosen}
        for one in asked:
            hand_overs.update(conn, answered(one, accepts=one.id in ids, at=now))
        refused = len(asked) - len(chosen)
        if not any(one.accepted is None for one in hand_overs.running(conn) if one.taker == taker):
            take_back_proposals(conn, now, [taker])
        counts = {"accepted": len(chosen), "refused": refused}
        journal.write(conn, now, actor.id, "relay_answered", giver, counts)
        if chosen:
            write_accepted(conn, store, now, giver, len(chosen))
        return Answered(len(chosen), refused, propose_in(conn, store, actor, giver) if refused else Proposed())


def _require_relay(conn: Connection, actor: Actor, taker: CarerId) -> None:
    if actor.role is not Role.PROFESSIONAL:
        return
    own = own_practice(conn, actor)
    if own is None or taker != f"practice:{own}":
        raise NotAllowed(N_("Cette proposition est faite à un autre cabinet que le vôtre."))


def _asked(conn: Connection, giver: PracticeId, taker: CarerId) -> list[HandOver]:
    held = hand_overs.of_practice(conn, giver)
    return [one for one in held if one.taker == taker and one.is_running and one.accepted is None]


def _chosen(
    conn: Connection, store: Store, giver: PracticeId, asked: Sequence[HandOver], takes: int | Mapping[str, int]
) -> list[HandOver]:
    """Those taken: the gravest category first, then the oldest proposal."""
    opened = care_vault.opened(conn, store.folder, store.now(), [giver])
    needs = {one.stamp.id: care_need_of(one) for one in opened.needs}
    categories = category_table(read_library(store, conn))

    def gravity(one: HandOver) -> tuple[int, int, str]:
        need: CareNeed | None = needs.get(one.need)
        category = categories.get(need.category) if need else None
        return (category.severity, category.max_interruption_hours, one.id) if category else (9, 0, one.id)

    ordered = sorted(asked, key=gravity)
    if isinstance(takes, int):
        return _first(ordered, takes)
    by_category: dict[str, list[HandOver]] = defaultdict(list)
    for one in ordered:
        by_category[needs[one.need].category if one.need in needs else ""].append(one)
    return [one for code, count in sorted(takes.items()) for one in _first(by_category[code], count)]


def _first(held: Sequence[HandOver], count: int) -> list[HandOver]:
    if not 0 <= count <= len(held):
        raise InvalidInput(N_("Dites un nombre de 0 à {most} : c’est ce qui est proposé."), most=len(held))
    return list(held[:count])
