"""Who is left without care now and in the next hours, from what is under way; the figures a report says of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require
from app.continuity.band import NOBODY, Band
from app.continuity.carer import practice_carer
from app.continuity.finding import State
from app.continuity.hand_over import HandOverState
from app.continuity.left_without import who_is_left
from app.continuity.overview import Basis, overview_of
from app.continuity.single_points import single_points
from app.continuity.unsigned import Unsigned, unsigned_of
from app.network.masking import mask
from app.roster.spelling import fold
from app.services.continuity.continuity_scene import lasting, scene
from app.services.continuity.continuity_view import Asked, ContinuityView, is_live, view_of
from app.services.continuity.estimated_needs import or_estimated
from app.services.continuity.known_needs import NO_ANSWERS, answers, known_needs
from app.services.continuity.read_categories import categories_of, continuity_rules
from app.services.keeping.reference import read_library
from app.store import community, events, hand_overs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from app.access.actor import Actor
    from app.continuity.finding import Finding
    from app.continuity.lasting import Lasting
    from app.continuity.overview import Overview
    from app.network.masking import Key, Masked
    from app.services.continuity.continuity_scene import Scene
    from app.services.continuity.known_needs import KnownNeeds
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True)
class Weak:
    """Whose loss alone would leave needs without care: a name, how many; ``alone``: a remote service one person holds.

    ``lost`` None: at least the threshold, and no more is said.
    """

    name: str
    lost: Band | None
    alone: bool


@dataclass(frozen=True, slots=True)
class WeakPoints:
    """Heaviest first, or by name where numbers are hidden; ``hidden_below``: losses of fewer needs are then not in it (0: all are)."""

    found: tuple[Weak, ...] = ()
    hidden_below: int = 0


@dataclass(frozen=True, slots=True)
class ReportSlice:
    """``uncovered`` needs whose limit is exceeded from ``starts_at`` to ``ends_at`` (UTC); None: masked."""

    starts_at: datetime
    ends_at: datetime
    uncovered: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContinuityFigures:
    """What a report that leaves may say: counts masked together under ``threshold`` (None: masked).

    ``practices`` and ``cuts`` under way; ``unread``: needs no key opens, which no count holds; ``unsigned``: categories whose
    limit no physician answers for, counted with the limit as it is known.
    """

    at: datetime
    basis: Basis
    threshold: int
    practices: int
    cuts: int
    uncovered: int | None
    slices: tuple[ReportSlice, ...]
    relayed: int | None
    transmitted: int | None
    unread: int = 0
    unsigned: Unsigned | None = None


def read_continuity(actor: Actor, store: Store) -> ContinuityView:
    """What stands now: the real world, or the exercise that is played where nothing real is under way. Raises NotAllowed."""
    require(actor, Action.READ_CONTINUITY)
    with store.reading() as conn:
        now, library = store.now(), read_library(store, conn)
        exercise = is_played(conn)
        stage, known, found, asked = _reckoned(conn, store, now, exercise=exercise)
        live = is_live(conn, stage.situation, now, exercise=exercise)
        view = view_of(conn, store, library, actor, stage, known, found, now=now, exercise=exercise, live=live)
        if asked is None or not may(actor, Action.RUN_CONTINUITY):
            return view
        return replace(view, proposable=asked.to_propose > 0, asked=asked if view.exact else None)


def read_weak_points(actor: Actor, store: Store) -> WeakPoints:
    """Those whose loss alone, on top of what fails now, would leave needs without care. Raises NotAllowed."""
    require(actor, Action.RUN_CONTINUITY)
    with store.reading() as conn:
        now, library = store.now(), read_library(store, conn)
        exercise = is_played(conn)
        stage = scene(conn, store, now, exercise=exercise)
        known = or_estimated(conn, store, stage, known_needs(conn, store, stage.territory.categories, now), now)
        found = single_points(known.needs, stage.territory, stage.situation)
        exact = is_live(conn, stage.situation, now, exercise=exercise) or exercise or community.read(conn).demonstration
        threshold = continuity_rules(library)["masking_threshold"]
        if exact:
            return WeakPoints(tuple(Weak(one.name, Band(one.lost, one.lost), one.alone) for one in found))
        # That somebody is named for a few would tell them from nobody; so would an order by how many.
        told = [Weak(one.name, None if one.lost >= threshold else NOBODY, one.alone) for one in found]
        held = [one for one in told if one.lost is None or one.alone]
        return WeakPoints(tuple(sorted(held, key=lambda one: (fold(one.name), one.alone))), threshold)


def continuity_figures(conn: Connection, store: Store, at: datetime, *, exercise: bool = False) -> ContinuityFigures:
    """The figures of a report at ``at`` (UTC): needs without a solution by 12 hours, taken over, transmitted."""
    stage, known, found, _asked = _reckoned(conn, store, at, exercise=exercise)
    library = read_library(store, conn)
    threshold, views = continuity_rules(library)["masking_threshold"], categories_of(conn, library)
    nobodys = community.read(conn).demonstration or known.basis is Basis.RATES
    sent = 0 if exercise else sum(one.transmitted_at is not None for one in hand_overs.running(conn))
    cells: dict[Key, int] = {(f"slice {number:03}",): one.due for number, one in enumerate(found.slices)}
    told = _told(found, cells, sent, threshold if stage.situation.absences or stage.situation.cuts else 0)
    left = frozenset(cells)
    end = stage.situation.ends_at
    starts = [one.starts_at for one in found.slices]
    ends = [*starts[1:], end]
    return ContinuityFigures(
        at=at,
        basis=known.basis,
        threshold=threshold,
        practices=len({one.practice for one in stage.situation.absences if one.starts_at <= at}),
        cuts=sum(one.starts_at <= at for one in stage.situation.cuts),
        uncovered=told.sum(left) if left else 0,
        slices=tuple(
            ReportSlice(start, close, told.cell(key))
            for start, close, key in zip(starts, ends, sorted(cells), strict=True)
        ),
        relayed=told.cell(("relayed",)),
        transmitted=told.cell(("transmitted",)),
        unread=sum(one.needs for one in known.unreadable),
        unsigned=unsigned_of(views, {}, found.concerned if nobodys else frozenset(views)),
    )


def _told(found: Overview, cells: Mapping[Key, int], sent: int, threshold: int) -> Masked:
    """What a report may say beside the masked lists, which may give the number of needs touched: a practice closed whole.

    Nought is said: it speaks of nobody. Where nothing fails (``threshold`` 0) nobody is left, and all of it is.
    """
    rest: Key = ("rest",)
    counted = {**cells, ("relayed",): found.relayed, rest: found.kept + found.waiting, ("transmitted",): sent}
    touched = frozenset({*cells, ("relayed",), rest})
    return mask(
        counted,
        [touched, *([frozenset(cells)] if cells else [])],
        threshold,
        exact_total=True,
        unsaid=frozenset({rest}),
        zeros=frozenset(counted),
    )


def is_played(conn: Connection) -> bool:
    """Whether what is under way is an exercise: something real comes first."""
    current = events.current(conn)
    return current is not None and current.is_exercise


def _reckoned(
    conn: Connection, store: Store, at: datetime, *, exercise: bool
) -> tuple[Scene, KnownNeeds, Overview, Asked | None]:
    """What stands, what is known, what comes of it, and how far its relays are.

    What relays answered counts in the real world alone: nothing of an exercise is proposed to anybody.
    """
    stage = scene(conn, store, at, exercise=exercise)
    known = or_estimated(conn, store, stage, known_needs(conn, store, stage.territory.categories, at), at)
    going = lasting(conn, stage, known.needs)
    said = NO_ANSWERS if exercise else answers(conn, going)
    found = who_is_left(
        known.needs, said.room(stage.territory), stage.situation, taken=said.taken, refused=said.refused
    )
    relayed = [one for one in found.findings if one.state is State.RELAYED and one.need in known.noted]
    relays = _asked(conn, going, relayed) if relayed and not exercise else None
    return stage, known, overview_of(found), relays


def _asked(conn: Connection, going: Lasting, relayed: Sequence[Finding]) -> Asked:
    """Step by step; what a relay will not be there to hold is to be proposed again."""
    itself = [one for one in relayed if one.carer == practice_carer(one.practice)]
    away = {one.need for one in relayed} - {one.need for one in itself}
    running = (one for one in hand_overs.running(conn) if one.is_running and going.goes_on(one))
    states = Counter(one.state for one in running if one.need in away and not going.is_lost(one))
    proposed, accepted = states[HandOverState.PROPOSED], states[HandOverState.ACCEPTED]
    return Asked(
        to_propose=len(away) - states.total(),
        proposed=proposed,
        to_transmit=accepted,
        transmitted=states.total() - proposed - accepted,
        itself=len(itself),
        visit_by=min((one.due_at for one in itself if one.due_at is not None), default=None),
    )
