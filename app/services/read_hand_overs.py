"""Hand-overs as each side may read them: rows for the two practices concerned, counts by pair for the coordination.

Before it accepts, a relay reads how many needs of each category it is asked to take, and nothing else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.care_need import care_need_of
from app.continuity.carer import practice_carer
from app.continuity.hand_over import HandOverState, Step, by_hours_left, hours_left, is_late, told_apart
from app.continuity.relay_down import down_from
from app.core.errors import N_, NotAllowed, NotFound
from app.services.continuity_scene import lasting, scene
from app.services.desks import every_desk
from app.services.read_categories import category_table
from app.services.reference import read_library
from app.services.seal_needs import may_read_rows
from app.store import care_vault, community, hand_overs, people, remote_services
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from app.access.actor import Actor
    from app.continuity.care_need import CareNeed
    from app.continuity.carer import CarerId
    from app.continuity.category import Category
    from app.continuity.hand_over import HandOver
    from app.continuity.lasting import Lasting
    from app.continuity.need import NeedId
    from app.core.ids import PracticeId
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverRow:
    """One need that passes from a practice to a relay, for one of the two. ``other``: who is on the other side, ``phone`` to
    ring them. ``due_at`` (UTC) and ``hours_left`` None: no limit known. ``category`` None: taken out of the table since."""

    hand_over: HandOver
    need: CareNeed
    category: Category | None
    commune: str
    other: str
    phone: str
    due_at: datetime | None
    hours_left: float | None
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What one practice asks another to take: ``total`` needs, by category (code, label, how many), most first.

    ``unknown``: those whose category can't be read here (the practice's key is elsewhere). ``seen``: what an answer sends
    back, so that a yes to these is no yes to others that came meanwhile.
    """

    giver: PracticeId
    name: str
    phone: str
    total: int
    counts: tuple[tuple[str, str, int], ...]
    unknown: int
    starts_at: datetime
    ends_at: datetime | None
    seen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnHandOvers:
    """A practice's own hand-overs. ``given``: its needs, by hours left; ``taken``: those it accepted, by hours left.

    ``to_return``: taken over, and their own practice is back: no longer readable here. ``unreadable``: rows whose key is
    missing on this machine. ``lost``: accepted, and to be asked of another relay, this practice being closed or about to be;
    ``down_at`` (UTC): from when; ``is_down``: now.
    """

    practice: PracticeId
    given: tuple[HandOverRow, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    taken: tuple[HandOverRow, ...] = ()
    to_return: int = 0
    unreadable: int = 0
    lost: int = 0
    down_at: datetime | None = None
    is_down: bool = False

    @property
    def to_transmit(self) -> tuple[HandOverRow, ...]:
        """Accepted by the relay, nothing passed on yet: the first thing to do."""
        return tuple(one for one in self.given if one.hand_over.waits_for_transmission)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """From one practice to one relay: how many needs at each step, and whom to ring. No need, no pseudonym.

    ``first_due`` (UTC), ``late``: of those not transmitted yet, answered or not. ``over``: the interruption is past, needs are to be given back.
    ``seen``: what an answer to those not answered sends back. ``lost``: to be asked of another relay, this one being down
    or about to be; ``down_at`` (UTC): from when it cannot hold them. ``ready``: which ones each step is for, sent back with it.
    """

    giver: PracticeId
    giver_name: str
    giver_phone: str
    taker: CarerId
    taker_name: str
    taker_phone: str
    steps: Mapping[HandOverState, int]
    first_due: datetime | None
    late: int
    over: int = 0
    lost: int = 0
    down_at: datetime | None = None
    seen: str = ""
    ready: Mapping[Step, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Needs of the pair still running."""
        return sum(self.steps.values())

    @property
    def untransmitted(self) -> int:
        """Accepted, not passed on yet."""
        return self.steps.get(HandOverState.ACCEPTED, 0)

    @property
    def unanswered(self) -> int:
        """Asked of the relay, who has not answered."""
        return self.steps.get(HandOverState.PROPOSED, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Every pair, the most pressing first. ``unreadable``: needs whose limit can't be read here; their pairs still count."""

    now: datetime
    pairs: tuple[Pair, ...] = ()
    unreadable: int = 0

    @property
    def total(self) -> int:
        """Needs on their way."""
        return sum(one.total for one in self.pairs)

    @property
    def untransmitted(self) -> int:
        """Accepted by a relay, not passed on yet."""
        return sum(one.untransmitted for one in self.pairs)

    @property
    def unanswered(self) -> int:
        """Waiting for a relay's answer."""
        return sum(one.unanswered for one in self.pairs)

    @property
    def lost(self) -> int:
        """Asked of a relay, or taken by one, that will not be there to hold them."""
        return sum(one.lost for one in self.pairs)

    @property
    def late(self) -> int:
        """Past their limit, not passed on, whether a relay answered or not."""
        return sum(one.late for one in self.pairs)


@dataclass(frozen=True, slots=True)
class Party:
    """How a carer is called, and its telephone."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class _Read:
    """Hand-overs with the needs behind them, opened in memory. ``lasting``: what they were asked for."""

    now: datetime
    needs: Mapping[NeedId, CareNeed]
    categories: Mapping[str, Category]
    communes: Mapping[str, str]
    parties: Mapping[str, Party]
    lasting: Lasting

    def due(self, one: HandOver) -> datetime | None:
        return self.lasting.due_at(one) if one.need in self.needs else None

    def party(self, carer: str) -> Party:
        return self.parties.get(carer) or Party(_("relais retiré"), "")

    def row(self, one: HandOver, other: str) -> HandOverRow:
        need, due, party = self.needs[one.need], self.due(one), self.party(other)
        return HandOverRow(
            hand_over=one,
            need=need,
            category=self.categories.get(need.category),
            commune=self.communes.get(need.commune, need.commune),
            other=party.name,
            phone=party.phone,
            due_at=due,
            hours_left=hours_left(self.now, due),
            is_late=is_late(self.now, due) and one.first_visit_at is None,
        )

    def down_from(self, one: HandOver) -> datetime | None:
        """From when its relay cannot hold it, before the end."""
        return down_from(one.taker, self.lasting.situation, self.now, self.lasting.asked(one).ends_at)

    def readable(self, one: HandOver) -> bool:
        return one.may_be_read_by_taker(goes_on=self.lasting.goes_on(one))

    def ordered(self, held: Iterable[HandOver]) -> list[HandOver]:
        found = list(held)
        dues = {one.need: due for one in found if (due := self.due(one)) is not None}
        return by_hours_left(found, dues)


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
    read = _read(conn, store, [*given, *asked])
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
    read = _read(conn, store, running)
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


def _pair(read: _Read, giver: PracticeId, taker: CarerId, held: Sequence[HandOver]) -> Pair:
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


def _proposals(read: _Read, asked: Sequence[HandOver]) -> tuple[Proposal, ...]:
    groups: dict[PracticeId, list[HandOver]] = defaultdict(list)
    for one in asked:
        groups[one.giver].append(one)
    found = [_proposal(read, giver, held) for giver, held in groups.items()]
    return tuple(sorted(found, key=lambda one: (one.starts_at, one.name, one.giver)))


def _proposal(read: _Read, giver: PracticeId, held: Sequence[HandOver]) -> Proposal:
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


def _read(conn: Connection, store: Store, held: Sequence[HandOver]) -> _Read:
    now, library = store.now(), read_library(store, conn)
    seen = scene(conn, store, now)
    wanted = {one.need for one in held}
    opened = care_vault.opened(conn, store.folder, now, {one.giver for one in held})
    territory = community.read(conn).territory
    needs = {one.stamp.id: care_need_of(one) for one in opened.needs if one.stamp.id in wanted}
    return _Read(
        now=now,
        needs=needs,
        categories=category_table(library),
        communes={one.insee: one.name for one in library.communes(territory)} if territory else {},
        parties=parties(conn, store),
        lasting=lasting(conn, seen, needs.values()),
    )


def still_needed(conn: Connection, now: datetime, held: Iterable[HandOver]) -> list[HandOver]:
    """Those still running whose need still stands: its practice may have ended it meanwhile, or it ended by itself."""
    running = [one for one in held if one.is_running]
    known = {
        stamp.id
        for practice in sorted({one.giver for one in running})
        for stamp in care_vault.stamps(conn, practice)
        if stamp.expires_at > now
    }
    return [one for one in running if one.need in known]


def parties(conn: Connection, store: Store) -> dict[str, Party]:
    """Carer id → how it is called and rung: practices, establishments, remote services."""
    desks = every_desk(conn, read_library(store, conn), store.now())
    found = {one.subject: Party(one.name, one.phone) for one in desks}
    return found | {f"remote:{one.id}": Party(one.name, one.phone) for one in remote_services.every(conn)}
