"""From a horizon to a staffing problem: whose caps, which competences, which answers, what is already held.

The solver knows no health and no database; here its ids are the product's ids. Seats held in other centres or in sessions
already begun stand in the same weeks as pinned context, so that caps, rest and double booking see them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.core.clock import monday_of
from app.roster.competence import codes_valid_on
from app.roster.eligibility import SessionFrame, is_eligible, profession_key
from app.scheduling.centre import CentreKind
from app.scheduling.staffing import problem as staffing
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from app.core.ids import CentreId, PersonId, SessionId
    from app.roster.competence import Competence
    from app.roster.competence_rule import CompetenceRule
    from app.roster.person import Person
    from app.roster.role import Role, Roles
    from app.roster.vaccine import Vaccine
    from app.scheduling.centre import Centre
    from app.scheduling.horizon import Horizon
    from app.scheduling.session import Need, Seat, Session

SETTINGS = {
    CentreKind.VACCINATION: "centre",
    CentreKind.SCREENING: "centre",
    CentreKind.MOBILE: "ehpad",
    CentreKind.REINFORCEMENT: "ehpad",
}
"""Where the acts of a kind of centre take place, in the words of the competence rules."""

ELSEWHERE = "elsewhere"
"""The role under which a seat held outside the sessions to staff takes up its holder's time."""

PROVIDED = "provided"
"""Profession of the stand-ins for people whom a partner provides: no role lists it, so they hold only their own seat."""


UNTRAINED = 0
"""Who holds no competence, among the numbers of :func:`_ranks`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulation:
    """The dated tables staffing rests on, and the ages of target groups (label → youngest, oldest)."""

    roles: Roles
    rules: tuple[CompetenceRule, ...]
    vaccines: Mapping[str, Vaccine]
    ages: Mapping[str, tuple[int, int]]


def frame_of(session: Session, centre: Centre, regulation: Regulation) -> SessionFrame:
    """What competence depends on in this session."""
    youngest, oldest = regulation.ages.get(session.target_group, (centre.youngest, centre.oldest))
    return SessionFrame(
        campaign=centre.campaign,
        vaccine=regulation.vaccines.get(session.vaccine or centre.vaccine),
        youngest=youngest,
        oldest=oldest,
        setting=SETTINGS[centre.kind],
        on=session.day,
    )


class Eligibility:
    """Who may hold which role of which session; verdicts are computed once for people who are alike."""

    def __init__(self, horizon: Horizon, regulation: Regulation) -> None:
        self._regulation = regulation
        self._known: dict[tuple[object, ...], str | None] = {}
        self._of_session: dict[tuple[object, ...], str | None] = {}
        self._held: dict[PersonId, list[Competence]] = {}
        for competence in horizon.competences:
            self._held.setdefault(competence.person, []).append(competence)
        self._trained = _ranks(self._held)
        alike = _alike({session.day for session in horizon.sessions}, regulation.rules)
        frames: dict[SessionFrame, SessionFrame] = {}
        self._frames: dict[SessionId, SessionFrame] = {}
        for s in horizon.sessions:
            frame = replace(frame_of(s, horizon.centres[s.centre_id], regulation), on=alike[s.day])
            self._frames[s.id] = frames.setdefault(frame, frame)

    def allows(self, person: Person, session: Session, role: str) -> bool:
        """Whether a rule in force on the day allows it and the person did not declare other roles only."""
        return person.declares(role) and self.why_not(person, role, session) is None

    def why_not(self, person: Person, role: str, session: Session) -> str | None:
        """Why no rule lets this person hold the role that day, as a clause; None when one does."""
        trained = self._trained.get(person.id, UNTRAINED)
        # A session that is thought of on another day keeps its id: what is held then may differ.
        alike = (role, session.id, session.day, person.profession, person.status, person.student_year, trained)
        if alike not in self._of_session:
            self._of_session[alike] = self._verdict(person, role, session)
        return self._of_session[alike]

    def _verdict(self, person: Person, role: str, session: Session) -> str | None:
        if role not in self._regulation.roles:
            return _("aucune règle ne connaît ce rôle")
        frame = self._frames[session.id]
        held = codes_valid_on(self._held.get(person.id, ()), person.id, session.day)
        # One value a frame: its identity stands for it, at a tenth of the cost of comparing it.
        key = (role, id(frame), person.profession, person.status, person.student_year, held)
        if key not in self._known:
            wanted: Role = self._regulation.roles[role]
            verdict = is_eligible(person, wanted, frame, self._regulation.rules, held)
            self._known[key] = None if verdict.is_allowed else verdict.sentence
        return self._known[key]


def _ranks(held: Mapping[PersonId, Iterable[Competence]]) -> dict[PersonId, int]:
    """A number a person, the same for those trained for the same things between the same days."""
    numbers: dict[frozenset[tuple[object, ...]], int] = {}
    codes = {
        person: frozenset((one.code, one.valid_from, one.valid_to) for one in known) for person, known in held.items()
    }
    return {person: numbers.setdefault(alike, UNTRAINED + 1 + len(numbers)) for person, alike in codes.items()}


def _alike(days: Iterable[date], rules: Sequence[CompetenceRule]) -> dict[date, date]:
    """For each day, the first one on which the same rules are in force: a verdict depends on the day by nothing else."""
    first: dict[tuple[bool, ...], date] = {}
    return {day: first.setdefault(tuple(rule.is_in_force(day) for rule in rules), day) for day in sorted(days)}


def staffing_problem(
    horizon: Horizon,
    centre_id: CentreId,
    regulation: Regulation,
    *,
    answers: Mapping[tuple[PersonId, SessionId], str],
    travel: Mapping[tuple[PersonId, CentreId], float | None],
    budget_seconds: float = 30,
) -> staffing.Problem:
    """The problem of one centre's sessions to come.

    ``answers`` are those of the poll, completed by habits and busy times; ``travel`` gives minutes, None for out of reach,
    and no entry for « not known, reachable ».
    """
    targets = horizon.future_sessions(centre_id)
    context = _context(horizon, targets)
    eligibility = Eligibility(horizon, regulation)
    needs = [need for need in horizon.needs if need.session_id in {s.id for s in targets}]
    sessions = {s.id: s for s in (*targets, *(session for session, _seat in context))}
    people = [person for person in horizon.people if person.is_contactable_on(horizon.now.date())]
    known = {person.id for person in people}
    roles, ineligible = _roles(people, targets, needs, eligibility)
    professions = tuple(sorted({profession_key(person) for person in people}))
    provided = list(_provided(needs))
    pins = [*_held(horizon, targets, known), *provided, *_context_pins(context, known)]
    return staffing.Problem(
        roles={**roles, ELSEWHERE: professions} if context else roles,
        persons=(
            *(_person(p, horizon, centre_id, travel) for p in people),
            *(staffing.Person(pin.person, PROVIDED) for pin in provided),
        ),
        sessions=tuple(_session(s, s in targets) for s in sessions.values()),
        needs=(*_needs(needs), *_context_needs(context, known)),
        answers=staffing.answers_by_person(
            (person, session, staffing.AnswerKind(answer))
            for (person, session), answer in sorted(answers.items())
            if person in known and session in sessions
        ),
        ineligible=frozenset(ineligible) | _freed(horizon),
        previous=tuple(pins),
        budget_seconds=budget_seconds,
    )


def _roles(
    people: Iterable[Person], targets: Iterable[Session], needs: Iterable[Need], eligibility: Eligibility
) -> tuple[dict[str, tuple[str, ...]], list[staffing.Seat]]:
    """Role → professions able to hold it in some session, and the persons of those professions who can't in others."""
    sessions = {session.id: session for session in targets}
    allowed: dict[str, set[str]] = {}
    refused: list[tuple[str, staffing.Seat]] = []
    for need in needs:
        professions = allowed.setdefault(need.role, set())
        for person in people:
            if eligibility.allows(person, sessions[need.session_id], need.role):
                professions.add(profession_key(person))
            else:
                refused.append((profession_key(person), staffing.Seat(person.id, need.session_id, need.role)))
    ineligible = [seat for profession, seat in refused if profession in allowed[seat.role]]
    return {role: tuple(sorted(professions)) for role, professions in allowed.items()}, ineligible


def _person(
    person: Person,
    horizon: Horizon,
    centre_id: CentreId,
    travel: Mapping[tuple[PersonId, CentreId], float | None],
) -> staffing.Person:
    out_of_reach = travel.get((person.id, centre_id), 0.0) is None
    reachable = {str(c): 0.0 for c in horizon.centres if c != centre_id} if out_of_reach else None
    rest = horizon.min_rest_hours if person.min_rest_hours is None else person.min_rest_hours
    return staffing.Person(person.id, profession_key(person), person.max_half_days_per_week, None, rest, reachable)


def _session(session: Session, counts_lines: bool) -> staffing.Session:
    lines = session.lines if counts_lines else None
    return staffing.Session(session.id, session.centre_id, session.starts_at, session.ends_at, lines)


def _needs(needs: Iterable[Need]) -> Iterable[staffing.Need]:
    """Seats a partner provides leave the count, save where opening lines is counted on them."""
    for need in needs:
        count = need.count if need.critical else need.count - need.provided
        if count:
            yield staffing.Need(need.session_id, need.role, count, need.weight, need.critical)


def _provided(needs: Iterable[Need]) -> Iterable[staffing.PreviousSeat]:
    """A stand-in for each critical seat that a partner provides."""
    for need in needs:
        for rank in range(need.provided if need.critical else 0):
            person = f"{PROVIDED}:{need.session_id}:{need.role}:{rank}"
            yield staffing.PreviousSeat(person, need.session_id, need.role, pinned=True)


def _held(horizon: Horizon, targets: Iterable[Session], known: set[PersonId]) -> Iterable[staffing.PreviousSeat]:
    """Live holders, and the draft's own pinned choices; what the solver proposed before and nobody fixed is forgotten."""
    ids = {session.id for session in targets}
    fixed = {draft.seat_id: draft for draft in horizon.draft if draft.pinned}
    for seat in horizon.seats:
        draft = fixed.get(seat.id)
        person = draft.holder.person_id if draft else seat.holder.person_id
        if seat.session_id in ids and person in known:
            yield staffing.PreviousSeat(person, seat.session_id, seat.role, pinned=bool(draft) or seat.pinned)


def _freed(horizon: Horizon) -> frozenset[staffing.Seat]:
    """Nobody is put back where the coordinator took them off."""
    fixed = {draft.seat_id for draft in horizon.draft if draft.pinned}
    kept = {(d.seat_id, d.holder.person_id) for d in horizon.draft}
    return frozenset(
        staffing.Seat(seat.holder.person_id, seat.session_id, seat.role)
        for seat in horizon.seats
        if seat.id in fixed and seat.holder.person_id and (seat.id, seat.holder.person_id) not in kept
    )


def _context(horizon: Horizon, targets: Iterable[Session]) -> list[tuple[Session, Seat]]:
    """Held seats outside the sessions to staff, in the weeks they touch and the days beside."""
    ids = {session.id for session in targets}
    weeks = {monday_of(session.day) for session in targets}
    sessions = {s.id: s for s in horizon.sessions if s.id not in ids and monday_of(s.day) in weeks}
    return [
        (sessions[seat.session_id], seat)
        for seat in horizon.drafted()
        if seat.session_id in sessions and seat.holder.person_id
    ]


def _context_pins(context: Iterable[tuple[Session, Seat]], known: set[PersonId]) -> Iterable[staffing.PreviousSeat]:
    for _session, seat in context:
        if seat.holder.person_id in known:
            yield staffing.PreviousSeat(seat.holder.person_id, seat.session_id, ELSEWHERE, pinned=True)


def _context_needs(context: Iterable[tuple[Session, Seat]], known: set[PersonId]) -> Iterable[staffing.Need]:
    counts = Counter(seat.session_id for _session, seat in context if seat.holder.person_id in known)
    for session, count in sorted(counts.items()):
        yield staffing.Need(session, ELSEWHERE, count, 1)
