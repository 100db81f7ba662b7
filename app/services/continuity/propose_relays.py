"""Propose relays for what nobody can keep as things stand: the scene, the needs, the exact assignment, one proposal a need.

A practice that said no to part of what it was asked takes nothing more than what it kept while the same failure lasts; what
it refused goes to the next. What a need says never leaves memory: ids and instants are written.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.care_need import care_need_of
from app.continuity.carer import CarerId, practice_carer, practice_of
from app.continuity.finding import State
from app.continuity.hand_over import HandOver, HandOverId
from app.continuity.left_without import who_is_left
from app.core.ids import new_id
from app.services.continuity import continuity_scene
from app.services.continuity.known_needs import answers
from app.services.continuity.relay_letters import take_back_proposals, write_proposals
from app.store import care_vault, hand_overs, journal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from app.access.actor import Actor
    from app.continuity.care_need import CareNeed
    from app.continuity.finding import Finding
    from app.continuity.lasting import Lasting
    from app.continuity.left_without import Outcome
    from app.continuity.need import NeedId
    from app.core.ids import PracticeId
    from app.services.continuity.continuity_scene import Scene
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """What came of it. ``proposed``: needs newly asked of ``relays`` carers; ``left``: without a relay; ``withdrawn``:
    proposals no longer needed; ``itself``: needs that their own practice can hold by a visit; ``unreadable``: needs no key here opens, which nobody could be asked to take."""

    proposed: int = 0
    relays: int = 0
    left: int = 0
    itself: int = 0
    withdrawn: int = 0
    unreadable: int = 0
    letters: int = 0


def propose_relays(actor: Actor, store: Store, cause: str = "") -> Proposed:
    """Ask relays to take what is left, as things stand now; those asked already are not asked twice.

    ``cause``: « practice:<id> » for the needs of that practice alone; empty: all. Raises NotAllowed.
    """
    require(actor, Action.RUN_CONTINUITY)
    with store.transaction() as conn:
        return propose_in(conn, store, actor, practice_of(CarerId(cause)) if cause else None)


def propose_in(conn: Connection, store: Store, actor: Actor, practice: PracticeId | None = None) -> Proposed:
    """:func:`propose_relays` within the caller's transaction, after a refusal for instance."""
    now = store.now()
    scene = continuity_scene.scene(conn, store, now)
    opened = care_vault.opened(conn, store.folder, now)
    needs = [care_need_of(one) for one in opened.needs]
    lasting = continuity_scene.lasting(conn, scene, needs)
    held = _kept(conn, lasting, now)
    outcome = _outcome(conn, scene, lasting, needs, held)
    idle = _withdraw(conn, outcome, held, now)
    _end_former(conn, outcome, held, lasting, now)
    made = _new(needs, outcome, held, now, actor)
    chosen = [one for one in made if practice in (None, one.giver)]
    for one in chosen:
        hand_overs.insert(conn, one)
    taken = {one.need for one in (*held.values(), *chosen)}
    mine = [one for one in outcome.findings if practice in (None, one.practice) and one.need not in taken]
    itself = sum(_goes_itself(one) for one in mine)
    left = sum(one.exceeded for one in mine) - itself
    relays = {one.taker for one in chosen}
    take_back_proposals(conn, now, {one.taker for one in idle})
    unanswered = committed(one for one in (*held.values(), *chosen) if one.accepted is None)
    letters = write_proposals(conn, store, now, unanswered, relays)
    if chosen or idle:
        counts = {"needs": len(chosen), "relays": len(relays), "left": left, "withdrawn": len(idle)}
        journal.write(conn, now, actor.id, "relays_proposed", practice or "", counts)
    return Proposed(
        proposed=len(chosen),
        relays=len(relays),
        left=left,
        itself=itself,
        withdrawn=len(idle),
        unreadable=sum(one.needs for one in opened.unreadable),
        letters=letters,
    )


def committed(held: Iterable[HandOver]) -> Counter[CarerId]:
    """How many needs each carer has, or was asked to take."""
    return Counter(one.taker for one in held if one.is_running)


def _kept(conn: Connection, lasting: Lasting, now: datetime) -> dict[NeedId, HandOver]:
    """Hand-overs that go on. One whose need is gone is over; one lost with its relay is over too, and asked elsewhere."""
    kept: dict[NeedId, HandOver] = {}
    known: dict[PracticeId, set[NeedId]] = {}
    for one in hand_overs.running(conn):
        if not one.is_running:
            continue
        if one.giver not in known:
            known[one.giver] = {stamp.id for stamp in care_vault.stamps(conn, one.giver) if stamp.expires_at > now}
        if one.need in known[one.giver] and not lasting.is_lost(one):
            kept[one.need] = one
        else:
            hand_overs.update(conn, replace(one, ended_at=now, revision=one.revision + 1))
    return kept


def _outcome(
    conn: Connection, scene: Scene, lasting: Lasting, needs: Sequence[CareNeed], held: Mapping[NeedId, HandOver]
) -> Outcome:
    """The assignment, where whoever has a need keeps it and whoever refused is asked no more."""
    said = answers(conn, lasting)
    return who_is_left(
        [_held_by(one, held) for one in needs],
        said.room(scene.territory),
        scene.situation,
        taken=said.taken,
        refused=said.refused,
    )


def _held_by(need: CareNeed, held: Mapping[NeedId, HandOver]) -> CareNeed:
    """The need, whose first relay is the one that has it: what is under way is not moved for a better road."""
    one = held.get(need.id)
    taker = one.taker_practice if one else None
    return need if taker is None else replace(need, relays=(taker, *(id for id in need.relays if id != taker)))


def _withdraw(conn: Connection, outcome: Outcome, held: dict[NeedId, HandOver], now: datetime) -> list[HandOver]:
    """Take back what was asked and not answered, for needs that nothing threatens any more."""
    threatened = {one.need for one in outcome.findings if one.exceeded}
    idle = [one for one in held.values() if one.accepted is None and one.need not in threatened]
    for one in idle:
        hand_overs.update(conn, replace(one, ended_at=now, revision=one.revision + 1))
        del held[one.need]
    return idle


def _end_former(
    conn: Connection, outcome: Outcome, held: dict[NeedId, HandOver], lasting: Lasting, now: datetime
) -> None:
    """What was taken for a failure that is past says nothing of the one that threatens the need now: it is asked anew."""
    threatened = {one.need for one in outcome.findings if one.exceeded}
    for one in [one for one in held.values() if one.need in threatened and not lasting.goes_on(one)]:
        hand_overs.update(conn, replace(one, ended_at=now, revision=one.revision + 1))
        del held[one.need]


def _new(
    needs: Iterable[CareNeed],
    outcome: Outcome,
    held: Mapping[NeedId, HandOver],
    now: datetime,
    actor: Actor,
) -> list[HandOver]:
    """One proposal for each need relayed and not under way, never past what a relay can take."""
    by_id, has, made = {one.id: one for one in needs}, committed(held.values()), []
    for found in outcome.findings:
        if found.state is not State.RELAYED or found.carer is None or found.need in held:
            continue
        if _goes_itself(found):
            continue
        if has[found.carer] >= outcome.capacities.get(found.carer, 0):
            continue
        has[found.carer] += 1
        made.append(
            HandOver(
                id=HandOverId(new_id()), need=found.need, giver=by_id[found.need].practice, taker=found.carer,
                proposed_at=now, actor_id=actor.id,
            )
        )  # fmt: skip
    return made


def _goes_itself(found: Finding) -> bool:
    """Whether its own practice can hold it by a visit (a power cut): nothing passes from hand to hand."""
    return found.state is State.RELAYED and found.carer == practice_carer(found.practice)
