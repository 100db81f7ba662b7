"""The rota of a centre as a screen needs it: live and draft seats, what each session gives, what is missing, whom to call.

A read side: one transaction, nothing written, no word of the screen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require
from app.core.clock import monday_of, paris_date
from app.core.errors import N_, NotFound
from app.roster.masked import without_contact
from app.scheduling.assembly import Eligibility
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
from app.services.keeping.kept_answers import latest, minute_of
from app.services.keeping.naming import Naming, naming_of
from app.services.keeping.reference import centre_template, read_library, regulation
from app.services.rota.on_demand import OnDemand
from app.services.rota.propose_rota import presumed_answers
from app.services.rota.proposed_gaps import calls_of, gaps_of
from app.services.world.read_horizon import rows_mark, standing_horizon
from app.store import centres, journal, seats, versions
from app.words import language

if TYPE_CHECKING:
    from collections.abc import Mapping, Set
    from datetime import date

    from app.access.actor import Actor
    from app.core.ids import CentreId, PartnerId, PersonId, SessionId
    from app.library import Library
    from app.scheduling.centre import Centre
    from app.scheduling.horizon import Horizon
    from app.scheduling.session import Need, Partner, Seat, Session
    from app.services.rota.proposed_gaps import Call, Gap
    from app.store.database import Connection, Store
    from app.store.versions import Proposal, Version


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
        """What each session gives with the drafted seats, reckoned for those that are looked at."""
        return OnDemand((session.id for session in self.sessions), self._capacity)

    def _capacity(self, id: SessionId) -> SessionCapacity:
        return session_capacity(
            self._session[id],
            self.needs.get(id, ()),
            self._filled.get(id, {}),
            self._throughput,
            slots=self._slots.get(id),
            able=self._able(id),
        )

    @cached_property
    def _session(self) -> Mapping[SessionId, Session]:
        return {session.id: session for session in self.sessions}

    @cached_property
    def _filled(self) -> Mapping[SessionId, Mapping[str, int]]:
        return filled_of_seats(self.drafted)

    @cached_property
    def _slots(self) -> Mapping[SessionId, int]:
        return {one.session_id: one.slots for week in self.weeks for one in week.sessions}

    @cached_property
    def _throughput(self) -> Throughput:
        on = self.sessions[0].day if self.sessions else paris_date(self.horizon.now)
        template = centre_template(self.library, self.centre.kind, self.centre.campaign, on)
        return Throughput(
            self.centre.injections_per_hour, self.centre.observation_minutes, paces=frozenset(template.paces)
        )

    @cached_property
    def _presumed(self) -> tuple[Mapping[tuple[PersonId, SessionId], str], frozenset[PersonId]]:
        return presumed_answers(self.horizon, self.centre.id)

    @property
    def presumed(self) -> Mapping[tuple[PersonId, SessionId], str]:
        """The answers, with habits where nothing was answered, and busy times on top."""
        return self._presumed[0]

    @property
    def on_habits(self) -> frozenset[PersonId]:
        """Whose habits stand in for an answer."""
        return self._presumed[1]

    def _able(self, id: SessionId) -> Mapping[str, int]:
        """People available by answer or habit and competent, holders included, by role of one session."""
        session, said = self._session[id], self._coming.get(id, frozenset())
        there = [person for person in self.horizon.people if person.id in said]
        return {
            need.role: need.provided + sum(self.eligibility.allows(person, session, need.role) for person in there)
            for need in self.needs.get(id, ())
            if need.critical
        }

    @cached_property
    def _coming(self) -> Mapping[SessionId, Set[PersonId]]:
        """Who did not say no to each session, by answer or habit, and who holds a seat of it."""
        found: dict[SessionId, set[PersonId]] = {}
        for (person, session), value in self.presumed.items():
            if value != "no":
                found.setdefault(session, set()).add(person)
        for seat in self.drafted:
            if seat.holder.person_id:
                found.setdefault(seat.session_id, set()).add(seat.holder.person_id)
        return found

    def week(self, monday: date) -> WeekCapacity:
        """What the week that begins on ``monday`` gives, with its doses."""
        chosen = [self.capacities[s.id] for s in self.sessions if monday_of(s.day) == monday]
        return week_capacity(chosen, self.allotments.get(monday))

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """What the last proposal could not fill, in time order; sessions begun since are left out."""
        return gaps_of(self.proposal, self.upcoming)

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """Whom to ring first, by what their yes would fill."""
        return calls_of(self.proposal, self.upcoming, self.horizon.people)


def read_rota(actor: Actor, store: Store, centre_id: CentreId | None = None) -> RotaView:
    """The rota of a centre, of the first one when none is named. Who may not read the roster reads names, no contact.

    Read anew as soon as anybody wrote, on every whole minute and after it, which is when sessions, delays and days begin and
    end: until then whoever may read the same is given the same. Raises NotFound when there is no such centre, NotAllowed.
    """
    require(actor, Action.READ_ROTA)
    named = may(actor, Action.READ_ROSTER)
    with store.reading() as conn:
        library, now = read_library(store, conn), store.now()
        mark = (rows_mark(conn), minute_of(now), now == minute_of(now), library)
        name = ("rota", str(store.folder.path), centre_id, named, language())
        return latest(name, mark, lambda: _read(store, conn, library, centre_id, named=named))


def _read(store: Store, conn: Connection, library: Library, centre_id: CentreId | None, *, named: bool) -> RotaView:
    horizon = standing_horizon(store, conn)
    partners = centres.partners(conn)
    if not named:
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
