"""What a reader sees of who is left without care: exact where the house allows it, else bands. No need ever gets here.

Exact totals are for the cell, while something fails or an event is under way, in a demonstration or an exercise (DESIGN § 8).
Small cells by category stay masked even then: in one practice of one commune they would say who.

Whoever may not read exact totals reads how many needs are touched as far as the masked lists tell it, and nothing more: a
band drawn from the count itself, beside the total of a practice, would give the rest by subtraction.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from app.access.permissions import Action, may
from app.continuity.band import Band, shown, total
from app.continuity.overview import Basis
from app.continuity.situation import WHOLE
from app.continuity.unsigned import Unsigned, unsigned_of
from app.network.masking import Key, mask
from app.services.continuity.desks import every_desk
from app.services.continuity.masked_care import masked_care
from app.services.continuity.read_categories import categories_of, continuity_rules
from app.store import community, events
from app.store.care_vault import practice_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.access.actor import Actor
    from app.continuity.carer import CarerId
    from app.continuity.finding import Reason
    from app.continuity.left_without import Slice
    from app.continuity.overview import Overview
    from app.continuity.signature import CategoryView
    from app.continuity.situation import Situation
    from app.library import Library
    from app.services.continuity.continuity_scene import Scene
    from app.services.continuity.known_needs import KnownNeeds
    from app.services.continuity.masked_care import MaskedCare
    from app.store.database import Connection, Store


class Hidden(StrEnum):
    """Which numbers a view that is not exact keeps to itself, and so why."""

    SMALL = "small"
    """All but what the masked lists tell."""
    PARTS = "parts"
    """All but the totals by fate."""
    FEW = "few"
    """All of them: fewer are touched than the threshold."""
    PLACES = "places"
    """Like ``SMALL``, as the question could be turned until it is about one person."""


@dataclass(frozen=True, slots=True)
class Taking:
    """A relay by name, what it would take over and what it can; ``phone`` E.164 or empty.

    ``is_assumed``: what it can is a hypothesis, an establishment that has not said.
    """

    name: str
    taken: int
    capacity: int
    phone: str = ""
    is_assumed: bool = False


@dataclass(frozen=True, slots=True)
class Called:
    """Whom to ring: a name and a number (E.164, or empty)."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Why:
    """Needs without a solution for one reason. ``needs`` None and no ``first_due`` where numbers are not exact."""

    reason: Reason
    needs: int | None
    communes: tuple[str, ...]
    first_due: datetime | None
    call: tuple[Called, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """Needs of one practice that nothing here opens, and the sentence that says why; they are in no total."""

    practice: str
    needs: int
    why: str


@dataclass(frozen=True, slots=True)
class Asked:
    """How far the relays of needs taken over are: still to be proposed, proposed, to be transmitted, transmitted.

    ``itself``: held by a visit of their own practice, which nothing is proposed for; ``visit_by`` (UTC): the first limit.
    """

    to_propose: int = 0
    proposed: int = 0
    to_transmit: int = 0
    transmitted: int = 0
    itself: int = 0
    visit_by: datetime | None = None

    @property
    def under_way(self) -> int:
        """Needs that a relay was asked to take, or has."""
        return self.proposed + self.to_transmit + self.transmitted


@dataclass(frozen=True, slots=True, kw_only=True)
class ContinuityView:
    """One answer, as it may be read. ``kept``, ``waiting``, ``relayed`` and ``uncovered`` share no need: none is in two of them.

    ``slices`` of 12 hours, ``hours``, ``takings`` and ``categories`` (label → needs without a solution, None: masked) are
    there only where numbers are exact. ``counted`` practices are known by their totals, ``silent`` ones said nothing.
    ``unsigned``: categories counted in it whose limit no physician answers for; None: there is none.
    """

    now: datetime
    situation: Situation
    exact: bool
    hidden: Hidden = Hidden.SMALL
    """What is hidden where it is not exact."""
    live: bool
    exercise: bool
    basis: Basis
    kept: Band
    waiting: Band
    relayed: Band
    uncovered: Band
    whole: Band | None = None
    """All needs touched, where that alone is told; each of the four then reads from none to all of them."""
    first_due: datetime | None = None
    slices: tuple[Slice, ...] = ()
    hours: tuple[Slice, ...] = ()
    takings: tuple[Taking, ...] = ()
    whys: tuple[Why, ...] = ()
    categories: tuple[tuple[str, int], ...] = ()
    categories_hidden: bool = False
    unread: tuple[Unread, ...] = ()
    counted: int = 0
    silent: tuple[str, ...] = ()
    unknown: int = 0
    unsigned: Unsigned | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    communes: Mapping[str, str] = field(default_factory=dict)
    vague: tuple[str, ...] = ()
    """Practices « en service réduit » that did not say by how much: counted as open."""
    proposable: bool = False
    """Whether a relay is still to be proposed for some need."""
    asked: Asked | None = None
    """None where nothing is taken over, or numbers are not exact, or relays are not asked (an estimate, an exercise)."""

    @property
    def touched(self) -> Band:
        """All needs interrupted or lessened."""
        if self.whole is not None:
            return self.whole
        return total((self.kept, self.waiting, self.relayed, self.uncovered))


def view_of(
    conn: Connection, store: Store, library: Library, actor: Actor, scene: Scene, known: KnownNeeds, found: Overview,
    *, now: datetime, exercise: bool, live: bool, supposed: bool = False,
) -> ContinuityView:  # fmt: skip
    """The figures as ``actor`` may read them.

    ``supposed``: an answer to a question that anybody may choose, one commune or one practice at a time. A reason that holds
    for fewer than the threshold is then not said either: that it is there at all would tell nobody from somebody.
    """
    threshold = continuity_rules(library)["masking_threshold"]
    runs = may(actor, Action.RUN_CONTINUITY)
    exact = runs and (live or exercise or community.read(conn).demonstration)

    # Where nothing fails nobody is touched: nought then says nothing of anybody.
    calm = not scene.situation.absences and not scene.situation.cuts

    estimated = known.basis in (Basis.RATES, Basis.NOTHING)
    whole = None if exact or calm or estimated else _told(masked_care(conn, store, now), scene.situation)

    def band(count: int) -> Band:
        return Band(0, whole.high) if whole else shown(count, exact=exact or calm, threshold=threshold)

    phones = {desk.subject: desk.phone for desk in every_desk(conn, library, now)} if runs else {}
    views = categories_of(conn, library)
    told = _categories(found, views, threshold) if exact else {}
    return ContinuityView(
        now=now,
        situation=scene.situation,
        exact=exact,
        live=live,
        exercise=exercise,
        basis=known.basis,
        kept=band(found.kept),
        waiting=band(found.waiting),
        relayed=band(found.relayed),
        uncovered=band(found.uncovered),
        whole=whole,
        first_due=found.first_due if exact else None,
        slices=found.slices if exact else (),
        hours=found.hours if exact else (),
        takings=_takings(found, scene, phones) if exact else (),
        whys=_whys(found, scene, phones, exact=exact, least=threshold if supposed and not exact else 0) if runs else (),
        categories=tuple((views[code].category.label, count) for code, count in told.items()),
        categories_hidden=exact and sum(told.values()) < sum(found.categories.values()),
        unread=tuple(Unread(practice_name(conn, one.practice), one.needs, one.why) for one in known.unreadable)
        if runs
        else (),
        counted=len(known.counted),
        silent=tuple(one.name for one in scene.practices if one.id in known.silent) if runs else (),
        unknown=found.unknown if exact else 0,
        unsigned=None if calm else _unsigned(conn, known, found, views, told, exact=exact),
        names={str(id): name for id, name in scene.names.items()}
        | {f"practice:{one.id}": one.name for one in scene.practices},
        communes=scene.communes,
        vague=tuple(one.name for one in scene.practices if one.id in scene.silent),
    )


def _told(care: MaskedCare, situation: Situation) -> Band:
    """How many needs are touched, from closures and masked lists alone: both are read by everybody, so that this adds nothing.

    Practices whose total is masked count from none to all that the lists leave for them; a cut may touch anybody.
    """
    closed = {str(one.practice) for one in situation.absences if one.share >= WHOLE}
    lessened = {str(one.practice) for one in situation.absences}
    return care.table.touched(closed, lessened, anybody=bool(situation.cuts))


def is_live(conn: Connection, situation: Situation, now: datetime, *, exercise: bool) -> bool:
    """Whether something fails at ``now``, or an event of that kind is under way."""
    spans = [(one.starts_at, one.ends_at) for one in situation.absences]
    spans += [(one.starts_at, one.ends_at) for one in situation.cuts]
    down = any(start <= now and (end is None or now < end) for start, end in spans)
    return down or any(one.is_exercise is exercise for one in events.under_way(conn))


def _takings(found: Overview, scene: Scene, phones: Mapping[str, str]) -> tuple[Taking, ...]:
    assumed = {one.id for one in scene.territory.carers if one.is_assumed}
    return tuple(
        Taking(scene.names.get(carer, ""), load.taken, load.capacity, phones.get(carer, ""), carer in assumed)
        for carer, load in found.takings.items()
    )


def _whys(found: Overview, scene: Scene, phones: Mapping[str, str], *, exact: bool, least: int) -> tuple[Why, ...]:
    def called(carer: CarerId) -> Called:
        return Called(scene.names.get(carer, ""), phones.get(carer, ""))

    return tuple(
        Why(
            one.reason,
            one.needs if exact else None,
            tuple(scene.communes.get(code, "") for code in one.communes) if exact else (),
            one.first_due if exact else None,
            tuple(called(carer) for carer in one.call),
        )
        for one in found.reasons
        if one.needs >= least
    )


def _unsigned(
    conn: Connection, known: KnownNeeds, found: Overview, views: Mapping[str, CategoryView], told: Mapping[str, int],
    *, exact: bool,
) -> Unsigned | None:  # fmt: skip
    """As many as the numbers by category tell; all of them, and only where there are some, when they are nobody's needs."""
    if not community.read(conn).demonstration and known.basis is not Basis.RATES:
        return unsigned_of(views, told, frozenset(views))
    every = {code: found.categories.get(code, 0) for code in views}
    return unsigned_of(views, every if exact else {}, found.concerned)


def _categories(found: Overview, views: Mapping[str, CategoryView], threshold: int) -> dict[str, int]:
    """Category → needs without a solution, most first, small ones and what would give them back left out."""
    if not found.uncovered:
        return {}
    cells: dict[Key, int] = {(code,): found.categories.get(code, 0) for code in views}
    masked = mask(cells, [frozenset(cells)], threshold, exact_total=True)
    held = sorted(
        ((count, code) for (code,), count in masked.cells.items() if count), key=lambda kept: (-kept[0], kept[1])
    )
    return {code: count for count, code in held}
