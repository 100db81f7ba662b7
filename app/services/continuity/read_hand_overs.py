"""Hand-overs as each side may read them: rows for the two practices concerned, counts by pair for the coordination.

Before it accepts, a relay reads how many needs of each category it is asked to take, and nothing else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.carer import practice_carer
from app.continuity.hand_over import Step, is_late, told_apart
from app.core.errors import N_, NotAllowed, NotFound
from app.services.continuity.hand_over_scene import HandOverScene, scene_of, still_needed
from app.services.continuity.hand_over_values import Board, OwnHandOvers, Pair, Proposal
from app.services.continuity.seal_needs import may_read_rows
from app.store import hand_overs, people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.access.actor import Actor
    from app.continuity.carer import CarerId
    from app.continuity.hand_over import HandOver
    from app.core.ids import PracticeId
    from app.store.database import Connection, Store


def for_practice(actor: Actor, store: Store, practice: PracticeId) -> OwnHandOvers:
    """What a practice hands over, is asked to take, and has taken: for its members and its own machine alone.

    Raises NotAllowed for anyone else, the coordination included; NotFound.
    """
    require(actor, Action.HAND_OVER)
    with store.reading() as conn:
        if not any(one.id == practice for one in people.practices(conn)):
            raise NotFound(N_("Ce cabinet n’existe plus : rechargez la page."))
        if not may_read_rows(conn, actor, practice):
            raise NotAllowed(
                N_(
                    "Les transmissions d’un cabinet ne sont lues que par ses membres, depuis leur propre page. La coordination lit les totaux."
                )
            )
        return own_hand_overs(conn, store, practice)


def own_hand_overs(conn: Connection, store: Store, practice: PracticeId) -> OwnHandOvers:
    """:func:`for_practice` within a reading, for services that have checked who reads."""
    given = still_needed(conn, store.now(), hand_overs.of_practice(conn, practice))
    asked = still_needed(conn, store.now(), hand_overs.taken_by(conn, practice))
    if not given and not asked:
        return OwnHandOvers(practice=practice)
    read = scene_of(conn, store, [*given, *asked])
    accepted = [one for one in asked if one.accepted]
    taken = [one for one in accepted if read.readable(one)]
    rows = [one for one in read.ordered(given) if one.need in read.needs]
    held = [one for one in read.ordered(taken) if one.need in read.needs]
    lost = [one for one in taken if read.lasting.is_lost(one)]
    down_at = min((at for one in lost if (at := read.down_from(one)) is not None), default=None)
    return OwnHandOvers(
        practice=practice,
        given=tuple(read.row(one, one.taker) for one in rows),
        proposals=_proposals(read, [one for one in asked if one.accepted is None]),
        taken=tuple(read.row(one, practice_carer(one.giver)) for one in held),
        to_return=len(accepted) - len(taken),
        unreadable=len(given) - len(rows) + len(taken) - len(held),
        lost=len(lost),
        down_at=down_at,
        is_down=down_at is not None and down_at <= read.now,
    )


def board(actor: Actor, store: Store) -> Board:
    """Every hand-over by pair of carers, untransmitted ones first by hours left: counts, and whom to ring."""
    require(actor, Action.RUN_CONTINUITY)
    with store.reading() as conn:
        return board_of(conn, store)


def board_of(conn: Connection, store: Store) -> Board:
    """:func:`board` within a reading."""
    running = still_needed(conn, store.now(), hand_overs.running(conn))
    if not running:
        return Board(now=store.now())
    read = scene_of(conn, store, running)
    groups: dict[tuple[PracticeId, CarerId], list[HandOver]] = defaultdict(list)
    for one in running:
        groups[one.giver, one.taker].append(one)
    pairs = [_pair(read, giver, taker, held) for (giver, taker), held in groups.items()]
    return Board(
        now=read.now,
        pairs=tuple(sorted(pairs, key=_pressing)),
        unreadable=sum(one.need not in read.needs for one in running),
    )


def _pressing(pair: Pair) -> tuple[object, ...]:
    due = pair.first_due
    return (
        not pair.lost, due is None, due.timestamp() if due else 0.0, -pair.untransmitted, -pair.unanswered, -pair.over,
        pair.giver_name, pair.taker_name, pair.giver, pair.taker,
    )  # fmt: skip


def _pair(read: HandOverScene, giver: PracticeId, taker: CarerId, held: Sequence[HandOver]) -> Pair:
    waiting = [read.due(one) for one in held if one.transmitted_at is None]
    dues = sorted(due for due in waiting if due is not None)
    gives, takes = read.party(practice_carer(giver)), read.party(taker)
    going = [one for one in held if one.accepted is None or read.readable(one)]
    downs = [read.down_from(one) for one in going]
    return Pair(
        giver=giver,
        giver_name=gives.name,
        giver_phone=gives.phone,
        taker=taker,
        taker_name=takes.name,
        taker_phone=takes.phone,
        steps=dict(sorted(Counter(one.state for one in held).items())),
        first_due=dues[0] if dues else None,
        late=sum(is_late(read.now, due) for due in dues),
        over=sum(bool(one.accepted) and not read.readable(one) for one in held),
        seen=told_apart(one for one in held if one.accepted is None),
        ready={step: told_apart(one for one in held if one.is_ready_for(step)) for step in Step},
        lost=sum(read.lasting.is_lost(one) for one in going),
        down_at=min((at for at in downs if at is not None), default=None),
    )


def _proposals(read: HandOverScene, asked: Sequence[HandOver]) -> tuple[Proposal, ...]:
    groups: dict[PracticeId, list[HandOver]] = defaultdict(list)
    for one in asked:
        groups[one.giver].append(one)
    found = [_proposal(read, giver, held) for giver, held in groups.items()]
    return tuple(sorted(found, key=lambda one: (one.starts_at, one.name, one.giver)))


def _proposal(read: HandOverScene, giver: PracticeId, held: Sequence[HandOver]) -> Proposal:
    party = read.party(practice_carer(giver))
    counts = Counter(read.needs[one.need].category for one in held if one.need in read.needs)
    labelled = [
        (code, read.categories[code].label if code in read.categories else code, n) for code, n in counts.items()
    ]
    asked = [read.lasting.asked(one) for one in held]
    ends = [one.ends_at for one in asked]
    return Proposal(
        giver=giver,
        name=party.name,
        phone=party.phone,
        total=len(held),
        counts=tuple(sorted(labelled, key=lambda one: (-one[2], one[1]))),
        unknown=len(held) - sum(counts.values()),
        starts_at=min(one.starts_at for one in asked),
        ends_at=max((at for at in ends if at is not None), default=None) if None not in ends else None,
        seen=told_apart(held),
    )
