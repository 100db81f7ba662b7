"""The rota of a centre as a screen needs it: live and draft seats, what each session gives, what is missing, whom to call.

A read side: one transaction, nothing written, no word of the screen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from app.access.permissions import Action, may, require
from app.core.clock import monday_of, paris_date
from app.core.errors import N_, NotFound
from app.roster.masked import without_contact
from app.scheduling.assembly import ELSEWHERE, PROVIDED, Eligibility
from app.scheduling.capacity import (
    SessionCapacity,
    Throughput,
    WeekCapacity,
    filled_of_seats,
    session_capacity,
    week_capacity,
)
from app.scheduling.changes import RotaChanges, changes_of
from app.scheduling.slots import WeekSlots, slots_by_week
from app.services.keeping.naming import Naming, naming_of
from app.services.keeping.reference import centre_template, read_library, regulation
from app.services.rota.propose_rota import presumed_answers
from app.services.world.read_horizon import read_horizon
from app.store import centres, journal, seats, versions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.access.actor import Actor
    from app.core.ids import CentreId, PartnerId, PersonId, SessionId
    from app.library import Library
    from app.roster.person import Person
    from app.scheduling.centre import Centre
    from app.scheduling.horizon import Horizon
    from app.scheduling.session import Need, Partner, Seat, Session
    from app.store.database import Store
    from app.store.versions import Proposal, Version


@dataclass(frozen=True, slots=True)
class Gap:
    """Seats nobody holds in one need, as the last proposal explained them; ``certificate`` None without proof."""

    session: Session
    role: str
    missing: int
    sentence: str
    reasons: Mapping[str, int]
    certificate: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Call:
    """Whom to ring: a yes to ``sessions`` would fill ``gain`` seats more."""

    person: Person
    gain: int
    sessions: tuple[Session, ...]


@dataclass(frozen=True, kw_only=True)
class RotaView:
    """One state of a centre's rota. ``seats`` are the centre's, live; ``drafted`` the same as the draft would have them."""

    centre: Centre
    horizon: Horizon
    library: Library
    naming: Naming
    partners: Mapping[PartnerId, Partner]
    revision: int
    version: Version | None
    proposal: Proposal | None
    allotments: Mapping[date, int]
    undo_label: str
    redo_label: str
    head: str
    """Of the journal: as long as it is the same, nobody has written anything."""

    @cached_property
    def standing(self) -> RotaView:
        """The rota people live by: what is published, or the draft as long as nothing is."""
        return self if self.version is None else replace(self, horizon=replace(self.horizon, draft=()))

    @cached_property
    def sessions(self) -> tuple[Session, ...]:
        """The centre's sessions of the horizon, in time order."""
        return tuple(s for s in self.horizon.sessions if s.centre_id == self.centre.id)

    @cached_property
    def upcoming(self) -> tuple[Session, ...]:
        """Those that have not begun."""
        return self.horizon.future_sessions(self.centre.id)

    @cached_property
    def _ids(self) -> frozenset[SessionId]:
        return frozenset(session.id for session in self.sessions)

    @cached_property
    def seats(self) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.horizon.seats if seat.session_id in self._ids)

    @cached_property
    def drafted(self) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.horizon.drafted() if seat.session_id in self._ids)

    @cached_property
    def provisional_seats(self) -> frozenset[str]:
        """Drafted seats that stand on declared habits: « non confirmé »."""
        return frozenset(draft.seat_id for draft in self.horizon.draft if draft.provisional)

    @cached_property
    def changes(self) -> RotaChanges:
        """What publishing the draft would change, for whom."""
        return changes_of(self.seats, self.drafted)

    @cached_property
    def needs(self) -> Mapping[SessionId, tuple[Need, ...]]:
        found: dict[SessionId, list[Need]] = {}
        for need in self.horizon.needs:
            found.setdefault(need.session_id, []).append(need)
        return {session: tuple(needs) for session, needs in found.items()}

    @cached_property
    def weeks(self) -> tuple[WeekSlots, ...]:
        """Slots of each week, never more than its doses."""
        return slots_by_week(self.sessions, dict(self.allotments), self.centre)

    @cached_property
    def eligibility(self) -> Eligibility:
        """Who may hold which role of which session by competence."""
        return Eligibility(self.horizon, regulation(self.library))

    @cached_property
    def capacities(self) -> Mapping[SessionId, SessionCapacity]:
        """What each session gives with the drafted seats."""
        filled = filled_of_seats(self.drafted)
        slots = {one.session_id: one.slots for week in self.weeks for one in week.sessions}
        return {
            session.id: session_capacity(
                session,
                self.needs.get(session.id, ()),
                filled.get(session.id, {}),
                self._throughput,
                slots=slots.get(session.id),
                able=self._able[session.id],
            )
            for session in self.sessions
        }

    @cached_property
    def _throughput(self) -> Throughput:
        on = self.sessions[0].day if self.sessions else paris_date(self.horizon.now)
        template = centre_template(self.library, self.centre.kind, self.centre.campaign, on)
        return Throughput(
            self.centre.injections_per_hour, self.centre.observation_minutes, paces=frozenset(template.paces)
        )

    @cached_property
    def _able(self) -> Mapping[SessionId, Mapping[str, int]]:
        """People available by answer or habit and competent, holders included, by session and role."""
        answers, _habits = presumed_answers(self.horizon, self.centre.id)
        holders = {(seat.holder.person_id, seat.session_id) for seat in self.drafted}
        said = {key for key, value in answers.items() if value != "no"} | holders
        return {
            session.id: {
                need.role: need.provided
                + sum(
                    (person.id, session.id) in said and self.eligibility.allows(person, session, need.role)
                    for person in self.horizon.people
                )
                for need in self.needs.get(session.id, ())
                if need.critical
            }
            for session in self.sessions
        }

    def week(self, monday: date) -> WeekCapacity:
        """What the week that begins on ``monday`` gives, with its doses."""
        chosen = [self.capacities[s.id] for s in self.sessions if monday_of(s.day) == monday]
        return week_capacity(chosen, self.allotments.get(monday))

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """What the last proposal could not fill, in time order; sessions begun since are left out."""
        known = {session.id: session for session in self.upcoming}
        rows: list[dict[str, Any]] = list(self.proposal.plan["unfilled"]) if self.proposal else []
        found = [
            Gap(
                known[row["session"]],
                row["role"],
                row["missing"],
                row["sentence"],
                row["reasons"],
                row["certificate"],
            )
            for row in rows
            if row["session"] in known and row["role"] != ELSEWHERE
        ]
        return tuple(sorted(found, key=lambda gap: (gap.session.starts_at, gap.role)))

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """Whom to ring first, by what their yes would fill."""
        people = {person.id: person for person in self.horizon.people}
        known = {session.id: session for session in self.upcoming}
        rows: list[dict[str, Any]] = list(self.proposal.plan["calls"]) if self.proposal else []
        return tuple(
            Call(people[row["person"]], row["gain"], tuple(known[s] for s in row["sessions"] if s in known))
            for row in rows
            if row["person"] in people and not row["person"].startswith(PROVIDED)
        )


def read_rota(actor: Actor, store: Store, centre_id: CentreId | None = None) -> RotaView:
    """The rota of a centre, of the first one when none is named. Who may not read the roster reads names, no contact.

    Raises NotFound when there is no such centre, NotAllowed.
    """
    require(actor, Action.READ_ROTA)
    with store.reading() as conn:
        horizon = read_horizon(store, conn)
        library = read_library(store, conn)
        partners = centres.partners(conn)
        if not may(actor, Action.READ_ROSTER):
            horizon = replace(horizon, people=tuple(map(without_contact, horizon.people)))
            partners = {id: replace(one, contact_name="", contact_phone="") for id, one in partners.items()}
        centre = horizon.centres.get(centre_id) if centre_id else next(iter(horizon.centres.values()), None)
        if centre is None:
            raise NotFound(N_("Ce centre n’existe pas encore, ou n’existe plus."))
        undo = seats.next_step(conn, centre.id, undone=False)
        redo = seats.next_step(conn, centre.id, undone=True)
        return RotaView(
            centre=centre,
            horizon=horizon,
            library=library,
            naming=naming_of(horizon, library, partners.values()),
            partners=partners,
            revision=centres.rota_revision(conn, centre.id),
            version=versions.latest(conn, centre.id),
            proposal=versions.proposal(conn, centre.id),
            allotments=centres.allotments(conn, centre.id),
            undo_label=undo[1].label if undo else "",
            redo_label=redo[1].label if redo else "",
            head=journal.head(conn),
        )


def callable_by_role(view: RotaView) -> dict[str, int]:
    """How many of those to call could hold each role missing somewhere, for the answer to the ARS."""
    found: dict[str, set[PersonId]] = {}
    for gap in view.gaps:
        for call in view.calls:
            if any(s.id == gap.session.id for s in call.sessions) and view.eligibility.allows(
                call.person, gap.session, gap.role
            ):
                found.setdefault(gap.role, set()).add(call.person.id)
    return {role: len(people) for role, people in found.items()}
