"""A request for people: who asks, what for, where, from when to when, how many in which role, under which frame.

Once staffed it is a session like any other; « réquisitionné » is said beside it. Values and rules only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.scheduling.session import Seat


class RequestState(StrEnum):
    """Where a request stands."""

    RECEIVED = "received"
    STAFFING = "staffing"
    REFUSED = "refused"
    DONE = "done"


STATE_WORDS = {
    RequestState.RECEIVED: N_("à traiter"),
    RequestState.STAFFING: N_("en cours"),
    RequestState.REFUSED: N_("refusée"),
    RequestState.DONE: N_("terminée"),
}

REQUISITION = "requisition"
"""The code of ``data/mission_frames.csv`` under which people are requisitioned."""

LONGEST_TEXT, LONGEST_FIELD, MOST_PEOPLE = 1_000, 160, 60
LONGEST = timedelta(hours=24)
"""A request covers a day at most: longer needs are one request a day, so that each is staffed with people who sleep."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """So many people in one role (a code of ``data/roles.csv``)."""

    role: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffingRequest:
    """One request. Instants are UTC; ``subject_id`` is the establishment (site) that asked by its own link, if it did."""

    id: str
    event_id: str = ""
    asked_by: str
    text: str
    place: str
    commune_insee: str = ""
    starts_at: datetime
    ends_at: datetime
    wanted: tuple[Wanted, ...]
    contact: str = ""
    """Whom to call back, in words: a name and a telephone."""
    subject_id: str = ""
    frame: str = ""
    payer: str = ""
    insurer: str = ""
    requisitioned: bool = False
    session_id: str = ""
    reply: str = ""
    """What was answered to whoever asked: why it is refused, what is still missing."""
    at: datetime
    state: RequestState = RequestState.RECEIVED
    revision: int = 1

    @property
    def people(self) -> int:
        """How many people are wanted in all."""
        return sum(one.count for one in self.wanted)

    @property
    def is_settled(self) -> bool:
        return self.state in (RequestState.REFUSED, RequestState.DONE)


@dataclass(frozen=True, slots=True)
class Terms:
    """Under which frame people come (a code of ``data/mission_frames.csv``), who pays, who insures; empty where nobody said."""

    frame: str = ""
    payer: str = ""
    insurer: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """How far a request is staffed: seats held by someone among those asked for, by role."""

    by_role: Mapping[str, tuple[int, int]]
    """Role → (held, asked)."""

    @property
    def held(self) -> int:
        return sum(held for held, _asked in self.by_role.values())

    @property
    def asked(self) -> int:
        return sum(asked for _held, asked in self.by_role.values())

    @property
    def is_complete(self) -> bool:
        return 0 < self.asked <= self.held


def checked(request: StaffingRequest) -> StaffingRequest:
    """The request with its texts trimmed. Raises InvalidInput for what can't be staffed, saying what to write."""
    if not request.asked_by.strip():
        raise InvalidInput(N_("Dites qui demande : l’établissement ou l’autorité."))
    if not request.place.strip():
        raise InvalidInput(N_("Dites où les renforts doivent se présenter."))
    if request.ends_at <= request.starts_at:
        raise InvalidInput(N_("La fin vient avant le début : corrigez les heures."))
    if request.ends_at - request.starts_at > LONGEST:
        raise InvalidInput(N_("Une demande couvre 24 heures au plus : faites-en une par jour."))
    if any(one.count < 0 for one in request.wanted) or not 0 < request.people <= MOST_PEOPLE:
        raise InvalidInput(N_("Dites combien de personnes il faut, de 1 à {most}."), most=MOST_PEOPLE)
    if len(request.text.strip()) > LONGEST_TEXT:
        raise InvalidInput(N_("La demande tient en {most} signes au plus."), most=LONGEST_TEXT)
    return request


def merged(wanted: Iterable[Wanted]) -> tuple[Wanted, ...]:
    """The same people with one line a role, none empty, in the order in which the roles were first named."""
    total: dict[str, int] = {}
    for one in wanted:
        total[one.role] = total.get(one.role, 0) + one.count
    return tuple(Wanted(role, count) for role, count in total.items() if count)


def filled(request: StaffingRequest, seats: Iterable[Seat]) -> Filled:
    """How many of the seats of its session somebody holds; of what it asks for while it has no session."""
    rows = {one.role: (0, one.count) for one in request.wanted}
    live = [seat for seat in seats if seat.state != "cancelled"]
    if live:
        rows = {}
        for seat in live:
            held, asked = rows.get(seat.role, (0, 0))
            rows[seat.role] = (held + seat.holder.filled, asked + 1)
    return Filled(rows)


def proposed_terms(request: StaffingRequest, others: Iterable[StaffingRequest], *, qualified: bool) -> Terms:
    """What to propose when a request is taken up: its own terms, else those of the last one taken up in the same event.

    ``qualified``: whether an authority said what the event is; before, each request is looked at alone. A requisition is never
    proposed: each needs its own order. Whoever asked and pays is, here, whoever asks.
    """
    if request.frame:
        return Terms(request.frame, request.payer, request.insurer)
    taken = [
        one
        for one in others
        if one.event_id == request.event_id and one.id != request.id and one.frame and one.session_id
        and one.state is not RequestState.REFUSED and not one.requisitioned
    ]  # fmt: skip
    if not (qualified and request.event_id and taken):
        return Terms()
    last = max(taken, key=lambda one: (one.at, one.id))
    return Terms(last.frame, request.asked_by if last.payer == last.asked_by else last.payer, last.insurer)


def is_missed(request: StaffingRequest, now: datetime) -> bool:
    """Whether nobody took it up before it began."""
    return request.state is RequestState.RECEIVED and request.starts_at <= now


def soonest_first(requests: Iterable[StaffingRequest]) -> list[StaffingRequest]:
    """Those to take up first, then those being staffed, by when they begin; those settled last, the latest first."""
    given = list(requests)
    order = list(RequestState)
    todo = [one for one in given if not one.is_settled]
    todo.sort(key=lambda one: (order.index(one.state), one.starts_at, one.at, one.id))
    settled = [one for one in given if one.is_settled]
    return [*todo, *sorted(settled, key=lambda one: (one.at, one.id), reverse=True)]
